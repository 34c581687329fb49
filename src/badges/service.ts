// What a tenant says of people. A grant shows who says it, why, on what evidence and until when; withdrawing one leaves a trace.
import { type AuditAction, actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { includes, viewerOf } from '../privacy/index.ts';
import { type Presenter, type ProfileRows, type ProfileService, profileNotFound } from '../profiles/index.ts';
import { badgeExists, badgeNotFound, cannotGrantYourself, grantNotFound } from './errors.ts';
import { iconsOf } from './icon-files.ts';
import type { BadgePresenter, BadgeView, GrantView, PastGrant } from './presenter.ts';
import type { BadgeChange, BadgeDefinition, BadgeRepository, BadgeRow } from './repository.ts';

export interface GrantOrder {
  readonly slug: string;
  readonly reason: string;
  readonly evidenceUrls?: readonly string[];
  /** What it stands on, in words. */
  readonly evidence?: string | null;
  readonly expiresAt?: Date | null;
}

const batchSize = 100;

export type BadgeService = ReturnType<typeof createBadgeService>;

export function createBadgeService(deps: {
  repository: BadgeRepository;
  rows: ProfileRows;
  presenter: Pick<Presenter, 'audience' | 'isFound'>;
  badgePresenter: BadgePresenter;
  profiles: Pick<ProfileService, 'standingChanged'>;
  transact: Transact;
  clock: Clock;
}) {
  const { repository, rows, transact } = deps;
  const { presentBadge, presentGrant, presentPast } = deps.badgePresenter;

  function audit(
    unit: UnitOfWork,
    by: Identity,
    action: AuditAction,
    target: { type: 'badge' | 'account'; id: string },
    after?: object,
  ) {
    unit.audit({ tenantId: by.tenantId, action, actor: actorOf(by), target, ...(after && { after }) });
  }

  /** The profile shows it, or shows it no more. */
  async function follow(
    unit: UnitOfWork,
    tenantId: string,
    userId: string,
    actorId: string | undefined,
    type: `badge.${'granted' | 'revoked' | 'expired'}`,
  ) {
    await deps.profiles.standingChanged(unit, { tenantId, userId });
    unit.record({ tenantId, userId, type, fields: ['badges'], ...(actorId && { actorId }) });
  }

  /** Who has the badge by a rule, and whether it verifies them, is looked at anew. */
  function followDefinition(unit: UnitOfWork, tenantId: string, { criteria }: BadgeRow, verifies: boolean | undefined) {
    if (criteria === 'rule') unit.emit({ type: 'badge.rule-changed', tenantId });
    if (verifies !== undefined) unit.announce(`tenant:${tenantId}/settings`);
  }

  /** The badges of somebody in force, as far as the viewer may see them. @throws PROFILE_NOT_FOUND */
  async function visibleGrants(tenantId: string, idOrHandle: string, identity: Identity | undefined) {
    const row = await rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
    const viewer = row && viewerOf(identity, row);
    if (!row || !viewer || row.deleted || (viewer !== 'owner' && !deps.presenter.isFound(row, viewer)))
      throw profileNotFound();
    return includes(deps.presenter.audience(row, 'badges'), viewer) ? repository.held(row.userId) : [];
  }

  /** Part of approving somebody. Resolves to the id of the grant. @throws PROFILE_NOT_FOUND, BADGE_NOT_FOUND, BADGE_GRANTED, CANNOT_GRANT_YOURSELF */
  async function grantWithin(unit: UnitOfWork, by: Identity, userId: string, order: GrantOrder): Promise<string> {
    if (userId === by.userId) throw cannotGrantYourself();
    const { tenantId, userId: grantedBy } = by;
    const row = await rows.lockById(unit.tx, tenantId, userId);
    if (!row || row.deleted) throw profileNotFound();
    const id = newId();
    const { evidenceUrls = [], evidence = null, expiresAt = null, ...rest } = order;
    const given = { id, tenantId, userId, grantedBy, evidenceUrls, evidence, expiresAt, ...rest };
    if (!(await repository.grant(unit.tx, given))) throw badgeNotFound();
    await follow(unit, tenantId, userId, grantedBy, 'badge.granted');
    audit(unit, by, 'badges.granted', { type: 'account', id: userId }, order);
    return id;
  }

  return {
    follow,
    grantWithin,
    visibleGrants,

    list: async ({ tenantId }: Identity): Promise<BadgeView[]> => (await repository.all(tenantId)).map(presentBadge),

    /** @throws BADGE_EXISTS */
    define: (by: Identity, badge: BadgeDefinition, origin: Origin): Promise<BadgeView> =>
      transact(origin, async (unit) => {
        const made = await repository.insert(unit.tx, by.tenantId, badge);
        if (!made) throw badgeExists();
        audit(unit, by, 'badges.defined', { type: 'badge', id: badge.slug }, badge);
        followDefinition(unit, by.tenantId, made, undefined);
        return presentBadge(made);
      }),

    /** @throws BADGE_NOT_FOUND */
    redefine: (by: Identity, slug: string, content: BadgeChange, origin: Origin): Promise<BadgeView> =>
      transact(origin, async (unit) => {
        const changed = await repository.update(unit.tx, by.tenantId, slug, content);
        if (!changed) throw badgeNotFound();
        audit(unit, by, 'badges.defined', { type: 'badge', id: slug }, content);
        followDefinition(unit, by.tenantId, changed, content.verifies);
        return presentBadge(changed);
      }),

    /** @throws BADGE_NOT_FOUND, BADGE_HELD */
    remove: (by: Identity, slug: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const gone = await repository.remove(unit.tx, by.tenantId, slug);
        if (!gone) throw badgeNotFound();
        for (const iconId of iconsOf(gone)) unit.emit({ type: 'badge.icon-retired', tenantId: by.tenantId, iconId });
        audit(unit, by, 'badges.removed', { type: 'badge', id: slug });
      }),

    /** @throws PROFILE_NOT_FOUND, BADGE_NOT_FOUND, BADGE_GRANTED, CANNOT_GRANT_YOURSELF */
    async grant(by: Identity, userId: string, order: GrantOrder, origin: Origin): Promise<PastGrant[]> {
      await transact(origin, async (unit) => {
        const grantId = await grantWithin(unit, by, userId, order);
        unit.emit({ type: 'badge.granted', tenantId: by.tenantId, userId, grantId });
      });
      return this.history(by, userId);
    },

    /** @throws GRANT_NOT_FOUND */
    revoke: (by: Identity, userId: string, grantId: string, because: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const revoked = await repository.revoke(unit.tx, by.tenantId, userId, grantId, by.userId, because);
        if (!revoked) throw grantNotFound();
        await follow(unit, by.tenantId, userId, by.userId, 'badge.revoked');
        audit(unit, by, 'badges.revoked', { type: 'account', id: userId }, { slug: revoked.slug, because });
      }),

    /** Every grant of a person, withdrawn ones too. */
    history: async ({ tenantId }: Identity, userId: string): Promise<PastGrant[]> =>
      (await repository.history(tenantId, userId)).map(presentPast),

    /** The badges of somebody, as far as the viewer may see them. @throws PROFILE_NOT_FOUND */
    ofPerson: async (tenantId: string, idOrHandle: string, identity: Identity | undefined): Promise<GrantView[]> =>
      (await visibleGrants(tenantId, idOrHandle, identity)).map(presentGrant),

    /** Takes badges off whose time is over. */
    async expire(): Promise<void> {
      for (;;) {
        const ended = await transact(null, async (unit) => {
          const over = await repository.expire(unit.tx, deps.clock(), batchSize);
          for (const { tenantId, userId } of over) await follow(unit, tenantId, userId, undefined, 'badge.expired');
          return over.length;
        });
        if (ended < batchSize) return;
      }
    },
  };
}
