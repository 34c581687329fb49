// What the clock asks for.
import { defineScheduledJob } from './define-job.ts';

export const truncateAddresses = defineScheduledJob({ name: 'activity.truncate-addresses', schedule: '17 * * * *' });
export const expireBadges = defineScheduledJob({ name: 'badges.expire', schedule: '* * * * *' });
export const liftBans = defineScheduledJob({ name: 'users.lift-bans', schedule: '* * * * *' });
export const forgetSeenEvents = defineScheduledJob({ name: 'stats.forget-seen-events', schedule: '47 * * * *' });
/** Just after the full hour, when a day may have ended. */
export const closeAnalyticsDays = defineScheduledJob({ name: 'analytics.close-days', schedule: '3 * * * *' });
export const forgetAuditAddresses = defineScheduledJob({ name: 'audit.forget-addresses', schedule: '27 * * * *' });
export const sweepOriginals = defineScheduledJob({ name: 'avatars.sweep-originals', schedule: '7 * * * *' });
/** Lists every picture there is: at night, and once a day. */
export const sweepVariants = defineScheduledJob({ name: 'avatars.sweep-variants', schedule: '22 2 * * *' });
/** Icons that belong to no badge. */
export const sweepBadgeIcons = defineScheduledJob({ name: 'badges.sweep-icons', schedule: '42 2 * * *' });
/** Most turns find that there is nothing to do; after a change of keys each does a little. */
export const rewrapStorage = defineScheduledJob({ name: 'storage.rewrap', schedule: '*/5 * * * *' });
export const sweepStorage = defineScheduledJob({ name: 'storage.sweep', schedule: '37 * * * *' });
/** Time alone makes rules come true, too. */
export const evaluateAllBadges = defineScheduledJob({ name: 'badges.evaluate-all', schedule: '22 4 * * *' });
export const forgetVerificationFiles = defineScheduledJob({
  name: 'verifications.forget-files',
  schedule: '12 * * * *',
});
/** A score also depends on what people farther away have done: once a night everybody's is made anew. */
export const rescoreEndorsements = defineScheduledJob({ name: 'endorsements.rescore', schedule: '52 3 * * *' });
/** For /metrics: some figures cannot be had without counting. */
export const countFigures = defineScheduledJob({ name: 'operations.count', schedule: '*/5 * * * *' });
/** After a release that scores otherwise, and where a new scoring was given up. */
export const catchUpCompleteness = defineScheduledJob({ name: 'completeness.catch-up', schedule: '*/10 * * * *' });
/** Asks for checks of proved links whose time has come, a part of them each turn. */
export const recheckLinks = defineScheduledJob({ name: 'links.recheck', schedule: '*/10 * * * *' });
export const forgetConnectionCodes = defineScheduledJob({ name: 'connections.forget-codes', schedule: '32 * * * *' });
/** Reads the whole trail: at night, and once a day. */
export const verifyAudit = defineScheduledJob({ name: 'audit.verify', schedule: '7 3 * * *' });
export const forgetSignInLeftovers = defineScheduledJob({ name: 'auth.forget-leftovers', schedule: '57 * * * *' });
/** Each turn holds a part of the search index against the database. */
export const verifySearch = defineScheduledJob({ name: 'search.verify', schedule: '* * * * *' });
