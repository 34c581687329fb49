import { defineError } from '../platform/errors.ts';

export const connectionNotFound = defineError('CONNECTION_NOT_FOUND', 404, 'There is no such connection.');
export const cannotConnectToYourself = defineError(
  'CANNOT_CONNECT_TO_YOURSELF',
  400,
  'Both sides of a connection would be you.',
);
export const notVisibleToThem = defineError(
  'NOT_VISIBLE_TO_THEM',
  409,
  'They cannot see your profile, and so not who asks: open it to them first.',
);
export const tooManyConnections = defineError(
  'TOO_MANY_CONNECTIONS',
  409,
  'One of you has as many connections, or open requests, as anybody can have.',
);
export const connectionRequestsLimited = defineError(
  'CONNECTION_REQUESTS_LIMITED',
  429,
  'You have asked many people today: go on tomorrow.',
  { retry: 'later' },
);
export const connectionCodeInvalid = defineError(
  'CONNECTION_CODE_INVALID',
  404,
  'This code is wrong, was used before, or is too old. Make another one in your other profile.',
);
export const tooManyCodes = defineError('TOO_MANY_CODES', 429, 'You have tried many codes: wait an hour.', {
  retry: 'later',
});
