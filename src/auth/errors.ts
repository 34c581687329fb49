import { defineError } from '../platform/errors.ts';

export const invalidCredentials = defineError(
  'INVALID_CREDENTIALS',
  401,
  'The address and the password do not go together.',
);
export const invalidRefreshToken = defineError('INVALID_REFRESH_TOKEN', 401, 'Sign in again: this session is over.');
export const accountDeactivated = defineError('ACCOUNT_DEACTIVATED', 403, 'This account is switched off.');
export const signInCancelled = defineError('SIGN_IN_CANCELLED', 403, 'The sign-in was called off.');
export const signInInterrupted = defineError(
  'SIGN_IN_INTERRUPTED',
  400,
  'This sign-in was not begun in this browser, or too long ago. Try once more.',
);
export const signInRefused = defineError('SIGN_IN_REFUSED', 403, 'What the issuer said of this sign-in was not good.');
export const wrongPassword = defineError('WRONG_PASSWORD', 403, 'This is not your password.');
export const passwordDiffers = defineError(
  'PASSWORD_DIFFERS',
  403,
  'This address was registered with another password. If that was not you, or you have forgotten it, choose a new one.',
);
export const reauthenticationRequired = defineError(
  'REAUTHENTICATION_REQUIRED',
  403,
  'Show once more that it is you: send your password to `POST /auth/reauthenticate`, then try again.',
);
export const signInThrottled = defineError(
  'SIGN_IN_THROTTLED',
  429,
  'Too many tries. Wait a while, use a device that you have signed in on before, or choose a new password by mail.',
  { retry: 'later' },
);
