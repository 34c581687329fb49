import { defineError } from '../platform/errors.ts';

export const personNotFound = defineError('USER_NOT_FOUND', 404, 'There is no such person among yours.');
