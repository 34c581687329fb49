// From a phone's photo to a published picture, over HTTP.
import sharp from 'sharp';
import { startTestApp, type TestApp } from '../support/app.ts';
import { filesOf, finished, pathOf, statusOf, upload } from '../support/avatars.ts';
import { blue, colorAt, colorDistance, green, phonePhoto, quadrants, red, solid, white } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

const description = 'Canary: photographed in the garden';
// Of a photo whose shorter side has 80 pixels: none is larger than that.
const files = ['64.jpg', '64.webp', '80.jpg', '80.webp'];

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app, { displayName: 'Ada Lovelace', privacy: { visibility: 'public' } });
});

const profile = async () => (await app.http.get(`/api/v1/profiles/${person.id}`).expect(200)).body.data;

describe('a phone photo', () => {
  it('is taken at once, and becomes upright, square, clean pictures', async () => {
    const photo = await phonePhoto(6, description);
    expect(photo.includes(description) && photo.includes('Exif') && photo.includes('Canary Cameras')).toBe(true);
    const taken = await upload(app, person, photo);
    expect(taken).toMatchObject({ status: 'stored', reason: null, finishedAt: null });
    expect(pathOf(taken.statusUrl)).toBe(`/api/v1/profile/avatar/uploads/${taken.uploadId}`);

    const done = await finished(app, person);
    expect(done).toMatchObject({ status: 'ready', reason: null, uploadId: taken.uploadId });
    // The addresses that were promised are those that answer.
    for (const name of ['avatarUrl', 'mediumUrl', 'thumbnailUrl']) expect(done[name]).toBe(taken[name]);
    const shown = await profile();
    expect(shown.avatarUrls).toEqual({
      avatarUrl: taken.avatarUrl,
      mediumUrl: taken.mediumUrl,
      thumbnailUrl: taken.thumbnailUrl,
    });
    expect(shown.avatarColor).toMatch(/^#[0-9a-f]{6}$/);
    expect(Buffer.from(shown.avatarThumbHash, 'base64').length).toBeGreaterThan(10);

    const directory = pathOf(taken.avatarUrl).replace(/[^/]+$/, '');
    for (const file of files) {
      const { body, headers } = await app.http.get(`${directory}${file}`).expect(200);
      const { width, height, space, format, ...metadata } = await sharp(body).metadata();
      const side = Number.parseInt(file, 10);
      expect([file, width, height, space]).toEqual([file, side, side, 'srgb']);
      expect(headers['content-type']).toBe(`image/${format}`);
      for (const kind of ['exif', 'icc', 'iptc', 'xmp', 'orientation', 'comments'] as const)
        expect([file, kind, metadata[kind]]).toEqual([file, kind, undefined]);
      for (const trace of [description, 'Canary', 'Exif', 'GPS', 'ICC', 'http://ns.adobe.com'])
        expect([file, trace, body.includes(trace)]).toEqual([file, trace, false]);
      const corners = { red: [0.25, 0.25], green: [0.75, 0.25], blue: [0.25, 0.75], white: [0.75, 0.75] } as const;
      const colors = { red, green, blue, white };
      for (const [name, [x, y]] of Object.entries(corners)) {
        const distance = colorDistance(await colorAt(body, x, y), colors[name as keyof typeof colors]);
        expect([file, name, distance < 40]).toEqual([file, name, true]);
      }
    }
  });

  it('is answered when it is ready, to those who prefer to wait', async () => {
    const response = await app.http
      .post('/api/v1/profile/avatar')
      .set(person.auth)
      .set('Prefer', 'respond-async, wait=20')
      .attach('file', await phonePhoto(3), 'me.jpg')
      .expect(200);
    expect(response.headers['preference-applied']).toBe('wait=20');
    expect(response.body.data.status).toBe('ready');
    await app.http.get(pathOf(response.body.data.mediumUrl)).expect(200);
  });

  it('leaves no original behind once it is published', async () => {
    await upload(app, person, await phonePhoto(6), { wait: true });
    await workDone(app);
    const { variants, originals } = await filesOf(app, person);
    expect(originals).toEqual([]);
    expect(variants.map((key) => key.split('/')[1])).toEqual(files);
  });
});

describe('a published picture', () => {
  it('may be cached for a year at its own address, a little while at the stable one', async () => {
    const { avatarUrl } = await upload(app, person, undefined, { wait: true });
    const own = await app.http.get(pathOf(avatarUrl)).expect(200);
    expect(own.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(own.headers['x-content-type-options']).toBe('nosniff');
    await app.http.get(pathOf(avatarUrl)).set('If-None-Match', String(own.headers.etag)).expect(304);
    const stable = await app.http.get(`/api/v1/profiles/${person.id}/avatar`).expect(200);
    expect(stable.headers['cache-control']).toBe('public, max-age=300');
    await app.http
      .get(`/api/v1/profiles/${person.id}/avatar`)
      .set('If-None-Match', String(stable.headers.etag))
      .expect(304);
  });

  it('comes in the size and format that is asked for', async () => {
    await upload(app, person, await quadrants(1200, 1200).png().toBuffer(), { wait: true });
    for (const [query, side, format] of [
      ['', 256, 'webp'],
      ['?size=1', 64, 'webp'],
      ['?size=65', 128, 'webp'],
      ['?size=2048', 1024, 'webp'],
      ['?size=64&format=jpg', 64, 'jpeg'],
      ['?size=1000&format=jpg', 1024, 'jpeg'],
    ]) {
      const { body } = await app.http.get(`/api/v1/profiles/${person.id}/avatar${query}`).expect(200);
      const { width, format: found } = await sharp(body).metadata();
      expect([query, width, found]).toEqual([query, side, format]);
    }
    for (const query of ['?size=0', '?size=9999', '?size=x', '?format=bmp', '?width=1'])
      await app.http.get(`/api/v1/profiles/${person.id}/avatar${query}`).expect(400);
  });

  it('is one’s own picture for those who ask for an image, its record for everybody else', async () => {
    await upload(app, person, undefined, { wait: true });
    const own = (accept: string) => app.http.get('/api/v1/profile/avatar').set(person.auth).set('Accept', accept);
    expect((await own('application/json').expect(200)).body.data.status).toBe('ready');
    expect((await own('image/*').expect(200)).headers['content-type']).toBe('image/webp');
  });
});

describe('what is no picture', () => {
  it('is refused at once, and nothing of it is kept', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    for (const [content, status, code] of [
      [html, 415, 'UNSUPPORTED_IMAGE_TYPE'],
      [svg, 415, 'UNSUPPORTED_IMAGE_TYPE'],
      [Buffer.alloc(0), 415, 'UNSUPPORTED_IMAGE_TYPE'],
      [Buffer.alloc(21 * 1024 * 1024, 1), 413, 'FILE_TOO_LARGE'],
    ] as const) {
      const response = await app.http
        .post('/api/v1/profile/avatar')
        .set(person.auth)
        .attach('avatar', content, 'me.png');
      expect([response.status, response.body.code]).toEqual([status, code]);
    }
    await app.http.get('/api/v1/profile/avatar/status').set(person.auth).expect(404);
    expect(await filesOf(app, person)).toEqual({ variants: [], originals: [] });
  });

  it('ends rejected, with a reason for its owner, where only decoding shows it', async () => {
    const whole = await solid([200, 30, 30], 900, 900).jpeg({ quality: 100 }).toBuffer();
    await upload(app, person, whole.subarray(0, Math.floor(whole.length / 2)));
    const done = await finished(app, person);
    expect(done.status).toBe('rejected');
    expect(done.reason).toMatch(/damaged or incomplete/);
    await workDone(app);
    expect(await filesOf(app, person)).toEqual({ variants: [], originals: [] });
    expect((await profile()).avatarUrls).toBeUndefined();
  });

  it('does not take the place of the picture before', async () => {
    const { avatarUrl } = await upload(app, person, undefined, { wait: true });
    const whole = await solid([0, 30, 30], 900, 900).jpeg({ quality: 100 }).toBuffer();
    await upload(app, person, whole.subarray(0, Math.floor(whole.length / 2)), { wait: true });
    expect((await statusOf(app, person)).status).toBe('rejected');
    expect((await profile()).avatarUrls.avatarUrl).toBe(avatarUrl);
    await app.http.get(pathOf(avatarUrl)).expect(200);
  });
});

it('people without a picture get their initials', async () => {
  const { headers, body } = await app.http.get(`/api/v1/profiles/${person.id}/avatar`).expect(200);
  expect(headers['content-type']).toMatch(/^image\/svg\+xml/);
  expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  expect(body.toString()).toContain('>AL</text>');
  expect(pathOf((await profile()).avatar)).toBe(`/api/v1/profiles/${person.id}/avatar`);
});

it('nobody reads the status of another person’s upload', async () => {
  const mine = await upload(app, person, undefined, { wait: true });
  const stranger = await createPerson(app, { roles: ['user', 'admin'] });
  await app.http.get('/api/v1/profile/avatar/status').expect(401);
  await app.http.get('/api/v1/profile/avatar/status').set(stranger.auth).expect(404);
  await app.http.get('/api/v1/profile/avatar').set(stranger.auth).expect(404);
  const theirs = await upload(app, stranger, undefined, { wait: true });
  expect(theirs.uploadId).not.toBe(mine.uploadId);
  expect((await statusOf(app, person)).uploadId).toBe(mine.uploadId);
});
