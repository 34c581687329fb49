// Addresses, queries, headers and methods that do not exist or cannot be read.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal, type Refusal, sendRaw, stateOf } from '../support/refusal.ts';

const invalid: Refusal = [400, 'VALIDATION_FAILED'];
const malformed: Refusal = [400, 'MALFORMED_REQUEST'];
const noSuch: Refusal = [404, 'NOT_FOUND'];
const noProfile: Refusal = [404, 'PROFILE_NOT_FOUND'];
const cursor: Refusal = [400, 'INVALID_CURSOR'];

let app: TestApp;
let person: Person;
let before: string;
beforeAll(async () => {
  app = await startTestApp({ env: { TRUST_PROXY: '1' } });
  person = await createPerson(app, {
    profile: { handle: 'somebody', displayName: 'Ada' },
    privacy: { visibility: 'public' },
  });
  before = await stateOf(app);
});
afterEach(async () => {
  expect(await stateOf(app)).toBe(before);
  await app.http.get('/health/ready').expect(200);
});
afterAll(() => app?.close());

/** The path goes out as it is written here: no client tidies it up. */
const get = (path: string, headers = '', method = 'GET') =>
  sendRaw(
    app,
    `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: ${person.auth.authorization}\r\n${headers}\r\n`,
  );

test.each<[path: string, refusal: Refusal, ...fields: string[]]>([
  ['/api', noSuch],
  ['/api/v1', noSuch],
  ['/api/v2/profile', noSuch],
  ['/api/v1/nothing', noSuch],
  ['/api/v1/profile/nothing', noSuch],
  ['/api/v1/../../etc/passwd', noSuch],
  ['/api/v1/%2e%2e/profile', noSuch],
  ['/docs/../../package.json', noSuch],
  ['/docs/%2e%2e%2fpackage.json', noSuch],
  ['//example.com/', noSuch],
  ['/api/profilex', noSuch],
  ['/api/v1/profiles/%zz', malformed],
  ['/api/v1/profiles/%', malformed],
  ['/api/v1/profiles/%ff', malformed],
  ['/api/v1/profiles/%00', noProfile],
  ['/api/v1/profiles/a%00b', noProfile],
  ['/api/v1/profiles/%ED%A0%80', malformed],
  ['/api/v1/profiles/__proto__', noProfile],
  ['/api/v1/profiles/constructor', noProfile],
  ["/api/v1/profiles/'%20or%201=1--", noProfile],
  ['/api/v1/profiles/nobody', noProfile],
  ['/api/v1/profiles/00000000-0000-0000-0000-000000000000', noProfile],
  [`/api/v1/profiles/${'a'.repeat(65)}`, invalid, 'id'],
  [`/api/v1/profiles/${'a'.repeat(9000)}`, invalid, 'id'],
  ['/api/v1/profile?fields=bio', invalid, 'fields'],
  ['/api/v1/profiles/somebody?expand=all', invalid, 'expand'],
  ['/api/v1/profiles/somebody?__proto__=x', invalid, '__proto__'],
  ['/api/v1/profiles?sort=handle', invalid, 'sort'],
  ['/api/v1/profiles?q=a&filter[bio]=x', invalid, 'filter[bio]'],
  ['/api/v1/profiles?__proto__[limit]=1', invalid, '__proto__[limit]'],
  ['/api/v1/profiles?constructor=1&hasOwnProperty=2', invalid, 'constructor', 'hasOwnProperty'],
  ['/api/v1/profiles?q=a&q=b', invalid, 'q'],
  ['/api/v1/profiles?limit=1&limit=2', invalid, 'limit'],
  ['/api/v1/profiles?limit=0', invalid, 'limit'],
  ['/api/v1/profiles?limit=101', invalid, 'limit'],
  ['/api/v1/profiles?limit=-1', invalid, 'limit'],
  ['/api/v1/profiles?limit=1.5', invalid, 'limit'],
  ['/api/v1/profiles?limit=1e309', invalid, 'limit'],
  ['/api/v1/profiles?limit=NaN', invalid, 'limit'],
  ['/api/v1/profiles?limit=', invalid, 'limit'],
  ['/api/v1/profiles?limit=ten', invalid, 'limit'],
  [`/api/v1/profiles?q=${'a'.repeat(201)}`, invalid, 'q'],
  ['/api/v1/profiles?cursor=nonsense', cursor],
  ['/api/v1/profiles?cursor=%00', cursor],
  ['/api/v1/profiles?cursor=W10', cursor],
  ['/api/v1/profile/insights?from=2026-02-30', invalid, 'from'],
  ['/api/v1/profile/insights?granularity=century', invalid, 'granularity'],
  ['/api/v1/profiles/somebody?source=nowhere', invalid, 'source'],
  ['/api/v1/profiles/somebody/avatar?size=big', invalid, 'size'],
  ['/api/v1/profiles/somebody/avatar?format=gif', invalid, 'format'],
  ['/verify-email', invalid, 'token'],
  ['/dev/mail.json?from=x', invalid, 'from'],
])('GET %s', async (path, refusal, ...fields) => {
  const answer = await get(path);
  expectRefusal(answer, refusal);
  expect((answer.body.details ?? []).map((detail: { path: string }) => detail.path)).toEqual(fields);
});

test.each([
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%ff',
  '%',
  '%25_%25',
  "'; drop table users; --",
  '(((',
  '\\',
  '%F0%9F%92%A9',
  '-',
  '%E2%80%AE',
  '%C2%AD',
])('a search for %s finds what it finds, and breaks nothing', async (q) => {
  const { status, body } = await get(`/api/v1/profiles?q=${q.replaceAll(' ', '+')}`);
  expect({ status, success: body.success }).toEqual({ status: 200, success: true });
});

test.each<[path: string, status: number]>([
  ['/api/v1/profiles/%00/avatar', 404],
  ['/avatars/%00/x/256.webp', 404],
  [`/avatars/${'0'.repeat(8)}-0000-7000-8000-000000000000/%00/%00`, 404],
  ['/avatars/x/..%2f..%2fkeys/secret', 404],
])('GET %s shows nobody', async (path, status) => {
  const { headers } = await app.http.get(path).expect(status);
  expect(headers['content-type']).toBe('image/svg+xml');
});

test.each<[path: string, method: string, allow: string]>([
  ['/api/v1/profile/completeness', 'PUT', 'GET, HEAD'],
  ['/api/v1/profile/completeness/', 'OPTIONS', 'GET, HEAD'],
  ['/api/v1/auth/login', 'GET', 'POST'],
  ['/verify-email', 'POST', 'GET, HEAD'],
  ['/.well-known/jwks.json', 'PUT', 'GET, HEAD'],
  ['/health', 'DELETE', 'GET, HEAD'],
])('%s does not take %s', async (path, method, allow) => {
  const answer = await get(path, '', method);
  expectRefusal(answer, [405, 'METHOD_NOT_ALLOWED']);
  expect(answer.headers.allow).toBe(allow);
});

test.each<[name: string, request: string, refusal: Refusal]>([
  ['NUL in the address', 'GET /\u0000 HTTP/1.1\r\nhost: x\r\n\r\n', malformed],
  ['no HTTP', 'hello\r\n\r\n', malformed],
  ['a method that does not exist', 'BREW / HTTP/1.1\r\nhost: x\r\n\r\n', malformed],
  ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', malformed],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    malformed,
  ],
  [
    '200 kB of cookies',
    `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'a'.repeat(200_000)}\r\n\r\n`,
    [431, 'HEADERS_TOO_LARGE'],
  ],
])('%s', async (_, request, refusal) => {
  expectRefusal(await sendRaw(app, request), refusal);
});

test.each(['nonsense', '"unclosed', 'W/', '', '"a" "b"', '*, "a"'])('If-Match: %s is no entity tag', async (tag) => {
  expectRefusal(
    await get(
      '/api/v1/profile',
      `if-match: ${tag}\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"bio":"x"}`,
      'PUT',
    ),
    malformed,
  );
});

test('a request id is taken from the caller when it is sane', async () => {
  const sane = await app.http.get('/api/v1/nothing').set('x-request-id', 'trace-1.a_B');
  expect([sane.headers['x-request-id'], sane.body.requestId]).toEqual(['trace-1.a_B', 'trace-1.a_B']);
  for (const id of ['a b', '"', 'x'.repeat(65), '<script>']) {
    const { headers, body } = await app.http.get('/api/v1/nothing').set('x-request-id', id);
    expect(headers['x-request-id']).toBe(body.requestId);
    expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  }
});
