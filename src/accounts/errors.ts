import { defineError } from '../platform/errors.ts';

export const verificationFailed = defineError(
  'VERIFICATION_FAILED',
  400,
  'This link or code is not valid (any more). Ask for a new one by registering or signing in again.',
);
export const emailNotVerified = defineError(
  'EMAIL_NOT_VERIFIED',
  403,
  'Confirm your e-mail address first: the link and the code are in the mail we sent you.',
);
export const accountExists = defineError('ACCOUNT_EXISTS', 409, 'There is an account with this address already.');
