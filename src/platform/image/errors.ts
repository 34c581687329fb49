// What can be wrong with a picture, each with a sentence for its owner. No retry helps: the bytes stay what they are.
import { AppError, defineError } from '../errors.ts';

export const unsupportedImageType = defineError(
  'UNSUPPORTED_IMAGE_TYPE',
  415,
  'This file is not a picture that can be used here.',
);
export const imageTooLarge = defineError('IMAGE_TOO_LARGE', 413, 'This picture has too many pixels.');
export const imageUnreadable = defineError(
  'IMAGE_UNREADABLE',
  422,
  'This picture is damaged or incomplete. Please try to open it on your device, save it again and upload the new copy.',
);

const codes: readonly string[] = [unsupportedImageType.code, imageTooLarge.code, imageUnreadable.code];

/** True for an error that the picture itself caused; its message can be shown to the owner. */
export function isImageError(error: unknown): error is AppError {
  return error instanceof AppError && codes.includes(error.code);
}
