// Every job there is. A name without a handler does not compile (workers/handlers.ts).

import { evaluateBadges } from './badges.ts';
import type { JobContract } from './define-job.ts';
import { followEndorsements, scoreEndorsements } from './endorsements.ts';
import { verifyLink } from './links.ts';
import { answerAddress, mailPurposes, sendMail } from './mail.ts';
import {
  catchUpCompleteness,
  closeAnalyticsDays,
  countFigures,
  evaluateAllBadges,
  expireBadges,
  forgetAuditAddresses,
  forgetConnectionCodes,
  forgetSeenEvents,
  forgetSignInLeftovers,
  forgetVerificationFiles,
  liftBans,
  recheckLinks,
  rescoreEndorsements,
  rewrapStorage,
  sweepBadgeIcons,
  sweepOriginals,
  sweepStorage,
  sweepVariants,
  truncateAddresses,
  verifyAudit,
  verifySearch,
} from './maintenance.ts';
import { addAvif, processAvatar, processBadgeIcon, removeAvatar, removeBadgeIcon } from './media.ts';
import {
  aggregateAnalytics,
  indexProfile,
  reindexTenant,
  removeProfile,
  rescoreTenant,
  scoreCompleteness,
} from './profiles.ts';
import { runBulkAction } from './users.ts';

export const jobs = {
  [indexProfile.name]: indexProfile,
  [removeProfile.name]: removeProfile,
  [reindexTenant.name]: reindexTenant,
  [scoreCompleteness.name]: scoreCompleteness,
  [rescoreTenant.name]: rescoreTenant,
  [catchUpCompleteness.name]: catchUpCompleteness,
  [countFigures.name]: countFigures,
  [aggregateAnalytics.name]: aggregateAnalytics,
  [closeAnalyticsDays.name]: closeAnalyticsDays,
  [evaluateBadges.name]: evaluateBadges,
  [evaluateAllBadges.name]: evaluateAllBadges,
  [forgetVerificationFiles.name]: forgetVerificationFiles,
  [scoreEndorsements.name]: scoreEndorsements,
  [followEndorsements.name]: followEndorsements,
  [rescoreEndorsements.name]: rescoreEndorsements,
  [runBulkAction.name]: runBulkAction,
  [liftBans.name]: liftBans,
  [expireBadges.name]: expireBadges,
  [processAvatar.name]: processAvatar,
  [addAvif.name]: addAvif,
  [removeAvatar.name]: removeAvatar,
  [processBadgeIcon.name]: processBadgeIcon,
  [removeBadgeIcon.name]: removeBadgeIcon,
  [answerAddress.name]: answerAddress,
  [sendMail.name]: sendMail,
  [truncateAddresses.name]: truncateAddresses,
  [forgetSeenEvents.name]: forgetSeenEvents,
  [forgetSignInLeftovers.name]: forgetSignInLeftovers,
  [rewrapStorage.name]: rewrapStorage,
  [sweepOriginals.name]: sweepOriginals,
  [sweepVariants.name]: sweepVariants,
  [sweepBadgeIcons.name]: sweepBadgeIcons,
  [sweepStorage.name]: sweepStorage,
  [forgetAuditAddresses.name]: forgetAuditAddresses,
  [verifyLink.name]: verifyLink,
  [recheckLinks.name]: recheckLinks,
  [forgetConnectionCodes.name]: forgetConnectionCodes,
  [verifyAudit.name]: verifyAudit,
  [verifySearch.name]: verifySearch,
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
