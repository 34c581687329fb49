import { defineError } from '../platform/errors.ts';

export const linkNotFound = defineError('LINK_NOT_FOUND', 404, 'There is no such link on your profile.');
export const proofNotPossible = defineError(
  'PROOF_NOT_POSSIBLE',
  409,
  'A link of this kind cannot be proved in this way.',
);
export const linkCheckedRecently = defineError(
  'LINK_CHECKED_RECENTLY',
  429,
  'This link was checked a moment ago: wait a little before you ask again.',
  { retry: 'later' },
);
export const tooManyLinkChecks = defineError(
  'TOO_MANY_LINK_CHECKS',
  429,
  'You have asked for many checks: go on in an hour.',
  { retry: 'later' },
);
/** Not seen by people: the job comes again. */
export const hostBusy = defineError(
  'LINK_HOST_BUSY',
  503,
  'Many links lead to this host: it is asked a little later.',
  {
    retry: 'later',
  },
);
