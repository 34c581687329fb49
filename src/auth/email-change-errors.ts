import { defineError } from '../platform/errors.ts';

export const emailUnchanged = defineError('EMAIL_UNCHANGED', 409, 'This is your address already.');
export const tooManyEmailChanges = defineError(
  'TOO_MANY_EMAIL_CHANGES',
  429,
  'You have asked for another address five times within an hour. Wait a while.',
  { retry: 'later' },
);
export const noPendingEmail = defineError('NO_PENDING_EMAIL', 409, 'No other address is waiting to be proved.');
export const emailChangeFailed = defineError(
  'EMAIL_CHANGE_FAILED',
  401,
  'This link or code is not valid (any more). Ask for the change again.',
);
export const undoFailed = defineError('UNDO_FAILED', 401, 'This link is not valid (any more).');
