// Watching an upload become a picture.
import { startTestApp, type TestApp } from '../support/app.ts';
import { pathOf, upload } from '../support/avatars.ts';
import { phonePhoto, solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
});

interface Received {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, string>>;
}

const events = (statusUrl: string | undefined, headers: Record<string, string> = {}, auth = person.auth) =>
  fetch(`${app.url}${pathOf(statusUrl)}/events`, { headers: { ...auth, ...headers } });

/** Every event until the stream ends. */
function parse(stream: string): Received[] {
  return stream
    .split('\n\n')
    .filter((block) => block.startsWith('id:'))
    .map((block) => {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
      return { id: fields.id, event: fields.event, data: JSON.parse(fields.data) };
    });
}

describe('the status of an upload', () => {
  it('is at the address that came with the answer', async () => {
    const first = await upload(app, person, undefined, { wait: true });
    const second = await upload(app, person, undefined, { wait: true });
    for (const { statusUrl, uploadId } of [first, second]) {
      const { body } = await app.http.get(pathOf(statusUrl)).set(person.auth).expect(200);
      expect(body.data).toMatchObject({ uploadId, status: 'ready', statusUrl });
    }
  });

  it('is nobody else’s', async () => {
    const { statusUrl } = await upload(app, person);
    const stranger = await createPerson(app, { roles: ['user', 'admin'] });
    for (const path of [pathOf(statusUrl), `${pathOf(statusUrl)}/events`]) {
      await app.http.get(path).expect(401);
      const { body } = await app.http.get(path).set(stranger.auth).expect(404);
      expect(body.code).toBe('UPLOAD_NOT_FOUND');
    }
    for (const id of ['00000000-0000-7000-8000-000000000000', 'x'])
      await app.http
        .get(`/api/v1/profile/avatar/uploads/${id}`)
        .set(person.auth)
        .expect(id === 'x' ? 400 : 404);
  });
});

describe('the events of an upload', () => {
  it('tell every step, and end with the picture', async () => {
    const taken = await upload(app, person, await phonePhoto(6));
    const response = await events(taken.statusUrl);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const received = parse(await response.text());
    expect(received.map(({ id }) => id)).toEqual(received.map((_, at) => String(at)));
    const names = received.map(({ event }) => event);
    expect(names.slice(0, 2)).toEqual(['stored', 'decoding']);
    expect(new Set(names.slice(2, -1))).toEqual(new Set(['variant']));
    expect(names.at(-1)).toBe('published');
    expect(received.at(2)?.data).toEqual({
      uploadId: taken.uploadId,
      file: expect.stringMatching(/^\d+\.(webp|jpg)$/),
      at: expect.stringMatching(/Z$/),
    });
    expect(received.at(-1)?.data).toMatchObject({ status: 'ready', avatarUrl: taken.avatarUrl });
    await app.http.get(pathOf(taken.avatarUrl)).expect(200);
  });

  it('tell why there is no picture', async () => {
    const whole = await solid([200, 30, 30], 900, 900).jpeg({ quality: 100 }).toBuffer();
    const { statusUrl } = await upload(app, person, whole.subarray(0, Math.floor(whole.length / 2)));
    const received = parse(await (await events(statusUrl)).text());
    expect(received.at(-1)).toMatchObject({ event: 'rejected', data: { reason: expect.stringMatching(/damaged/) } });
  });

  it('go on behind the last that was seen, and end for good', async () => {
    const { statusUrl } = await upload(app, person, undefined, { wait: true });
    const all = parse(await (await events(statusUrl)).text());
    const rest = parse(await (await events(statusUrl, { 'last-event-id': '1' })).text());
    expect(rest).toEqual(all.slice(2));
    expect((await events(statusUrl, { 'last-event-id': String(all.length - 1) })).status).toBe(204);
    const garbage = parse(await (await events(statusUrl, { 'last-event-id': 'x1' })).text());
    expect(garbage).toEqual(all);
  });

  it('have a head without a body', async () => {
    const { statusUrl } = await upload(app, person);
    const { headers, text } = await app.http
      .head(`${pathOf(statusUrl)}/events`)
      .set(person.auth)
      .expect(200);
    expect([headers['content-type'], text]).toEqual(['text/event-stream; charset=utf-8', undefined]);
  });
});

describe('without workers', () => {
  let idle: TestApp;
  beforeAll(async () => {
    idle = await startTestApp();
  });
  afterAll(() => idle?.close());

  it('the stream stays open, tells what is new, and goes with its client', async () => {
    const watcher = await createPerson(idle);
    const { statusUrl } = await upload(idle, watcher);
    const leaving = new AbortController();
    const response = await fetch(`${idle.url}${pathOf(statusUrl)}/events`, {
      headers: watcher.auth,
      signal: leaving.signal,
    });
    const reader = response.body?.getReader();
    const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(parse(await next()).map(({ event }) => event)).toEqual(['stored']);
    await idle.http.delete('/api/v1/profile/avatar').set(watcher.auth).expect(204);
    expect(parse(await next()).map(({ event }) => event)).toEqual(['removed']);
    expect((await reader?.read())?.done).toBe(true);

    const second = await upload(idle, watcher);
    const left = await fetch(`${idle.url}${pathOf(second.statusUrl)}/events`, {
      headers: watcher.auth,
      signal: leaving.signal,
    });
    await left.body?.getReader().read();
    leaving.abort();
    await idle.http.get('/health/ready').expect(200);
  });

  it('Prefer: wait ends after its seconds', async () => {
    const watcher = await createPerson(idle);
    const response = await idle.http
      .post('/api/v1/profile/avatar')
      .set(watcher.auth)
      .set('Prefer', 'wait=1')
      .attach('avatar', await solid([1, 2, 3]).png().toBuffer(), 'a.png')
      .expect(202);
    expect(response.body.data.status).toBe('stored');
    expect(response.headers['preference-applied']).toBe('wait=1');
  });
});
