import { defineError } from '../platform/errors.ts';

export const extensionNotFound = defineError('EXTENSION_NOT_FOUND', 404, 'There is no such block in your profile.');
export const tooManyExtensions = defineError('TOO_MANY_EXTENSIONS', 409, 'A profile may have at most 50 blocks.');
export const orderIncomplete = defineError(
  'ORDER_INCOMPLETE',
  409,
  'The order must name each of your blocks exactly once. Load them again, and send the order once more.',
);
export const extensionTypeNotFound = defineError('EXTENSION_TYPE_NOT_FOUND', 404, 'There is no such type of block.');
export const extensionTypeExists = defineError('EXTENSION_TYPE_EXISTS', 409, 'This type is registered already.');
export const tooManyExtensionTypes = defineError(
  'TOO_MANY_EXTENSION_TYPES',
  409,
  'At most 100 types may be registered.',
);
