// What the clock asks for.
import { defineScheduledJob } from './define-job.ts';

export const truncateAddresses = defineScheduledJob({ name: 'activity.truncate-addresses', schedule: '17 * * * *' });
export const expireBadges = defineScheduledJob({ name: 'badges.expire', schedule: '* * * * *' });
export const liftBans = defineScheduledJob({ name: 'users.lift-bans', schedule: '* * * * *' });
export const forgetSeenEvents = defineScheduledJob({ name: 'stats.forget-seen-events', schedule: '47 * * * *' });
export const forgetAuditAddresses = defineScheduledJob({ name: 'audit.forget-addresses', schedule: '27 * * * *' });
export const sweepOriginals = defineScheduledJob({ name: 'avatars.sweep-originals', schedule: '7 * * * *' });
/** Lists every picture there is: at night, and once a day. */
export const sweepVariants = defineScheduledJob({ name: 'avatars.sweep-variants', schedule: '22 2 * * *' });
/** Most turns find that there is nothing to do; after a change of keys each does a little. */
export const rewrapStorage = defineScheduledJob({ name: 'storage.rewrap', schedule: '*/5 * * * *' });
export const sweepStorage = defineScheduledJob({ name: 'storage.sweep', schedule: '37 * * * *' });
/** Reads the whole trail: at night, and once a day. */
export const verifyAudit = defineScheduledJob({ name: 'audit.verify', schedule: '7 3 * * *' });
export const forgetSignInLeftovers = defineScheduledJob({ name: 'auth.forget-leftovers', schedule: '57 * * * *' });
