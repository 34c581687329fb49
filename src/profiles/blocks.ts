// Blocking: two people of whom one has blocked the other do not exist for each other.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { cannotBlockYourself } from './errors.ts';

export type Blocks = ReturnType<typeof createBlocks>;

export function createBlocks(deps: { sequelize: Sequelize; transact: Transact }) {
  const { sequelize, transact } = deps;
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

  return {
    /** Answers alike whether there is such a person or not; blocking twice is blocking once. @throws CANNOT_BLOCK_YOURSELF */
    async block(identity: Identity, origin: Origin, other: string): Promise<void> {
      if (other.toLowerCase() === identity.userId) throw cannotBlockYourself();
      await change(identity, origin, other, 'person.blocked');
    },

    unblock: (identity: Identity, origin: Origin, other: string): Promise<void> =>
      change(identity, origin, other, 'person.unblocked'),

    /** Everybody whom this person blocks or is blocked by. */
    async peopleHiddenFrom(userId: string): Promise<ReadonlySet<string>> {
      return new Set((await related([userId])).map(({ other }) => other));
    },
  };
}
