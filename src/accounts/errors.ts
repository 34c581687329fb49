import { defineError } from '../platform/errors.ts';

export const verificationFailed = defineError(
  'VERIFICATION_FAILED',
  401,
  'This link or code is not valid (any more). Ask for a new mail.',
);
export const resetFailed = defineError('RESET_FAILED', 401, 'This link is not valid (any more). Ask for a new mail.');
export const emailNotVerified = defineError(
  'EMAIL_NOT_VERIFIED',
  403,
  'Confirm your e-mail address first: the link and the code are in the mail we sent you.',
);
export const weakPassword = defineError(
  'WEAK_PASSWORD',
  400,
  'This password is too easy to guess. Choose another one.',
);
export const accountExists = defineError('ACCOUNT_EXISTS', 409, 'There is an account with this address already.');
