import { defineError } from '../platform/errors.ts';

/** Unknown, of another tenant, and not an alias at all look the same. */
export const aliasNotFound = defineError('ALIAS_NOT_FOUND', 404, 'There is no such alias.');
export const aliasCoolDown = defineError(
  'ALIAS_COOL_DOWN',
  429,
  'You have taken a new alias here a short while ago. Wait a little before the next.',
);
export const unmaskRequestNotFound = defineError('UNMASK_REQUEST_NOT_FOUND', 404, 'There is no such request.');
export const unmaskNeedsTwo = defineError(
  'UNMASK_NEEDS_TWO',
  403,
  'Nobody can do this alone: another moderator must approve what you have asked for.',
);
export const unmaskRequestClosed = defineError(
  'UNMASK_REQUEST_CLOSED',
  409,
  'This request has been approved already, or has expired.',
);
