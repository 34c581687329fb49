// Where somebody is signed in, and how they end it.
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailTo } from '../support/mailbox.ts';
import { cookieOf, createPerson, type Person, testPassword } from '../support/people.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { run } from '../support/work.ts';

let app: TestApp;
let beside: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { TRUST_PROXY: '1' } });
  beside = await startTestApp({ beside: app });
});
afterAll(async () => {
  await beside?.close();
  await app?.close();
});

const path = '/api/v1/users/me/sessions';
type Session = Record<string, unknown> & { id: string; current: boolean };

async function signIn({ email }: Person, headers = {}) {
  const { body } = await app.http
    .post('/api/v1/auth/login')
    .set(headers)
    .send({ email, password: testPassword })
    .expect(200);
  return { authorization: `Bearer ${body.data.accessToken}` };
}

const sessionsOf = async (auth: { authorization: string }, query = {}): Promise<Session[]> =>
  (await app.http.get(path).set(auth).query(query).expect(200)).body.data;
const statusOf = async (auth: { authorization: string }, at = app) =>
  (await at.http.get('/api/v1/profile').set(auth)).status;

/** Refused here at once, and by another process that remembers the token within five seconds. */
async function expectOver(auth: { authorization: string }): Promise<void> {
  expect(await statusOf(auth)).toBe(401);
  const deadline = Date.now() + 5_000;
  while ((await statusOf(auth, beside)) !== 401 && Date.now() < deadline) await sleep(20);
  expect(await statusOf(auth, beside)).toBe(401);
}

it('lists live sessions, the newest first, without whole addresses', async () => {
  const person = await createPerson(app);
  const phone = await signIn(person, { 'user-agent': 'Phone/1.0', 'x-forwarded-for': '203.0.113.77' });
  const tablet = await signIn(person, { 'x-forwarded-for': '2001:db8:1234:5678::1' });
  const sessions = await sessionsOf(phone);
  expect(sessions).toHaveLength(3);
  expect(sessions[1]).toEqual({
    id: expect.any(String),
    current: true,
    carrier: 'tokens',
    methods: ['password'],
    userAgent: 'Phone/1.0',
    network: '203.0.113.0/24',
    createdAt: expect.any(String),
    lastUsedAt: expect.any(String),
    authenticatedAt: expect.any(String),
    expiresAt: expect.any(String),
  });
  expect(sessions[0]).toMatchObject({ current: false, network: '2001:db8:1234::/48' });
  await app.http.post('/api/v1/auth/logout').set(tablet).send({}).expect(204);
  expect(await sessionsOf(phone)).toHaveLength(2);
  const page = await app.http.get(path).set(phone).query({ limit: 1 }).expect(200);
  const next = await app.http.get(path).set(phone).query({ limit: 1, cursor: page.body.meta.nextCursor }).expect(200);
  expect([...page.body.data, ...next.body.data].map(({ id }: Session) => id)).toEqual(
    (await sessionsOf(phone)).map(({ id }) => id),
  );
});

it('ends one of them at once, in every process', async () => {
  const person = await createPerson(app);
  const phone = await signIn(person);
  for (const at of [app, beside]) expect(await statusOf(phone, at)).toBe(200);
  const [newest] = await sessionsOf(person.auth);
  await app.http.delete(`${path}/${newest?.id.toUpperCase()}`).set(person.auth).expect(204);
  await expectOver(phone);
  expect(await statusOf(person.auth)).toBe(200);
  await app.http.delete(`${path}/${newest?.id}`).set(person.auth).expect(404);
});

it('nobody ends a session of somebody else', async () => {
  const [person, other, elsewhere] = [
    await createPerson(app),
    await createPerson(app),
    await createPersonElsewhere(app),
  ];
  const [session] = await sessionsOf(person.auth);
  for (const { auth } of [other, elsewhere]) await app.http.delete(`${path}/${session?.id}`).set(auth).expect(404);
  expect(await statusOf(person.auth)).toBe(200);
});

it('signing out everywhere can leave this session', async () => {
  const person = await createPerson(app);
  const [phone, tablet] = [await signIn(person), await signIn(person)];
  for (const auth of [phone, tablet]) expect(await statusOf(auth, beside)).toBe(200);
  await app.http.delete(path).query({ keepCurrent: true }).set(phone).expect(204);
  await expectOver(tablet);
  await expectOver(person.auth);
  expect((await sessionsOf(phone)).map(({ current }) => current)).toEqual([true]);
  expect((await mailTo(app, person.email)).subject).toMatch(/signed out/i);
  await app.http.delete(path).set(phone).expect(204);
  await expectOver(phone);
});

it('a session that runs out is in no list', async () => {
  const person = await createPerson(app);
  const browser = await cookieOf(app, person);
  expect(await sessionsOf(person.auth)).toHaveLength(2);
  await run(app, `update sessions set expires_at = now() - interval '1 second' where id = $1`, [browser.split('.')[0]]);
  expect(await sessionsOf(person.auth)).toHaveLength(1);
});
