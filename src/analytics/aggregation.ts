// Counts events into hours and days, of profiles and of tenants: each event once, however often and wherever it is tried.
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { writersLock } from './recorder.ts';

const batchSize = 50_000;

const startSql = 'insert into analytics.watermarks (tenant_id, event_id) values ($1, 0) on conflict do nothing';
// Whoever counts for this tenant meanwhile is waited for.
const lockSql = 'select event_id as "eventId" from analytics.watermarks where tenant_id = $1 for update';
const moveSql = 'update analytics.watermarks set event_id = $2 where tenant_id = $1';
const boundSql = `
select max(id) as bound, count(*) as events from (
  select id from analytics.events where tenant_id = $1 and id > $2 and id <= $3 order by id limit ${batchSize}) e`;

// A viewer counts where the first event of the day was: so hours, and sources, add up to the day.
const countSql = `
with batch as materialized (
  select e.id, e.day, e.hour, e.user_id, e.kind, e.source, e.viewer_key from analytics.events e
  where e.tenant_id = $1 and e.id > $2 and e.id <= $3
    and exists (select from profiles p where p.user_id = e.user_id and p.tenant_id = $1)
), fresh as (
  insert into analytics.viewers (user_id, day, kind, viewer_key, hour, source)
  select distinct on (user_id, day, kind, viewer_key) user_id, day, kind, viewer_key, hour, source from batch
  order by user_id, day, kind, viewer_key, id
  on conflict do nothing returning user_id, day, kind, hour, source
), cells as materialized (
  select user_id, day, kind, hour, source, sum(events)::integer as events, sum(viewers)::integer as viewers from (
    select user_id, day, kind, hour, source, count(*) as events, 0 as viewers from batch group by 1, 2, 3, 4, 5
    union all
    select user_id, day, kind, hour, source, 0, count(*) from fresh group by 1, 2, 3, 4, 5
  ) c group by 1, 2, 3, 4, 5
), hours as (
  insert into analytics.profile_hours as t (user_id, day, kind, hour, events, viewers)
  select user_id, day, kind, hour, sum(events), sum(viewers) from cells group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (user_id, day, kind, hour)
  do update set events = t.events + excluded.events, viewers = t.viewers + excluded.viewers
), days as (
  insert into analytics.profile_days as t (user_id, day, kind, source, tenant_id, events, viewers)
  select user_id, day, kind, source, $1::uuid, sum(events), sum(viewers) from cells group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (user_id, day, kind, source)
  do update set events = t.events + excluded.events, viewers = t.viewers + excluded.viewers
), tenant_hours as (
  insert into analytics.tenant_hours as t (tenant_id, day, kind, hour, events, viewers)
  select $1::uuid, day, kind, hour, sum(events), sum(viewers) from cells group by 2, 3, 4
  on conflict (tenant_id, day, kind, hour)
  do update set events = t.events + excluded.events, viewers = t.viewers + excluded.viewers
)
insert into analytics.tenant_days as t (tenant_id, day, kind, events, viewers)
select $1::uuid, day, kind, sum(events), sum(viewers) from cells group by 2, 3
on conflict (tenant_id, day, kind) do update set events = t.events + excluded.events, viewers = t.viewers + excluded.viewers`;

export function createAggregation({ sequelize }: { sequelize: Sequelize }) {
  /** An id below which no event is still on its way: whoever drew a lower one has committed, or never will. */
  async function horizon(): Promise<number> {
    return sequelize.transaction(async (transaction) => {
      await sequelize.query(`select pg_advisory_xact_lock(${writersLock})`, { transaction });
      const [row] = await sequelize.query<{ id: number }>('select last_value as id from analytics.event_ids', {
        type: QueryTypes.SELECT,
        transaction,
      });
      return row?.id ?? 0;
    });
  }

  /** One batch and its watermark, together or not at all. Returns whether there may be more. */
  const countBatch = (tenantId: string, upTo: number): Promise<boolean> =>
    sequelize.transaction(async (transaction: Transaction) => {
      const [mark] = await sequelize.query<{ eventId: number }>(lockSql, {
        type: QueryTypes.SELECT,
        transaction,
        bind: [tenantId],
      });
      const after = mark?.eventId ?? 0;
      const [found] = await sequelize.query<{ bound: number | null; events: number }>(boundSql, {
        type: QueryTypes.SELECT,
        transaction,
        bind: [tenantId, after, upTo],
      });
      const { bound = null, events = 0 } = found ?? {};
      if (bound === null) return false;
      await sequelize.query(`set local work_mem = '64MB'`, { transaction }); // a batch is sorted, and not on disk
      await sequelize.query(countSql, { transaction, bind: [tenantId, after, bound] });
      await sequelize.query(moveSql, { transaction, bind: [tenantId, bound] });
      return events === batchSize;
    });

  return {
    /** Counts all events of a tenant that have been written before this call. */
    async aggregate(tenantId: string): Promise<void> {
      const upTo = await horizon();
      await sequelize.query(startSql, { bind: [tenantId] });
      while (await countBatch(tenantId, upTo));
    },
  };
}

export type Aggregation = ReturnType<typeof createAggregation>;
