import { defineError } from '../platform/errors.ts';

export const requestNotFound = defineError('VERIFICATION_REQUEST_NOT_FOUND', 404, 'There is no such request.');
export const requestPending = defineError(
  'VERIFICATION_PENDING',
  409,
  'Your last request for this badge is still open.',
);
export const requestClosed = defineError('VERIFICATION_CLOSED', 409, 'This request is decided, or was taken back.');
export const requestCoolDown = defineError(
  'VERIFICATION_COOL_DOWN',
  429,
  'Your last request for this badge was declined a short while ago. Wait a little before you ask again.',
  { retry: 'later' },
);
export const badgeNotRequestable = defineError(
  'BADGE_NOT_REQUESTABLE',
  409,
  'This badge cannot be asked for: it is given without being asked.',
);
export const tooManyFiles = defineError('TOO_MANY_FILES', 409, 'A request can have five files.');
export const fileNotFound = defineError(
  'VERIFICATION_FILE_NOT_FOUND',
  404,
  'There is no such file, or it was deleted.',
);
export const evidenceTooLarge = defineError('EVIDENCE_TOO_LARGE', 413, 'A file may have 5 MiB at most.');
export const evidenceType = defineError(
  'EVIDENCE_TYPE',
  415,
  'Send a PDF, JPEG or PNG: the bytes of this file are none.',
);
