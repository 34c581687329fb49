// How pictures leave: by addresses that tell nothing and last, in the format that is asked for, and to nobody else.
import { get, type IncomingHttpHeaders, request } from 'node:http';
import sharp from 'sharp';
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { pathOf } from '../support/avatars.ts';
import { createPerson, type Person, type PersonOptions } from '../support/people.ts';
import { publishPicture } from '../support/published.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

const cdn = 'https://cdn.example.org';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { CDN_URL: cdn } });
});
afterAll(() => app?.close());

const open: PersonOptions = { displayName: 'Ada Lovelace', privacy: { visibility: 'public' } };
const createShown = async (options: PersonOptions = open) => {
  const person = await createPerson(app, options);
  return { person, picture: await publishPicture(app, person) };
};
const choose = (person: Person, privacy: object) =>
  app.http.put('/api/v1/profile/privacy').set(person.auth).send(privacy).expect(200);
const metadataOf = (body: Buffer) => sharp(body).metadata();
const alias = ({ id }: Pick<Person, 'id'>, query = '') => app.http.get(`/api/v1/profiles/${id}/avatar${query}`);

describe('a public picture', () => {
  it('has an address of its own, which tells neither person nor time nor file name, on the CDN', async () => {
    const { person, picture } = await createShown();
    const { origin, pathname, search } = new URL(picture.mediumUrl);
    expect([origin, search]).toEqual([cdn, '']);
    expect(pathname).toMatch(/^\/avatars\/[0-9a-f-]{36}\/[0-9a-f]{32}\/256\.webp$/);
    // Version 4: all of it random.
    expect(pathname.split('/')[2]).toMatch(/^.{14}4/);
    expect(pathname).not.toContain(person.id);
    expect(pathname).not.toContain(picture.uploadId);
  });

  it('may be kept for ever, and can do nothing where it is shown', async () => {
    const { picture } = await createShown();
    const { headers, body } = await app.http.get(pathOf(picture.mediumUrl)).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
      etag: expect.stringMatching(/^"[0-9a-f]{32}-256\.webp"$/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(await metadataOf(body)).toMatchObject({ format: 'webp', width: 256, height: 256 });
  });

  it('is not sent again to whoever has it, and only announced to HEAD', async () => {
    const { picture } = await createShown();
    const path = pathOf(picture.mediumUrl);
    const { headers } = await app.http.get(path).expect(200);
    const again = await app.http.get(path).set('If-None-Match', `"else", ${headers.etag}`).expect(304);
    expect(again.headers).toMatchObject({ etag: headers.etag, 'cache-control': headers['cache-control'] });
    const head = await app.http.head(path).expect(200);
    expect(head.headers).toMatchObject({ etag: headers.etag, 'content-length': headers['content-length'] });
  });

  it('is there in the sizes that were made, and in no other', async () => {
    const { picture } = await createShown();
    const address = (file: string) => pathOf(picture.mediumUrl).replace('256.webp', file);
    for (const file of ['64.webp', '64.jpg', '128.jpg', '512.webp'])
      expect((await app.http.get(address(file)).expect(200)).headers['cache-control']).toContain('immutable');
    for (const file of ['65.webp', '4096.webp', '256.png', '256', '..%2F256.webp', '256.webp%00'])
      expect((await app.http.get(address(file)).expect(404)).headers['cache-control']).toBe('private, no-store');
  });

  it('is shown to people of other tenants as to anybody else', async () => {
    const { picture } = await createShown();
    const stranger = await createPersonElsewhere(app);
    await app.http.get(pathOf(picture.mediumUrl)).set(stranger.auth).expect(200);
    const theirs = await createPersonElsewhere(app, {});
    await choose(theirs, { visibility: 'public' });
    const other = await publishPicture(app, theirs);
    await app.http.get(pathOf(other.mediumUrl)).expect(200);
  });

  it('of former days is served at the address that it had then', async () => {
    const { person, picture } = await createShown();
    await run(app, `update profiles set avatar = avatar - 'id' where user_id = $1`, [person.id]);
    app.container.changes.announce([`profile:${await tenantOf(person)}/${person.id}`]);
    const { body } = await app.http.get('/api/v1/profile').set(person.auth);
    const former = pathOf(body.data.avatarUrls.mediumUrl);
    expect(former).toContain(`/avatars/${person.id}/`);
    await app.http.get(former).expect(200);
    await app.http.get(pathOf(picture.mediumUrl)).expect(404);
  });
});

const tenantOf = async ({ id }: Person) =>
  (await rowsOf<{ tenant: string }>(app, 'select tenant_id as tenant from users where id = $1', [id]))[0]?.tenant;

describe('a picture that was closed', () => {
  it('is gone within five seconds in every other process that had it at hand', async () => {
    const { person, picture } = await createShown();
    const other = await startTestApp({ beside: app });
    try {
      const path = pathOf(picture.mediumUrl);
      for (const process of [app, other]) await process.http.get(path).expect(200);
      await choose(person, { avatar: 'private' });
      await app.http.get(path).expect(404);
      const closedAt = Date.now();
      let status = 200;
      while (status === 200 && Date.now() - closedAt < 5_000) status = (await other.http.get(path)).status;
      expect(status).toBe(404);
    } finally {
      await other.close();
    }
  });

  it.each<[string, (person: Person) => Promise<unknown>]>([
    ['hidden', (person) => choose(person, { visibility: 'private' })],
    ['for members', (person) => choose(person, { avatar: 'authenticated' })],
    ['of a deleted profile', ({ auth }) => app.http.delete('/api/v1/profile').set(auth).expect(204)],
    ['taken away', ({ auth }) => app.http.delete('/api/v1/profile/avatar').set(auth).expect(204)],
  ])('%s answers at its address, signed or not, exactly as if it had never been', async (_, close) => {
    const { person, picture } = await createShown();
    await choose(person, { avatar: 'authenticated' });
    const signed = await signedPath(person);
    await choose(person, { avatar: 'public' });
    await close(person);
    const path = pathOf(picture.mediumUrl);
    const never = path.replace(/[0-9a-f-]{36}/, '5b0c8f5e-7d4c-4f5e-9a55-0d6a4d0f7a31');
    const expected = await visible(never);
    expect(expected.status).toBe(404);
    expect(await visible(path)).toEqual(expected);
    expect(await visible(signed)).toEqual(await visible(signed.replace(/[0-9a-f-]{36}/, newId())));
    expect({ ...(await visible(signed)) }).toEqual(expected);
    expect(await visible(path, 'HEAD')).toEqual(await visible(never, 'HEAD'));
  });

  it('stays open to its owner for five minutes at a time, also when another took its place', async () => {
    const { person, picture } = await createShown();
    await publishPicture(app, person);
    await app.http.get(pathOf(picture.mediumUrl)).expect(404);
    const { body } = await app.http.get('/api/v1/profile/avatar/history').set(person.auth).expect(200);
    const former = body.data.find(({ uploadId }: { uploadId: string }) => uploadId === picture.uploadId);
    const { headers } = await app.http.get(pathOf(former.mediumUrl)).expect(200);
    expect(headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'private, no-store' });
    await choose(person, { avatar: 'private' });
    await app.http.get(pathOf(former.mediumUrl)).expect(404);
  });
});

const signedPath = async (person: Person) =>
  pathOf((await app.http.get('/api/v1/profile').set(person.auth).expect(200)).body.data.avatarUrls.mediumUrl);

/** Everything of a reply, in the order in which it came, but for what differs from one moment to the next. */
function visible(
  path: string,
  method = 'GET',
): Promise<{ status: number | undefined; headers: string[]; bytes: string }> {
  const passing = /^(date|x-request-id|ratelimit-.*)$/i;
  return new Promise((resolve, reject) => {
    request(`${app.url}${path}`, { method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const { rawHeaders, statusCode } = response;
        const headers = rawHeaders.flatMap((name, at) =>
          at % 2 === 0 ? `${name}: ${passing.test(name) ? '…' : rawHeaders[at + 1]}` : [],
        );
        resolve({ status: statusCode, headers, bytes: Buffer.concat(chunks).toString('latin1') });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** What a program gets that sends this `Accept`, and none where it is undefined. */
function accept(path: string, value?: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(`${app.url}${path}`, { headers: value === undefined ? {} : { accept: value } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

describe('the address that everybody has', () => {
  it('gives the nearest size, in the format that is liked best of those there are', async () => {
    const { person } = await createShown();
    const path = `/api/v1/profiles/${person.id}/avatar`;
    for (const [accepted, type] of [
      ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'image/webp'],
      ['image/jpeg', 'image/jpeg'],
      ['image/png,image/jpeg;q=0.9,image/webp;q=0.5', 'image/jpeg'],
      ['image/webp;q=0', 'image/webp'], // nothing is liked: something is better than an error in a page
      ['*/*', 'image/webp'],
      [undefined, 'image/webp'],
    ] as const) {
      const { headers } = await accept(`${path}?size=100`, accepted);
      expect([accepted, headers['content-type']]).toEqual([accepted, type]);
      expect(headers.vary).toBe('Accept, Authorization');
      expect(headers['cache-control']).toBe('public, max-age=300');
    }
    for (const [size, width] of [
      [1, 64],
      [64, 64],
      [65, 128],
      [200, 256],
      [513, 600],
      [2048, 600],
    ]) {
      const { body } = await alias(person, `?size=${size}&format=jpg`).expect(200);
      expect([size, await metadataOf(body)]).toMatchObject([size, { format: 'jpeg', width, height: width }]);
    }
  });

  it('keeps what members see from shared caches', async () => {
    const { person } = await createShown();
    await choose(person, { avatar: 'authenticated' });
    const member = await createPerson(app);
    const seen = await alias(person).set(member.auth).expect(200);
    expect(seen.headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'private, no-store' });
    expect((await alias(person).expect(200)).headers['content-type']).toBe('image/svg+xml');
  });

  it('draws initials as SVG, and as pixels in the size that is asked for', async () => {
    const person = await createPerson(app, open);
    expect(String((await alias(person).expect(200)).body)).toContain('>AL</text>');
    for (const [format, type] of [
      ['png', 'png'],
      ['webp', 'webp'],
      ['jpg', 'jpeg'],
    ] as const) {
      const { body } = await alias(person, `?size=300&format=${format}`).expect(200);
      expect(await metadataOf(body)).toMatchObject({ format: type, width: 300, height: 300 });
      // White strokes on a colour.
      const { channels } = await sharp(body).removeAlpha().stats();
      expect(channels.every(({ max }) => max > 240)).toBe(true);
    }
    const { headers } = await accept(`/api/v1/profiles/${person.id}/avatar`, 'image/png');
    expect(headers['content-type']).toBe('image/png');
  });

  it('draws as pixels what no font of ours has as an identicon', async () => {
    const drawn = async (displayName: string, query: string) => {
      const person = await createPerson(app, { ...open, displayName });
      const { body } = await alias(person, `?format=png&${query}`).expect(200);
      const { body: identicon } = await alias(person, '?format=png&style=identicon').expect(200);
      return body.equals(identicon);
    };
    for (const name of ['Åsa Öberg', 'иван петров', '김철수', '4chan', '王小明', 'محمد علي', 'अमित कुमार', '👩🏽‍🚀'])
      expect([name, await drawn(name, '')]).toEqual([name, false]);
    expect(await drawn('𐎠𐎼𐎹', '')).toBe(true); // Old Persian
  });

  it('draws in the style that its owner chose, or the one that is asked for', async () => {
    const person = await createPerson(app, open);
    const initials = (await alias(person).expect(200)).body;
    const { body } = await app.http
      .put('/api/v1/profile/preferences')
      .set(person.auth)
      .send({ avatarStyle: 'retro' })
      .expect(200);
    expect(body.data.avatarStyle).toBe('retro');
    const retro = (await alias(person).expect(200)).body;
    expect(retro.equals(initials)).toBe(false);
    expect((await alias(person, '?style=initials').expect(200)).body.equals(initials)).toBe(true);
    const kinds = await Promise.all(
      ['initials', 'identicon', 'retro', 'blank', 'color'].map(async (style) =>
        String((await alias(person, `?style=${style}`).expect(200)).body),
      ),
    );
    expect(new Set(kinds).size).toBe(5);
    const blank = await alias(person, '?style=blank&format=png&size=10').expect(200);
    expect([...(await sharp(blank.body).raw().toBuffer())]).toEqual(new Array(400).fill(0));
    await alias(person, '?style=cubist').expect(400);
    const replies = [{ avatarStyle: 'cubist' }, { avatarStyle: 1 }];
    for (const wrong of replies)
      await app.http.put('/api/v1/profile/preferences').set(person.auth).send(wrong).expect(400);
  });

  it('shows a style to nobody who may not know of the person', async () => {
    const person = await createPerson(app, { ...open, privacy: { visibility: 'private' } });
    for (const query of ['', '?style=retro', '?format=png&size=64', '?style=identicon&format=jpg']) {
      const hidden = await visible(`/api/v1/profiles/${person.id}/avatar${query}`);
      expect(hidden.status).toBe(404);
      expect(hidden).toEqual(await visible(`/api/v1/profiles/${newId()}/avatar${query}`));
    }
  });

  it('shows the twin that moves to whoever asks for it, and the still one to everybody else', async () => {
    const moving = await startTestApp({ env: { AVATAR_ANIMATION: 'true' } });
    try {
      const person = await createPerson(moving, open);
      const { animation } = await import('../support/images.ts');
      const frames = await animation('gif', [
        [255, 0, 0],
        [0, 255, 0],
      ]);
      await publishPicture(moving, person, frames);
      const path = `/api/v1/profiles/${person.id}/avatar`;
      const pagesOf = async (query: string) =>
        (await sharp((await moving.http.get(`${path}${query}`).expect(200)).body, { animated: true }).metadata())
          .pages ?? 1;
      expect([await pagesOf(''), await pagesOf('?animated=false'), await pagesOf('?animated=true')]).toEqual([1, 1, 2]);
    } finally {
      await moving.close();
    }
  });
});
