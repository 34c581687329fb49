import { defineError } from '../platform/errors.ts';

export const invalidRange = defineError(
  'INVALID_RANGE',
  400,
  'Ask for a range of at most 366 days (31 by the hour) that begins before it ends, and not in the future.',
);
export const linkNotFound = defineError('LINK_NOT_FOUND', 404, 'This profile shows no such link.');
