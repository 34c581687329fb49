import { defineError } from '../platform/errors.ts';

/** Absent, hidden, deleted and blocked look the same. */
export const profileNotFound = defineError('PROFILE_NOT_FOUND', 404, 'There is no such profile.');
export const handleTaken = defineError('HANDLE_TAKEN', 409, 'This handle is taken, or looks like one that is.');
export const versionConflict = defineError(
  'VERSION_CONFLICT',
  412,
  'The profile was changed in the meantime. Load it again, and send your change once more.',
);
export const publicProfilesDisabled = defineError(
  'PUBLIC_PROFILES_DISABLED',
  403,
  'Profiles that everybody can see are switched off here.',
);
