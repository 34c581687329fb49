// Forgets what sign-in has no use for any more: sessions that are over, old links and changes, requests nobody could answer.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Clock } from '../platform/clock.ts';

const batchSize = 5_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What goes, by the time since when it is of no use. An index serves each. */
const leftovers = [
  { table: 'sessions', key: 'id', since: 'expires_at', afterMs: 30 * dayMs },
  { table: 'sign_in_challenges', key: 'id', since: 'expires_at', afterMs: dayMs },
  { table: 'email_changes', key: 'id', since: 'created_at', afterMs: 9 * dayMs },
  { table: 'password_resets', key: 'id', since: 'expires_at', afterMs: dayMs },
  { table: 'address_requests', key: 'id', since: 'created_at', afterMs: dayMs },
  { table: 'mailboxes', key: 'tenant_id, email_key', since: 'last_mailed_at', afterMs: hourMs },
] as const;

const forgetSql = ({ table, key, since }: (typeof leftovers)[number]) => `
delete from ${table} where (${key}) in (
  select ${key} from ${table} where ${since} < $1 order by ${since} limit ${batchSize} for update skip locked)
returning 1`;

export function createSignInRetention(deps: { sequelize: Sequelize; clock: Clock }) {
  return {
    /** Returns how many rows that were. */
    async forget(): Promise<number> {
      let forgotten = 0;
      for (const leftover of leftovers) {
        const before = new Date(deps.clock().getTime() - leftover.afterMs);
        for (let batch = batchSize; batch === batchSize; forgotten += batch)
          batch = (await deps.sequelize.query(forgetSql(leftover), { type: QueryTypes.SELECT, bind: [before] })).length;
      }
      return forgotten;
    },
  };
}
