import { defineError } from '../platform/errors.ts';

export const secondFactorRequired = defineError(
  'SECOND_FACTOR_REQUIRED',
  401,
  'One more step: send `challenge` and the code of your authenticator app, or a recovery code, to `POST /auth/second-factor`.',
);
export const secondFactorFailed = defineError(
  'SECOND_FACTOR_FAILED',
  401,
  'This code is not right, or was used before. After five wrong ones, sign in anew.',
);
export const challengeOver = defineError(
  'SECOND_FACTOR_CHALLENGE_OVER',
  401,
  'This sign-in took too long, or too many tries. Sign in anew.',
);
export const secondFactorThrottled = defineError(
  'SECOND_FACTOR_THROTTLED',
  429,
  'Too many codes were tried. Wait a while, use a recovery code, or a device that you have signed in on before.',
  { retry: 'later' },
);
export const secondFactorMissing = defineError(
  'SECOND_FACTOR_MISSING',
  403,
  'Two-step sign-in is on: send the code of your authenticator app, or a recovery code, with your password.',
);
export const wrongSecondFactor = defineError(
  'WRONG_SECOND_FACTOR',
  403,
  'This code is not right, or was used before. Your app shows another one in half a minute.',
);
export const secondFactorOn = defineError(
  'SECOND_FACTOR_ON',
  409,
  'Two-step sign-in is on already. Switch it off before you set up another app.',
);
export const secondFactorOff = defineError('SECOND_FACTOR_OFF', 409, 'Two-step sign-in is off.');
export const noPendingSecondFactor = defineError(
  'NO_PENDING_SECOND_FACTOR',
  409,
  'There is nothing to confirm (any more). Begin anew.',
);
export const secondFactorNeedsPassword = defineError(
  'SECOND_FACTOR_NEEDS_PASSWORD',
  409,
  'You have no password here: whoever signs you in asks for a second factor.',
);
