// The life of a service token: shown once, good for its scopes, over at once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createService } from '../support/services.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let member: Person;
beforeAll(async () => {
  app = await startTestApp();
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  member = await createPerson(app, { profile: { headline: 'x' }, privacy: { visibility: 'public' } });
});
afterAll(() => app?.close());

const path = '/api/v1/service-tokens';
const list = (by = admin, query = {}) => app.http.get(path).set(by.auth).query(query);
const setStats = (auth: { authorization?: string }, of = app) =>
  of.http.put(`/api/v1/internal/users/${member.id}/stats`).set(auth).send({ postsCount: 1 });

it('is shown once, and only a hash of it is kept', async () => {
  const { id, token } = await createService(app, ['stats:write'], admin);
  expect(token).toMatch(/^cst_[\w-]{43}$/);
  const { body, text } = await list().expect(200);
  expect(body.data[0]).toEqual({
    id,
    name: 'Posts service',
    scopes: ['stats:write'],
    createdAt: expect.any(String),
    lastUsedAt: null,
    revokedAt: null,
  });
  expect(text).not.toContain(token);
  const [row] = await rowsOf<{ text: string }>(
    app,
    'select to_jsonb(s)::text as text from service_tokens s where id = $1',
    [id],
  );
  expect(row?.text).not.toContain(token.slice(4));
});

it('notes its use to the hour', async () => {
  const { id, auth } = await createService(app, ['stats:write'], admin);
  await setStats(auth).expect(200);
  const { body } = await list().expect(200);
  const { lastUsedAt } = body.data.find((token: { id: string }) => token.id === id);
  expect(lastUsedAt).toMatch(/:00:00\.000Z$/);
  expect(Date.now() - Date.parse(lastUsedAt)).toBeLessThan(2 * 3_600_000);
});

it('is good for its scopes alone', async () => {
  const { auth } = await createService(app, ['events:write'], admin);
  expect((await setStats(auth).expect(403)).body.code).toBe('FORBIDDEN');
  const event = { id: 'scope-1', type: 'user.active', userId: member.id, at: new Date().toISOString() };
  await app.http
    .post('/api/v1/internal/events')
    .set(auth)
    .send({ events: [event] })
    .expect(200);
});

it('is over at once when it is revoked, in every process', async () => {
  const other = await startTestApp({ beside: app });
  try {
    const { id, auth } = await createService(app, ['stats:write'], admin);
    await setStats(auth).expect(200);
    await setStats(auth, other).expect(200);
    await app.http.delete(`${path}/${id.toUpperCase()}`).set(admin.auth).expect(204);
    await setStats(auth).expect(401);
    const deadline = Date.now() + 5_000;
    while ((await setStats(auth, other)).status !== 401 && Date.now() < deadline) await sleep(20);
    await setStats(auth, other).expect(401);
    await app.http.delete(`${path}/${id}`).set(admin.auth).expect(204);
    const { body } = await list().expect(200);
    const { revokedAt } = body.data.find((token: { id: string }) => token.id === id);
    expect(Date.now() - Date.parse(revokedAt)).toBeLessThan(60_000);
  } finally {
    await other.close();
  }
});

it.each(['cst_', `cst_${'A'.repeat(43)}`, 'cst_x.y.z', `cst_${'x'.repeat(5000)}`])(
  '%.20s… is nobody’s',
  async (token) => {
    expect((await setStats({ authorization: `Bearer ${token}` }).expect(401)).body.code).toBe('UNAUTHENTICATED');
  },
);

describe('a service is no person', () => {
  it('members’ and administrators’ routes refuse it', async () => {
    const { auth } = await createService(app, ['stats:write', 'events:write'], admin);
    const refused = [
      app.http.get('/api/v1/profile'),
      app.http.put('/api/v1/profile').send({ headline: 'y' }),
      app.http.get('/api/v1/profile/privacy'),
      app.http.get('/api/v1/profile/avatar'),
      app.http.get(path),
      app.http.post(path).send({ name: 'more', scopes: ['stats:write'] }),
      app.http.get('/admin/queues/'),
    ];
    for (const request of refused) expect((await request.set(auth)).status).toBe(403);
  });

  it('open routes show it what everybody sees', async () => {
    const { auth } = await createService(app, ['stats:write'], admin);
    const secret = await createPerson(app, { privacy: { visibility: 'authenticated' } });
    await app.http.get(`/api/v1/profiles/${member.id}`).set(auth).expect(200);
    await app.http.get(`/api/v1/profiles/${secret.id}`).set(auth).expect(404);
    await app.http.post('/api/v1/auth/logout').set(auth).send({}).expect(401);
  });

  it('and no person is a service', async () => {
    for (const { auth } of [member, admin]) expect((await setStats(auth).expect(403)).body.code).toBe('FORBIDDEN');
    await setStats({}).expect(401);
  });
});

describe('tokens are the business of a tenant’s administrators', () => {
  it('others are refused', async () => {
    const moderator = await createPerson(app, { roles: ['user', 'moderator'] });
    for (const { auth } of [member, moderator]) {
      await app.http.get(path).set(auth).expect(403);
      await app.http
        .post(path)
        .set(auth)
        .send({ name: 'x', scopes: ['stats:write'] })
        .expect(403);
      await app.http.delete(`${path}/${member.id}`).set(auth).expect(403);
    }
    await app.http.get(path).expect(401);
  });

  it('another tenant’s are unknown, and its service knows none of our people', async () => {
    const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
    const { id, auth } = await createService(app, ['stats:write'], admin);
    expect((await list(elsewhere).expect(200)).body.data).toEqual([]);
    await app.http.delete(`${path}/${id}`).set(elsewhere.auth).expect(404);
    await setStats(auth).expect(200);
    const theirs = await createService(app, ['stats:write'], elsewhere);
    expect((await setStats(theirs.auth).expect(404)).body.code).toBe('USER_NOT_FOUND');
  });

  it.each<[string, object]>([
    ['no name', { scopes: ['stats:write'] }],
    ['no scope', { name: 'x', scopes: [] }],
    ['an unknown scope', { name: 'x', scopes: ['everything'] }],
    ['a scope twice', { name: 'x', scopes: ['stats:write', 'stats:write'] }],
    ['a token of one’s own', { name: 'x', scopes: ['stats:write'], token: 'cst_mine' }],
  ])('refuses %s', async (_, body) => {
    expect((await app.http.post(path).set(admin.auth).send(body).expect(400)).body.code).toBe('VALIDATION_FAILED');
  });

  it('pages hold each once, newest first', async () => {
    await run(app, 'delete from service_tokens');
    const made: string[] = [];
    for (let at = 0; at < 5; at++) made.unshift((await createService(app, ['stats:write'], admin)).id);
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const reply: Response = await list(admin, { limit: 2, ...(cursor && { cursor }) }).expect(200);
      const { body } = reply;
      ids.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.meta.nextCursor;
    }
    expect(ids).toEqual(made);
  });
});
