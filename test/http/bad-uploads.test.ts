// Uploads that are no uploads: refused in the one form, and nothing of them is kept.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { isoMediaHeader, pixelBomb, solid } from '../support/images.ts';
import { captureLogs } from '../support/logs.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal, type Refusal, stateOf } from '../support/refusal.ts';

const invalid: Refusal = [400, 'VALIDATION_FAILED'];
const malformed: Refusal = [400, 'MALFORMED_REQUEST'];
const missing: Refusal = [400, 'FILE_MISSING'];
const notAccepted: Refusal = [415, 'UNSUPPORTED_MEDIA_TYPE'];
const noImage: Refusal = [415, 'UNSUPPORTED_IMAGE_TYPE'];

let app: TestApp;
let person: Person;
let before: string;
let logs: string[];
let picture: Buffer;
beforeAll(async () => {
  app = await startTestApp({ env: { IMAGE_MAX_SIZE: '100000', LOG_LEVEL: 'info' } });
  logs = captureLogs(app.container);
  person = await createPerson(app);
  picture = await solid([200, 30, 30]).png().toBuffer();
  before = await stateOf(app);
});
afterEach(async () => {
  expect(await stateOf(app)).toBe(before);
  await app.http.get('/health/ready').expect(200);
  expect(logs.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});
afterAll(() => app?.close());

const upload = () => app.http.post('/api/v1/profile/avatar').set(person.auth);
const part = (head: string, content: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`--x\r\nContent-Disposition: form-data${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
const file = (name: string, content: string | Buffer) =>
  part(`; name="${name}"; filename="me.png"\r\nContent-Type: image/png`, content);
const end = Buffer.from('--x--\r\n');
const multipart = (...parts: Buffer[]) => ({ type: 'multipart/form-data; boundary=x', body: Buffer.concat(parts) });

test.each<[name: string, make: () => { type: string; body: Buffer | string }, refusal: Refusal]>([
  ['no file', () => multipart(end), missing],
  ['no body', () => ({ type: 'multipart/form-data; boundary=x', body: '' }), malformed],
  ['no boundary', () => ({ type: 'multipart/form-data', body: picture }), malformed],
  [
    'another boundary',
    () => ({ ...multipart(file('avatar', picture), end), type: 'multipart/form-data; boundary=y' }),
    malformed,
  ],
  ['a field that does not exist', () => multipart(file('photo', picture), end), invalid],
  ['a field called __proto__', () => multipart(file('__proto__', picture), end), invalid],
  ['a file without a name', () => multipart(part('; name="avatar"', picture), end), invalid],
  ['two files', () => multipart(file('avatar', picture), file('file', picture), end), invalid],
  ['the same field twice', () => multipart(file('avatar', picture), file('avatar', picture), end), invalid],
  ['a text field before it', () => multipart(part('; name="caption"', 'me'), file('avatar', picture), end), invalid],
  ['a text field behind it', () => multipart(file('avatar', picture), part('; name="caption"', 'me'), end), invalid],
  ['an end that never comes', () => multipart(file('avatar', picture)), malformed],
  ['half a file', () => multipart(file('avatar', picture.subarray(0, 60)).subarray(0, -4)), malformed],
  ['a part without a head', () => multipart(Buffer.from('--x\r\n\r\n'), picture, end), malformed],
  ['JSON', () => ({ type: 'application/json', body: '{"avatar":"x"}' }), notAccepted],
  ['the bare picture', () => ({ type: 'image/png', body: picture }), notAccepted],
  ['an empty file', () => multipart(file('avatar', ''), end), noImage],
  ['SVG', () => multipart(file('avatar', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), end), noImage],
  ['HEIC', () => multipart(file('avatar', isoMediaHeader('heic', 'mif1', 'heic')), end), noImage],
  ['PDF', () => multipart(file('avatar', '%PDF-1.7\n1 0 obj'), end), noImage],
  ['TIFF', () => multipart(file('avatar', Buffer.from('II*\0\x08\0\0\0', 'latin1')), end), noImage],
  ['text', () => multipart(file('avatar', 'I am a picture, honestly.'), end), noImage],
  ['a page', () => multipart(file('avatar', '<!doctype html><script>alert(1)</script>'), end), noImage],
  [
    'the head of a PNG and nothing else',
    () => multipart(file('avatar', picture.subarray(0, 12)), end),
    [422, 'IMAGE_UNREADABLE'],
  ],
  ['a pixel bomb', () => multipart(file('avatar', pixelBomb(50_000, 50_000)), end), [413, 'IMAGE_TOO_LARGE']],
  ['one byte too many', () => multipart(file('avatar', Buffer.alloc(100_001)), end), [413, 'FILE_TOO_LARGE']],
  ['megabytes too many', () => multipart(file('avatar', Buffer.alloc(5_000_000)), end), [413, 'FILE_TOO_LARGE']],
])('%s', async (_, make, refusal) => {
  const { type, body } = make();
  expectRefusal(await upload().set('content-type', type).send(body), refusal);
});

test('without an access token not even the file is looked at', async () => {
  expectRefusal(await app.http.post('/api/v1/profile/avatar').attach('avatar', picture, 'me.png'), [
    401,
    'UNAUTHENTICATED',
  ]);
});

test('a client that goes away in the middle leaves nothing behind', async () => {
  const { body, type } = multipart(file('avatar', Buffer.alloc(50_000)));
  for (const share of [0.1, 0.9]) {
    const going = request(`${app.url}/api/v1/profile/avatar`, {
      method: 'POST',
      headers: { ...person.auth, 'content-type': type, 'content-length': body.length + 100 },
    });
    going.on('error', () => {});
    going.write(body.subarray(0, Math.floor(body.length * share)));
    await sleep(50);
    going.destroy();
  }
  await sleep(100);
});
