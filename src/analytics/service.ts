// Views of profiles: gathered in batches, counted by day, never traced to a person.
import { createHmac } from 'node:crypto';
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Identity } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';

export interface ProfileView {
  readonly tenantId: string;
  readonly userId: string;
  /** Tells visitors of one day apart: an account, or a network address with its browser. Only a keyed hash is kept. */
  readonly viewer: string;
}

export interface DayOfViews {
  readonly day: string;
  readonly views: number;
  /** Null while there are too few to tell without telling who. */
  readonly visitors: number | null;
}

// Fewer visitors than this could be named by the owner.
const smallestCrowd = 5;
const maxBuffered = 10_000;
const aggregateBatch = 10_000;

// One statement, one transaction: an event is counted and gone, or neither, however often the job runs.
const aggregateSql = `
with taken as (
  delete from profile_view_events where id in (
    select id from profile_view_events where tenant_id = $1 order by id limit ${aggregateBatch} for update skip locked)
  returning user_id, tenant_id, day, viewer_key
), known as (
  select t.* from taken t join profiles p on p.user_id = t.user_id
), new_visitors as (
  insert into profile_view_visitors (user_id, day, viewer_key)
  select distinct user_id, day, viewer_key from known
  on conflict do nothing returning user_id, day
), counted as (
  insert into profile_view_days (user_id, tenant_id, day, views, visitors)
  select k.user_id, k.tenant_id, k.day, count(*),
    (select count(*) from new_visitors n where n.user_id = k.user_id and n.day = k.day)
  from known k group by k.user_id, k.tenant_id, k.day
  order by k.user_id, k.day
  on conflict (user_id, day) do update set
    views = profile_view_days.views + excluded.views, visitors = profile_view_days.visitors + excluded.visitors
)
select count(*)::int as taken from taken`;

const forgetVisitorsSql = 'delete from profile_view_visitors where day < $1::date - 1';

const insertSql = `
insert into profile_view_events (id, tenant_id, user_id, day, viewer_key)
select v.id, v."tenantId", v."userId", v.day, decode(v.key, 'hex')
from jsonb_to_recordset($1) as v (id uuid, "tenantId" uuid, "userId" uuid, day date, key text)`;

export type AnalyticsService = ReturnType<typeof createAnalyticsService>;

export function createAnalyticsService(deps: {
  sequelize: Sequelize;
  transact: Transact;
  viewerKey: Buffer;
  clock: Clock;
  logger: Logger;
}) {
  const { sequelize, transact, clock } = deps;
  let buffer: (ProfileView & { day: string })[] = [];
  const today = () => clock().toISOString().slice(0, 10);

  /** Another key every day: a visitor of today cannot be recognised tomorrow. */
  const keyOf = (viewer: string, day: string) =>
    createHmac('sha256', createHmac('sha256', deps.viewerKey).update(day).digest()).update(viewer).digest('hex');

  return {
    /** Notes a view; costs the request nothing. What a crash loses is a second of counting. */
    recordView(view: ProfileView): void {
      if (buffer.length < maxBuffered) buffer.push({ ...view, day: today() });
    },

    /** Writes what has been noted and promises its aggregation. */
    async flush(): Promise<void> {
      if (buffer.length === 0) return;
      const views = buffer;
      buffer = [];
      try {
        const rows = views.map(({ tenantId, userId, viewer, day }) => ({
          id: newId(),
          tenantId,
          userId,
          day,
          key: keyOf(viewer, day),
        }));
        await transact(null, async (unit) => {
          await sequelize.query(insertSql, { transaction: unit.tx, bind: [JSON.stringify(rows)] });
          for (const tenantId of new Set(views.map((view) => view.tenantId)))
            unit.emit({ type: 'profile.viewed', tenantId });
        });
      } catch (error) {
        deps.logger.warn({ err: error, views: views.length }, 'views not counted');
      }
    },

    /** Counts what has been written since the last time. */
    async aggregate(tenantId: string): Promise<void> {
      for (;;) {
        const [result] = await sequelize.query<{ taken: number }>(aggregateSql, {
          type: QueryTypes.SELECT,
          bind: [tenantId],
        });
        if ((result?.taken ?? 0) < aggregateBatch) break;
      }
      await sequelize.query(forgetVisitorsSql, { bind: [today()] });
    },

    /** The views of a person’s own profile, by day, the newest first. */
    async insights({ userId }: Identity, days: number): Promise<{ totalViews: number; days: DayOfViews[] }> {
      const rows = await sequelize.query<{ day: string; views: number; visitors: number }>(
        `select day::text, views, visitors from profile_view_days
         where user_id = $1 and day > $2::date - $3::int order by day desc`,
        { type: QueryTypes.SELECT, bind: [userId, today(), days] },
      );
      return {
        totalViews: rows.reduce((sum, { views }) => sum + views, 0),
        days: rows.map((row) => ({ ...row, visitors: row.visitors < smallestCrowd ? null : row.visitors })),
      };
    },
  };
}
