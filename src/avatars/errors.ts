import { defineError } from '../platform/errors.ts';

export { imageTooLarge, imageUnreadable, unsupportedImageType } from '../platform/image/errors.ts';

export const fileTooLarge = defineError('FILE_TOO_LARGE', 413, 'This file is too large.');
export const uploadNotFound = defineError('UPLOAD_NOT_FOUND', 404, 'There is no such upload.');
