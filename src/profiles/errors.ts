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
export const audienceTooWide = defineError(
  'AUDIENCE_TOO_WIDE',
  403,
  'Your organisation does not let this be shown so widely.',
);
export const nameImitatesBadge = defineError(
  'NAME_IMITATES_BADGE',
  422,
  'A name must not read like a badge by which your organisation vouches for people.',
);
export const profileExists = defineError('PROFILE_EXISTS', 409, 'You have a profile already: change it instead.');
export const profileDeleted = defineError('PROFILE_DELETED', 404, 'You have deleted your profile.');
export const notRestorable = defineError('NOT_RESTORABLE', 409, 'There is no deleted profile to bring back.');
export const handleChangedRecently = defineError('HANDLE_CHANGED_RECENTLY', 409, 'This handle was changed recently.');
export const cannotBlockYourself = defineError('CANNOT_BLOCK_YOURSELF', 400, 'You cannot block yourself.');
