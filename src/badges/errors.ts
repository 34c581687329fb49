import { defineError } from '../platform/errors.ts';

export const badgeNotFound = defineError('BADGE_NOT_FOUND', 404, 'There is no such badge.');
export const badgeExists = defineError('BADGE_EXISTS', 409, 'There is a badge of this name already.');
export const badgeHeld = defineError(
  'BADGE_HELD',
  409,
  'This badge was granted before: its history must stay readable.',
);
export const badgeGranted = defineError('BADGE_GRANTED', 409, 'This person has this badge already.');
export const grantNotFound = defineError('GRANT_NOT_FOUND', 404, 'There is no such grant, or it was withdrawn.');
export const cannotGrantYourself = defineError('CANNOT_GRANT_YOURSELF', 409, 'Nobody decorates themselves.');
export const badgeIconNotFound = defineError('BADGE_ICON_NOT_FOUND', 404, 'There is no such icon (any more).');
export const statusListNotFound = defineError('STATUS_LIST_NOT_FOUND', 404, 'There is no such status list.');
