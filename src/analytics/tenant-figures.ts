// What a tenant comes to, day by day: figures that a job takes down, and what its administrators are told of them.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { EventKind, Told } from '../contracts/insights.ts';
import type { Range } from './periods.ts';
import { isCrowd, told } from './told.ts';

interface Figures {
  readonly people: number;
  readonly publicProfiles: number;
  readonly completeProfiles: number;
  readonly customAvatars: number;
  readonly peopleWithAlias: number;
  readonly activeAliases: number;
  /** People by network. */
  readonly networks: Readonly<Record<string, number>>;
  readonly newPeople: number;
  readonly activePeople: number;
  readonly privacyChanges: number;
}

interface DayRow {
  readonly day: string;
  readonly figures: Figures | null;
  readonly events: Readonly<Partial<Record<EventKind, number>>> | null;
}

export interface Share {
  readonly people: Told;
  /** Of all people, 0 to 1; null where their number is not told. */
  readonly share: number | null;
}

export interface TenantDay {
  readonly day: string;
  readonly people: Told;
  readonly newPeople: Told;
  readonly activePeople: Told;
  readonly privacyChanges: Told;
  readonly completeProfiles: Share;
  readonly customAvatars: Share;
  readonly publicProfiles: Share;
  readonly aliases: Share & { readonly active: Told };
  readonly views: Told;
  readonly searchAppearances: Told;
  readonly linkClicks: Told;
  readonly shares: Told;
}

export interface TenantInsights extends Range {
  readonly days: readonly TenantDay[];
  /** As of the last of the days, the most popular first. */
  readonly networks: readonly { readonly network: string; readonly people: Told }[];
  /** People on the last of the days less those on the first; null where they are too few to be told. */
  readonly growth: number | null;
}

// Entries of the history are found by their ids, which begin with the milliseconds of their time (UUID version 7).
const firstIdAt = (moment: string) =>
  `(lpad(to_hex((extract(epoch from ${moment}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;
const start = `($2::date::timestamp at time zone 'utc')`;
const end = `(($2::date + 1)::timestamp at time zone 'utc')`;

// Taken several times a day. Who was active is seen best while the day lasts: sessions remember only the last time.
const takeSql = `
with entries as (
  select actor_id, type from activities
  where id >= ${firstIdAt(start)} and id < ${firstIdAt(end)} and tenant_id = $1
), active as (
  select actor_id as user_id from entries where actor_id is not null
  union select user_id from sessions where tenant_id = $1 and last_used_at >= ${start} and last_used_at < ${end}
  union select user_id from profile_stats where tenant_id = $1 and last_active_at >= ${start} and last_active_at < ${end}
), people as materialized (
  select p.user_id, p.visibility, p.avatar is not null as pictured, p.social_links, p.created_at,
    coalesce(c.status = 'complete', false) as complete
  from profiles p left join completeness_scores c on c.user_id = p.user_id
  where p.tenant_id = $1 and p.deleted_at is null and p.created_at < ${end}
), networks as (
  select network, count(*) as people from people, jsonb_object_keys(social_links) as network group by network
), in_use as (
  select user_id from aliases where tenant_id = $1 and is_active and expires_at > now()
)
insert into analytics.tenant_figures as f (tenant_id, day, figures)
select $1::uuid, $2::date, jsonb_build_object(
  'people', count(*), 'publicProfiles', count(*) filter (where visibility = 'public'),
  'completeProfiles', count(*) filter (where complete), 'customAvatars', count(*) filter (where pictured),
  'newPeople', count(*) filter (where created_at >= ${start}),
  'peopleWithAlias', (select count(distinct user_id) from in_use), 'activeAliases', (select count(*) from in_use),
  'networks', coalesce((select jsonb_object_agg(network, n.people) from networks n), '{}'),
  'activePeople', (select count(*) from active),
  'privacyChanges', (select count(*) from entries where type = 'privacy.updated'))
from people
on conflict (tenant_id, day) do update set figures = excluded.figures || jsonb_build_object('activePeople',
  greatest((f.figures ->> 'activePeople')::integer, (excluded.figures ->> 'activePeople')::integer))`;

// Views of a day only once it is closed, as their owners are told.
const readSql = `
select coalesce(f.day, e.day)::text as day, f.figures, e.events
from (select day, figures from analytics.tenant_figures where tenant_id = $1 and day between $2::date and $3::date) f
full join (
  select t.day, jsonb_object_agg(t.kind, case when t.viewers < 5 then 0 when t.kind = 'view' then t.events else t.viewers end) as events
  from analytics.tenant_days t join analytics.days d on d.day = t.day and d.closed_at is not null
  where t.tenant_id = $1 and t.day between $2::date and $3::date group by t.day
) e on e.day = f.day order by 1`;

function shareOf(some: number, all: number): Share {
  const people = told(some);
  return { people, share: typeof people === 'number' && all > 0 ? Math.round((some / all) * 1000) / 1000 : null };
}

const nothing: Figures = {
  people: 0,
  publicProfiles: 0,
  completeProfiles: 0,
  customAvatars: 0,
  peopleWithAlias: 0,
  activeAliases: 0,
  networks: {},
  newPeople: 0,
  activePeople: 0,
  privacyChanges: 0,
};

function presentDay({ day, figures, events }: DayRow): TenantDay {
  const of = figures ?? nothing;
  const eventsOf = (kind: EventKind): Told => told(events?.[kind] ?? 0);
  return {
    day,
    people: told(of.people),
    newPeople: told(of.newPeople),
    activePeople: told(of.activePeople),
    privacyChanges: told(of.privacyChanges),
    completeProfiles: shareOf(of.completeProfiles, of.people),
    customAvatars: shareOf(of.customAvatars, of.people),
    publicProfiles: shareOf(of.publicProfiles, of.people),
    aliases: { ...shareOf(of.peopleWithAlias, of.people), active: told(of.activeAliases) },
    views: eventsOf('view'),
    searchAppearances: eventsOf('search'),
    linkClicks: eventsOf('link-click'),
    shares: eventsOf('share'),
  };
}

export type TenantFigures = ReturnType<typeof createTenantFigures>;

export function createTenantFigures({ sequelize }: { sequelize: Sequelize }) {
  return {
    /** Takes the figures of a day down, as they are at this moment. */
    async take(tenantId: string, day: string): Promise<void> {
      await sequelize.query(takeSql, { bind: [tenantId, day] });
    },

    async read(tenantId: string, range: Range): Promise<TenantInsights> {
      const rows = await sequelize.query<DayRow>(readSql, {
        type: QueryTypes.SELECT,
        bind: [tenantId, range.from, range.to],
      });
      const taken = rows.flatMap(({ figures }) => figures ?? []);
      const [first, last] = [taken.at(0), taken.at(-1)];
      const networks = Object.entries(last?.networks ?? {}).toSorted(([, a], [, b]) => b - a);
      return {
        ...range,
        days: rows.map(presentDay),
        networks: networks.map(([network, people]) => ({ network, people: told(people) })),
        growth: first && last && isCrowd(Math.min(first.people, last.people)) ? last.people - first.people : null,
      };
    },
  };
}
