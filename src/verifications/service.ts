// People who ask to be verified: a message, links and files; moderators approve with a badge or decline with a reason.
import { requireVerified } from '../accounts/index.ts';
import {
  type BadgeRepository,
  type BadgeService,
  badgeGranted,
  badgeNotFound,
  cannotGrantYourself,
} from '../badges/index.ts';
import { type AuditAction, actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import type { StreamReply } from '../platform/http/route.ts';
import type { FileConsumer } from '../platform/http/upload.ts';
import { newId } from '../platform/ids.ts';
import { badgeNotRequestable, requestClosed, requestCoolDown, requestNotFound, tooManyFiles } from './errors.ts';
import type { KeptEvidence, VerificationFiles } from './evidence.ts';
import type { RequestRow, RequestStatus, VerificationRepository } from './repository.ts';

export interface VerificationOrder {
  /** The badge that is asked for. */
  readonly kind: string;
  readonly message: string;
  readonly links: readonly string[];
}

export interface Approval {
  readonly reason: string;
  readonly expiresAt?: Date | null;
}

/** As its author reads it; who decided is told as the team. */
export type OwnRequest = Pick<
  RequestRow,
  'id' | 'badge' | 'message' | 'links' | 'status' | 'createdAt' | 'decidedAt' | 'reason' | 'files'
> & { readonly kind: string };
export type ReviewedRequest = OwnRequest & Pick<RequestRow, 'userId' | 'decidedBy'>;

const coolDownMs = 7 * 86_400_000;
const maxFiles = 5;

function presentOwn(row: RequestRow): OwnRequest {
  const { id, slug: kind, badge, message, links, status, createdAt, decidedAt, reason, files } = row;
  return { id, kind, badge, message, links, status, createdAt, decidedAt, reason, files };
}
const presentReviewed = (row: RequestRow): ReviewedRequest => ({
  ...presentOwn(row),
  ...{ userId: row.userId, decidedBy: row.decidedBy },
});

export type VerificationService = ReturnType<typeof createVerificationService>;

export function createVerificationService(deps: {
  repository: VerificationRepository;
  files: VerificationFiles;
  badges: Pick<BadgeService, 'grantWithin'>;
  badgeRepository: Pick<BadgeRepository, 'find' | 'held'>;
  transact: Transact;
  clock: Clock;
}) {
  const { repository, files, transact, clock } = deps;

  /** @throws BADGE_NOT_FOUND, BADGE_NOT_REQUESTABLE, BADGE_GRANTED, VERIFICATION_COOL_DOWN */
  async function requireAskable(
    unit: UnitOfWork,
    { tenantId, userId }: Identity,
    slug: string,
    held: readonly string[],
  ) {
    const badge = await deps.badgeRepository.find(tenantId, slug, unit.tx);
    if (!badge) throw badgeNotFound();
    if (badge.criteria !== 'evidence') throw badgeNotRequestable();
    if (held.includes(slug)) throw badgeGranted();
    const declined = await repository.findDeclined(unit.tx, userId, slug);
    const waitMs = (declined?.decidedAt?.getTime() ?? 0) + coolDownMs - clock().getTime();
    if (waitMs > 0) throw requestCoolDown({ headers: { 'Retry-After': String(Math.ceil(waitMs / 1000)) } });
  }

  /** A request of one's own that is still open, locked. @throws VERIFICATION_REQUEST_NOT_FOUND, VERIFICATION_CLOSED */
  async function lockOwn(unit: UnitOfWork, { tenantId, userId }: Identity, id: string): Promise<RequestRow> {
    const row = await repository.lock(unit.tx, tenantId, id);
    if (row?.userId !== userId) throw requestNotFound();
    if (row.status !== 'pending') throw requestClosed();
    return row;
  }

  /** @throws VERIFICATION_REQUEST_NOT_FOUND, VERIFICATION_CLOSED, CANNOT_GRANT_YOURSELF */
  async function lockForReview(unit: UnitOfWork, by: Identity, id: string): Promise<RequestRow> {
    const row = await repository.lock(unit.tx, by.tenantId, id);
    if (!row) throw requestNotFound();
    if (row.userId === by.userId) throw cannotGrantYourself();
    if (row.status !== 'pending') throw requestClosed();
    return row;
  }

  /** Keeps the decision and tells of it, each in its way. */
  async function conclude(
    unit: UnitOfWork,
    by: Identity,
    row: RequestRow,
    status: 'approved' | 'declined',
    { reason, grantId }: { reason: string; grantId: string | null },
  ): Promise<ReviewedRequest> {
    const { tenantId, userId, id, slug } = row;
    await repository.decide(unit.tx, id, { status, at: clock(), by: by.userId, reason, grantId });
    unit.record({ tenantId, userId, actorId: by.userId, type: `verification.${status}`, fields: ['badges'], reason });
    const action: AuditAction = `verifications.${status}`;
    const target = { type: 'account', id: userId } as const;
    unit.audit({ tenantId, action, actor: actorOf(by), target, after: { request: id, badge: slug, reason } });
    const decided = await repository.find(id, unit.tx);
    if (!decided) throw requestNotFound();
    return presentReviewed(decided);
  }

  return {
    /** @throws EMAIL_NOT_VERIFIED, BADGE_NOT_FOUND, BADGE_NOT_REQUESTABLE, BADGE_GRANTED, VERIFICATION_PENDING, VERIFICATION_COOL_DOWN */
    async ask(identity: Identity, { kind: slug, ...words }: VerificationOrder, origin: Origin): Promise<OwnRequest> {
      requireVerified(identity, 'verification:request');
      const { tenantId, userId } = identity;
      // Before a connection is held: many who wait for a second one would hold up everybody.
      const held = (await deps.badgeRepository.held(userId)).map((grant) => grant.slug);
      const row = await transact(origin, async (unit) => {
        await requireAskable(unit, identity, slug, held);
        const id = newId();
        await repository.insert(unit.tx, { id, tenantId, userId, slug, ...words, createdAt: clock() });
        unit.record({ tenantId, userId, actorId: userId, type: 'verification.requested' });
        return repository.find(id, unit.tx);
      });
      if (!row) throw requestNotFound();
      return presentOwn(row);
    },

    /** One's own, newest first. @throws INVALID_CURSOR */
    async own({ userId }: Identity, query: PageQuery): Promise<Page<OwnRequest>> {
      const scope = ['own verification requests', userId];
      const rows = await repository.ofPerson(userId, placeOf(query, scope), query.limit + 1);
      const { items, meta } = pageOf(rows, query, scope);
      return { items: items.map(presentOwn), meta };
    },

    /** @throws VERIFICATION_REQUEST_NOT_FOUND, VERIFICATION_CLOSED */
    withdraw: (identity: Identity, id: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const { tenantId, userId } = identity;
        await lockOwn(unit, identity, id);
        await repository.decide(unit.tx, id, {
          ...{ status: 'withdrawn', at: clock() },
          ...{ by: null, reason: null, grantId: null },
        });
        unit.record({ tenantId, userId, actorId: userId, type: 'verification.withdrawn' });
      }),

    /** Takes in the file that `receive` reads. @throws VERIFICATION_REQUEST_NOT_FOUND, VERIFICATION_CLOSED, TOO_MANY_FILES, EVIDENCE_TYPE, EVIDENCE_TOO_LARGE */
    async addFile(
      identity: Identity,
      id: string,
      receive: (consumer: FileConsumer<KeptEvidence>) => Promise<KeptEvidence>,
      origin: Origin,
    ): Promise<OwnRequest> {
      const requireRoom = async (unit: UnitOfWork) => {
        await lockOwn(unit, identity, id);
        // Looked at again: what somebody has added meanwhile shows only in a statement that began with the lock held.
        const row = await repository.find(id, unit.tx);
        if (!row || row.files.length >= maxFiles) throw tooManyFiles();
      };
      await transact(null, requireRoom); // before anything is taken in
      const file = await receive(files.consumerFor(identity.userId));
      try {
        return await transact(origin, async (unit) => {
          await requireRoom(unit);
          await repository.insertFile(unit.tx, id, file);
          const row = await repository.find(id, unit.tx);
          if (!row) throw requestNotFound();
          return presentOwn(row);
        });
      } catch (error) {
        await files.discard(file);
        throw error;
      }
    },

    /** A file of one's own. @throws VERIFICATION_FILE_NOT_FOUND */
    async ownFile({ tenantId, userId }: Identity, id: string, fileId: string): Promise<StreamReply> {
      const file = await repository.findFile(tenantId, id, fileId);
      return files.download(file?.userId === userId ? file : undefined);
    },

    /** The queue of moderators, the oldest first. @throws INVALID_CURSOR */
    async queue(
      { tenantId }: Identity,
      { status, ...query }: PageQuery & { readonly status: RequestStatus },
    ): Promise<Page<ReviewedRequest>> {
      const scope = ['verification requests', tenantId, status];
      const rows = await repository.queue(tenantId, status, placeOf(query, scope), query.limit + 1);
      const { items, meta } = pageOf(rows, query, scope);
      return { items: items.map(presentReviewed), meta };
    },

    /** @throws VERIFICATION_FILE_NOT_FOUND */
    reviewedFile: async ({ tenantId }: Identity, id: string, fileId: string): Promise<StreamReply> =>
      files.download(await repository.findFile(tenantId, id, fileId)),

    /** Gives the badge. @throws VERIFICATION_REQUEST_NOT_FOUND, VERIFICATION_CLOSED, CANNOT_GRANT_YOURSELF, BADGE_GRANTED, PROFILE_NOT_FOUND */
    approve: (by: Identity, id: string, { reason, expiresAt = null }: Approval, origin: Origin) =>
      transact(origin, async (unit) => {
        const row = await lockForReview(unit, by, id);
        const { tenantId, userId, slug, links: evidenceUrls } = row;
        const grantId = await deps.badges.grantWithin(unit, by, userId, { slug, reason, evidenceUrls, expiresAt });
        // One mail: of the mark if the badge is one, else of the badge.
        if (row.verifies) unit.emit({ type: 'verification.approved', tenantId, userId, requestId: id });
        else unit.emit({ type: 'badge.granted', tenantId, userId, grantId });
        return conclude(unit, by, row, 'approved', { reason, grantId });
      }),

    /** @throws VERIFICATION_REQUEST_NOT_FOUND, VERIFICATION_CLOSED, CANNOT_GRANT_YOURSELF */
    decline: (by: Identity, id: string, reason: string, origin: Origin) =>
      transact(origin, async (unit) => {
        const row = await lockForReview(unit, by, id);
        const { tenantId, userId } = row;
        unit.emit({ type: 'verification.declined', tenantId, userId, requestId: id });
        return conclude(unit, by, row, 'declined', { reason, grantId: null });
      }),
  };
}
