// Uploads that never end, crawl or lie: given up in time, nothing of them stays, and others do not notice.
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { upload as uploadOf } from '../support/avatars.ts';
import { eventually } from '../support/eventually.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { stateOf } from '../support/refusal.ts';
import { end, file, flood, multipart, part, sendStream, sequence, silence, slowly, text } from '../support/uploads.ts';
import { workDone } from '../support/work.ts';

const { type } = multipart();
const maxBytes = 1_000_000;

let app: TestApp;
let person: Person;
let picture: Buffer;
let before: string;
let filesBefore: string[];

const filesOnDisk = () =>
  readdirSync(`${app.config.dataDirectory}/storage`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
    .sort();
/** Descriptors of this process, which is the server's, too. */
const openFiles = () => readdirSync('/dev/fd').length;

beforeAll(async () => {
  app = await startTestApp({
    workers: true,
    env: { IMAGE_MAX_SIZE: String(maxBytes), UPLOAD_STALL_SECONDS: '1', UPLOAD_MAX_SECONDS: '4' },
  });
  person = await createPerson(app);
  picture = await solid([200, 30, 30], 300, 300).png().toBuffer();
  await workDone(app);
  before = await stateOf(app);
  // It keeps a note beside the objects, from its first turn on.
  await app.container.storageRewrapping.turn();
  filesBefore = filesOnDisk();
});
afterEach(async () => {
  expect(await stateOf(app)).toBe(before);
  await eventually(() => filesOnDisk().join() === filesBefore.join());
});
afterAll(() => app?.close());

/** A form up to the first byte of its file. */
const head = file('avatar', '').subarray(0, -2);
const wait = [408, 'REQUEST_TIMEOUT'] as const;
const large = [413, 'FILE_TOO_LARGE'] as const;
/** A picture that never ends. */
const endless = () => sequence(Buffer.concat([head, picture]), flood());

test.each<[name: string, chunks: () => AsyncIterable<Buffer>, refusal: readonly [number, string]]>([
  ['a form that is silent from the start', silence, wait],
  ['a head that is never finished', () => sequence(head.subarray(0, 40), silence()), wait],
  ['a picture that stops in its middle', () => sequence(head, picture.subarray(0, 60), silence()), wait],
  ['a picture byte by byte', () => sequence(head, slowly(picture, 40)), wait],
  ['a form whose end never comes', () => sequence(file('avatar', picture), silence()), wait],
  ['a picture that never ends', endless, large],
  ['a preamble that never ends', () => flood(), large],
  ['an epilogue that never ends', () => sequence(file('avatar', picture), end, flood()), large],
  ['a text that never ends', () => sequence(part('; name="alt"', '').subarray(0, -2), flood()), large],
  ['parts that never end', () => flood(Number.POSITIVE_INFINITY, text('alt', 'x')), large],
  [
    'another field that never ends',
    () => sequence(file('photo', '').subarray(0, -2), flood()),
    [400, 'VALIDATION_FAILED'],
  ],
  [
    'a page that never ends',
    () => sequence(head, Buffer.from('<!doctype html>'), flood()),
    [415, 'UNSUPPORTED_IMAGE_TYPE'],
  ],
])('%s', async (_, chunks, [status, code]) => {
  const answer = await sendStream(app, person, { type }, chunks());
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers.connection).toBe('close');
});

test.each<[name: string, chunks: () => AsyncIterable<Buffer>, refusal: readonly [number, string]]>([
  ['stops in its middle', () => sequence(picture.subarray(0, 60), silence()), wait],
  ['comes byte by byte', () => slowly(picture, 40), wait],
  ['never ends', () => sequence(picture, flood()), large],
])('PUT of a picture that %s', async (_, chunks, [status, code]) => {
  const answer = await sendStream(app, person, { method: 'PUT', type: 'image/png' }, chunks());
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('ten gigabytes are refused at the cap', async () => {
  const bytes = 10 * 1024 ** 3;
  const unannounced = await sendStream(app, person, { type }, sequence(head, picture, flood(bytes)));
  expect([unannounced.status, unannounced.body.code]).toEqual(large);
  // What is under way when the answer comes is in the buffers of both ends, not in a file.
  expect(unannounced.sentBytes).toBeLessThan(100 * maxBytes);
  const announced = await sendStream(app, person, { type, headers: { 'content-length': bytes } }, flood(bytes));
  expect([announced.status, announced.body.code]).toEqual(large);
  expect(announced.sentBytes).toBeLessThan(100 * maxBytes);
});

test('a length that is too large is a body that stops, one that is too small ends the body there', async () => {
  const { body } = multipart(file('avatar', picture), end);
  const longer = await sendStream(
    app,
    person,
    { type, headers: { 'content-length': body.length + 100 } },
    sequence(body, silence()),
  );
  expect([longer.status, longer.body.code]).toEqual(wait);
  const { port } = new URL(app.url);
  const answer = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /api/v1/profile/avatar HTTP/1.1\r\nHost: x\r\nAuthorization: ${person.auth.authorization}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length - 30}\r\n\r\n`,
    );
    socket.write(body);
    socket.setEncoding('utf8').on('data', (data) => {
      received += data;
    });
    socket.on('error', reject).on('close', () => resolve(received));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"MALFORMED_REQUEST"/s);
});

test('clients that leave in the middle leave nothing, and no file open', async () => {
  const open = openFiles();
  const { body } = multipart(file('avatar', Buffer.concat([picture, Buffer.alloc(500_000)])), end);
  for (const share of [0.001, 0.3, 0.999]) {
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `POST /api/v1/profile/avatar HTTP/1.1\r\nHost: x\r\nAuthorization: ${person.auth.authorization}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, Math.floor(body.length * share)));
    await sleep(100);
    socket.destroy();
  }
  await eventually(() => openFiles() <= open);
});

describe('what others notice', () => {
  afterEach(async () => {
    await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(204);
    await workDone(app);
    before = await stateOf(app);
    filesBefore = filesOnDisk();
  });

  test('good uploads are done while thirty bad ones are under way', async () => {
    const open = openFiles();
    const villains = await Promise.all([0, 1, 2].map(() => createPerson(app)));
    const attacks = villains.flatMap((villain) =>
      Array.from({ length: 10 }, (__, at) => {
        const chunks = [() => silence(), () => slowly(picture, 100), endless][at % 3] ?? endless;
        return sendStream(app, villain, { type }, at % 3 === 1 ? sequence(head, chunks()) : chunks());
      }),
    );
    const good = await uploadOf(app, person, picture, { wait: true });
    expect(good.status).toBe('ready');
    const statuses = (await Promise.all(attacks)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([408, 413]));
    // A few connections of the database may have come to stay.
    await eventually(() => openFiles() <= open + 10);
  });
});

describe('file names', () => {
  afterEach(async () => {
    await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(204);
    await workDone(app);
    before = await stateOf(app);
    filesBefore = filesOnDisk();
  });

  test.each([
    ['climb', '../../../../etc/cron.d/evil.png'],
    ['climb on Windows', '..\\\\..\\\\evil.exe'],
    ['are absolute', '/dev/null'],
    ['turn around', 'gnp.\u202Eexe'],
    ['are long', `${'a'.repeat(5000)}.png`],
    ['are of any script', 'صورة 照片 🖼️.png'],
    ['hold line breaks', 'a%0D%0AX-Evil: 1.png'],
    ['end in something else', 'me.php'],
    ['are commands', '$(reboot);`reboot`.png'],
    ['are a device', 'CON'],
  ])('that %s are nothing to us', async (_, name) => {
    const { body } = multipart(file('avatar', picture, name), end);
    const answer = await app.http.post('/api/v1/profile/avatar').set(person.auth).set('content-type', type).send(body);
    expect(answer.status).toBe(202);
    expect(JSON.stringify([answer.body, answer.headers])).not.toContain('evil');
    for (const path of filesOnDisk()) expect(path).toMatch(/^[\w./-]+$/);
  });

  test('that hold NUL are no names', async () => {
    const { body } = multipart(file('avatar', picture, 'a\0b.png'), end);
    const answer = await app.http.post('/api/v1/profile/avatar').set(person.auth).set('content-type', type).send(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'MALFORMED_REQUEST']);
  });
});
