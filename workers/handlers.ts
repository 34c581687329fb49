// Job → service. The mapped type makes a job without a handler a compile error.
import type { Container } from '../src/container.ts';
import type { JobName, PayloadOf } from '../src/contracts/jobs/index.ts';

export interface JobRun {
  /** The id of the promise; the same on every attempt. */
  readonly id: string;
}

/** Does the job; must do no harm when it runs twice. A job with a version resolves to the version it has done. */
type Handler<Name extends JobName> = (payload: PayloadOf<Name>, run: JobRun) => Promise<unknown>;

export type Handlers = { readonly [Name in JobName]: Handler<Name> };

export function createHandlers(container: Container): Handlers {
  const { search, completeness, analytics, avatarProcessing, mail, addressRetention, stats } = container;
  return {
    'search.index-profile': (profile) => search.indexProfile(profile),
    'search.remove-profile': (profile) => search.removeProfile(profile),
    'search.reindex-tenant': ({ tenantId }) => container.searchReindexing.indexTenant(tenantId),
    'completeness.score': (profile) => completeness.score(profile),
    'completeness.rescore-tenant': ({ tenantId }) => container.completenessRescorings.run(tenantId),
    'operations.count': () => container.figures.count(),
    'completeness.catch-up': () => container.completenessRescorings.catchUp(),
    'analytics.aggregate': ({ tenantId }) => analytics.aggregate(tenantId),
    'analytics.close-days': () => analytics.closeDays(),
    'media.process-avatar': (upload) => avatarProcessing.process(upload),
    'media.add-avif': (upload) => avatarProcessing.addAvif(upload),
    'media.remove-avatar': (upload) => avatarProcessing.removeFiles(upload),
    'media.process-badge-icon': (icon) => container.badgeIconProcessing.process(icon),
    'media.remove-badge-icon': (icon) => container.badgeIconProcessing.removeFiles(icon),
    'mail.answer-address': ({ requestId }) => container.auth.answerAddressRequest(requestId),
    'mail.send': (mailing, { id }) => mail.send(id, mailing),
    'badges.evaluate': (people) => container.badgeEvaluation.evaluate(people),
    'badges.evaluate-all': () => container.badgeEvaluation.evaluateAll(),
    'badges.sweep-icons': () => container.badgeIconProcessing.sweep(),
    'verifications.forget-files': () => container.verificationFiles.forget(),
    'endorsements.score': (person) => container.endorsementScoring.score(person),
    'endorsements.follow': (person) => container.endorsementScoring.follow(person),
    'endorsements.rescore': () => container.endorsementScoring.rescoreAll(),
    'links.verify': ({ proofId }) => container.linkProofs.check(proofId),
    'links.recheck': () => container.linkProofs.recheck(),
    'connections.forget-codes': () => container.connections.forgetCodes(),
    'users.run-bulk-action': (order) => container.bulkActions.run(order),
    'badges.expire': () => container.badges.expire(),
    'users.lift-bans': () => container.bans.liftExpired(),
    'activity.truncate-addresses': () => addressRetention.truncate(),
    'stats.forget-seen-events': () => stats.forgetSeen(),
    'auth.forget-leftovers': () => container.signInRetention.forget(),
    'avatars.sweep-originals': () => container.avatarLeftovers.sweepOriginals(),
    'avatars.sweep-variants': () => container.avatarLeftovers.sweepVariants(),
    'storage.rewrap': () => container.storageRewrapping.turn(),
    'storage.sweep': () => container.sweepStorage(),
    'audit.forget-addresses': () => container.addressKeys.forget(),
    'search.verify': () => container.searchVerification.turn(),
    'audit.verify': () => container.auditVerification.report(),
  };
}

/** What to tell people when a job has failed for good; most failures concern operators only. */
export type Farewells = { readonly [Name in JobName]?: (payload: PayloadOf<Name>) => Promise<void> };

export const createFarewells = ({ avatarProcessing, badgeIconProcessing, linkProofs }: Container): Farewells => ({
  'media.process-avatar': (upload) => avatarProcessing.giveUp(upload),
  'media.process-badge-icon': (icon) => badgeIconProcessing.giveUp(icon),
  'links.verify': ({ proofId }) => linkProofs.giveUp(proofId),
});
