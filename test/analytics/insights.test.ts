// What owners and administrators are told of who looked: numbers of crowds, of days that are over, and nobody's name.
import { createHmac } from 'node:crypto';
import { tellable } from '../../src/analytics/told.ts';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createRandom } from '../support/random.ts';
import { rowsOf, run } from '../support/work.ts';

const dayMs = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const today = Date.now(); // tokens are only good around the real time
const back = (days: number) => dayOf(today - days * dayMs);
const few = { fewerThan: 5 };
const browser =
  'Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile';
const bots = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'WhatsApp/2.23.20.0 A',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36',
  'curl/8.5.0',
];
let now = today;
let app: TestApp;
let crowd: Person[];
let owner: Person;

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date(now), env: { ANALYTICS_AVATAR_VIEWS: 'true' } });
  crowd = await Promise.all(
    Array.from({ length: 6 }, (_, index) => createPerson(app, { displayName: `Zelda ${index}` })),
  );
}, 60_000);
afterAll(() => app?.close());
beforeEach(async () => {
  now = today;
  await app.container.analytics.flush();
  await run(app, 'delete from analytics.days'); // so that each test has the same days to itself
  owner = await createPerson(app, {
    displayName: 'Quillon',
    profile: { socialLinks: { github: 'https://github.com/quillon' }, phone: '+442079460123' },
    privacy: { visibility: 'public' },
  });
});

const path = () => `/api/v1/profiles/${owner.id}`;
const look = (viewer: Person | undefined, query = '', headers: Record<string, string> = {}) =>
  app.http.get(`${path()}${query}`).set({ ...viewer?.auth, ...headers });
const some = (count: number) => crowd.slice(0, count);

/** Does it on an earlier day, at an hour; what was noted is written then. */
async function on(daysAgo: number, work: () => Promise<unknown>, hour = 12): Promise<void> {
  now = Date.parse(`${back(daysAgo)}T${String(hour).padStart(2, '0')}:30:00Z`);
  await work();
  await app.container.analytics.flush();
  now = today;
}
const closed = () => app.container.analytics.closeDays();

async function insights(query = `?from=${back(7)}&to=${back(1)}`, person = owner) {
  const { body } = await app.http.get(`/api/v1/profile/insights${query}`).set(person.auth).expect(200);
  return body.data;
}
const periodsOf = (data: { periods: { period: string; views: unknown; uniqueViewers: unknown }[] }) =>
  Object.fromEntries(data.periods.map(({ period, views, uniqueViewers }) => [period, [views, uniqueViewers]]));

it('count each look of others once, and tell of it when the day is over', async () => {
  await on(2, async () => {
    for (const viewer of some(5)) await look(viewer).expect(200);
    await look(crowd[0]).expect(200);
    await look(undefined, '', { 'User-Agent': browser }).expect(200);
    // None of these: oneself, bots, what is no browser, what a browser fetches ahead, and what was not shown.
    await look(owner).expect(200);
    for (const agent of bots) await look(undefined, '', { 'User-Agent': agent }).expect(200);
    await look(undefined, '', { 'User-Agent': `Mozilla/5.0 ${'x'.repeat(5_000)}` }).expect(200);
    await look(undefined, '', { 'Sec-Purpose': 'prefetch' }).expect(200);
    await app.http.get(`/api/v1/profiles/${owner.id.replace(/.$/, '0')}x`).expect(404);
  });
  expect((await insights()).totals.views).toEqual(few);
  await closed();
  const data = await insights();
  expect(data).toMatchObject({ from: back(7), to: back(1), granularity: 'day' });
  expect(data.toldUntil >= back(2)).toBe(true);
  expect(data.totals).toEqual({
    views: 7,
    uniqueViewers: 6,
    searchAppearances: few,
    linkClicks: few,
    shares: few,
    avatarViews: few,
    endorsements: 0,
  });
  expect(periodsOf(data)).toEqual({
    ...Object.fromEntries([7, 6, 5, 4, 3, 2, 1].map((days) => [back(days), [few, few]])),
    [back(2)]: [7, 6],
  });
  expect(data.topDays).toEqual([{ day: back(2), views: 7, uniqueViewers: 6 }]);
  // Today is not told, however often it is closed.
  for (const viewer of crowd) await look(viewer).expect(200);
  await app.container.analytics.flush();
  await closed();
  expect((await insights(`?from=${back(7)}&to=${dayOf(today)}`)).totals).toEqual(data.totals);
});

it('say nothing of fewer than five, however often one of them comes again', async () => {
  const nobody = await createPerson(app);
  await on(3, async () => {
    for (const viewer of some(4)) await look(viewer).expect(200);
    for (let again = 0; again < 20; again++) await look(crowd[0]).expect(200);
  });
  for (const daysAgo of [6, 5, 4, 2]) await on(daysAgo, () => look(crowd[0]).expect(200));
  await closed();
  const seen = await insights();
  const unseen = await insights(undefined, nobody);
  expect({ ...seen, completeness: [] }).toEqual({ ...unseen, completeness: [] });
});

it('leave out those who browse unseen', async () => {
  const [unseen] = crowd as [Person];
  const choose = (browseUnseen: boolean) =>
    app.http.put('/api/v1/profile/preferences').set(unseen.auth).send({ privacy: { browseUnseen } }).expect(200);
  await choose(true);
  await on(2, async () => {
    for (const viewer of crowd) await look(viewer).expect(200);
  });
  await choose(false);
  const rows = await rowsOf(app, 'select 1 from analytics.events where user_id = $1', [owner.id]);
  expect(rows).toHaveLength(5);
});

it('tell periods, hours and sources that cannot be subtracted from each other', async () => {
  const views = async (viewers: number, query: string, headers: Record<string, string> = {}) => {
    for (let viewer = 0; viewer < viewers; viewer++)
      await look(undefined, query, {
        'User-Agent': `${browser} ${Buffer.from(`${query}${headers.Referer}`).toString('hex')}/${viewer}`,
        ...headers,
      }).expect(200);
  };
  await on(3, () => views(9, '?source=search'), 9);
  await on(3, () => views(6, '', { Referer: 'https://www.google.co.uk/search?q=secret' }), 10);
  await on(3, () => views(2, '', { Referer: 'https://intranet.example/secret' }), 11);
  await on(2, () => views(3, '?source=discover'));
  await closed();
  const days = await insights();
  expect(days.totals).toMatchObject({ views: 17, uniqueViewers: 17 });
  // Told beside the whole, six by Google would tell of the two others: they are withheld with them.
  expect(days.sources).toEqual([{ source: 'search', views: 9, uniqueViewers: 9 }]);
  const hours = await insights(`?from=${back(3)}&to=${back(2)}&granularity=hour`);
  expect(hours.periods).toHaveLength(48);
  expect(hours.totals).toEqual(days.totals);
  const told = hours.periods.filter(({ views }: { views: unknown }) => typeof views === 'number');
  expect(told).toMatchObject([{ period: `${back(3)}T09`, views: 9 }]);
  for (const granularity of ['week', 'month']) {
    const data = await insights(`?from=${back(7)}&to=${back(1)}&granularity=${granularity}`);
    const numbers = data.periods.map(({ views }: { views: unknown }) => views).filter(Number.isInteger);
    expect(numbers).toEqual([17]);
  }
  expect(JSON.stringify(await rowsOf(app, 'select * from analytics.events'))).not.toMatch(/secret|intranet/);
});

it('whatever a day’s cells are, what is withheld of them is a crowd', () => {
  const random = createRandom(7);
  const wrong: unknown[] = [];
  for (let round = 0; round < 2_000; round++) {
    const possible = 1 + random(6);
    const cells = Array.from({ length: possible }, (_, name) => ({ name: `${name}`, events: 0, viewers: random(12) }));
    const shown = tellable(cells, possible);
    const rest = cells.filter((cell) => !shown.includes(cell)).reduce((sum, { viewers }) => sum + viewers, 0);
    const isWithheld = shown.length === 0 || shown.length === possible || rest >= 5;
    if (!isWithheld || shown.some(({ viewers }) => viewers < 5)) wrong.push({ cells, shown });
  }
  expect(wrong).toEqual([]);
});

it('count searches, links, shares and pictures once for each viewer and day', async () => {
  const tell = (viewer: Person | undefined, body: object) =>
    app.http
      .post(`/api/v1/profiles/${owner.id}/events`)
      .set(viewer?.auth ?? {})
      .send(body);
  await on(2, async () => {
    for (const viewer of some(5))
      for (let again = 0; again < 2; again++) {
        app.container.analytics.noteAppearances(
          { tenantId: defaultTenantId, identity: undefined, request: { ip: viewer.id, headers: {} } },
          [owner.id],
        );
        await tell(viewer, { type: 'link-click', network: 'github' }).expect(204);
        await tell(viewer, { type: 'share' }).expect(204);
        await app.http.get(`${path()}/avatar`).set('Referer', 'https://forum.example/').set(viewer.auth).expect(200);
      }
    await tell(owner, { type: 'share' }).expect(204);
    await app.http.get(`${path()}/avatar`).set('Referer', `${app.url}/`).expect(200);
  });
  expect((await tell(crowd[0], { type: 'link-click', network: 'gitlab' }).expect(404)).body.code).toBe(
    'LINK_NOT_FOUND',
  );
  // What a viewer does not see, no answer tells them of.
  await app.http.put('/api/v1/profile/privacy').set(owner.auth).send({ socialLinks: 'private' }).expect(200);
  expect((await tell(crowd[0], { type: 'link-click', network: 'github' }).expect(404)).body.code).toBe(
    'LINK_NOT_FOUND',
  );
  await app.http.put('/api/v1/profile/privacy').set(owner.auth).send({ visibility: 'private' }).expect(200);
  expect((await tell(crowd[0], { type: 'share' }).expect(404)).body.code).toBe('PROFILE_NOT_FOUND');
  for (const wrong of [{}, { type: 'view' }, { type: 'share', network: 'github' }, { type: 'link-click' }])
    await tell(crowd[0], wrong).expect(400);
  await closed();
  const { totals } = await insights();
  expect(totals).toMatchObject({ views: few, searchAppearances: 5, linkClicks: 5, shares: 5, avatarViews: 5 });
});

it('a search by words counts those whom it has found', async () => {
  await app.http.put('/api/v1/profile').set(owner.auth).send({ displayName: 'Xanthippe' }).expect(200);
  await app.container.search.indexProfile({ tenantId: defaultTenantId, userId: owner.id });
  await on(2, async () => {
    for (const q of ['xanthippe', '', 'nobody-like-that'])
      await app.http
        .get('/api/v1/profiles')
        .query({ q })
        .set((crowd[0] as Person).auth)
        .expect(200);
  });
  const rows = await rowsOf(app, `select user_id as id from analytics.events where kind = 'search' and user_id = $1`, [
    owner.id,
  ]);
  expect(rows).toEqual([{ id: owner.id }]);
});

it('show how the profile became complete, and where it stands among similar ones', async () => {
  for (const [daysAgo, score] of [
    [20, 10],
    [5, 40],
    [3, 70],
  ] as const)
    await run(
      app,
      'insert into completeness_history (user_id, day, score) values ($1, $2, $3) on conflict (user_id, day) do update set score = excluded.score',
      [owner.id, back(daysAgo), score],
    );
  const history = (await insights()).completeness.filter(({ day }: { day: string }) => day < back(1));
  expect(history).toEqual([
    { day: back(7), score: 10 },
    { day: back(5), score: 40 },
    { day: back(3), score: 70 },
  ]);
  const views = (daysAgo: number, viewers: number) =>
    on(daysAgo, async () => {
      for (let viewer = 0; viewer < viewers; viewer++)
        await look(undefined, '', { 'User-Agent': `${browser} Edition/${viewer}` });
    });
  await views(3, 4);
  await closed();
  expect((await insights()).comparison).toBeNull();
  await views(2, 40);
  await closed();
  const { comparison } = await insights();
  expect(comparison.similarProfiles).toBeGreaterThanOrEqual(5);
  expect(comparison.percentile).toBeGreaterThanOrEqual(50);
});

it('come as a table, and for at most a year', async () => {
  const ask = (query: string) => app.http.get(`/api/v1/profile/insights${query}`).set(owner.auth);
  for (const file of [ask('?format=csv'), ask('').set('Accept', 'text/csv')]) {
    const { text } = await file.expect(200).expect('content-type', /^text\/csv/);
    expect(text.split('\n')[0]).toBe('period,views,uniqueViewers,searchAppearances,linkClicks,shares,avatarViews');
    expect(text.split('\n')[1]).toBe(`${back(30)},${Array(6).fill('fewer than 5').join()}`);
  }
  expect((await insights(`?from=${back(365)}&to=${dayOf(today)}`)).periods).toHaveLength(366);
  for (const wrong of [
    `?from=${back(366)}&to=${dayOf(today)}`,
    `?from=${back(1)}&to=${back(2)}`,
    `?to=${back(-1)}`,
    `?from=${back(32)}&to=${back(1)}&granularity=hour`,
  ])
    expect((await ask(wrong).expect(400)).body.code).toBe('INVALID_RANGE');
  await ask('?days=3').expect(400);
  await app.http.get('/api/v1/profile/insights').expect(401);
});

it('tell administrators how their tenant does', async () => {
  const admin = await createPerson(app, { roles: ['user', 'admin'] });
  await on(2, async () => {
    for (const viewer of crowd) await look(viewer).expect(200);
  });
  for (const person of some(5))
    await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'public' }).expect(200);
  await closed();
  const { body } = await app.http.get('/api/v1/admin/insights').set(admin.auth).expect(200);
  const last = body.data.days.at(-1);
  const [people] = await rowsOf<{ all: number; open: number }>(
    app,
    `select count(*)::int as all, count(*) filter (where visibility = 'public')::int as open from profiles where deleted_at is null`,
  );
  expect(last).toMatchObject({ day: dayOf(today), people: people?.all, newPeople: people?.all, views: few });
  expect(last.publicProfiles.people).toBe(people?.open);
  expect(last.publicProfiles.share).toBeCloseTo((people?.open ?? 0) / (people?.all ?? 1), 2);
  expect(last.privacyChanges).toBeGreaterThanOrEqual(5);
  expect(last.activePeople).toBeGreaterThanOrEqual(crowd.length);
  expect(last.customAvatars).toEqual({ people: few, share: null });
  expect(body.data.days.find(({ day }: { day: string }) => day === back(2)).views).toBeGreaterThanOrEqual(6);
  expect(body.data.networks[0]).toEqual({ network: 'github', people: expect.any(Number) });
  const csv = await app.http.get('/api/v1/admin/insights?format=csv').set(admin.auth).expect(200);
  expect(csv.text).toMatch(/^day,people,newPeople,activePeople,/);
  await app.http.get('/api/v1/admin/insights').set(owner.auth).expect(403);
});

it('keep no address and nobody’s id, and no key by which one could be found out', async () => {
  await on(2, () => look(crowd[0], '', { 'User-Agent': `${browser} Trackable/1.0` }).expect(200));
  await closed();
  const columns = await rowsOf<{ name: string; type: string }>(
    app,
    `select table_name || '.' || column_name as name, udt_name as type from information_schema.columns where table_schema = 'analytics'`,
  );
  expect(columns.length).toBeGreaterThan(30);
  expect(columns.filter(({ type }) => ['inet', 'cidr'].includes(type))).toEqual([]);
  const ids = columns.filter(({ type, name }) => type === 'uuid' && !name.startsWith('batches.'));
  expect(new Set(ids.map(({ name }) => name.split('.')[1]))).toEqual(new Set(['tenant_id', 'user_id']));
  expect(columns.filter(({ name }) => /ip$|_ip_|addr|agent|viewer_id|actor|referr/.test(name))).toEqual([]);
  const events = await rowsOf<{ day: string; key: Buffer }>(
    app,
    'select day::text, viewer_key as key, to_jsonb(e) as row from analytics.events e where user_id = $1',
    [owner.id],
  );
  expect(events).toHaveLength(1);
  expect(JSON.stringify(events)).not.toMatch(new RegExp(`${crowd[0]?.id}|127\\.0\\.0\\.1|Trackable`));
  // Nothing that is kept makes the key of a closed day again.
  const salts = await rowsOf<{ salt: Buffer }>(app, 'select salt from analytics.days where salt is not null');
  for (const { salt } of salts)
    expect(
      createHmac('sha256', salt)
        .update(`${owner.id}\n${crowd[0]?.id}`)
        .digest()
        .subarray(0, 16)
        .equals(events[0]?.key ?? Buffer.alloc(0)),
    ).toBe(false);
  expect(await rowsOf(app, 'select 1 from analytics.days where day = $1 and salt is not null', [back(2)])).toEqual([]);
});
