import { defineError } from '../platform/errors.ts';

export const settingNotFound = defineError('SETTING_NOT_FOUND', 404, 'There is no setting of this key.');
export const settingExists = defineError('SETTING_EXISTS', 409, 'There is a setting of this key already.');
export const tooManySettings = defineError('TOO_MANY_SETTINGS', 409, 'No more settings can be defined.');
export const settingInUse = defineError(
  'SETTING_IN_USE',
  409,
  'People have values of this setting that would be lost or no longer count. Look with dryRun, then repeat with force.',
);
