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
    'search.reindex-tenant': ({ tenantId }) => search.reindexTenant(tenantId),
    'completeness.score': (profile) => completeness.score(profile),
    'analytics.aggregate': ({ tenantId }) => analytics.aggregate(tenantId),
    'media.process-avatar': (upload) => avatarProcessing.process(upload),
    'media.add-avif': (upload) => avatarProcessing.addAvif(upload),
    'media.remove-avatar': (upload) => avatarProcessing.removeFiles(upload),
    'mail.answer-address': ({ requestId }) => container.auth.answerAddressRequest(requestId),
    'mail.send': (mailing, { id }) => mail.send(id, mailing),
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
    'audit.verify': () => container.auditVerification.report(),
  };
}

/** What to tell people when a job has failed for good; most failures concern operators only. */
export type Farewells = { readonly [Name in JobName]?: (payload: PayloadOf<Name>) => Promise<void> };

export const createFarewells = ({ avatarProcessing }: Container): Farewells => ({
  'media.process-avatar': (upload) => avatarProcessing.giveUp(upload),
});
