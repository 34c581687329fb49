// Views by people who are not there, and a count by hand of what the raw rows come to.
import { randomBytes } from 'node:crypto';
import type { TestApp } from './app.ts';
import { rowsOf, run } from './work.ts';

export interface RawEvent {
  readonly id: number;
  readonly user: string;
  readonly tenant: string;
  readonly day: string;
  readonly hour: number;
  readonly kind: string;
  readonly source: string;
  readonly key: string;
}

// The same for every run, and one has nothing to do with another.
const pick = (seed: number): string => `(hashint8extended(n, ${seed}) & 1048575)::int`;

/** Writes `count` events of these people into the days, as a process would that had seen them. */
export async function writeEvents(
  app: TestApp,
  {
    users,
    days,
    count,
    viewers = 60,
  }: { users: readonly string[]; days: readonly string[]; count: number; viewers?: number },
): Promise<void> {
  for (const day of days) await run(app, 'select analytics.make_day($1)', [day]);
  const salt = randomBytes(4).toString('hex');
  await run(
    app,
    `insert into analytics.events (day, hour, tenant_id, user_id, kind, source, viewer_key)
     select ($2::date[])[1 + ${pick(1)} % cardinality($2::date[])], ${pick(2)} % 24, u.tenant_id, u.id, k.kind,
       case k.kind when 'view' then (array['direct', 'search', 'github', 'other'])[1 + ${pick(3)} % 4] else '' end,
       decode(md5($4 || ${pick(4)} % $5::int), 'hex')
     from generate_series(1, $3::int) n 
     join users u on u.id = ($1::uuid[])[1 + ${pick(5)} % cardinality($1::uuid[])]
     cross join lateral (values ((array['view', 'view', 'view', 'search', 'share'])[1 + ${pick(6)} % 5])) k (kind)`,
    [users, days, count, salt, viewers],
  );
}

/** Every event there is, in the order in which they were written. */
export const rawEvents = (app: TestApp): Promise<RawEvent[]> =>
  rowsOf(
    app,
    `select id, user_id as user, tenant_id as tenant, day::text, hour, kind, source, encode(viewer_key, 'hex') as key
     from analytics.events where user_id in (select user_id from profiles) order by id`,
  );

type Counted = Record<'hours' | 'days' | 'tenantHours' | 'tenantDays', Map<string, number[]>>;

/** What hours and days, of people and of tenants, must come to: `<cell> → [events, viewers]`. */
export function countByHand(events: readonly RawEvent[]): Counted {
  const counted: Counted = { hours: new Map(), days: new Map(), tenantHours: new Map(), tenantDays: new Map() };
  const known = new Set<string>();
  for (const { user, tenant, day, hour, kind, source, key } of events) {
    const viewer = [user, day, kind, key].join();
    const isNew = known.has(viewer) ? 0 : 1;
    known.add(viewer);
    for (const [cells, cell] of [
      [counted.hours, [user, day, kind, hour].join()],
      [counted.days, [user, day, kind, source].join()],
      [counted.tenantHours, [tenant, day, kind, hour].join()],
      [counted.tenantDays, [tenant, day, kind].join()],
    ] as const) {
      const [seen = 0, viewers = 0] = cells.get(cell) ?? [];
      cells.set(cell, [seen + 1, viewers + isNew]);
    }
  }
  return counted;
}

/** The same from the tables that are told of. */
export async function countedCells(app: TestApp): Promise<Counted> {
  const cellsOf = async (table: string, columns: string) => {
    const rows = await rowsOf<{ cell: string; events: number; viewers: number }>(
      app,
      `select concat_ws(',', ${columns}) as cell, events, viewers from analytics.${table}`,
    );
    return new Map(rows.map(({ cell, events, viewers }) => [cell, [events, viewers]]));
  };
  return {
    hours: await cellsOf('profile_hours', 'user_id, day, kind, hour'),
    days: await cellsOf('profile_days', "user_id, day, kind, source || ''"),
    tenantHours: await cellsOf('tenant_hours', 'tenant_id, day, kind, hour'),
    tenantDays: await cellsOf('tenant_days', 'tenant_id, day, kind'),
  };
}
