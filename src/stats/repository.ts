// Rows of `profile_stats` and `seen_events`. The only writer of both.
import { QueryTypes } from 'sequelize';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { type Counter, counters } from './events.ts';

export type Stats = Readonly<Record<Counter, number>> & { readonly lastActiveAt: Date | null };

/** What is absent stays. */
export type StatsInput = Readonly<Partial<Record<Counter, number>>> & { readonly lastActiveAt?: Date };

/** What is added to the numbers of a person; less than nothing takes away. */
export type StatsDelta = Readonly<Record<Counter, number>> & { readonly lastActiveAt: Date | null };

/** A person whose numbers were written. */
export interface Touched {
  readonly userId: string;
  /** Of the profile. */
  readonly version: number;
  /** Whether search holds what is old now. */
  readonly needsIndexing: boolean;
}

export interface KnownEvent {
  readonly id: string;
  readonly userId: string;
  /** False when the id has been counted before. */
  readonly isNew: boolean;
}

const columnOf: Readonly<Record<Counter, string>> = {
  postsCount: 'posts_count',
  likesReceived: 'likes_received',
  commentsCount: 'comments_count',
  followersCount: 'followers_count',
  followingCount: 'following_count',
};
const each = (write: (counter: Counter, column: string, index: number) => string): string =>
  counters.map((counter, index) => write(counter, columnOf[counter], index)).join(', ');

// Search lists by days who was here, of those who show it: others need no new document.
const needsIndexing = (person: string, before: string, now: string): string => `
(${now} at time zone 'UTC')::date is distinct from (${before} at time zone 'UTC')::date
  and coalesce((select (f.privacy ->> 'showOnlineStatus')::boolean from preferences f where f.user_id = ${person}), false)`;
const versionOf = (person: string): string =>
  `(select p.version from profiles p where p.user_id = ${person}) as version`;

const columns = each((_counter, column) => column);
const shown = `${each((counter, column) => `s.${column} as "${counter}"`)}, s.last_active_at as "lastActiveAt"`;

// A moment of activity is never put back, and never lies ahead. Not by least(): to it null is as good as never.
const notAhead = (moment: string): string => `case when ${moment} > now() then now() else ${moment} end`;
const setSql = `
with before as (select last_active_at from profile_stats where user_id = $1), s as (
insert into profile_stats as s (user_id, tenant_id, last_active_at, ${columns})
select u.id, u.tenant_id, ${notAhead('$3::timestamptz')}, ${each((_counter, _column, at) => `coalesce($${at + 4}::bigint, 0)`)}
from users u where u.id = $1 and u.tenant_id = $2
on conflict (user_id) do update set last_active_at = greatest(s.last_active_at, excluded.last_active_at),
  ${each((_counter, column, at) => `${column} = coalesce($${at + 4}::bigint, s.${column})`)}
returning s.*
) select s.user_id as "userId", ${shown}, ${versionOf('s.user_id')},
  ${needsIndexing('s.user_id', '(select last_active_at from before)', 's.last_active_at')} as "needsIndexing" from s`;

// Locks are taken in one order by all batches: those that meet wait for one another, and do not deadlock.
const claimSql = `
with given as (
  select * from jsonb_to_recordset($2) as e (id text, "userId" uuid)
), known as (
  select g.id, u.id as user_id from given g join users u on u.id = g."userId" and u.tenant_id = $1
), fresh as (
  insert into seen_events (tenant_id, id) select $1, id from known order by id on conflict do nothing returning id
), prepared as (
  insert into profile_stats (user_id, tenant_id) select distinct user_id, $1::uuid from known order by user_id
  on conflict do nothing
)
select k.id, k.user_id as "userId", f.id is not null as "isNew" from known k left join fresh f using (id)`;

const addSql = `
update profile_stats s set last_active_at = greatest(s.last_active_at, ${notAhead('d."lastActiveAt"')}),
  ${each((counter, column) => `${column} = greatest(0, s.${column} + d."${counter}")`)}
from (
  select d.*, p.last_active_at as before from profile_stats p join jsonb_to_recordset($1) as d
    ("userId" uuid, "lastActiveAt" timestamptz, ${each((counter) => `"${counter}" bigint`)}) on d."userId" = p.user_id
  order by p.user_id for update of p
) d where s.user_id = d."userId"
returning s.user_id as "userId", ${versionOf('s.user_id')},
  ${needsIndexing('s.user_id', 'd.before', 's.last_active_at')} as "needsIndexing"`;

const forgetBatch = 10_000;

export type StatsRepository = ReturnType<typeof createStatsRepository>;

export function createStatsRepository(sequelize: Sequelize) {
  const select = <Row extends object>(transaction: Tx | null, sql: string, bind: unknown[]): Promise<Row[]> =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, transaction });

  return {
    /** The numbers after the change; undefined when there is no such person in the tenant. */
    async set(tx: Tx, tenantId: string, userId: string, input: StatsInput) {
      const numbers = counters.map((counter) => input[counter] ?? null);
      const bind = [userId, tenantId, input.lastActiveAt ?? null, ...numbers];
      const [stats] = await select<Stats & Touched>(tx, setSql, bind);
      return stats;
    },

    /** Remembers the ids, which must differ. Returns the events whose person is known; who was not may come later. */
    claim: (tx: Tx, tenantId: string, events: readonly { id: string; userId: string }[]): Promise<KnownEvent[]> =>
      select(tx, claimSql, [tenantId, JSON.stringify(events)]),

    /** Adds to the numbers of people who have been claimed. */
    async add(tx: Tx, deltas: ReadonlyMap<string, StatsDelta>): Promise<Touched[]> {
      const rows = [...deltas].map(([userId, delta]) => ({ userId, ...delta }));
      return select<Touched>(tx, addSql, [JSON.stringify(rows)]);
    },

    /** Forgets ids that were seen before `moment`. Returns how many. */
    async forget(moment: Date): Promise<number> {
      let forgotten = 0;
      for (;;) {
        const rows = await select(
          null,
          `delete from seen_events where (tenant_id, id) in (
             select tenant_id, id from seen_events where seen_at < $1 order by seen_at limit ${forgetBatch} for update skip locked)
           returning id`,
          [moment],
        );
        forgotten += rows.length;
        if (rows.length < forgetBatch) return forgotten;
      }
    },
  };
}
