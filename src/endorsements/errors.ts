import { defineError } from '../platform/errors.ts';

/** Absent from the profile, and hidden from whoever asks, look the same. */
export const skillNotListed = defineError('SKILL_NOT_LISTED', 422, 'You do not see this skill on the profile.');
export const cannotEndorseYourself = defineError('CANNOT_ENDORSE_YOURSELF', 409, 'Nobody endorses themselves.');
export const endorsementRemoved = defineError(
  'ENDORSEMENT_REMOVED',
  409,
  'A moderator has removed your endorsement of this skill. Your list of endorsements says why.',
);
export const endorsementNotFound = defineError('ENDORSEMENT_NOT_FOUND', 404, 'There is no such endorsement.');
