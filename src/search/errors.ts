import { defineError } from '../platform/errors.ts';

export const invalidCursor = defineError('INVALID_CURSOR', 400, 'This cursor belongs to another search. Start again.');
