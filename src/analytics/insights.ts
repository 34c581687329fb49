// What the owner of a profile is told of who looked: reads, and makes sums of what may be told (told.ts).
import { type EventKind, type Told, type ViewSource, viewSources } from '../contracts/insights.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { type Granularity, periodOf, periodsOf, type Range } from './periods.ts';
import { type Cell, isCrowd, tellable, told } from './told.ts';

export interface Counts {
  readonly views: Told;
  /** Viewers count once a day. */
  readonly uniqueViewers: Told;
  readonly searchAppearances: Told;
  readonly linkClicks: Told;
  readonly shares: Told;
  readonly avatarViews: Told;
}

export interface Insights extends Range {
  readonly granularity: Granularity;
  /** The newest day that is told; null before the first. */
  readonly toldUntil: string | null;
  readonly totals: Counts & { readonly endorsements: number };
  readonly periods: readonly (Counts & { readonly period: string })[];
  readonly sources: readonly { readonly source: ViewSource; readonly views: number; readonly uniqueViewers: number }[];
  readonly topDays: readonly { readonly day: string; readonly views: number; readonly uniqueViewers: number }[];
  readonly completeness: readonly { readonly day: string; readonly score: number }[];
  /** Of a hundred similar profiles, how many were seen by fewer people; null where too few are similar. */
  readonly comparison: { readonly percentile: number; readonly similarProfiles: number } | null;
}

interface CellRow extends Cell {
  /** Days since the first of the range: a number is read faster than a date. */
  readonly offset: number;
  readonly kind: EventKind;
}

/** One kind on one day that may be told. */
interface DayCells {
  readonly day: string;
  readonly kind: EventKind;
  /** By hour, or by source. */
  readonly cells: readonly Cell[];
}

const topDays = 5;

// Plain rows, which a year has some thousands of: gathering them into JSON takes the database four times as long.
const cellsOf = (table: string, name: string) => `
select c.day - $2::date as "offset", c.kind, c.${name}::text as name, c.events, c.viewers
from analytics.${table} c join analytics.days d on d.day = c.day and d.closed_at is not null
where c.user_id = $1 and c.day between $2::date and $3::date`;
const completenessSql = `
select greatest(day, $2::date)::text as day, score from completeness_history
where user_id = $1 and day <= $3::date and day >= coalesce(
  (select max(day) from completeness_history where user_id = $1 and day <= $2::date), $2::date) order by 1`;
const endorsementsSql = `
select count(*) as count from endorsements where user_id = $1 and withdrawn_at is null and removed_at is null
  and created_at >= $2::date::timestamp at time zone 'utc' and created_at < ($3::date + 1)::timestamp at time zone 'utc'`;
const standingSql = `
select percentile, similar_profiles as "similarProfiles" from analytics.standings where user_id = $1`;

interface Sum {
  readonly events: number;
  readonly viewers: number;
}

const nothing: Sum = { events: 0, viewers: 0 };

/** Sums that begin at nothing. */
function createSums<Key extends string>() {
  const sums = new Map<Key, Sum>();
  return {
    add(key: Key, { events, viewers }: Sum): void {
      const sum = sums.get(key) ?? nothing;
      sums.set(key, { events: sum.events + events, viewers: sum.viewers + viewers });
    },
    of: (key: Key): Sum => sums.get(key) ?? nothing,
    entries: (): [Key, Sum][] => [...sums],
  };
}

const sumOf = (cells: readonly Cell[]): Sum =>
  cells.reduce(
    (sum, { events, viewers }) => ({ events: sum.events + events, viewers: sum.viewers + viewers }),
    nothing,
  );

/** The days of the range with a crowd; nothing else of what was read goes on. */
function crowdedDays(range: Range, rows: readonly CellRow[]): DayCells[] {
  const names = periodsOf('day', range);
  const days = new Map<string, DayCells & { cells: CellRow[] }>();
  for (const row of rows) {
    const key = `${row.offset} ${row.kind}`;
    const known = days.get(key);
    if (known) known.cells.push(row);
    else days.set(key, { day: names[row.offset] ?? '', kind: row.kind, cells: [row] });
  }
  return [...days.values()].filter(({ cells }) => isCrowd(sumOf(cells).viewers));
}

/** Repeated views count, of everything else each viewer once a day. */
const countsOf = (of: (kind: EventKind) => Sum): Counts => ({
  views: told(of('view').events),
  uniqueViewers: told(of('view').viewers),
  searchAppearances: told(of('search').viewers),
  linkClicks: told(of('link-click').viewers),
  shares: told(of('share').viewers),
  avatarViews: told(of('avatar-view').viewers),
});

/** Numbers of days as those of periods, by `<period> <kind>`. */
function byPeriod(granularity: Granularity, days: readonly DayCells[], hours: readonly DayCells[]) {
  const sums = createSums<`${string} ${EventKind}`>();
  if (granularity !== 'hour') {
    for (const { day, kind, cells } of days) sums.add(`${periodOf(granularity, day)} ${kind}`, sumOf(cells));
    return sums;
  }
  for (const { day, kind, cells } of hours)
    for (const cell of tellable(cells, 24)) sums.add(`${periodOf('hour', day, Number(cell.name))} ${kind}`, cell);
  return sums;
}

function sourcesOf(days: readonly DayCells[]): Insights['sources'] {
  const sums = createSums<ViewSource>();
  for (const { cells } of days.filter(({ kind }) => kind === 'view'))
    for (const cell of tellable(cells)) {
      const source = viewSources.find((name) => name === cell.name);
      if (source) sums.add(source, cell);
    }
  return sums
    .entries()
    .map(([source, { events, viewers }]) => ({ source, views: events, uniqueViewers: viewers }))
    .toSorted((a, b) => b.uniqueViewers - a.uniqueViewers);
}

const topDaysOf = (days: readonly DayCells[]): Insights['topDays'] =>
  days
    .filter(({ kind }) => kind === 'view')
    .map(({ day, cells }) => ({ day, sum: sumOf(cells) }))
    .map(({ day, sum }) => ({ day, views: sum.events, uniqueViewers: sum.viewers }))
    .toSorted((a, b) => b.uniqueViewers - a.uniqueViewers || b.views - a.views || b.day.localeCompare(a.day))
    .slice(0, topDays);

export function createInsights({ sequelize }: { sequelize: Sequelize }) {
  const selectDays = hotStatement<CellRow>(sequelize, cellsOf('profile_days', 'source'));
  const selectHours = hotStatement<CellRow>(sequelize, cellsOf('profile_hours', 'hour'));
  const selectCompleteness = hotStatement<{ day: string; score: number }>(sequelize, completenessSql);
  const selectEndorsements = hotStatement<{ count: number }>(sequelize, endorsementsSql);
  const selectStanding = hotStatement<{ percentile: number; similarProfiles: number }>(sequelize, standingSql);

  return {
    /** What a person is told of the closed days of a range. */
    async read(userId: string, range: Range, granularity: Granularity, toldUntil: string | null): Promise<Insights> {
      const bind = [userId, range.from, range.to];
      const [dayRows, hourRows, completeness, [endorsed], [standing]] = await Promise.all([
        selectDays(bind),
        granularity === 'hour' ? selectHours(bind) : [],
        selectCompleteness(bind),
        selectEndorsements(bind),
        selectStanding([userId]),
      ]);
      const days = crowdedDays(range, dayRows);
      const totals = createSums<EventKind>();
      for (const { kind, cells } of days) totals.add(kind, sumOf(cells));
      const sums = byPeriod(granularity, days, crowdedDays(range, hourRows));
      return {
        ...range,
        granularity,
        toldUntil,
        totals: { ...countsOf(totals.of), endorsements: endorsed?.count ?? 0 },
        periods: periodsOf(granularity, range).map((period) => ({
          period,
          ...countsOf((kind) => sums.of(`${period} ${kind}`)),
        })),
        sources: sourcesOf(days),
        topDays: topDaysOf(days),
        completeness,
        comparison: standing && isCrowd(standing.similarProfiles) ? standing : null,
      };
    },
  };
}
