// Blocking: two people of whom one has blocked the other do not exist for each other, but for the list of whom one has blocked.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { invalidCursor, type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import { viewerOf } from '../privacy/index.ts';
import { cannotBlockYourself } from './errors.ts';
import type { PresentedProfile, Presenter } from './presenter.ts';
import type { ProfileRows } from './row.ts';

const shownFields = ['id', 'handle', 'displayName', 'fullName', 'avatarUrls'] as const;

export interface BlockedPerson {
  readonly userId: string;
  readonly blockedAt: Date;
  /** As the blocker would find them without the block; null for whoever is hidden, gone, or has blocked the blocker, too. */
  readonly person: Readonly<Partial<Record<(typeof shownFields)[number], unknown>>> | null;
}

interface BlockRow {
  readonly id: string;
  readonly blockedAt: Date;
  readonly isMutual: boolean;
}

export type Blocks = ReturnType<typeof createBlocks>;

export function createBlocks(deps: {
  sequelize: Sequelize;
  transact: Transact;
  rows: Pick<ProfileRows, 'findByIds'>;
  presenter: Pick<Presenter, 'isFound' | 'presentFor'>;
}) {
  const { sequelize, transact, presenter } = deps;
  const insert = hotStatement<object>(
    sequelize,
    `insert into blocks (tenant_id, blocker_id, blocked_id)
     select $1, $2, u.id from users u where u.id = $3 and u.tenant_id = $1
     on conflict do nothing returning 1`,
  );
  const remove = hotStatement<object>(
    sequelize,
    'delete from blocks where blocker_id = $1 and blocked_id = $2 returning 1',
  );
  const related = hotStatement<{ other: string }>(
    sequelize,
    `select blocked_id as other from blocks where blocker_id = $1
     union select blocker_id from blocks where blocked_id = $1`,
  );
  const selectOne = hotStatement<object>(sequelize, 'select 1 from blocks where blocker_id = $1 and blocked_id = $2');
  const selectBlocked = hotStatement<BlockRow>(
    sequelize,
    `select b.blocked_id as id, b.created_at as "blockedAt",
       exists (select from blocks r where r.blocker_id = b.blocked_id and r.blocked_id = b.blocker_id) as "isMutual"
     from blocks b where b.blocker_id = $1 and ($2::uuid is null or (b.created_at, b.blocked_id) <
       (select a.created_at, a.blocked_id from blocks a where a.blocker_id = $1 and a.blocked_id = $2))
     order by b.created_at desc, b.blocked_id desc limit $3`,
  );

  async function change(
    identity: Identity,
    origin: Origin,
    other: string,
    type: 'person.blocked' | 'person.unblocked',
  ) {
    const { tenantId, userId } = identity;
    await transact(origin, async (unit) => {
      const changed =
        type === 'person.blocked'
          ? await insert([tenantId, userId, other], unit.tx)
          : await remove([userId, other], unit.tx);
      if (changed.length === 0) return;
      unit.record({ tenantId, userId, actorId: userId, type });
      unit.emit({ type: 'blocks.changed', tenantId, userId });
      for (const person of [userId, other]) unit.announce(`blocks:${tenantId}/${person}`);
    });
  }

  const hasBlocked = async (blocker: string, blocked: string): Promise<boolean> =>
    (await selectOne([blocker, blocked])).length === 1;

  const shownOf = (profile: PresentedProfile): BlockedPerson['person'] =>
    Object.fromEntries(shownFields.filter((name) => name in profile).map((name) => [name, profile[name]]));

  /** By id: nobody in particular asks, so that the block itself hides no one. */
  async function findShown(identity: Identity, userIds: readonly string[]) {
    const rows = await deps.rows.findByIds(identity.tenantId, userIds, null);
    return new Map(
      rows.flatMap((row) => {
        const viewer = viewerOf(identity, row);
        return presenter.isFound(row, viewer)
          ? [[row.userId, shownOf(presenter.presentFor(row, viewer))] as const]
          : [];
      }),
    );
  }

  return {
    /** Answers alike whether there is such a person or not; blocking twice is blocking once. @throws CANNOT_BLOCK_YOURSELF */
    async block(identity: Identity, origin: Origin, other: string): Promise<void> {
      if (other.toLowerCase() === identity.userId) throw cannotBlockYourself();
      await change(identity, origin, other, 'person.blocked');
    },

    unblock: (identity: Identity, origin: Origin, other: string): Promise<void> =>
      change(identity, origin, other, 'person.unblocked'),

    hasBlocked,

    /** Whom this person has blocked, the newest first. @throws INVALID_CURSOR */
    async list(identity: Identity, query: PageQuery): Promise<Page<BlockedPerson>> {
      const { userId } = identity;
      const scope = ['blocks', userId];
      const after = placeOf(query, scope);
      const found = await selectBlocked([userId, after, query.limit + 1]);
      // The place went with the block that it named: this may not be the end.
      if (found.length === 0 && after !== null && !(await hasBlocked(userId, after))) throw invalidCursor();
      const { items, meta } = pageOf(found, query, scope);
      const shown = await findShown(
        identity,
        items.filter(({ isMutual }) => !isMutual).map(({ id }) => id),
      );
      return {
        items: items.map(({ id, blockedAt }) => ({ userId: id, blockedAt, person: shown.get(id) ?? null })),
        meta,
      };
    },

    /** Everybody whom this person blocks or is blocked by. */
    async peopleHiddenFrom(userId: string): Promise<ReadonlySet<string>> {
      return new Set((await related([userId])).map(({ other }) => other));
    },
  };
}
