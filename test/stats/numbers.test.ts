// Numbers that another back end sets outright.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createService, type Service } from '../support/services.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;
let service: Service;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  service = await createService(app, ['stats:write']);
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app);
});

const set = (body: object, id = person.id) =>
  app.http.put(`/api/v1/internal/users/${id}/stats`).set(service.auth).send(body);

const zeros = { postsCount: 0, likesReceived: 0, commentsCount: 0, followersCount: 0, followingCount: 0 };

it('sets what is given and leaves the rest', async () => {
  const first = await set({ postsCount: 42, likesReceived: 156 }).expect(200);
  expect(first.body.data).toEqual({ ...zeros, postsCount: 42, likesReceived: 156, lastActiveAt: null });
  const second = await set({ likesReceived: 3, followingCount: 1_000_000_000_000, commentsCount: 0 }).expect(200);
  expect(second.body.data).toMatchObject({ postsCount: 42, likesReceived: 3, followingCount: 1_000_000_000_000 });
});

it('never puts the last activity back, nor ahead of the clock', async () => {
  const activeAt = async (lastActiveAt: string) => (await set({ lastActiveAt }).expect(200)).body.data.lastActiveAt;
  expect(await activeAt('2026-01-02T10:00:00+01:00')).toBe('2026-01-02T09:00:00.000Z');
  expect(await activeAt('2026-01-01T00:00:00Z')).toBe('2026-01-02T09:00:00.000Z');
  const [ahead, now] = [Date.parse(await activeAt('2999-01-01T00:00:00Z')), Date.now()];
  expect(Math.abs(ahead - now)).toBeLessThan(60_000);
});

it('does not move the version or the time of the profile', async () => {
  const own = async () => (await app.http.get('/api/v1/profile').set(person.auth).expect(200)).body.data;
  const before = await own();
  await set({ postsCount: 1, lastActiveAt: new Date().toISOString() }).expect(200);
  const after = await own();
  expect([after.version, after.updatedAt]).toEqual([before.version, before.updatedAt]);
});

it('a person’s numbers go with the person', async () => {
  await set({ postsCount: 1 }).expect(200);
  await rowsOf(app, 'delete from users where id = $1', [person.id]);
  expect(await rowsOf(app, 'select 1 from profile_stats where user_id = $1', [person.id])).toEqual([]);
  expect((await set({ postsCount: 2 }).expect(404)).body.code).toBe('USER_NOT_FOUND');
});

it.each<[string, object]>([
  ['nothing', {}],
  ['a number below zero', { postsCount: -1 }],
  ['a fraction', { postsCount: 1.5 }],
  ['more than there can be', { postsCount: 1_000_000_000_001 }],
  ['an unknown number', { postsCount: 1, reputation: 9 }],
  ['a number that we derive', { joinedAt: '2020-01-01' }],
  ['null', { likesReceived: null }],
  ['no moment', { lastActiveAt: 'now' }],
])('refuses %s', async (_, body) => {
  expect((await set(body).expect(400)).body.code).toBe('VALIDATION_FAILED');
});

it('refuses what is no id', async () => {
  await set({ postsCount: 1 }, 'ada').expect(400);
});

it('are seen by those whom their owner lets see them, and the profile is seen by others without them', async () => {
  await set({ followersCount: 7 }).expect(200);
  const member = await createPerson(app);
  const shown = async (viewer?: Person) =>
    (
      await app.http
        .get(`/api/v1/profiles/${person.id}`)
        .set(viewer?.auth ?? {})
        .expect(200)
    ).body.data.stats;
  const choose = (body: object) => app.http.put('/api/v1/profile/privacy').set(person.auth).send(body).expect(200);
  expect((await choose({ visibility: 'public' })).body.data.stats).toBe('public');
  expect(await shown()).toMatchObject({ followersCount: 7 });
  await choose({ stats: 'authenticated' });
  expect(Object.keys(await shown())).toEqual(['joinedAt']);
  expect(await shown(member)).toMatchObject({ followersCount: 7 });
  await choose({ stats: 'private' });
  expect(Object.keys(await shown(member))).toEqual(['joinedAt']);
  expect(await shown(person)).toMatchObject({ followersCount: 7, postsCount: 0 });
});
