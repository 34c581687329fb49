import { defineError } from '../platform/errors.ts';

export const invalidCredentials = defineError(
  'INVALID_CREDENTIALS',
  401,
  'The address and the password do not go together.',
);
export const invalidRefreshToken = defineError('INVALID_REFRESH_TOKEN', 401, 'Sign in again: this session is over.');
export const accountDeactivated = defineError('ACCOUNT_DEACTIVATED', 403, 'This account is switched off.');
