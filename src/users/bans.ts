// Bans. They are of a person, so that no alias and no new sign-in leads around them; the reason is kept under the person's key.
import { QueryTypes } from 'sequelize';
import type { PersonalKeys } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import { notBanned } from './errors.ts';
import type { Standings } from './standing.ts';

export interface BanOrder {
  readonly reason: string;
  /** Until it is lifted, if absent. */
  readonly until?: Date;
}

export interface Ban {
  readonly reason: string | null;
  readonly since: Date;
  readonly until: Date | null;
}

interface BanRow {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly reason: Buffer | null;
  readonly since: Date;
  readonly until: Date | null;
}

const columns = `id, tenant_id as "tenantId", user_id as "userId", reason, created_at as since, expires_at as until`;
const batchSize = 100;

export type Bans = ReturnType<typeof createBans>;

export function createBans(deps: {
  sequelize: Sequelize;
  standings: Standings;
  personalKeys: Pick<PersonalKeys, 'seal' | 'open'>;
  transact: Transact;
  clock: Clock;
}) {
  const { sequelize, standings, transact } = deps;
  const select = (sql: string, bind: unknown[], tx: UnitOfWork['tx'] | null = null) =>
    sequelize.query<BanRow>(sql, { type: QueryTypes.SELECT, bind, transaction: tx });

  async function put(unit: UnitOfWork, by: Identity, userId: string, { reason, until }: BanOrder): Promise<void> {
    const before = await standings.lockOther(unit, by, userId);
    const sealed = await deps.personalKeys.seal(unit.tx, userId, Buffer.from(reason));
    await sequelize.query(
      `insert into bans (id, tenant_id, user_id, banned_by, reason, expires_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (user_id) where lifted_at is null
       do update set reason = excluded.reason, expires_at = excluded.expires_at, banned_by = excluded.banned_by`,
      { bind: [newId(), by.tenantId, userId, by.userId, sealed, until ?? null], transaction: unit.tx },
    );
    if (before.status !== 'banned') await standings.setStatus(unit, by, userId, before, 'banned');
    unit.record({ tenantId: by.tenantId, userId, actorId: by.userId, type: 'account.banned', reason });
  }

  return {
    /** Ends every session and hides the profile, at once. A ban that is there gets the new reason and end. */
    put: (by: Identity, userId: string, order: BanOrder, origin: Origin): Promise<void> =>
      transact(origin, (unit) => put(unit, by, userId, order)),

    /** @throws USER_NOT_FOUND, NOT_BANNED */
    async lift(by: Identity, userId: string, origin: Origin): Promise<void> {
      await transact(origin, async (unit) => {
        const before = await standings.lockOther(unit, by, userId);
        const [ban] = await select(
          `update bans set lifted_at = now() where user_id = $1 and lifted_at is null returning ${columns}`,
          [userId],
          unit.tx,
        );
        if (!ban) throw notBanned();
        await standings.setStatus(unit, by, userId, before, 'active');
        unit.record({ tenantId: by.tenantId, userId, actorId: by.userId, type: 'account.ban-lifted' });
      });
    },

    async find(tenantId: string, userId: string): Promise<Ban | undefined> {
      const [ban] = await select(
        `select ${columns} from bans where user_id = $1 and tenant_id = $2 and lifted_at is null`,
        [userId, tenantId],
      );
      if (!ban) return undefined;
      const opened = ban.reason && (await deps.personalKeys.open(userId, ban.reason));
      return { reason: opened?.toString('utf8') ?? null, since: ban.since, until: ban.until };
    },

    /** Lifts the bans whose time is over. */
    async liftExpired(): Promise<void> {
      for (;;) {
        const lifted = await transact(null, async (unit) => {
          const over = await select(
            `update bans set lifted_at = now() where id in (
               select id from bans where lifted_at is null and expires_at <= $1 order by expires_at limit ${batchSize}
               for update skip locked
             ) returning ${columns}`,
            [deps.clock()],
            unit.tx,
          );
          for (const { tenantId, userId } of over) await standings.release(unit, tenantId, userId);
          return over.length;
        });
        if (lifted < batchSize) return;
      }
    },
  };
}
