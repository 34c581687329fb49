import { defineError } from '../platform/errors.ts';

export const userNotFound = defineError('USER_NOT_FOUND', 404, 'There is no such account.');
export const lastAdmin = defineError('LAST_ADMIN', 409, 'A tenant keeps at least one administrator.');
export const aboveYou = defineError(
  'ABOVE_YOU',
  403,
  'This account may do more than you: ask somebody who may as much.',
);
export const notYourself = defineError('NOT_YOURSELF', 409, 'Ask a colleague to do this to your own account.');
export const userBanned = defineError('USER_BANNED', 409, 'This account is banned: lift the ban first.');
export const notBanned = defineError('NOT_BANNED', 409, 'This account is not banned.');
export const bulkActionNotFound = defineError('BULK_ACTION_NOT_FOUND', 404, 'There is no such action.');
