// Giving, taking back and hiding endorsements. Each is there once, however often and by however many it is asked for.
import { requireVerified } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { newId } from '../platform/ids.ts';
import { type Limit, requireAllowance } from '../platform/rate-limit/limit.ts';
import { tagKey } from '../platform/text/tags.ts';
import { includes } from '../privacy/index.ts';
import type { Presenter, ProfileRows } from '../profiles/index.ts';
import { cannotEndorseYourself, endorsementNotFound, endorsementRemoved, skillNotListed } from './errors.ts';
import type { EndorsementReading } from './reading.ts';
import type { EndorsementRepository, EndorsementRow, NewEndorsement } from './repository.ts';

export interface EndorsementOrder {
  readonly skill: string;
  readonly note?: string | null;
}

/** What its author gets back. */
export type Given = Pick<EndorsementRow, 'id' | 'skill' | 'note' | 'createdAt'>;

const presentGiven = ({ id, skill, note, createdAt }: EndorsementRow): Given => ({ id, skill, note, createdAt });
const told = (skill: string) => ({ skill: { from: null, to: skill } });
const untold = (skill: string) => ({ skill: { from: skill, to: null } });

export type EndorsementService = ReturnType<typeof createEndorsementService>;

export function createEndorsementService(deps: {
  repository: EndorsementRepository;
  reading: Pick<EndorsementReading, 'requireProfile'>;
  rows: Pick<ProfileRows, 'findForViewer'>;
  presenter: Pick<Presenter, 'audience'>;
  transact: Transact;
  /** Endorsements that one account may give in some time. */
  limit: Limit;
}) {
  const { repository, transact } = deps;

  /** Every cache and score of the owner follows. */
  async function follow(unit: UnitOfWork, row: EndorsementRow, type: 'endorsement.created' | 'endorsement.withdrawn') {
    const { tenantId, userId, id: endorsementId } = row;
    const version = await repository.bump(unit.tx, row);
    unit.emit({ type, tenantId, userId, endorsementId, version });
    unit.announce(`profile:${tenantId}/${userId}`);
  }

  async function changed(unit: UnitOfWork, { tenantId, userId }: EndorsementRow) {
    const version = await repository.bump(unit.tx, { tenantId, userId });
    unit.emit({ type: 'endorsements.changed', tenantId, userId, version });
    unit.announce(`profile:${tenantId}/${userId}`);
  }

  /** Tells both sides, each with the skill and without the name of the other. */
  function recordBoth(unit: UnitOfWork, row: EndorsementRow, isGiven: boolean) {
    const { tenantId, userId, endorserId, skill } = row;
    const changes = isGiven ? told(skill) : untold(skill);
    const shared = { tenantId, actorId: endorserId, changes };
    unit.record({ ...shared, userId: endorserId, type: isGiven ? 'endorsement.given' : 'endorsement.withdrawn' });
    unit.record({ ...shared, userId, type: isGiven ? 'endorsement.received' : 'endorsement.taken-back' });
  }

  /** The row of this endorsement, and whether it was made or came back just now. */
  async function giveWithin(unit: UnitOfWork, order: NewEndorsement): Promise<{ row: EndorsementRow; isNew: boolean }> {
    const made = await repository.insert(unit.tx, order);
    if (made) {
      recordBoth(unit, made, true);
      await follow(unit, made, 'endorsement.created');
      return { row: made, isNew: true };
    }
    const before = await repository.lock(unit.tx, order);
    if (!before) throw endorsementNotFound();
    if (before.removedAt) throw endorsementRemoved();
    if (!before.withdrawnAt) return { row: before, isNew: false };
    const renewed = (await repository.renew(unit.tx, before.id, order)) ?? before;
    recordBoth(unit, renewed, true);
    // Nobody is written to again: to and fro is no news.
    await changed(unit, renewed);
    return { row: renewed, isNew: true };
  }

  return {
    /** @throws EMAIL_NOT_VERIFIED, RATE_LIMITED, PROFILE_NOT_FOUND, CANNOT_ENDORSE_YOURSELF, SKILL_NOT_LISTED, ENDORSEMENT_REMOVED */
    async give(
      identity: Identity,
      idOrHandle: string,
      { skill: asked, note }: EndorsementOrder,
      origin: Origin,
    ): Promise<{ given: Given; isNew: boolean }> {
      requireVerified(identity, 'endorsements:give');
      await requireAllowance(deps.limit, identity.userId);
      const { tenantId, userId: endorserId } = identity;
      const { row: profile, viewer } = await deps.reading.requireProfile(tenantId, idOrHandle, identity);
      if (viewer === 'owner') throw cannotEndorseYourself();
      const skillKey = tagKey(asked);
      const isReadable = includes(deps.presenter.audience(profile, 'skills'), viewer);
      const skill = isReadable ? profile.skills.find((listed) => tagKey(listed) === skillKey) : undefined;
      if (skill === undefined) throw skillNotListed();
      const { userId } = profile;
      const order = { id: newId(), tenantId, userId, endorserId, skill, skillKey, note: note ?? null };
      const { row, isNew } = await transact(origin, (unit) => giveWithin(unit, order));
      return { given: presentGiven(row), isNew };
    },

    /** Takes it back, if there is one; also from somebody whom one sees no more. */
    async withdraw(identity: Identity, idOrHandle: string, skill: string, origin: Origin): Promise<void> {
      const { tenantId, userId: endorserId } = identity;
      const profile = await deps.rows.findForViewer(tenantId, idOrHandle, endorserId);
      if (!profile) return;
      await transact(origin, async (unit) => {
        const row = await repository.withdraw(unit.tx, tenantId, profile.userId, tagKey(skill), endorserId);
        if (!row) return;
        recordBoth(unit, row, false);
        await follow(unit, row, 'endorsement.withdrawn');
      });
    },

    /** Hides one that the person has received, or shows it again. @throws ENDORSEMENT_NOT_FOUND */
    async setHidden(identity: Identity, id: string, hidden: boolean, origin: Origin): Promise<void> {
      const { tenantId, userId } = identity;
      await transact(origin, async (unit) => {
        const row = await repository.setHidden(unit.tx, id, userId, hidden);
        if (!row) {
          const current = await repository.find(id, unit.tx);
          if (current?.userId !== userId || current.withdrawnAt) throw endorsementNotFound();
          return;
        }
        const changes = hidden ? untold(row.skill) : told(row.skill);
        const type = hidden ? 'endorsement.hidden' : 'endorsement.shown';
        unit.record({ tenantId, userId, actorId: userId, type, changes });
        await changed(unit, row);
      });
    },

    changed,
  };
}
