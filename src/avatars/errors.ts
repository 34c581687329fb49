import { defineError } from '../platform/errors.ts';

export { imageTooLarge, imageUnreadable, unsupportedImageType } from '../platform/image/errors.ts';

export const fileTooLarge = defineError('FILE_TOO_LARGE', 413, 'This file is too large.');
export const uploadQuotaExceeded = defineError(
  'UPLOAD_QUOTA_EXCEEDED',
  429,
  'You have uploaded many pictures within an hour. Please try again later.',
  { retry: 'later' },
);
export const idempotencyKeyReused = defineError(
  'IDEMPOTENCY_KEY_REUSED',
  422,
  'This Idempotency-Key came with another picture before. Use a new key for a new picture.',
);
export const avatarNotFound = defineError('AVATAR_NOT_FOUND', 404, 'There is no picture that could be described.');
export const uploadNotFound = defineError('UPLOAD_NOT_FOUND', 404, 'There is no such upload.');
