// What the clock asks for.
import { defineScheduledJob } from './define-job.ts';

export const truncateAddresses = defineScheduledJob({ name: 'activity.truncate-addresses', schedule: '17 * * * *' });
export const forgetSeenEvents = defineScheduledJob({ name: 'stats.forget-seen-events', schedule: '47 * * * *' });
