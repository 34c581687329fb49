import { defineError } from '../platform/errors.ts';

export const roleExists = defineError('ROLE_EXISTS', 409, 'There is a role of this name already.');
export const roleNotFound = defineError('ROLE_NOT_FOUND', 404, 'There is no such role.');
export const roleHeld = defineError('ROLE_HELD', 409, 'Somebody still has this role: take it away first.');
export const permissionNotHeld = defineError(
  'PERMISSION_NOT_HELD',
  403,
  'Nobody can give what they do not have themselves.',
);
