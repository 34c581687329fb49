// Counting: every event once, whoever counts, however often, and whatever dies meanwhile, as a count by hand has it.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { countByHand, countedCells, rawEvents, writeEvents } from '../support/insights.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run, runAsOwner } from '../support/work.ts';

const dayMs = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const today = Date.now();
const days = [1, 2].map((back) => dayOf(today - back * dayMs));
let now = today;
let app: TestApp;
let people: Person[];
let stranger: Person;

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date(now) });
  people = [];
  for (let count = 0; count < 3; count++) people.push(await createPerson(app, { privacy: { visibility: 'public' } }));
  stranger = await createPersonElsewhere(app, {});
});
afterAll(() => app?.close());
beforeEach(async () => {
  now = today;
  await runAsOwner(
    app,
    `truncate analytics.events, analytics.viewers, analytics.profile_hours, analytics.profile_days, analytics.tenant_hours,
       analytics.tenant_days, analytics.watermarks, analytics.batches, analytics.days`,
  );
});

const aggregate = () => app.container.analytics.aggregate(defaultTenantId);
const users = () => people.map(({ id }) => id);
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';
const look = (person: Person, edition = 'a') =>
  app.http.get(`/api/v1/profiles/${person.id}`).set('User-Agent', `${browser} Edition/${edition}`);

async function expectExact(): Promise<void> {
  const byHand = countByHand(await rawEvents(app));
  expect(byHand.days.size).toBeGreaterThan(10);
  expect(await countedCells(app)).toEqual(byHand);
}

it('counts what is there once, by runs that meet, and goes on from there', async () => {
  await writeEvents(app, { users: users(), days, count: 50_500 }); // more than one batch
  await Promise.all(Array.from({ length: 4 }, aggregate));
  await expectExact();
  // Late ones of the same days, and of viewers who have been counted.
  await writeEvents(app, { users: users(), days, count: 3_000 });
  await Promise.all([aggregate(), aggregate()]);
  await aggregate();
  await expectExact();
});

it('tells each person what a count by hand comes to', async () => {
  await writeEvents(app, { users: users(), days: [...days, dayOf(today)], count: 3_000, viewers: 40 });
  await writeEvents(app, { users: users().slice(0, 1), days: [dayOf(today - 5 * dayMs)], count: 30, viewers: 4 });
  await run(app, 'insert into analytics.days (day) select distinct day from analytics.events');
  await app.container.analytics.closeDays();
  const raw = (await rawEvents(app)).filter(({ day }) => day < dayOf(today));
  for (const person of people) {
    const sums = { view: 0, viewers: 0, search: 0, share: 0 };
    for (const day of new Set(raw.map((event) => event.day)))
      for (const kind of ['view', 'search', 'share'] as const) {
        const those = raw.filter((event) => event.user === person.id && event.day === day && event.kind === kind);
        const viewers = new Set(those.map(({ key }) => key)).size;
        if (viewers < 5) continue;
        sums[kind] += kind === 'view' ? those.length : viewers;
        if (kind === 'view') sums.viewers += viewers;
      }
    const { body } = await app.http.get('/api/v1/profile/insights').set(person.auth).expect(200);
    const { views, uniqueViewers, searchAppearances, shares } = body.data.totals;
    const expected = Object.values(sums).map((sum) => (sum === 0 ? { fewerThan: 5 } : sum));
    expect([views, uniqueViewers, searchAppearances, shares]).toEqual(expected);
    expect(sums.view).toBeGreaterThan(100);
  }
});

it('keeps tenants apart, and drops what was of people who are gone', async () => {
  await writeEvents(app, { users: [...users(), stranger.id], days, count: 2_000 });
  await run(
    app,
    `insert into analytics.events (day, hour, tenant_id, user_id, kind, source, viewer_key)
     values ($2, 1, $1, gen_random_uuid(), 'view', 'direct', '\\x00')`,
    [defaultTenantId, days[0]],
  );
  await aggregate();
  const raw = await rawEvents(app);
  expect(await countedCells(app)).toEqual(countByHand(raw.filter(({ tenant }) => tenant === defaultTenantId)));
  expect(raw.some(({ tenant }) => tenant !== defaultTenantId)).toBe(true);
});

it('counts exactly although a run is killed on the way', async () => {
  await writeEvents(app, { users: users(), days, count: 3_000 });
  // Everything is counted, and nothing committed, when the connection of the first run goes.
  await runAsOwner(
    app,
    `create sequence public.runs; create function public.die_first() returns trigger language plpgsql security definer as $$ begin
       if nextval('public.runs') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$;
     create trigger die_first after insert on analytics.tenant_days for each statement execute function public.die_first()`,
  );
  const runs = await Promise.allSettled([aggregate(), aggregate()]);
  await runAsOwner(
    app,
    'drop trigger die_first on analytics.tenant_days; drop function public.die_first(); drop sequence public.runs',
  );
  expect(runs.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expectExact();
});

describe('what has been noted', () => {
  const written = async () => (await rawEvents(app)).length;

  it('is kept while it cannot be written, and written once', async () => {
    await look(people[0] as Person).expect(200);
    await runAsOwner(app, 'alter table analytics.events rename to elsewhere');
    await app.container.analytics.flush();
    await look(people[0] as Person).expect(200);
    await app.container.analytics.flush();
    await runAsOwner(app, 'alter table analytics.elsewhere rename to events');
    await Promise.all([app.container.analytics.flush(), app.container.analytics.flush()]);
    expect(await written()).toBe(2);
  });

  it('is not written a second time when the database answers only after it has done it', async () => {
    await look(people[0] as Person).expect(200);
    // The connection breaks after the commit, which a deferred trigger comes close to: the answer never arrives.
    await runAsOwner(
      app,
      `create function public.hang_up() returns trigger language plpgsql security definer as $$ begin
         perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
       create constraint trigger hang_up after insert on analytics.batches deferrable initially deferred
         for each row execute function public.hang_up()`,
    );
    await app.container.analytics.flush();
    await runAsOwner(app, 'drop trigger hang_up on analytics.batches; drop function public.hang_up()');
    await app.container.analytics.flush();
    await app.container.analytics.flush();
    expect(await written()).toBe(1);
  });

  it('does not tell one profile’s visitors by another’s, nor by those of another day', async () => {
    for (const back of [2, 1]) {
      now = today - back * dayMs;
      for (const person of people) await look(person, 'Trackable/1.0').expect(200);
      await app.container.analytics.flush();
    }
    const raw = await rawEvents(app);
    expect(raw).toHaveLength(6);
    expect(new Set(raw.map(({ key }) => key)).size).toBe(6);
    expect(JSON.stringify(raw)).not.toMatch(/Trackable|127\.0\.0\.1/);
  });
});

it('closes days that are over, destroys their salt, and drops partitions in time', async () => {
  now = today - 40 * dayMs;
  await look(people[0] as Person).expect(200);
  await app.container.analytics.flush();
  now = today;
  await look(people[0] as Person).expect(200);
  await app.container.analytics.flush();
  const salts = () =>
    rowsOf<{ day: string; salted: boolean; closed: boolean }>(
      app,
      'select day::text, salt is not null as salted, closed_at is not null as closed from analytics.days order by day',
    );
  const old = dayOf(today - 40 * dayMs);
  expect(await salts()).toEqual([
    { day: old, salted: true, closed: false },
    { day: dayOf(today), salted: true, closed: false },
  ]);
  await app.container.analytics.closeDays();
  await app.container.analytics.closeDays();
  expect(await salts()).toEqual([
    { day: old, salted: false, closed: true },
    { day: dayOf(today), salted: true, closed: false },
  ]);
  const partitions = await rowsOf<{ name: string }>(
    app,
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'analytics.events'::regclass order by 1`,
  );
  const names = partitions.map(({ name }) => name);
  const partitionOf = (day: string) => `analytics.events_${day.replaceAll('-', '')}`;
  expect(names).not.toContain(partitionOf(old));
  for (const ahead of [0, 1, 2, 3]) expect(names).toContain(partitionOf(dayOf(today + ahead * dayMs)));
  // What was counted stays; what comes for a closed day cannot be told apart any more, and is left out.
  expect(await rowsOf(app, 'select 1 from analytics.profile_days where day = $1', [old])).toHaveLength(1);
  now = today - 40 * dayMs;
  await look(people[0] as Person).expect(200);
  await app.container.analytics.flush();
  expect(await rawEvents(app)).toHaveLength(1);
});

it('gives the service partitions and nothing else', async () => {
  for (const statement of [
    'create table analytics.more (id integer)',
    'drop table analytics.events',
    'truncate analytics.days',
    `select analytics.make_day('2019-01-01')`,
    `select analytics.drop_days(current_date + 1)`,
    'select analytics.make_day(null)',
  ])
    await expect(run(app, statement)).rejects.toThrow(/permission denied|must be owner|no partition|too early/);
});
