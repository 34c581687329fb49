// Browsers that an OpenID Connect issuer signs in: away to it, and back with a code.
import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type PersonThere, testClient } from '../support/code-flow.ts';
import { type IssuerServer, startIssuerServer } from '../support/issuer-server.ts';
import { createPerson, testPassword } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

let issuer: IssuerServer;
let app: TestApp;
const envOf = (more: Record<string, string> = {}) => ({
  ...{ OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: testClient.id, OIDC_CLIENT_SECRET: testClient.secret },
  ...more,
});
beforeAll(async () => {
  issuer = await startIssuerServer();
  app = await startTestApp({ env: envOf({ OIDC_LABEL: 'Acme ID' }) });
});
afterAll(async () => {
  await app?.close();
  await issuer?.close();
});
let sign: IssuerServer['flow']['sign'];
beforeEach(() => {
  sign = issuer.flow.sign;
});
afterEach(() => {
  issuer.become('up');
  Object.assign(issuer.flow, { sign, authentication: 'client_secret_basic' });
});

const cookieName = '__Host-cameo-continue';
const setCookies = (headers: Record<string, unknown>) => [headers['set-cookie'] ?? []].flat().map(String);
const pairOf = (cookies: readonly string[], name: string) =>
  cookies.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0] ?? '';
const proved = (email: string) => ({ email, email_verified: true });
const somebody = (claims: object = {}): PersonThere => ({ sub: randomUUID(), claims: { ...claims } });

/** The browser goes to the issuer. */
async function begin(query: Record<string, string> = {}, at = app) {
  const { headers } = await at.http.get('/api/v1/auth/oidc').query(query).expect(303);
  return { location: String(headers.location), cookie: pairOf(setCookies(headers), cookieName) };
}

/** The issuer signs the person in, and leads the browser back to this address. */
async function visit(location: string, person = somebody()) {
  issuer.flow.person = person;
  const reply = await fetch(location, { redirect: 'manual' });
  return new URL(reply.headers.get('location') ?? '');
}

/** Back at ours. */
async function comeBack({ search }: URL, cookie: string, at = app) {
  const { headers } = await at.http.get(`/api/v1/auth/oidc/callback${search}`).set('cookie', cookie).expect(303);
  const cookies = setCookies(headers);
  return { location: String(headers.location), cookies, session: pairOf(cookies, '__Host-cameo-session') };
}

/** All of it. */
async function goThrough(person = somebody(), query: Record<string, string> = {}, at = app) {
  const { location, cookie } = await begin(query, at);
  return comeBack(await visit(location, person), cookie, at);
}

const read = (session: string, at = app) => at.http.get('/api/v1/profile').set('cookie', session);

it('leads to the issuer, and back into a session', async () => {
  const email = `ada-${randomUUID()}@example.com`;
  const person = somebody({ ...proved(email), name: 'Ada Lovelace' });
  const begun = await app.http.get('/api/v1/auth/oidc?returnTo=/privacy%3Fa=1%23b').expect(303);
  const asked = new URL(String(begun.headers.location));
  expect(asked.origin + asked.pathname).toBe(`${issuer.url}/authorize`);
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    ...{ response_type: 'code', client_id: testClient.id, scope: 'openid email profile' },
    ...{ code_challenge_method: 'S256', redirect_uri: `${app.url}/api/v1/auth/oidc/callback` },
  });
  const [kept = ''] = setCookies(begun.headers);
  expect(kept.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax', 'Secure']);
  // Nothing that the issuer is told later can be read from what the browser keeps or is sent.
  expect(kept).not.toContain(asked.searchParams.get('state'));

  const back = await comeBack(await visit(asked.href, person), pairOf([kept], cookieName));
  expect(back.location).toBe('/privacy?a=1#b');
  expect(back.cookies.find((cookie) => cookie.startsWith(cookieName))).toContain(`${cookieName}=; Max-Age=0`);
  const { body } = await read(back.session).expect(200);
  expect(body.data).toMatchObject({ email, emailVerified: true, displayName: 'Ada Lovelace' });
  const sessions = await app.http.get('/api/v1/users/me/sessions').set('cookie', back.session).expect(200);
  expect(sessions.body.data).toMatchObject([{ current: true, carrier: 'cookie', methods: ['external'] }]);
  const told = await rowsOf<{ type: string }>(app, 'select type from activities where user_id = $1', [
    body.data.userId,
  ]);
  expect(told.map(({ type }) => type)).toEqual(expect.arrayContaining(['account.registered', 'session.opened']));
  const audited = await rowsOf<{ action: string }>(
    app,
    'select action from audit.entries where target_id = $1 order by id',
    [body.data.userId],
  );
  expect(audited.map(({ action }) => action)).toEqual(['users.created', 'sign-in.succeeded']);

  const again = await goThrough(person);
  expect((await read(again.session).expect(200)).body.data.userId).toBe(body.data.userId);
  await app.http.post('/api/v1/auth/logout').set('cookie', again.session).set('sec-fetch-site', 'same-origin').send({});
  await read(again.session).expect(401);
});

it('makes one account of somebody new in two browsers at once', async () => {
  const person = somebody({ ...proved(`twice-${randomUUID()}@example.com`) });
  const both = await Promise.all([goThrough(person), goThrough(person)]);
  const ids = await Promise.all(both.map(async ({ session }) => (await read(session).expect(200)).body.data.userId));
  expect(new Set(ids).size).toBe(1);
  expect(new Set(both.map(({ session }) => session)).size).toBe(2);
});

it('is told to whoever asks how people sign in', async () => {
  const { body } = await app.http.get('/api/v1/tenant').expect(200);
  expect(body.data).toMatchObject({
    signIn: ['password', 'oidc'],
    continueWith: { label: 'Acme ID', href: '/api/v1/auth/oidc' },
  });
});

it('asks for what the ID token leaves out', async () => {
  const email = `thin-${randomUUID()}@example.com`;
  const { session } = await goThrough({ ...somebody(), userInfo: proved(email) });
  expect((await read(session).expect(200)).body.data).toMatchObject({ email, emailVerified: true });
});

describe('an account that is here', () => {
  it('is nobody else’s for its address', async () => {
    const person = await createPerson(app);
    for (const claims of [proved(person.email), { email: person.email, email_verified: false }]) {
      const { session } = await goThrough(somebody(claims));
      const { body } = await read(session).expect(200);
      expect(body.data).toMatchObject({ email: null, emailVerified: false });
      expect(body.data.userId).not.toBe(person.id);
    }
  });

  it('goes to whoever proves its address where that is configured', async () => {
    const linking = await startTestApp({ beside: app, env: envOf({ OIDC_LINK_BY_EMAIL: 'true' }) });
    try {
      const person = await createPerson(app);
      const unproved = await goThrough(somebody({ email: person.email, email_verified: false }), {}, linking);
      expect((await read(unproved.session, linking).expect(200)).body.data.userId).not.toBe(person.id);
      const { session } = await goThrough(somebody(proved(person.email)), {}, linking);
      expect((await read(session, linking).expect(200)).body.data.userId).toBe(person.id);
    } finally {
      await linking.close();
    }
  });

  it('stays shut if it is switched off', async () => {
    const person = somebody();
    const { session } = await goThrough(person);
    const { userId } = (await read(session).expect(200)).body.data;
    await run(app, `update users set status = 'deactivated' where id = $1`, [userId]);
    const refused = await goThrough(person, { returnTo: '/privacy' });
    expect(refused).toMatchObject({ location: '/sign-in?failed=ACCOUNT_DEACTIVATED&next=%2Fprivacy', session: '' });
    const [entry] = await rowsOf(
      app,
      'select action, outcome from audit.entries where target_id = $1 order by id desc limit 1',
      [userId],
    );
    expect(entry).toEqual({ action: 'sign-in.failed', outcome: 'failed' });
  });
});

describe('a tenant', () => {
  const configure = async (settings: object) => {
    const bind = [defaultTenantId, JSON.stringify(settings)];
    await run(app, 'update tenants set settings = $2::jsonb where id = $1', bind);
    app.container.changes.announce([`tenant:${defaultTenantId}/settings`]);
  };

  it('says whether it wants this way, and new people', async () => {
    try {
      await configure({ registration: 'closed' });
      expect(await goThrough()).toMatchObject({ location: '/sign-in?failed=REGISTRATION_CLOSED', session: '' });
      const { location, cookie } = await begin();
      await configure({ signIn: ['password'] });
      expect((await begin()).location).toBe('/sign-in?failed=SIGN_IN_METHOD_OFF');
      const late = await comeBack(await visit(location), cookie);
      expect(late).toMatchObject({ location: '/sign-in?failed=SIGN_IN_METHOD_OFF', session: '' });
      expect((await app.http.get('/api/v1/tenant').expect(200)).body.data.continueWith).toBeNull();
    } finally {
      await configure({});
    }
  });

  it('is come back to at its own host, and no other host is believed', async () => {
    const { auth } = await createPerson(app, { roles: ['user', 'platform-admin'] });
    const tenant = { slug: 'acme', name: 'Acme', hosts: ['people.acme.example'] };
    await app.http.post('/api/v1/tenants').set(auth).send(tenant).expect(201);
    const redirectFor = async (host: string) => {
      const { headers } = await app.http.get('/api/v1/auth/oidc').set('host', host).expect(303);
      return new URL(new URL(String(headers.location)).searchParams.get('redirect_uri') ?? '').hostname;
    };
    expect(await redirectFor('people.acme.example')).toBe('people.acme.example');
    expect(await redirectFor('evil.example')).toBe('127.0.0.1');
  });
});

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'profile',
  '/a b',
  '/\r\nSet-Cookie: a=b',
  'javascript:alert(1)',
])('never leads elsewhere: %j', async (returnTo) => {
  const { body } = await app.http.get('/api/v1/auth/oidc').query({ returnTo }).expect(400);
  expect(body.code).toBe('VALIDATION_FAILED');
});

describe('what did not begin here', () => {
  const interrupted = { location: '/sign-in?failed=SIGN_IN_INTERRUPTED', session: '' };

  it('signs nobody in: another’s answer, without a cookie and with one’s own', async () => {
    const [attacker, victim] = [await begin(), await begin()];
    const lure = await visit(attacker.location);
    expect(await comeBack(lure, '')).toMatchObject(interrupted);
    expect(await comeBack(lure, victim.cookie)).toMatchObject({ ...interrupted, cookies: [] });
    const [name, value = ''] = victim.cookie.split('=');
    const changed = `${name}=${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`;
    const own = await visit(victim.location);
    expect(await comeBack(own, changed)).toMatchObject(interrupted);
    const stateless = new URL(own);
    stateless.searchParams.delete('state');
    expect(await comeBack(stateless, victim.cookie)).toMatchObject(interrupted);
    // What the victim has begun goes on.
    expect((await comeBack(own, victim.cookie)).session).not.toBe('');
  });

  it('or began too long ago', async () => {
    let now = Date.now();
    const slow = await startTestApp({ beside: app, env: envOf(), clock: () => new Date(now) });
    try {
      const { location, cookie } = await begin({}, slow);
      now += 601_000;
      expect(await comeBack(await visit(location), cookie, slow)).toMatchObject(interrupted);
    } finally {
      await slow.close();
    }
  });

  it('a code works once, and only with the verifier of the browser that asked', async () => {
    const { location, cookie } = await begin();
    const callback = await visit(location);
    expect((await comeBack(callback, cookie)).session).not.toBe('');
    const refused = { location: '/sign-in?failed=SIGN_IN_REFUSED', session: '' };
    expect(await comeBack(callback, cookie)).toMatchObject(refused);
    const [thief, victim] = [await begin(), await begin()];
    const stolen = await visit(victim.location);
    const injected = await visit(thief.location);
    injected.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect(await comeBack(injected, thief.cookie)).toMatchObject(refused);
  });
});

describe('what the issuer says', () => {
  const es256 = () => issuer.keyOf('ES256');
  const nowSeconds = () => Math.floor(Date.now() / 1000);
  const tokens: Record<string, (claims: object) => string | Promise<string>> = {
    'of another sign-in': (claims) => sign({ ...claims, nonce: 'another' }),
    'of no sign-in': (claims) => sign({ ...claims, nonce: undefined }),
    'in another’s name': (claims) => sign({ ...claims, iss: 'https://evil.example' }),
    'to another client': (claims) => sign({ ...claims, aud: 'another' }),
    'to others as well, for another': (claims) => sign({ ...claims, aud: [testClient.id, 'b'], azp: 'b' }),
    'that is over': (claims) => sign({ ...claims, exp: nowSeconds() - 60 }),
    'of nobody': (claims) => sign({ ...claims, sub: undefined }),
    unsigned: (claims) => new UnsecuredJWT({ ...claims }).encode(),
    'signed with the secret': (claims) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(testClient.secret.padEnd(32))),
    'signed by a stranger': async (claims) => {
      const stranger = await startIssuerServer();
      const { privateKey } = stranger.keyOf('ES256');
      await stranger.close();
      return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid: es256().kid }).sign(privateKey);
    },
    'signed by a key that it brings': (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'mine', jwk: es256().jwk })
        .sign(es256().privateKey),
    'that is no token': () => 'nonsense',
  };
  it.each(Object.entries(tokens))('%s is not believed', async (_, make) => {
    issuer.flow.sign = async (claims) => make(claims);
    const before = await rowsOf(app, `select 1 from audit.entries where action = 'sign-in.failed'`);
    expect(await goThrough()).toMatchObject({ location: '/sign-in?failed=SIGN_IN_REFUSED', session: '' });
    const after = await rowsOf(app, `select 1 from audit.entries where action = 'sign-in.failed'`);
    expect(after).toHaveLength(before.length + 1);
  });

  it('must come from it: an answer of another issuer is not taken', async () => {
    const { location, cookie } = await begin();
    const callback = await visit(location);
    callback.searchParams.set('iss', 'https://evil.example');
    expect(await comeBack(callback, cookie)).toMatchObject({
      location: '/sign-in?failed=SIGN_IN_REFUSED',
      session: '',
    });
  });

  it('may be that nobody is signed in', async () => {
    const { location, cookie } = await begin({ returnTo: '/trust' });
    issuer.flow.person = undefined;
    const reply = await fetch(location, { redirect: 'manual' });
    const back = await comeBack(new URL(reply.headers.get('location') ?? ''), cookie);
    expect(back).toMatchObject({ location: '/sign-in?failed=SIGN_IN_CANCELLED&next=%2Ftrust', session: '' });
  });

  it.each(['down', 'slow'] as const)('may be nothing: it is %s', async (mood) => {
    const { location, cookie } = await begin();
    const callback = await visit(location);
    const fresh = await startTestApp({ beside: app, env: envOf() });
    try {
      issuer.become(mood);
      const unavailable = '/sign-in?failed=UNAVAILABLE';
      const health = fresh.http.get('/health').expect(200);
      const [back, begun, { body }] = await Promise.all([comeBack(callback, cookie), begin({}, fresh), health]);
      expect(back).toMatchObject({ location: unavailable, session: '' });
      expect(begun.location).toBe(unavailable);
      expect(body).toMatchObject({ issuer: 'unhealthy' });
    } finally {
      await fresh.close();
    }
  });
});

it('a proof there is as fresh here as it is there', async () => {
  const person = somebody({ auth_time: Math.floor(Date.now() / 1000) - 3600 });
  const { session } = await goThrough(person);
  const change = (cookie: string) =>
    app.http
      .post('/api/v1/users/me/email')
      .set('cookie', cookie)
      .set('sec-fetch-site', 'same-origin')
      .send({
        email: `new-${randomUUID()}@example.com`,
      });
  expect((await change(session).expect(403)).body.code).toBe('REAUTHENTICATION_REQUIRED');
  const { location, cookie } = await begin({ fresh: 'true' });
  expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
  const anew = { ...person, claims: { auth_time: Math.floor(Date.now() / 1000) } };
  const back = await comeBack(await visit(location, anew), cookie);
  expect((await change(back.session)).status).toBe(202);
});

it('people with a password sign in beside it, and access tokens do not count without an audience', async () => {
  const person = await createPerson(app);
  await app.http.post('/api/v1/auth/login').send({ email: person.email, password: testPassword }).expect(200);
  await app.http
    .get('/api/v1/profile')
    .set('authorization', `Bearer ${await issuer.token(randomUUID())}`)
    .expect(401);
});

it.each(['client_secret_post', 'none'] as const)('the client shows itself as the issuer wants it: %s', async (how) => {
  issuer.flow.authentication = how;
  const { OIDC_CLIENT_SECRET: _, ...open } = envOf();
  const other = await startTestApp({ beside: app, env: how === 'none' ? open : envOf() });
  try {
    const { session } = await goThrough(somebody(), {}, other);
    await read(session, other).expect(200);
  } finally {
    await other.close();
  }
});

it('is not there where no client is configured', async () => {
  const plain = await startTestApp({ beside: app });
  try {
    expect((await begin({}, plain)).location).toBe('/sign-in?failed=SIGN_IN_METHOD_OFF');
    expect((await plain.http.get('/api/v1/tenant').expect(200)).body.data.continueWith).toBeNull();
  } finally {
    await plain.close();
  }
});
