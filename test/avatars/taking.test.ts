// What may come with a picture, how often, and what happens when it comes twice.
import sharp from 'sharp';
import { startTestApp, type TestApp } from '../support/app.ts';
import { filesOf, pathOf, upload } from '../support/avatars.ts';
import { blue, colorAt, colorDistance, green, quadrants, red, solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

let app: TestApp;
let person: Person;
let picture: Buffer;
beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { UPLOADS_PER_HOUR: '4', IMAGE_MAX_SIZE: '26214400' } });
  picture = await quadrants(400, 200).png().toBuffer();
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
});

const post = (auth = person.auth) => app.http.post('/api/v1/profile/avatar').set(auth);
const put = (query = '') => app.http.put(`/api/v1/profile/avatar${query}`).set(person.auth);
const own = async () => (await app.http.get('/api/v1/profile').set(person.auth).expect(200)).body.data;

describe('a picture as the body', () => {
  it('is taken like any other', async () => {
    const { body } = await put().set('content-type', 'image/png').set('Prefer', 'wait=20').send(picture).expect(200);
    expect(body.data.status).toBe('ready');
    await app.http.get(pathOf(body.data.avatarUrl)).expect(200);
  });

  it('is what its bytes say, whatever the request says', async () => {
    const { body } = await put().set('content-type', 'image/svg+xml').send(picture).expect(202);
    expect(body.data.status).toBe('stored');
  });

  it('comes with crop and description in the query', async () => {
    const { body } = await put('?crop=0,0,100,100&alt=Red')
      .set('content-type', 'image/png')
      .set('Prefer', 'wait=20')
      .send(picture)
      .expect(200);
    expect(body.data).toMatchObject({ alt: 'Red', crop: { x: 0, y: 0, width: 100, height: 100 } });
    await put('?crop=0,0,100').set('content-type', 'image/png').send(picture).expect(400);
    await put('?caption=x').set('content-type', 'image/png').send(picture).expect(400);
  });
});

describe('a crop', () => {
  it.each([
    ['numbers', '200,100,100,100'],
    ['JSON', '{"x":200,"y":100,"width":100,"height":100}'],
  ])('as %s decides what is shown', async (_, crop) => {
    // The picture's lower right quarter begins with the colour under (200, 100): white.
    const { body } = await post().field('crop', crop).attach('avatar', picture, 'a.png').expect(202);
    expect(body.data.crop).toEqual({ x: 200, y: 100, width: 100, height: 100 });
    await workDone(app);
    const shown = await app.http.get(pathOf(body.data.avatarUrl)).expect(200);
    const { width, height } = await sharp(shown.body).metadata();
    expect([width, height]).toEqual([100, 100]);
    for (const color of [red, green, blue])
      expect(colorDistance(await colorAt(shown.body, 0.5, 0.5), color)).toBeGreaterThan(90);
  });

  it('beyond the picture is refused with its size', async () => {
    const { body } = await post().field('crop', '301,0,100,100').attach('avatar', picture, 'a.png').expect(400);
    expect(body.details).toEqual([{ path: 'crop', message: expect.stringContaining('400 × 200') }]);
    expect(await filesOf(app, person)).toEqual({ variants: [], originals: [] });
  });
});

describe('a description', () => {
  it('comes with the picture, before or behind it, and can be changed and cleared without another', async () => {
    const first = await post()
      .set('Prefer', 'wait=20')
      .attach('avatar', picture, 'a.png')
      .field('alt', '  Ada beside the engine 👩🏽‍🔧 ')
      .expect(200);
    expect(first.body.data.alt).toBe('Ada beside the engine 👩🏽‍🔧');
    const { version } = await own();
    const say = (alt: unknown) => app.http.patch('/api/v1/profile/avatar').set(person.auth).send({ alt });
    expect((await say('Ada, reading').expect(200)).body.data).toMatchObject({
      alt: 'Ada, reading',
      uploadId: first.body.data.uploadId,
      avatarUrl: first.body.data.avatarUrl,
    });
    expect(await own()).toMatchObject({ version: version + 1, avatarAlt: 'Ada, reading' });
    const seen = await app.http.get(`/api/v1/profiles/${person.id}`).expect(200);
    expect(seen.body.data.avatarAlt).toBe('Ada, reading');
    expect((await say(null).expect(200)).body.data.alt).toBeNull();
    expect((await own()).avatarAlt).toBeUndefined();
    await say('gnp.\u202Eexe').expect(400);
    await say('a'.repeat(301)).expect(400);
    await say(7).expect(400);
    await app.http.patch('/api/v1/profile/avatar').set(person.auth).send({}).expect(400);
    await app.http.patch('/api/v1/profile/avatar').set(person.auth).send({ alt: 'x', crop: '1,1,1,1' }).expect(400);
  });

  it('needs a picture', async () => {
    const { body } = await app.http.patch('/api/v1/profile/avatar').set(person.auth).send({ alt: 'x' }).expect(404);
    expect(body.code).toBe('AVATAR_NOT_FOUND');
  });
});

describe('Idempotency-Key', () => {
  const send = (key: string, bytes = picture, alt = '') =>
    post().set('Idempotency-Key', key).field('alt', alt).attach('avatar', bytes, 'a.png');

  it('makes one upload of a picture that is sent again, also at the same time', async () => {
    const replies = await Promise.all([send('k1'), send('k1'), send('k1')]);
    replies.push(await send('k1'));
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(new Set(replies.map(({ body }) => body.data.uploadId)).size).toBe(1);
    const [rows] = await rowsOf<{ count: number }>(
      app,
      'select count(*)::int as count from avatar_uploads where user_id = $1',
      [person.id],
    );
    expect(rows?.count).toBe(1);
    await workDone(app);
    expect((await filesOf(app, person)).originals).toEqual([]);
    expect((await send('k1')).body.data).toMatchObject({ uploadId: replies[0]?.body.data.uploadId, status: 'ready' });
  });

  it('refuses another picture, or another description, under the same key', async () => {
    await send('k2').expect(202);
    const other = await solid([1, 2, 3]).png().toBuffer();
    for (const attempt of [send('k2', other), send('k2', picture, 'Ada')])
      expect((await attempt.expect(422)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    await workDone(app);
    expect((await filesOf(app, person)).originals).toEqual([]);
  });

  it('of one person is not that of another', async () => {
    const mine = await send('k3').expect(202);
    const stranger = await createPerson(app);
    const theirs = await post(stranger.auth)
      .set('Idempotency-Key', 'k3')
      .attach('avatar', picture, 'a.png')
      .expect(202);
    expect(theirs.body.data.uploadId).not.toBe(mine.body.data.uploadId);
  });

  it('is answered when the quota is used up', async () => {
    await send('k4').expect(202);
    for (let at = 0; at < 3; at++) await upload(app, person, picture);
    await send('k5').expect(429);
    await send('k4').expect(202);
  });
});

describe('the quota', () => {
  it('is one of an hour, for each person', async () => {
    for (let at = 0; at < 4; at++) await upload(app, person, picture);
    const refused = await post().attach('avatar', picture, 'a.png').expect(429);
    expect(refused.body.code).toBe('UPLOAD_QUOTA_EXCEEDED');
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(3500);
    expect(seconds).toBeLessThanOrEqual(3600);
    await upload(app, await createPerson(app), picture);
    await run(app, `update avatar_uploads set created_at = created_at - interval '61 minutes' where user_id = $1`, [
      person.id,
    ]);
    await upload(app, person, picture);
  });

  it('is exact for many uploads at once, and refused pictures do not count', async () => {
    await post().attach('avatar', Buffer.from('no picture'), 'a.png').expect(415);
    const replies = await Promise.all(Array.from({ length: 8 }, () => post().attach('avatar', picture, 'a.png')));
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 202, 202, 202, 429, 429, 429, 429]);
    await workDone(app);
    expect((await filesOf(app, person)).originals).toEqual([]);
  });
});

it('people who have not proved their address may upload no more than the default', async () => {
  const large = Buffer.concat([picture, Buffer.alloc(21 * 1024 * 1024)]);
  const stranger = await createPerson(app, { verified: false });
  const { body } = await post(stranger.auth).attach('avatar', large, 'a.png').expect(403);
  expect(body.code).toBe('EMAIL_NOT_VERIFIED');
  expect(body.error).toMatch(/20 MiB/);
  expect(await filesOf(app, stranger)).toEqual({ variants: [], originals: [] });
  await post(stranger.auth).attach('avatar', picture, 'a.png').expect(202);
  await post().attach('avatar', large, 'a.png').expect(202);
});
