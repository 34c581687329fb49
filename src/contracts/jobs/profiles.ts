// What follows from a profile's change: finding it, scoring it, counting its views.
import { defineJob, id } from './define-job.ts';
import { byUser, type ProfileRef, profileRef } from './refs.ts';

export const indexProfile = defineJob<'search.index-profile', ProfileRef>({
  name: 'search.index-profile',
  queue: 'search',
  payload: profileRef,
  subjectOf: byUser,
});

export const removeProfile = defineJob<'search.remove-profile', ProfileRef>({
  name: 'search.remove-profile',
  queue: 'search',
  payload: profileRef,
});

/** Runs as long as it takes; a run that dies begins again and finds most of it done. */
export const reindexTenant = defineJob<'search.reindex-tenant', { tenantId: string }>({
  name: 'search.reindex-tenant',
  queue: 'search',
  payload: { tenantId: id() },
});

export const scoreCompleteness = defineJob<'completeness.score', ProfileRef>({
  name: 'completeness.score',
  queue: 'completeness',
  payload: profileRef,
  subjectOf: byUser,
});

/** Runs as long as it takes; a run that dies is gone on with where it was. */
export const rescoreTenant = defineJob<'completeness.rescore-tenant', { tenantId: string }>({
  name: 'completeness.rescore-tenant',
  queue: 'completeness',
  payload: { tenantId: id() },
});

export const aggregateAnalytics = defineJob<'analytics.aggregate', { tenantId: string }>({
  name: 'analytics.aggregate',
  queue: 'analytics',
  payload: { tenantId: id() },
});
