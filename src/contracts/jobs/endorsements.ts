// What follows from endorsements: scores, and the counts that others remember.
import { defineJob, id } from './define-job.ts';
import { byUser, type ProfileRef, profileRef } from './refs.ts';

/** `version` is that of the endorsements of the person, not of the profile. */
export const scoreEndorsements = defineJob<'endorsements.score', ProfileRef>({
  name: 'endorsements.score',
  queue: 'completeness',
  payload: profileRef,
  subjectOf: byUser,
});

/** Somebody's skills, standing or blocks changed: what they received and what they gave may count otherwise. */
export const followEndorsements = defineJob<'endorsements.follow', { tenantId: string; userId: string }>({
  name: 'endorsements.follow',
  queue: 'completeness',
  payload: { tenantId: id(), userId: id() },
});
