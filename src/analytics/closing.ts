// The end of a day: all of it is counted, its salt is destroyed, and only then is anything of it told.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import type { Aggregation } from './aggregation.ts';
import { addDays, dayOf } from './days.ts';
import type { TenantFigures } from './tenant-figures.ts';

// What was noted just before midnight may still be on its way.
const graceMs = 3_600_000;
const daysAhead = 3;
const standingDays = 28;

const openDaysSql = `select day::text from analytics.days where closed_at is null and day < $1::date order by day`;
const closeSql = 'update analytics.days set salt = null, closed_at = $2 where day = $1';
const tenantsSql = 'select id from tenants order by id';

// Similar are people of one tenant who have come equally far with their profiles and have been there about equally long.
// Compared is what may be told, in steps of five of a hundred: nobody's small number moves it.
const compareSql = `
with told as (
  select user_id, day, sum(viewers) as viewers from analytics.profile_days
  where tenant_id = $1 and kind = 'view' and day > $2::date - ${standingDays} and day <= $2::date
  group by user_id, day having sum(viewers) >= 5
), recent as (
  select user_id, sum(viewers) as viewers from told group by user_id
), compared as (
  select p.user_id, r.viewers, count(*) over similar_profiles - 1 as others,
    percent_rank() over (similar_profiles order by coalesce(r.viewers, 0)) as rank
  from profiles p left join recent r on r.user_id = p.user_id left join completeness_scores c on c.user_id = p.user_id
  where p.tenant_id = $1 and p.deleted_at is null
  window similar_profiles as (partition by coalesce(c.status, 'empty'),
    case when p.created_at > $2::date - 30 then 'new' when p.created_at > $2::date - 365 then 'known' else 'old' end)
)
insert into analytics.standings as s (user_id, tenant_id, day, similar_profiles, percentile)
select user_id, $1::uuid, $2::date, others, 5 * floor(20 * rank) from compared where viewers is not null and others >= 5
on conflict (user_id) do update set tenant_id = excluded.tenant_id, day = excluded.day,
  similar_profiles = excluded.similar_profiles, percentile = excluded.percentile
where s.day <= excluded.day`;
const forgetStandingsSql = 'delete from analytics.standings where tenant_id = $1 and day < $2::date';
const forgetBatchesSql = `delete from analytics.batches where written_at < now() - interval '2 days'`;

export function createClosing(deps: {
  sequelize: Sequelize;
  aggregation: Aggregation;
  figures: Pick<TenantFigures, 'take'>;
  retentionDays: number;
  clock: Clock;
}) {
  const { sequelize, aggregation, figures, clock } = deps;

  const compare = (tenantId: string, day: string): Promise<void> =>
    sequelize.transaction(async (transaction) => {
      await sequelize.query(compareSql, { transaction, bind: [tenantId, day] });
      await sequelize.query(forgetStandingsSql, { transaction, bind: [tenantId, day] });
    });

  async function makeAndDropPartitions(today: string): Promise<void> {
    for (let ahead = 0; ahead <= daysAhead; ahead++)
      await sequelize.query('select analytics.make_day($1)', { bind: [addDays(today, ahead)] });
    await sequelize.query('select analytics.drop_days($1)', { bind: [addDays(today, -deps.retentionDays)] });
    await sequelize.query(forgetBatchesSql);
  }

  return {
    /** Closes the days that are over; runs every hour, repeatable, and makes up for turns that were missed. */
    async close(): Promise<void> {
      const now = clock();
      const today = dayOf(now);
      const tenants = await sequelize.query<{ id: string }>(tenantsSql, { type: QueryTypes.SELECT });
      for (const { id } of tenants) await aggregation.aggregate(id);
      // The day of an hour ago is the first that must stay open.
      const over = dayOf(new Date(now.getTime() - graceMs));
      const open = await sequelize.query<{ day: string }>(openDaysSql, { type: QueryTypes.SELECT, bind: [over] });
      for (const { day } of open) {
        for (const { id } of tenants) await figures.take(id, day);
        await sequelize.query(closeSql, { bind: [day, now] });
        for (const { id } of tenants) await compare(id, day);
      }
      for (const { id } of tenants) await figures.take(id, today);
      await makeAndDropPartitions(today);
    },
  };
}
