// Uploads that are no uploads: refused in the one form, and nothing of them is kept.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { isoMediaHeader, pixelBomb, solid } from '../support/images.ts';
import { captureLogs } from '../support/logs.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal, type Refusal, stateOf } from '../support/refusal.ts';
import { end, file, multipart, part, text } from '../support/uploads.ts';

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
interface Body {
  readonly type: string;
  readonly body: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

test.each<[name: string, make: () => Body, refusal: Refusal]>([
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
  ['a file without a name', () => multipart(part('; name="avatar"', picture), end), missing],
  ['two files', () => multipart(file('avatar', picture), file('file', picture), end), invalid],
  ['the same field twice', () => multipart(file('avatar', picture), file('avatar', picture), end), invalid],
  ['a text field before it', () => multipart(text('caption', 'me'), file('avatar', picture), end), invalid],
  ['a text field behind it', () => multipart(file('avatar', picture), text('caption', 'me'), end), invalid],
  ['an end that never comes', () => multipart(file('avatar', picture)), malformed],
  ['half a file', () => multipart(file('avatar', picture.subarray(0, 60)).subarray(0, -4)), malformed],
  ['a part without a head', () => multipart(Buffer.from('--x\r\n\r\n'), picture, end), malformed],
  [
    'a part in a part',
    () =>
      multipart(
        part('; name="avatar"; filename="a.png"\r\nContent-Type: multipart/mixed; boundary=y', '--y\r\n\r\nx\r\n--y--'),
        end,
      ),
    noImage,
  ],
  [
    'a boundary of 5000 characters',
    () => ({ ...multipart(file('avatar', picture), end), type: `multipart/form-data; boundary=${'y'.repeat(5000)}` }),
    malformed,
  ],
  [
    'an empty boundary',
    () => ({ ...multipart(file('avatar', picture), end), type: 'multipart/form-data; boundary=' }),
    missing,
  ],
  [
    'a head of 100 kB',
    () => multipart(part(`; name="avatar"; filename="${'a'.repeat(99_000)}"`, picture), end),
    malformed,
  ],
  ['a head without a colon', () => multipart(Buffer.from('--x\r\nno colon here\r\n\r\n'), picture, end), malformed],
  ['NUL in a head', () => multipart(part('; name="ava\0tar"; filename="a.png"', picture), end), malformed],
  [
    'line ends without CR',
    () => multipart(Buffer.from(file('avatar', 'x').toString('latin1').replaceAll('\r', ''), 'latin1'), end),
    malformed,
  ],
  [
    'no form-data',
    () =>
      multipart(
        Buffer.from('--x\r\nContent-Disposition: attachment; name="avatar"; filename="a.png"\r\n\r\n'),
        picture,
        Buffer.from('\r\n'),
        end,
      ),
    missing,
  ],
  ['a field without a name', () => multipart(part('; filename="a.png"', picture), end), invalid],
  ['a name of 10 kB', () => multipart(file('a'.repeat(10_000), picture), end), invalid],
  ['a thousand parts', () => multipart(...Array.from({ length: 1000 }, (_, at) => text(`t${at}`, 'x')), end), invalid],
  ['no file name between the quotes', () => multipart(file('avatar', picture, ''), end), missing],
  [
    'base64',
    () =>
      multipart(
        part('; name="avatar"; filename="a.png"\r\nContent-Transfer-Encoding: base64', picture.toString('base64')),
        end,
      ),
    noImage,
  ],
  ['a text of a megabyte', () => multipart(file('avatar', picture), text('alt', 'a'.repeat(60_000)), end), invalid],
  [
    'a description that turns around',
    () => multipart(file('avatar', picture), text('alt', 'gnp.\u202Eexe'), end),
    invalid,
  ],
  [
    'a description of 301 characters',
    () => multipart(file('avatar', picture), text('alt', '👩🏽‍🚀'.repeat(301)), end),
    invalid,
  ],
  ['two descriptions', () => multipart(text('alt', 'a'), text('alt', 'b'), file('avatar', picture), end), invalid],
  ['a text called __proto__', () => multipart(text('__proto__', 'a'), file('avatar', picture), end), invalid],
  ['a text that makes a tree', () => multipart(text('alt[a][b]', 'a'), file('avatar', picture), end), invalid],
  ...[
    'nonsense',
    '1,2,3',
    '0,0,0,0',
    '-1,0,5,5',
    '{"x":0,"y":0,"width":5}',
    '{"x":0.5,"y":0,"width":5,"height":5}',
    '[]',
    '60,0,5,5',
    '999999,0,1,1',
    '{"x":0,"y":0,"width":5,"height":5,"z":1}',
  ].map((crop): [string, () => ReturnType<typeof multipart>, Refusal] => [
    `the crop ${crop}`,
    () => multipart(file('avatar', picture), text('crop', crop), end),
    invalid,
  ]),
  [
    'a body that is compressed',
    () => ({ ...multipart(file('avatar', picture), end), headers: { 'content-encoding': 'gzip' } }),
    notAccepted,
  ],
  [
    'a retry key with spaces',
    () => ({ ...multipart(file('avatar', picture), end), headers: { 'idempotency-key': 'a b' } }),
    invalid,
  ],
  [
    'a retry key of 201 characters',
    () => ({ ...multipart(file('avatar', picture), end), headers: { 'idempotency-key': 'a'.repeat(201) } }),
    invalid,
  ],
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
  [
    'one byte too many',
    () => multipart(file('avatar', Buffer.concat([picture, Buffer.alloc(100_001 - picture.length)])), end),
    [413, 'FILE_TOO_LARGE'],
  ],
  ['megabytes too many', () => multipart(file('avatar', Buffer.alloc(5_000_000)), end), [413, 'FILE_TOO_LARGE']],
])('%s', async (_, make, refusal) => {
  const { type, body, headers = {} } = make();
  expectRefusal(
    await upload()
      .set({ 'content-type': type, ...headers })
      .send(body),
    refusal,
  );
});

test.each<[name: string, headers: Record<string, string>, body: () => Buffer | string, refusal: Refusal]>([
  ['text', { 'content-type': 'text/plain' }, () => picture, notAccepted],
  [
    'a form',
    { 'content-type': 'multipart/form-data; boundary=x' },
    () => multipart(file('avatar', picture), end).body,
    notAccepted,
  ],
  ['nothing', { 'content-type': 'image/png' }, () => '', missing],
  [
    'a page that says it is a picture',
    { 'content-type': 'image/png' },
    () => '<html><script>alert(1)</script>',
    noImage,
  ],
  ['SVG, and says so', { 'content-type': 'image/svg+xml' }, () => '<svg xmlns="http://www.w3.org/2000/svg"/>', noImage],
  ['half a header', { 'content-type': 'image/png' }, () => picture.subarray(0, 12), [422, 'IMAGE_UNREADABLE']],
  ['a compressed body', { 'content-type': 'image/png', 'content-encoding': 'br' }, () => picture, notAccepted],
  ['a part of a picture', { 'content-type': 'image/png', 'content-range': 'bytes 0-9/100' }, () => picture, malformed],
  [
    'one byte too many',
    { 'content-type': 'image/png' },
    () => Buffer.concat([picture, Buffer.alloc(100_001 - picture.length)]),
    [413, 'FILE_TOO_LARGE'],
  ],
  ['megabytes too many', { 'content-type': 'image/png' }, () => Buffer.alloc(5_000_000), [413, 'FILE_TOO_LARGE']],
])('PUT of %s', async (_, headers, body, refusal) => {
  const put = app.http.put('/api/v1/profile/avatar').set({ ...person.auth, ...headers });
  expectRefusal(await put.send(body()), refusal);
});

test('a photo of an iPhone is refused with the way out', async () => {
  const { type, body } = multipart(file('avatar', isoMediaHeader('heic', 'mif1', 'heic')), end);
  const { body: problem } = await upload().set('content-type', type).send(body).expect(415);
  expect(problem.error).toMatch(/HEIC.*Most Compatible/);
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
