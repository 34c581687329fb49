// Every job there is. A name without a handler does not compile (workers/handlers.ts).
import Joi from 'joi';
import { defineJob, defineScheduledJob, id, type JobContract, version } from './define-job.ts';

interface ProfileRef {
  tenantId: string;
  userId: string;
  /** The profile version that asked for the job; the handler may find a newer one and does that instead. */
  version: number;
}
const profileRef = { tenantId: id(), userId: id(), version: version() };
const byUser = ({ userId }: ProfileRef) => userId;

const indexProfile = defineJob<'search.index-profile', ProfileRef>({
  name: 'search.index-profile',
  queue: 'search',
  payload: profileRef,
  subjectOf: byUser,
});

const removeProfile = defineJob<'search.remove-profile', ProfileRef>({
  name: 'search.remove-profile',
  queue: 'search',
  payload: profileRef,
});

const scoreCompleteness = defineJob<'completeness.score', ProfileRef>({
  name: 'completeness.score',
  queue: 'completeness',
  payload: profileRef,
  subjectOf: byUser,
});

const aggregateAnalytics = defineJob<'analytics.aggregate', { tenantId: string }>({
  name: 'analytics.aggregate',
  queue: 'analytics',
  payload: { tenantId: id() },
});

interface UploadRef {
  tenantId: string;
  userId: string;
  uploadId: string;
}
const uploadRef = { tenantId: id(), userId: id(), uploadId: id() };

const processAvatar = defineJob<'media.process-avatar', UploadRef>({
  name: 'media.process-avatar',
  queue: 'media',
  payload: uploadRef,
  attempts: 5,
});

const removeAvatar = defineJob<'media.remove-avatar', UploadRef>({
  name: 'media.remove-avatar',
  queue: 'media',
  payload: uploadRef,
});

export const mailPurposes = ['verify-email', 'account-exists', 'avatar-refused'] as const;
export type MailPurpose = (typeof mailPurposes)[number];

/** `referenceId`: the verification for `verify-email`, the account for `account-exists`, the upload for `avatar-refused`. */
const sendMail = defineJob<
  'mail.send',
  { tenantId: string; purpose: MailPurpose; userId: string; referenceId: string }
>({
  name: 'mail.send',
  queue: 'mail',
  payload: { tenantId: id(), purpose: Joi.valid(...mailPurposes), userId: id(), referenceId: id() },
});

const truncateAddresses = defineScheduledJob({ name: 'activity.truncate-addresses', schedule: '17 * * * *' });
const forgetSeenEvents = defineScheduledJob({ name: 'stats.forget-seen-events', schedule: '47 * * * *' });

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
export type { JobContract };
