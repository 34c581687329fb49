// Bodies that no client should send: each is refused by name, changes nothing, and harms nobody.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal, type Refusal, sendRaw, stateOf } from '../support/refusal.ts';

const json = 'application/json';
const invalid: Refusal = [400, 'VALIDATION_FAILED'];
const malformed: Refusal = [400, 'MALFORMED_JSON'];
const tooLarge: Refusal = [413, 'BODY_TOO_LARGE'];
const unsupported: Refusal = [415, 'UNSUPPORTED_MEDIA_TYPE'];

let app: TestApp;
let person: Person;
let before: string;
beforeAll(async () => {
  app = await startTestApp();
  person = await createPerson(app, { profile: { displayName: 'Ada' } });
  before = await stateOf(app);
});
afterEach(async () => {
  expect(await stateOf(app)).toBe(before);
  await app.http.get('/health/ready').expect(200);
});
afterAll(() => app?.close());

const routes = {
  profile: ['PUT', '/api/v1/profile'],
  patch: ['PATCH', '/api/v1/profile'],
  privacy: ['PUT', '/api/v1/profile/privacy'],
  register: ['POST', '/api/v1/auth/register'],
  verify: ['POST', '/api/v1/auth/verify-email'],
  login: ['POST', '/api/v1/auth/login'],
  refresh: ['POST', '/api/v1/auth/refresh'],
  logout: ['POST', '/api/v1/auth/logout'],
} as const;
type RouteName = keyof typeof routes;
const everyRoute = Object.keys(routes) as RouteName[];

async function send(
  route: RouteName,
  body: string | Buffer | undefined,
  headers: Record<string, string> = { 'content-type': json },
) {
  const [method, path] = routes[route];
  const reply = await fetch(`${app.url}${path}`, {
    method,
    headers: { ...person.auth, ...headers },
    ...(body !== undefined && { body }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: as supertest types a body, too
  const answer: any = await reply.json();
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: answer };
}

const account = { email: 'new@example.com', password: 'correct horse battery' };

describe('a field', () => {
  const cases: [route: RouteName, body: string | object, path: string][] = [
    ['profile', { displayName: 'Eve', nickname: 'x' }, 'nickname'],
    ['profile', { display_name: 'Eve' }, 'display_name'],
    ['profile', { displayname: 'Eve' }, 'displayname'],
    [
      'profile',
      { socialLinks: { github: 'https://github.com/eve', myspace: 'https://myspace.com/eve' } },
      'socialLinks.myspace',
    ],
    ['profile', '{"displayName":"Eve","__proto__":{"bio":"x"}}', '__proto__'],
    ['profile', '{"displayName":"Eve","\\u005f_proto__":1}', '__proto__'],
    [
      'profile',
      '{"displayName":"Eve","socialLinks":{"__proto__":{"github":"https://github.com/eve"}}}',
      'socialLinks.__proto__',
    ],
    ['profile', '{"displayName":"Eve","constructor":{"prototype":{"isAdmin":true}}}', 'constructor'],
    ['profile', { displayName: 'Eve', toString: 'x' }, 'toString'],
    ['profile', { displayName: 42 }, 'displayName'],
    ['profile', { displayName: ['Eve'] }, 'displayName'],
    ['profile', { displayName: { $ne: null } }, 'displayName'],
    ['profile', { displayName: true }, 'displayName'],
    ['profile', '{"displayName":1e309}', 'displayName'],
    ['profile', { displayName: '\u0000' }, 'displayName'],
    ['profile', { displayName: 'Eve\u0000' }, 'displayName'],
    ['profile', '{"displayName":"\\ud800"}', 'displayName'],
    ['profile', '{"bio":"x\\udfff"}', 'bio'],
    ['profile', '{"interests":["ok","\\ud800"]}', 'interests.1'],
    ['profile', { handle: 'eve\u0000' }, 'handle'],
    ['profile', { website: 'https://example.com/\u0000' }, 'website'],
    ['profile', { skills: 'mathematics' }, 'skills'],
    ['profile', { skills: [null] }, 'skills.0'],
    ['profile', { skills: { 0: 'x', length: 1 } }, 'skills'],
    ['profile', { socialLinks: [] }, 'socialLinks'],
    ['profile', { socialLinks: { github: 'javascript:alert(1)' } }, 'socialLinks.github'],
    ['patch', { birthday: '2026-02-30' }, 'birthday'],
    ['patch', { timezone: 'Mars/Olympus' }, 'timezone'],
    ['privacy', { visibility: 'everybody' }, 'visibility'],
    ['privacy', { visibility: null }, 'visibility'],
    ['privacy', { handle: 'private' }, 'handle'],
    ['privacy', { bio: ['public'] }, 'bio'],
    ['register', { ...account, email: null }, 'email'],
    ['register', { ...account, email: 'x'.repeat(10_000) }, 'email'],
    ['register', { ...account, email: 'a@example.com\u0000' }, 'email'],
    ['register', '{"email":"\\ud800@example.com","password":"correct horse battery"}', 'email'],
    ['register', { ...account, password: 'short' }, 'password'],
    ['register', { ...account, password: 123456789012 }, 'password'],
    ['register', { ...account, roles: ['admin'] }, 'roles'],
    ['register', { ...account, emailVerified: true }, 'emailVerified'],
    ['register', { ...account, tenantId: '00000000-0000-7000-8000-000000000001' }, 'tenantId'],
    ['register', { ...account, status: 'active' }, 'status'],
    ['profile', { roles: ['admin'] }, 'roles'],
    ['profile', { emailVerified: true }, 'emailVerified'],
    ['patch', { tenantId: '00000000-0000-7000-8000-000000000001' }, 'tenantId'],
    ['verify', { token: 'x' }, 'body'],
    ['verify', { token: 'x', password: 'y', newPassword: 'correct horse battery' }, 'body'],
    ['register', { password: account.password }, 'email'],
    ['login', { email: { $gt: '' }, password: 'x' }, 'email'],
    ['login', { ...account, password: null }, 'password'],
    ['login', { ...account, otp: '1' }, 'otp'],
    ['refresh', { refreshToken: ['x'] }, 'refreshToken'],
    ['refresh', { refreshToken: 'x'.repeat(1000) }, 'refreshToken'],
    ['verify', { email: account.email, code: 42137, password: 'x' }, 'code'],
    ['verify', { email: account.email, code: '４２１３７０', password: 'x' }, 'code'],
    ['verify', { token: 'x', code: '123456', email: account.email }, 'body'],
    ['verify', { code: '123456' }, 'body'],
    ['logout', { everywhere: true }, 'everywhere'],
  ];
  test.each(cases)('%s %j is refused as %s', async (route, body, path) => {
    const answer = await send(route, typeof body === 'string' ? body : JSON.stringify(body));
    expectRefusal(answer, invalid);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  });
});

describe.each(everyRoute)('%s', (route) => {
  const cases: [name: string, body: string | Buffer | undefined, refusal: Refusal, type?: string][] = [
    ['half a document', '{"displayName": "E', malformed],
    ['a comma too many', '{"bio":"x",}', malformed],
    ['a comment', '{} // {}', malformed],
    ['a word', 'null', malformed],
    ['a text', '"text"', malformed],
    ['a number that is none', '{"bio": NaN}', malformed],
    ['bytes that are not text', Buffer.from([0x7b, 0xff, 0xfe, 0x00]), malformed],
    ['a list', '[]', invalid],
    ['300 kB', JSON.stringify({ bio: 'x'.repeat(300_000) }), tooLarge],
    [
      'a hundred thousand fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [at, 0]))),
      tooLarge,
    ],
    [
      'twenty thousand fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [at, 0]))),
      invalid,
    ],
    ['a thousand objects in one another', `${'{"bio":'.repeat(1000)}1${'}'.repeat(1000)}`, invalid],
    ['a hundred thousand lists in one another', `{"bio":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, invalid],
    ['a key twice', '{"bio":"x","bio":"x"}', malformed],
    ['a charset that JSON cannot have', '{"bio":"x"}', unsupported, 'application/json; charset=iso-8859-1'],
    ['a form', 'displayName=Eve', unsupported, 'application/x-www-form-urlencoded'],
    ['plain text', '{"bio":"x"}', unsupported, 'text/plain'],
    ['XML', '<bio/>', unsupported, 'application/xml'],
    ['a multipart form', '--x--', unsupported, 'multipart/form-data; boundary=x'],
    ['no type', Buffer.from('{"bio":"x"}'), unsupported, ''],
    ['nonsense as a type', '{"bio":"x"}', unsupported, 'application/jsonish'],
    ['an unknown charset', '{"bio":"x"}', unsupported, 'application/json; charset=klingon'],
  ];
  test.each(cases)('%s', async (_, body, refusal, type = json) => {
    expectRefusal(await send(route, body, type === '' ? {} : { 'content-type': type }), refusal);
  });
});

test.each([
  ['bio', '{"bio":"x","headline":"bio","bio":"y"}'],
  ['bio', '{"bio":"x","\\u0062io":"x"}'],
  ['socialLinks.github', '{"socialLinks":{"github":null,"github":null}}'],
  ['interests.1.a', '{"interests":["a,\\"{",{"a":1, "a" : 2}]}'],
])('%s is told to be there twice', async (path, body) => {
  const answer = await send('profile', body);
  expectRefusal(answer, malformed);
  expect(answer.body.details).toEqual([{ path, message: `${path} is there twice` }]);
});

test.each(everyRoute.filter((route) => route !== 'logout'))('%s needs a body', async (route) => {
  for (const [body, headers] of [
    ['', { 'content-type': json }],
    [undefined, {}],
    ['{}', { 'content-type': json }],
  ] as const)
    expectRefusal(await send(route, body, headers), invalid);
});

test('a compressed body that is broken or unknown is refused', async () => {
  expectRefusal(await send('profile', 'not gzip', { 'content-type': json, 'content-encoding': 'gzip' }), [
    400,
    'MALFORMED_REQUEST',
  ]);
  expectRefusal(await send('profile', '{}', { 'content-type': json, 'content-encoding': 'zstandard' }), unsupported);
});

test('a body that ends before its announced length harms nobody', async () => {
  const head = `PUT /api/v1/profile HTTP/1.1\r\nhost: x\r\nauthorization: ${person.auth.authorization}\r\ncontent-type: ${json}`;
  const { port } = new URL(app.url);
  const { connect } = await import('node:net');
  await new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`${head}\r\ncontent-length: 100\r\n\r\n{"bio":`, () => socket.destroy());
    });
    socket.on('close', resolve);
  });
  expectRefusal(await sendRaw(app, `${head}\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n`), [
    400,
    'MALFORMED_REQUEST',
  ]);
});
