// Every job there is. A name without a handler does not compile (workers/handlers.ts).
import type { JobContract } from './define-job.ts';
import { type MailPurpose, mailPurposes, sendMail } from './mail.ts';
import { forgetSeenEvents, truncateAddresses } from './maintenance.ts';
import { processAvatar, removeAvatar } from './media.ts';
import { aggregateAnalytics, indexProfile, removeProfile, scoreCompleteness } from './profiles.ts';

export const jobs = {
  [indexProfile.name]: indexProfile,
  [removeProfile.name]: removeProfile,
  [scoreCompleteness.name]: scoreCompleteness,
  [aggregateAnalytics.name]: aggregateAnalytics,
  [processAvatar.name]: processAvatar,
  [removeAvatar.name]: removeAvatar,
  [sendMail.name]: sendMail,
  [truncateAddresses.name]: truncateAddresses,
  [forgetSeenEvents.name]: forgetSeenEvents,
} as const;

export type JobName = keyof typeof jobs;
export type PayloadOf<Name extends JobName> = Name extends JobName
  ? (typeof jobs)[Name] extends JobContract<string, infer Payload>
    ? Payload
    : never
  : never;

export type ScheduledJobName = {
  [Name in JobName]: (typeof jobs)[Name] extends { schedule: string } ? Name : never;
}[JobName];
export const scheduledJobNames = (Object.keys(jobs) as JobName[]).filter(
  (name): name is ScheduledJobName => 'schedule' in jobs[name],
);
export { type JobContract, type MailPurpose, mailPurposes };
