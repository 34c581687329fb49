// People whom an Ory Kratos signs in: browsers by cookie, programs by token.
import { randomUUID } from 'node:crypto';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { answers } from '../support/eventually.ts';
import { type IssuerServer, startIssuerServer, testAudience } from '../support/issuer-server.ts';
import { type KratosServer, startKratosServer } from '../support/kratos-server.ts';
import { cookieOf, createPerson } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

let kratos: KratosServer;
let issuer: IssuerServer;
let app: TestApp;
beforeAll(async () => {
  kratos = await startKratosServer();
  issuer = await startIssuerServer();
  app = await startTestApp({
    env: { KRATOS_PUBLIC_URL: `${kratos.url}/`, OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: testAudience },
  });
});
afterAll(async () => {
  await app?.close();
  await kratos?.close();
  await issuer?.close();
});
afterEach(() => kratos.become('up'));

const traits = () => ({ email: `k-${randomUUID()}@example.com` });
const cookie = (secret: string) => ({ cookie: `theme=dark; ory_kratos_session=${secret}; __Host-other=1` });
const byToken = (secret: string) => app.http.get('/api/v1/profile').set('x-session-token', secret);
const byCookie = (secret: string) => app.http.get('/api/v1/profile').set(cookie(secret));

it('a session makes the account from its traits, by cookie and by token', async () => {
  const email = `Ada.${randomUUID()}@example.com`;
  const username = `ada-${randomUUID().slice(0, 8)}`;
  const { secret } = kratos.signIn({ email, username, name: { first: 'Ada', last: 'Lovelace' } });
  const { body } = await byCookie(secret).expect(200);
  expect(body.data).toMatchObject({
    ...{ email, emailVerified: true, handle: username },
    ...{ displayName: 'Ada Lovelace', firstName: 'Ada', lastName: 'Lovelace' },
  });
  expect((await byToken(secret).expect(200)).body.data.userId).toBe(body.data.userId);
});

it('anybody is told where browsers sign in', async () => {
  const { body } = await app.http.get('/api/v1/tenant').expect(200);
  expect(body.data.continueAt).toBe(`${kratos.url}/self-service/login/browser`);
});

it('Kratos gets its own cookie and nothing else of the request', async () => {
  const { secret } = kratos.signIn(traits());
  kratos.heard.length = 0;
  await byCookie(secret).set({ 'x-secret': 'ours' }).expect(200);
  const [headers] = kratos.heard;
  expect(headers?.cookie).toBe(`ory_kratos_session=${secret}`);
  expect(headers).not.toHaveProperty('x-secret');
  expect(headers).not.toHaveProperty('x-session-token');
});

it('is asked once in some seconds, by good and by bad sessions', async () => {
  const { secret } = kratos.signIn(traits());
  kratos.heard.length = 0;
  for (let count = 0; count < 5; count += 1) await byToken(secret).expect(200);
  for (let count = 0; count < 5; count += 1) await byToken('bad').expect(401);
  expect(kratos.heard).toHaveLength(2);
});

it('a hundred first requests at once make one account', async () => {
  const { secret, session } = kratos.signIn(traits());
  const replies = await Promise.all(Array.from({ length: 100 }, () => byToken(secret)));
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(new Set(replies.map(({ body }) => body.data.userId)).size).toBe(1);
  const rows = await rowsOf(app, 'select from external_identities where subject = $1', [session.identity.id]);
  expect(rows).toHaveLength(1);
});

it('an address that Kratos has not proved is not taken', async () => {
  const { secret } = kratos.signIn(traits(), { proved: false });
  expect((await byToken(secret).expect(200)).body.data).toMatchObject({ email: null, emailVerified: false });
});

it('a session that is over is nobody’s', async () => {
  const { secret, session } = kratos.signIn(traits());
  session.active = false;
  const { body } = await byToken(secret).expect(401);
  expect(body.error).toBe('This access token is not valid (any more).');
  expect((await byCookie(secret).expect(401)).body.code).toBe('UNAUTHENTICATED');
  // A cookie is sent without being asked: pages for everybody stay open.
  await app.http.get('/api/v1/profiles').set(cookie(secret)).expect(200);
  await byToken('x'.repeat(10_000)).expect(401);
});

it('a session that ends at Kratos ends here in some seconds', async () => {
  const { secret, session } = kratos.signIn(traits());
  await byToken(secret).expect(200);
  session.active = false;
  await answers(401, () => byToken(secret));
});

it.each(['down', 'slow', 'broken'] as const)('Kratos is %s: that is no fault of the session', async (mood) => {
  const { secret } = kratos.signIn(traits());
  kratos.become(mood);
  expect((await byToken(secret).expect(503)).body.code).toBe('UNAVAILABLE');
  expect((await byCookie(secret).expect(503)).body.code).toBe('UNAVAILABLE');
  const own = await createPerson(app);
  await app.http.get('/api/v1/profile').set(own.auth).expect(200);
  if (mood !== 'broken')
    expect((await app.http.get('/health').expect(200)).body).toMatchObject({ status: 'degraded', kratos: 'unhealthy' });
  kratos.become('up');
  await byToken(secret).expect(200);
});

it('a cookie writes for our own pages alone; a token from anywhere', async () => {
  const { secret } = kratos.signIn(traits());
  const write = (headers: Record<string, string>) =>
    app.http.put('/api/v1/profile').set(headers).send({ headline: 'x' });
  await write({ ...cookie(secret), 'sec-fetch-site': 'same-origin' }).expect(200);
  for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { origin: 'https://example.com' }]) {
    const { body } = await write({ ...cookie(secret), ...headers } as Record<string, string>).expect(403);
    expect(body.code).toBe('CROSS_SITE_REQUEST');
  }
  await write({ 'x-session-token': secret }).expect(200);
});

it('what is of our own counts before it', async () => {
  const { secret } = kratos.signIn(traits());
  const own = await createPerson(app);
  const { body } = await byToken(secret).set(own.auth).expect(200);
  expect(body.data.userId).toBe(own.id);
  const both = `__Host-cameo-session=${await cookieOf(app, own)}; ory_kratos_session=${secret}`;
  const read = await app.http.get('/api/v1/profile').set('cookie', both).expect(200);
  expect(read.body.data.userId).toBe(own.id);
});

it('a tenant that does not want it refuses', async () => {
  const configure = async (settings: object) => {
    const bind = [defaultTenantId, JSON.stringify(settings)];
    await run(app, 'update tenants set settings = $2::jsonb where id = $1', bind);
    app.container.changes.announce([`tenant:${defaultTenantId}/settings`]);
  };
  const { secret } = kratos.signIn(traits());
  try {
    await configure({ signIn: ['password', 'oidc'] });
    expect((await byToken(secret).expect(403)).body.code).toBe('SIGN_IN_METHOD_OFF');
  } finally {
    await configure({});
  }
  await byToken(secret).expect(200);
});
