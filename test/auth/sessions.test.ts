// Signing in, staying signed in, signing out.
import { createLocalJWKSet, jwtVerify } from 'jose';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';

let app: TestApp;
let beside: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  beside = await startTestApp({ beside: app });
});
afterAll(async () => {
  await beside?.close();
  await app?.close();
});

const auth = (path: string, body: object, headers = {}) =>
  app.http.post(`/api/v1/auth/${path}`).set(headers).send(body);
const statusWith = async (accessToken: string, at = app) =>
  (await at.http.get('/api/v1/profile').set('authorization', `Bearer ${accessToken}`)).status;

/** The access token has been used in both processes, so both remember it. */
async function remembered(): Promise<Person> {
  const person = await createPerson(app);
  for (const at of [app, beside]) expect(await statusWith(person.accessToken, at)).toBe(200);
  return person;
}

/** Refused here at once, and by the other process as soon as it hears of it. */
async function expectEnded(accessToken: string): Promise<void> {
  expect(await statusWith(accessToken)).toBe(401);
  for (let looks = 0; looks < 50 && (await statusWith(accessToken, beside)) !== 401; looks++);
  expect(await statusWith(accessToken, beside)).toBe(401);
}

test('signing in gives a pair of tokens', async () => {
  const { email } = await createPerson(app);
  const { body } = await auth('login', { email, password: testPassword }).expect(200);
  expect(body).toEqual({
    success: true,
    data: { accessToken: expect.any(String), refreshToken: expect.any(String), expiresIn: 900, tokenType: 'Bearer' },
  });
});

test('a wrong password, an unknown address and no address at all are told the same', async () => {
  const { email } = await createPerson(app);
  const attempts = [
    { email, password: 'wrong password' },
    { email: 'nobody@example.com', password: testPassword },
    { email: 'no address', password: testPassword },
    { email, password: '\u0000\ud800' },
  ];
  for (const attempt of attempts) {
    const { status, body, headers } = await auth('login', attempt);
    expect({ status, code: body.code, error: body.error, type: headers['content-type'] }).toEqual({
      status: 401,
      code: 'INVALID_CREDENTIALS',
      error: 'The address and the password do not go together.',
      type: 'application/problem+json; charset=utf-8',
    });
  }
});

test('a password is one in either Unicode form', async () => {
  const { email } = await createPerson(app);
  await app.container.auth.createAccount({
    email: `x${email}`,
    password: 'Zo\u00eb Zo\u00eb Zo\u00eb',
    roles: ['user'],
    verified: true,
  });
  await auth('login', { email: `x${email}`, password: 'Zoe\u0308 Zoe\u0308 Zoe\u0308' }).expect(200);
});

test('refreshing rotates the pair; the old access token goes on until it expires', async () => {
  const person = await createPerson(app);
  let { refreshToken } = person;
  for (let turn = 0; turn < 3; turn++) {
    const { body } = await auth('refresh', { refreshToken }).expect(200);
    expect(body.data.refreshToken).not.toBe(refreshToken);
    expect(await statusWith(body.data.accessToken)).toBe(200);
    refreshToken = body.data.refreshToken;
  }
  expect(await statusWith(person.accessToken)).toBe(200);
});

test('a refresh token that is used again ends the session for everybody', async () => {
  const { refreshToken, accessToken } = await remembered();
  const thief = await auth('refresh', { refreshToken }).expect(200);
  const replay = await auth('refresh', { refreshToken }).expect(401);
  expect(replay.body).toMatchObject({ code: 'INVALID_REFRESH_TOKEN', success: false });
  await expectEnded(accessToken);
  await expectEnded(thief.body.data.accessToken);
  await auth('refresh', { refreshToken: thief.body.data.refreshToken }).expect(401);
});

test('of many refreshes at once with one token at most one succeeds', async () => {
  const { refreshToken } = await createPerson(app);
  const answers = await Promise.all(Array.from({ length: 10 }, () => auth('refresh', { refreshToken })));
  const winners = answers.filter(({ status }) => status !== 401);
  expect(winners.map(({ status }) => status)).toEqual(winners.map(() => 200));
  expect(winners.length).toBeLessThanOrEqual(1);
  for (const { body } of winners) expect(await statusWith(body.data.accessToken)).toBe(401);
});

test('signing out ends this session in every process, and no other', async () => {
  const person = await remembered();
  const elsewhere = (await auth('login', { email: person.email, password: testPassword }).expect(200)).body.data;
  await auth('logout', {}, person.auth).expect(204);
  await expectEnded(person.accessToken);
  await auth('refresh', { refreshToken: person.refreshToken }).expect(401);
  expect(await statusWith(elsewhere.accessToken)).toBe(200);
  await auth('logout', { refreshToken: elsewhere.refreshToken }).expect(204);
  await expectEnded(elsewhere.accessToken);
  await auth('logout', {}).expect(401);
});

test('an account that is switched off is out at once', async () => {
  const { email, accessToken, refreshToken } = await createPerson(app);
  await app.container.sequelize.query(`update users set status = 'deactivated' where email = '${email}'`);
  expect(await statusWith(accessToken)).toBe(401);
  await auth('refresh', { refreshToken }).expect(401);
  expect((await auth('login', { email, password: testPassword })).body).toMatchObject({
    status: 403,
    code: 'ACCOUNT_DEACTIVATED',
  });
  await auth('login', { email, password: 'wrong password' }).expect(401);
});

test('whoever fetches the published keys can check an access token', async () => {
  const { id, accessToken } = await createPerson(app);
  const keys = await app.http.get('/.well-known/jwks.json').expect(200);
  expect(keys.headers['cache-control']).toBe('public, max-age=300');
  expect(JSON.stringify(keys.body)).not.toContain('"d"');
  const checked = await jwtVerify(accessToken, createLocalJWKSet(keys.body), { issuer: app.url, audience: 'cameo' });
  expect(checked.payload).toMatchObject({ sub: id, purpose: 'access' });
  expect(checked.protectedHeader).toMatchObject({ alg: 'ES256', kid: keys.body.keys[0].kid });
});

test('without a proved address a person can sign in and write, but not be seen', async () => {
  const person = await createPerson(app, { verified: false, profile: { displayName: 'Ada' } });
  const open = await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'public' });
  expect(open.body).toMatchObject({ status: 403, code: 'EMAIL_NOT_VERIFIED', success: false });
  await app.http
    .put('/api/v1/profile/privacy')
    .set(person.auth)
    .send({ visibility: 'private', bio: 'public' })
    .expect(200);
  await app.http.get(`/api/v1/profiles/${person.id}`).expect(404);
});

test('knowing the id of a session, which every access token tells, is not enough to end it', async () => {
  const { accessToken, refreshToken } = await createPerson(app);
  const [sid, secret] = refreshToken.split('.');
  const forgeries = [
    `${sid}.${'x'.repeat(43)}`,
    `${sid}.${'x'.repeat(43)}.${'y'.repeat(43)}`,
    `${sid}.${secret}`,
    `${sid}.${secret}.`,
  ];
  for (const forged of forgeries)
    expect((await auth('refresh', { refreshToken: forged }).expect(401)).body.code).toBe('INVALID_REFRESH_TOKEN');
  expect(await statusWith(accessToken)).toBe(200);
  await auth('refresh', { refreshToken }).expect(200);
});

test('signing out with a refresh token that was used already ends its session, too', async () => {
  const { refreshToken, accessToken } = await remembered();
  const next = (await auth('refresh', { refreshToken }).expect(200)).body.data;
  await auth('logout', { refreshToken }).expect(204);
  await expectEnded(accessToken);
  await auth('refresh', { refreshToken: next.refreshToken }).expect(401);
});

test('signing out with a refresh token that is none ends the session of the access token', async () => {
  const { auth: header, accessToken } = await remembered();
  await auth('logout', { refreshToken: 'nonsense' }, header).expect(204);
  await expectEnded(accessToken);
});
