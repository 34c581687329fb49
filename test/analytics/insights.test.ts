// Views: each counted exactly once, whoever runs the job and however often; nobody can be told from the numbers.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, run, runAsOwner } from '../support/work.ts';

const dayMs = 24 * 3600 * 1000;
const today = Date.now(); // tokens are only good around the real time
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
let now = today;
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date(now) });
});
afterAll(() => app?.close());
beforeEach(() => {
  now = today;
});

const aggregate = () => app.container.analytics.aggregate(defaultTenantId);
const flush = () => app.container.analytics.flush();

async function insights(person: Person, query = '') {
  return (await app.http.get(`/api/v1/profile/insights${query}`).set(person.auth).expect(200)).body.data;
}

interface Count {
  user: string;
  day: string;
  views: number;
  visitors: number;
}

/** The days, counted in this process from the raw events that are there now. */
async function recount(): Promise<Count[]> {
  const events = await rowsOf<{ user: string; day: string; key: string }>(
    app,
    `select user_id as user, day::text, encode(viewer_key, 'hex') as key from profile_view_events
     where user_id in (select user_id from profiles)`,
  );
  const days = new Map<string, { views: number; keys: Set<string> }>();
  for (const { user, day, key } of events) {
    const entry = days.get(`${user} ${day}`) ?? { views: 0, keys: new Set() };
    days.set(`${user} ${day}`, { views: entry.views + 1, keys: entry.keys.add(key) });
  }
  const counts = [...days].map(([name, { views, keys }]) => {
    const [user = '', day = ''] = name.split(' ');
    return { user, day, views, visitors: keys.size };
  });
  return counts.sort((a, b) => `${a.user}${a.day}`.localeCompare(`${b.user}${b.day}`));
}

const published = async (): Promise<Count[]> =>
  (await rowsOf<Count>(app, 'select user_id as user, day::text, views, visitors from profile_view_days')).sort((a, b) =>
    `${a.user}${a.day}`.localeCompare(`${b.user}${b.day}`),
  );

describe('views of a page', () => {
  let owner: Person;
  let members: Person[];
  const path = () => `/api/v1/profiles/${owner.id}`;
  beforeAll(async () => {
    members = [];
    for (let index = 0; index < 5; index++) members.push(await createPerson(app));
  });
  beforeEach(async () => {
    owner = await createPerson(app, { handle: null, privacy: { visibility: 'public' } } as object);
  });

  const look = (viewer: Person, address = path()) => app.http.get(address).set(viewer.auth);

  it('count once each, one’s own and failed ones not at all', async () => {
    await app.http.patch('/api/v1/profile').set(owner.auth).send({ handle: 'much-seen' }).expect(200);
    for (const member of members.slice(0, 2)) await look(member).expect(200);
    await look(members[0] as Person, '/api/v1/profiles/much-seen').expect(200);
    await look(members[0] as Person, `/api/profile/${owner.id}`).expect(200);
    for (const address of [path(), '/api/v1/profiles/much-seen', '/api/v1/profile'])
      await look(owner, address).expect(200);
    await app.http.get('/api/v1/profiles?q=').expect(200);
    await app.http.get(`${path()}/avatar`).expect(200);
    await app.http.put('/api/v1/profile/privacy').set(owner.auth).send({ visibility: 'private' }).expect(200);
    await look(members[1] as Person).expect(404);
    await flush();
    await aggregate();
    expect(await insights(owner)).toEqual({ totalViews: 4, days: [{ day: dayOf(today), views: 4, visitors: null }] });
    await aggregate();
    await flush();
    expect((await insights(owner)).totalViews).toBe(4);
  });

  it('tell the number of visitors only when there are five', async () => {
    for (const member of members.slice(0, 4)) for (let again = 0; again < 3; again++) await look(member).expect(200);
    await flush();
    await aggregate();
    expect((await insights(owner)).days).toEqual([{ day: dayOf(today), views: 12, visitors: null }]);
    // A replay by one of them changes nothing that is told.
    await look(members[0] as Person).expect(200);
    await flush();
    await aggregate();
    expect((await insights(owner)).days).toEqual([{ day: dayOf(today), views: 13, visitors: null }]);
    await look(members[4] as Person).expect(200);
    await flush();
    await aggregate();
    expect((await insights(owner)).days).toEqual([{ day: dayOf(today), views: 14, visitors: 5 }]);
  });

  it('tell strangers apart by browser, for a day', async () => {
    for (const agent of ['a', 'b', 'c', 'd', 'e', 'f']) await app.http.get(path()).set('User-Agent', agent).expect(200);
    await flush();
    await aggregate();
    expect((await insights(owner)).days).toEqual([{ day: dayOf(today), views: 6, visitors: 6 }]);
  });

  it('come by day, the newest first, as far back as is asked', async () => {
    for (const back of [3, 1, 0]) {
      now = today - back * dayMs;
      await look(members[0] as Person).expect(200);
    }
    await flush();
    await aggregate();
    const days = async (query: string) => (await insights(owner, query)).days.map(({ day }: { day: string }) => day);
    expect(await days('')).toEqual([0, 1, 3].map((back) => dayOf(today - back * dayMs)));
    expect(await days('?days=2')).toEqual([dayOf(today), dayOf(today - dayMs)]);
    expect(await days('?days=1')).toEqual([dayOf(today)]);
    for (const wrong of ['?days=0', '?days=367', '?days=x', '?since=2020'])
      await app.http.get(`/api/v1/profile/insights${wrong}`).set(owner.auth).expect(400);
    await app.http.get('/api/v1/profile/insights').expect(401);
  });

  it('are kept without a trace of who looked', async () => {
    const viewer = members[0] as Person;
    const keys: string[] = [];
    for (const time of [today, today - dayMs]) {
      now = time;
      await look(viewer).set('User-Agent', 'Trackable/1.0').expect(200);
      await flush();
      const raw = await rowsOf<{ row: string; key: string }>(
        app,
        `select to_jsonb(e)::text as row, encode(viewer_key, 'hex') as key from profile_view_events e where user_id = $1`,
        [owner.id],
      );
      for (const { row } of raw)
        for (const trace of [viewer.id, viewer.email, 'Trackable', '127.0.0.1']) expect(row).not.toContain(trace);
      keys.push(...raw.map(({ key }) => key));
      await aggregate();
    }
    expect(new Set(keys).size).toBe(2);
  });
});

describe('many views', () => {
  const insertEvents = (count: number) =>
    run(
      app,
      `insert into profile_view_events (id, tenant_id, user_id, day, viewer_key)
       select gen_random_uuid(), $1, p.user_id, current_date - (random() * 1)::int,
         decode(md5((random() * 40)::int::text), 'hex')
       from generate_series(1, $2) n
       join lateral (select user_id from profiles order by md5(user_id::text || n) limit 1) p on true`,
      [defaultTenantId, count],
    );

  beforeEach(async () => {
    await aggregate();
    await runAsOwner(app, 'truncate profile_view_days, profile_view_visitors');
  });

  it('are counted exactly once by runs that meet, as a count by hand has it', async () => {
    await insertEvents(24_000);
    const expected = await recount();
    expect(expected.length).toBeGreaterThan(5);
    await Promise.all(Array.from({ length: 4 }, aggregate));
    expect(await rowsOf(app, 'select 1 from profile_view_events')).toEqual([]);
    expect(await published()).toEqual(expected);
  });

  it('are counted exactly once although runs are killed on the way', async () => {
    await insertEvents(24_000);
    const expected = await recount();
    const kill = () =>
      run(
        app,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where query like '%delete from profile_view_events%' and pid <> pg_backend_pid() and state = 'active'`,
      );
    const outcomes: string[] = [];
    for (let round = 0; round < 3; round++) {
      const runs = [aggregate(), aggregate()];
      await new Promise((resolve) => setTimeout(resolve, 15));
      await kill();
      outcomes.push(...(await Promise.allSettled(runs)).map(({ status }) => status));
    }
    // The queue tries again, too.
    await aggregate()
      .catch(() => aggregate())
      .catch(() => aggregate());
    expect(outcomes).toContain('rejected');
    expect(await published()).toEqual(expected);
  });

  it('of people who are gone are dropped', async () => {
    await run(
      app,
      `insert into profile_view_events (id, tenant_id, user_id, day, viewer_key)
       values (gen_random_uuid(), $1, gen_random_uuid(), current_date, '\\x00')`,
      [defaultTenantId],
    );
    await aggregate();
    expect(await rowsOf(app, 'select 1 from profile_view_events')).toEqual([]);
    expect(await published()).toEqual([]);
  });
});
