// Access tokens that are not ours, not for this, not any more, or not tokens at all: one answer for all.
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { startTestApp, type TestApp } from '../support/app.ts';
import { cookieOf, createPerson, type Person } from '../support/people.ts';

let app: TestApp;
let person: Person;
let claims: { sid: string; purpose: string };

beforeAll(async () => {
  app = await startTestApp();
  person = await createPerson(app);
  claims = JSON.parse(Buffer.from(person.accessToken.split('.')[1] ?? '', 'base64url').toString());
});
afterAll(() => app?.close());

const signing = () => app.container.keys.signing;
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** A good access token but for what `change` does to it. */
function forge(change: (token: SignJWT) => SignJWT = (token) => token, header: object = {}, payload: object = claims) {
  const token = new SignJWT({ ...payload })
    .setProtectedHeader({ alg: 'ES256', kid: signing().kid, ...header })
    .setIssuer(app.url)
    .setAudience('cameo')
    .setSubject(person.id)
    .setExpirationTime('10 minutes');
  return change(token);
}

const publicPem = () => signing().publicKey.export({ type: 'spki', format: 'pem' }).toString();
const sign = (token: SignJWT) => token.sign(signing().privateKey);

const bad: [name: string, header: () => Promise<string> | string][] = [
  [
    'no algorithm',
    () =>
      `Bearer ${new UnsecuredJWT(claims).setIssuer(app.url).setAudience('cameo').setSubject(person.id).setExpirationTime('1h').encode()}`,
  ],
  [
    'HS256 with the public key as its secret',
    async () => `Bearer ${await forge(undefined, { alg: 'HS256' }).sign(Buffer.from(publicPem()))}`,
  ],
  ['another key under our key id', async () => `Bearer ${await forge().sign(foreign)}`],
  ['a key id that is not ours', async () => `Bearer ${await sign(forge(undefined, { kid: 'other' }))}`],
  [
    'a key id that leads elsewhere',
    async () => `Bearer ${await sign(forge(undefined, { kid: '../../etc/passwd', jku: 'http://example.com/' }))}`,
  ],
  [
    'its own key in the header',
    async () => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return `Bearer ${await forge(undefined, { jwk: publicKey.export({ format: 'jwk' }) }).sign(privateKey)}`;
    },
  ],
  ...['jku', 'x5u'].map((name): [string, () => Promise<string>] => [
    `another key, and where to fetch it (${name})`,
    async () => `Bearer ${await forge(undefined, { [name]: `${app.url}/.well-known/jwks.json` }).sign(foreign)}`,
  ]),
  ['another issuer', async () => `Bearer ${await sign(forge((token) => token.setIssuer('http://example.com')))}`],
  ['another audience', async () => `Bearer ${await sign(forge((token) => token.setAudience('other')))}`],
  ['expired', async () => `Bearer ${await sign(forge((token) => token.setExpirationTime('-1 second')))}`],
  ['not valid yet', async () => `Bearer ${await sign(forge((token) => token.setNotBefore('1 hour')))}`],
  ['another purpose', async () => `Bearer ${await sign(forge(undefined, {}, { ...claims, purpose: 'verify-email' }))}`],
  ['no purpose', async () => `Bearer ${await sign(forge(undefined, {}, { sid: claims.sid }))}`],
  [
    'another subject',
    async () => `Bearer ${await sign(forge((token) => token.setSubject('00000000-0000-7000-8000-000000000009')))}`,
  ],
  ['no session', async () => `Bearer ${await sign(forge(undefined, {}, { purpose: 'access' }))}`],
  ['a session that is no id', async () => `Bearer ${await sign(forge(undefined, {}, { ...claims, sid: '\u0000' }))}`],
  [
    'a verification token',
    async () => `Bearer ${await app.container.tokens.sign('verify-email', { subject: person.id, id: claims.sid }, 60)}`,
  ],
  ['a refresh token', () => `Bearer ${person.refreshToken}`],
  [
    'a token that resets a password',
    async () =>
      `Bearer ${await app.container.tokens.sign('reset-password', { subject: person.id, id: claims.sid }, 60)}`,
  ],
  ['a session cookie', async () => `Bearer ${await cookieOf(app, person)}`],
  ['a changed signature', () => `Bearer ${person.accessToken.slice(0, -6)}AAAAAA`],
  ['half a token', () => `Bearer ${person.accessToken.split('.').slice(0, 2).join('.')}.`],
  ['garbage', () => 'Bearer garbage'],
  ['three dots', () => 'Bearer ...'],
  [
    'broken JSON inside',
    () => `Bearer ${Buffer.from('{').toString('base64url')}.${Buffer.from('{').toString('base64url')}.AA`,
  ],
  ['10 kB of letters', () => `Bearer ${'a'.repeat(10_000)}`],
  ['100 kB of letters', () => `Bearer ${'a'.repeat(100_000)}`],
  ['two tokens', () => `Bearer ${person.accessToken} ${person.accessToken}`],
  ['no token', () => 'Bearer'],
  ['an empty header', () => ''],
  ['another scheme', () => `Token ${person.accessToken}`],
  ['the token alone', () => person.accessToken],
];

// Also where no token is needed: one that is sent must be good.
test.each(bad)('%s', async (_, header) => {
  const authorization = await header();
  for (const path of ['/api/v1/profile', '/api/v1/profiles']) {
    const { status, body, headers } = await app.http.get(path).set('authorization', authorization);
    expect({
      status,
      code: body.code,
      error: body.error,
      success: body.success,
      challenge: headers['www-authenticate'],
    }).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
      error: 'This access token is not valid (any more).',
      success: false,
      challenge: 'Bearer error="invalid_token"',
    });
  }
});

test('200 kB of token are more than a header may have', async () => {
  const reply = await fetch(`${app.url}/api/v1/profile`, {
    headers: { authorization: `Bearer ${'a'.repeat(200_000)}` },
  });
  expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(await reply.json()).toMatchObject({ status: 431, code: 'HEADERS_TOO_LARGE', success: false });
});

describe('an access token is good for nothing else', () => {
  const password = 'correct horse battery';
  const uses: [path: string, body: (token: string) => object, code: string][] = [
    ['refresh', (refreshToken) => ({ refreshToken: refreshToken.slice(0, 200) }), 'INVALID_REFRESH_TOKEN'],
    ['verify-email', (token) => ({ token, password }), 'VERIFICATION_FAILED'],
    ['reset-password', (token) => ({ token, password }), 'RESET_FAILED'],
  ];
  test.each(uses)('POST /auth/%s', async (path, body, code) => {
    const send = (token: string) => app.http.post(`/api/v1/auth/${path}`).send(body(token));
    const answers = await Promise.all(
      [person.accessToken, person.refreshToken, 'garbage', await cookieOf(app, person)].map(send),
    );
    for (const { status, body: problem } of path === 'refresh'
      ? [answers[0], answers[2], answers[3]].flatMap((a) => a ?? [])
      : answers)
      expect({ status, code: problem.code }).toEqual({ status: 401, code });
    const cookie = { cookie: `__Host-cameo-session=${person.accessToken}` };
    await app.http.get('/api/v1/profile').set(cookie).expect(401);
  });
});

test.each(['bearer', 'BEARER', 'Bearer ', ' Bearer  '])(
  'the scheme %j is understood in any case, with any number of blanks',
  async (scheme) => {
    await app.http.get('/api/v1/profile').set('authorization', `${scheme} ${person.accessToken}`).expect(200);
  },
);

test('without a token the answer names the scheme', async () => {
  const { body, headers } = await app.http.get('/api/v1/profile').expect(401);
  expect(body).toMatchObject({ code: 'UNAUTHENTICATED', success: false });
  expect(headers['www-authenticate']).toBe('Bearer');
});
