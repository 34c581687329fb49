// Every job there is. A name without a handler does not compile (workers/handlers.ts).
import type { JobContract } from './define-job.ts';
import { answerAddress, mailPurposes, sendMail } from './mail.ts';
import {
  expireBadges,
  forgetAuditAddresses,
  forgetSeenEvents,
  forgetSignInLeftovers,
  liftBans,
  rewrapStorage,
  sweepOriginals,
  sweepStorage,
  sweepVariants,
  truncateAddresses,
  verifyAudit,
} from './maintenance.ts';
import { addAvif, processAvatar, removeAvatar } from './media.ts';
import { aggregateAnalytics, indexProfile, reindexTenant, removeProfile, scoreCompleteness } from './profiles.ts';
import { runBulkAction } from './users.ts';

export const jobs = {
  [indexProfile.name]: indexProfile,
  [removeProfile.name]: removeProfile,
  [reindexTenant.name]: reindexTenant,
  [scoreCompleteness.name]: scoreCompleteness,
  [aggregateAnalytics.name]: aggregateAnalytics,
  [runBulkAction.name]: runBulkAction,
  [liftBans.name]: liftBans,
  [expireBadges.name]: expireBadges,
  [processAvatar.name]: processAvatar,
  [addAvif.name]: addAvif,
  [removeAvatar.name]: removeAvatar,
  [answerAddress.name]: answerAddress,
  [sendMail.name]: sendMail,
  [truncateAddresses.name]: truncateAddresses,
  [forgetSeenEvents.name]: forgetSeenEvents,
  [forgetSignInLeftovers.name]: forgetSignInLeftovers,
  [rewrapStorage.name]: rewrapStorage,
  [sweepOriginals.name]: sweepOriginals,
  [sweepVariants.name]: sweepVariants,
  [sweepStorage.name]: sweepStorage,
  [forgetAuditAddresses.name]: forgetAuditAddresses,
  [verifyAudit.name]: verifyAudit,
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
export { type JobContract, mailPurposes };
