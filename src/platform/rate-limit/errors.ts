import { defineError } from '../errors.ts';

export const rateLimited = defineError('RATE_LIMITED', 429, 'Too many requests: wait a moment and try again.', {
  retry: 'later',
});
