// People whom an OpenID Connect issuer signs in, beside accounts of our own and sessions of Ory Kratos.
import { randomUUID } from 'node:crypto';
import { exportSPKI, SignJWT } from 'jose';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { answers } from '../support/eventually.ts';
import { type IssuerServer, startIssuerServer, testAudience } from '../support/issuer-server.ts';
import { type KratosServer, startKratosServer } from '../support/kratos-server.ts';
import { createPerson } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

let issuer: IssuerServer;
let kratos: KratosServer;
let app: TestApp;
beforeAll(async () => {
  issuer = await startIssuerServer();
  kratos = await startKratosServer();
  app = await startTestApp({
    env: {
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: `other,${testAudience}`,
      KRATOS_PUBLIC_URL: kratos.url,
    },
  });
});
afterAll(async () => {
  await app?.close();
  await issuer?.close();
  await kratos?.close();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const read = (token: string, at = app) => at.http.get('/api/v1/profile').set(bearer(token));
const ada = {
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  website: 'https://ada.example',
  birthdate: '0000-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en_GB',
  phone_number: '+442079460123',
  phone_number_verified: true,
  picture: 'https://ada.example/ada.png',
};
const withAddress = (email: string) => ({ email, email_verified: true });

it('accounts of our own, the issuer and Kratos work at once', async () => {
  const own = await createPerson(app);
  const token = await issuer.token(randomUUID());
  const { secret } = kratos.signIn({ email: `k-${randomUUID()}@example.com` });
  const replies = await Promise.all([
    read(own.accessToken).expect(200),
    read(token).expect(200),
    app.http.get('/api/v1/profile').set('x-session-token', secret).expect(200),
  ]);
  expect(new Set(replies.map(({ body }) => body.data.userId)).size).toBe(3);
  const { body } = await app.http.get('/api/v1/tenant').expect(200);
  expect(body.data.signIn).toEqual(['password', 'oidc', 'kratos']);
});

it('first sight makes the account and the profile from the claims', async () => {
  const email = `ada-${randomUUID()}@Example.com`;
  const handle = `ada-${randomUUID().slice(0, 8)}`;
  const token = await issuer.token(randomUUID(), { ...ada, ...withAddress(email), preferred_username: handle });
  const { body } = await read(token).expect(200);
  expect(body.data).toMatchObject({
    handle,
    displayName: 'Ada Lovelace',
    firstName: 'Ada',
    lastName: 'Lovelace',
    website: 'https://ada.example',
    birthday: '--12-10',
    timezone: 'Europe/London',
    language: 'en-GB',
    phone: '+442079460123',
    phoneVerified: true,
    email: email.replace('Example', 'example'),
    emailVerified: true,
  });
  await app.http.put('/api/v1/profile').set(bearer(token)).send({ headline: 'First programmer' }).expect(200);
  const trail = await rowsOf<{ type: string }>(app, 'select type from activities where user_id = $1', [
    body.data.userId,
  ]);
  expect(trail.map(({ type }) => type)).toEqual(expect.arrayContaining(['account.registered', 'session.opened']));
  const audited = await rowsOf<{ action: string; kind: string }>(
    app,
    'select action, actor_kind as kind from audit.entries where target_id = $1 order by id',
    [body.data.userId],
  );
  expect(audited).toEqual([
    { action: 'users.created', kind: 'system' },
    { action: 'sign-in.succeeded', kind: 'account' },
  ]);
});

it('claims that our rules refuse are left out', async () => {
  const claims = {
    ...{ name: 'x'.repeat(500), given_name: 7, family_name: '\u202e', website: 'javascript:alert(1)' },
    ...{ birthdate: '1815', zoneinfo: 'Mars/Olympus', locale: 'in english', phone_number: 'call me' },
    ...{ phone_number_verified: true, preferred_username: 'admin', email: 'nobody', email_verified: true },
  };
  const { body } = await read(await issuer.token(randomUUID(), claims)).expect(200);
  const nothing = Object.fromEntries(
    ['handle', 'displayName', 'firstName', 'website', 'birthday', 'timezone', 'language', 'phone', 'email'].map(
      (name) => [name, null],
    ),
  );
  expect(body.data).toMatchObject({ ...nothing, emailVerified: false });
});

it('a hundred first requests at once make one account', async () => {
  const subject = randomUUID();
  const email = `many-${subject}@example.com`;
  const tokens = await Promise.all(
    Array.from({ length: 5 }, (_, at) => issuer.token(subject, { ...ada, ...withAddress(email), jti: String(at) })),
  );
  const replies = await Promise.all(Array.from({ length: 100 }, (_, at) => read(tokens[at % 5] ?? '')));
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(new Set(replies.map(({ body }) => body.data.userId)).size).toBe(1);
  const [counted] = await rowsOf(
    app,
    `select (select count(*)::int from users where email = $1) as users,
       (select count(*)::int from external_identities where subject = $2) as identities,
       (select count(*)::int from profiles p join users u on u.id = p.user_id where u.email = $1) as profiles,
       (select count(*)::int from sessions s join users u on u.id = s.user_id where u.email = $1) as sessions,
       (select count(*)::int from activities a join users u on u.id = a.user_id
        where u.email = $1 and a.type in ('account.registered', 'session.opened')) as told`,
    [email, subject],
  );
  expect(counted).toEqual({ users: 1, identities: 1, profiles: 1, sessions: 1, told: 2 });
});

it('two people who wish for one handle at once both get in', async () => {
  const handle = `twin-${randomUUID().slice(0, 8)}`;
  const claims = () => ({ ...withAddress(`${randomUUID()}@example.com`), preferred_username: handle });
  const tokens = await Promise.all([issuer.token(randomUUID(), claims()), issuer.token(randomUUID(), claims())]);
  const replies = await Promise.all(tokens.map((token) => read(token).expect(200)));
  expect(replies.map(({ body }) => body.data.handle).sort()).toEqual([handle, null].sort());
});

it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('%s', async (alg) => {
  await read(await issuer.token(randomUUID(), {}, { alg })).expect(200);
});

describe('an address', () => {
  it('that is not proved is not taken, and is once it is', async () => {
    const subject = randomUUID();
    const email = `later-${subject}@example.com`;
    const before = await read(await issuer.token(subject, { email, email_verified: false })).expect(200);
    expect(before.body.data).toMatchObject({ email: null, emailVerified: false });
    const after = await read(await issuer.token(subject, withAddress(email))).expect(200);
    expect(after.body.data).toMatchObject({ userId: before.body.data.userId, email, emailVerified: true });
  });

  it('of an account that is here links nobody', async () => {
    const person = await createPerson(app);
    const { body } = await read(await issuer.token(randomUUID(), withAddress(person.email))).expect(200);
    expect(body.data.userId).not.toBe(person.id);
    expect(body.data).toMatchObject({ email: null, emailVerified: false });
  });

  it('links where that is configured, and only if it is proved', async () => {
    const linking = await startTestApp({
      beside: app,
      env: { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: testAudience, OIDC_LINK_BY_EMAIL: 'true' },
    });
    try {
      const person = await createPerson(app);
      const claimed = await issuer.token(randomUUID(), { email: person.email, email_verified: false });
      expect((await read(claimed, linking).expect(200)).body.data.userId).not.toBe(person.id);
      const proved = await issuer.token(randomUUID(), withAddress(person.email));
      expect((await read(proved, linking).expect(200)).body.data.userId).toBe(person.id);
      await read(person.accessToken, linking).expect(200);

      // Whoever registered a stranger's address knows its password, and must be out.
      const squatter = await createPerson(app, { verified: false });
      const owner = await issuer.token(randomUUID(), withAddress(squatter.email));
      expect((await read(owner, linking).expect(200)).body.data).toMatchObject({ userId: squatter.id });
      await read(squatter.accessToken, linking).expect(401);
      const credentials = { email: squatter.email, password: 'correct horse battery' };
      await app.http.post('/api/v1/auth/login').send(credentials).expect(401);
    } finally {
      await linking.close();
    }
  });
});

describe('a session', () => {
  it('is listed, and refused once it is ended, until the issuer says so anew', async () => {
    const subject = randomUUID();
    const issuedAt = Math.floor(Date.now() / 1000) - 60;
    const token = await issuer.token(subject, { sid: 'one', iat: issuedAt });
    const other = await issuer.token(subject, { sid: 'two', iat: issuedAt });
    const sessions = () => app.http.get('/api/v1/users/me/sessions').set(bearer(token));
    await read(other).expect(200);
    const { body } = await sessions().expect(200);
    expect(body.data).toMatchObject([
      { current: true, methods: ['external'] },
      { current: false, methods: ['external'] },
    ]);
    await app.http.delete(`/api/v1/users/me/sessions/${body.data[0].id}`).set(bearer(token)).expect(204);
    await read(token).expect(401);
    await read(other).expect(200);
    const anew = await issuer.token(subject, { sid: 'one', iat: Math.floor(Date.now() / 1000) + 2 });
    await read(anew).expect(200);
    await read(token).expect(200); // the same session, which goes on
  });

  it.each(['deactivated', 'banned'])('an account that is %s stays out', async (status) => {
    const subject = randomUUID();
    const token = await issuer.token(subject);
    const { body } = await read(token).expect(200);
    await run(app, 'update users set status = $2 where id = $1', [body.data.userId, status]);
    app.container.changes.announce([`account:${defaultTenantId}/${body.data.userId}`]);
    await read(token).expect(401);
    await read(await issuer.token(subject, { jti: 'another' })).expect(401);
  });
});

describe('tenants', () => {
  it('say how people sign in, and whether new ones may come', async () => {
    const known = await issuer.token(randomUUID());
    await read(known).expect(200);
    const configure = async (settings: object) => {
      await run(app, 'update tenants set settings = $2::jsonb where id = $1', [
        defaultTenantId,
        JSON.stringify(settings),
      ]);
      app.container.changes.announce([`tenant:${defaultTenantId}/settings`]);
    };
    try {
      await configure({ registration: 'closed' });
      expect((await read(await issuer.token(randomUUID())).expect(403)).body.code).toBe('REGISTRATION_CLOSED');
      await read(known).expect(200);
      await configure({ signIn: ['password'] });
      expect((await read(await issuer.token(randomUUID())).expect(403)).body.code).toBe('SIGN_IN_METHOD_OFF');
    } finally {
      await configure({});
    }
  });

  it('are named by a claim where that is configured, never by the client', async () => {
    const named = await startTestApp({
      beside: app,
      env: {
        ...{ OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: testAudience, JWKS_URL: `${issuer.url}/jwks` },
        ...{ OIDC_TENANT_CLAIM: 'org', AUTH_PASSWORDS: 'off', OIDC_CLAIMS_MAP: '{"name":"https://acme.example/name"}' },
      },
    });
    try {
      const id = randomUUID();
      await run(app, `insert into tenants (id, slug, name) values ($1, 'acme', 'Acme')`, [id]);
      const subject = randomUUID();
      const claims = { org: 'acme', name: 'Not this', 'https://acme.example/name': 'Wile' };
      const { body } = await read(await issuer.token(subject, claims), named).expect(200);
      expect(body.data.displayName).toBe('Wile');
      const found = await rowsOf(app, 'select tenant_id as id from users where id = $1', [body.data.userId]);
      expect(found).toEqual([{ id }]);
      for (const org of ['nobody', undefined, 7, id])
        await read(await issuer.token(subject, { org }), named)
          .set('x-tenant', 'acme')
          .expect(401);

      const account = { email: 'new@example.com', password: 'a good long passphrase' };
      const registration = await named.http.post('/api/v1/auth/register').send(account).expect(403);
      expect(registration.body.code).toBe('REGISTRATION_CLOSED');
      const login = await named.http.post('/api/v1/auth/login').send(account).expect(403);
      expect(login.body.code).toBe('SIGN_IN_METHOD_OFF');
    } finally {
      await named.close();
    }
  });
});

describe('tokens that are no good answer alike', () => {
  const forged = async (claims: object, header: object, alg = 'RS256') =>
    issuer.token(randomUUID(), { ...claims }, { alg, header });
  const none = (kid: string) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer.url, aud: testAudience, sub: 'x', iat: now, exp: now + 60 };
    return `${part({ alg: 'none', kid })}.${part(claims)}.`;
  };
  const hmac = async () => {
    const { kid, publicKey } = issuer.keyOf('RS256');
    const pem = await exportSPKI(publicKey);
    return new SignJWT({ iss: issuer.url, aud: testAudience, sub: 'x' })
      .setProtectedHeader({ alg: 'HS256', kid })
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(Buffer.from(pem));
  };
  const now = Math.floor(Date.now() / 1000);
  const bad: [string, () => Promise<string> | string][] = [
    ['alg none', () => none('RS256-0')],
    ['HS256 signed with the public key', hmac],
    ['an unknown key', () => forged({}, { kid: 'unknown' })],
    ['the name of another key', () => forged({}, { kid: 'PS256-0' })],
    ['jku', () => forged({}, { jku: `${issuer.url}/jwks` })],
    ['x5u', () => forged({}, { x5u: `${issuer.url}/x5u` })],
    ['jwk', () => forged({}, { jwk: issuer.keyOf('RS256').jwk })],
    ['another type', () => forged({}, { typ: 'logout+jwt' })],
    ['another issuer', () => forged({ iss: 'https://example.com' }, {})],
    ['another audience', () => forged({ aud: 'another' }, {})],
    ['expired', () => forged({ exp: now - 60 }, {})],
    ['not valid yet', () => forged({ nbf: now + 600 }, {})],
    ['no end', () => forged({ exp: undefined }, {})],
    ['no beginning', () => forged({ iat: undefined }, {})],
    ['no subject', () => issuer.token(undefined)],
    ['an endless subject', () => issuer.token('x'.repeat(300))],
    ['100 kB', () => 'a'.repeat(100_000)],
    ['100 kB with a header', async () => `${await issuer.token('x')}${'a'.repeat(100_000)}`],
    ['nonsense', () => 'a.b.c'],
    [
      'a verification token of ours',
      () => app.container.tokens.sign('verify-email', { subject: randomUUID(), id: randomUUID() }, 60),
    ],
    ['a refresh token of ours', async () => (await createPerson(app)).refreshToken],
  ];
  test.each(bad)('%s', async (_, make) => {
    const { status, body, headers } = await read(await make());
    expect({ status, code: body.code, error: body.error, challenge: headers['www-authenticate'] }).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
      error: 'This access token is not valid (any more).',
      challenge: 'Bearer error="invalid_token"',
    });
  });
});

describe('keys', () => {
  const { now } = Date;
  // The key set of jose looks at no other clock.
  const later = (ms: number) => {
    Date.now = () => now() + ms;
  };
  afterEach(() => {
    Date.now = now;
    issuer.become('up');
  });

  it('are asked for once, and anew when a token names another, after a while', async () => {
    await read(await issuer.token(randomUUID())).expect(200);
    const asked = issuer.asked.keys;
    for (let count = 0; count < 5; count += 1) await read(await issuer.token(randomUUID())).expect(200);
    for (const kid of ['a', 'b', 'c']) await read(await issuer.token('x', {}, { header: { kid } })).expect(401);
    expect(issuer.asked.keys).toBe(asked);
    const old = await issuer.token(randomUUID());
    await issuer.rotate();
    const token = await issuer.token(randomUUID());
    later(31_000);
    await read(token).expect(200);
    expect(issuer.asked.keys).toBe(asked + 1);
    await read(old).expect(401);
  });

  it.each(['down', 'slow'] as const)('that nobody gives are no fault of the token: %s', async (mood) => {
    const fresh = await startTestApp({
      beside: app,
      env: { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: testAudience },
    });
    try {
      issuer.become(mood);
      const token = await issuer.token(randomUUID());
      // This process knows the keys, the other one has never seen them.
      await read(token).expect(200);
      expect((await read(token, fresh).expect(503)).body.code).toBe('UNAVAILABLE');
      const health = await fresh.http.get('/health').expect(200);
      expect(health.body).toMatchObject({ status: 'degraded', database: 'healthy', issuer: 'unhealthy' });
      issuer.become('up');
      await answers(200, () => read(token, fresh));
    } finally {
      await fresh.close();
    }
  });

  it('that are old are believed for a while when nobody answers', async () => {
    await read(await issuer.token(randomUUID())).expect(200);
    issuer.become('down');
    later(11 * 60_000);
    await read(await issuer.token(randomUUID(), { exp: Math.floor(Date.now() / 1000) + 600 })).expect(200);
    await read(await issuer.token('x', {}, { header: { kid: 'new' } })).expect(503);
  });
});
