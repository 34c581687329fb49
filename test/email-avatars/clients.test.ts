// Pictures by e-mail address, as the clients of Gravatar and Libravatar ask for them.
import { createHash } from 'node:crypto';
import dns, { type SrvRecord } from 'node:dns';
import gravatar from 'gravatar';
import libravatar from 'libravatar';
import sharp from 'sharp';
import { startTestApp, type TestApp } from '../support/app.ts';
import { pathOf } from '../support/avatars.ts';
import { paintImage, solid } from '../support/images.ts';
import { createPerson, type Person, type PersonOptions } from '../support/people.ts';
import { publishPicture } from '../support/published.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { AVATAR_DEFAULT_HOSTS: 'pictures.example.org' } });
});
afterAll(() => app?.close());

const hash = (algorithm: 'md5' | 'sha256', email: string) =>
  createHash(algorithm).update(email.trim().toLowerCase()).digest('hex');
const lookUp = (hashed: string, query: Record<string, string | number> = {}) =>
  app.http.get(`/avatar/${hashed}`).query(query);
const offer = ({ auth }: Person, publicAvatarByEmail = true) =>
  app.http.put('/api/v1/profile/preferences').set(auth).send({ privacy: { publicAvatarByEmail } }).expect(200);
const choose = ({ auth }: Person, privacy: object) =>
  app.http.put('/api/v1/profile/privacy').set(auth).send(privacy).expect(200);

const teal = [20, 140, 130] as const;
/** Somebody whose teal picture everybody may see; with `offered`, by their address too. */
async function createShown({
  offered = true,
  ...options
}: PersonOptions & { offered?: boolean } = {}): Promise<Person> {
  const person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' }, ...options });
  await publishPicture(app, person, await solid(teal, 300, 300).png().toBuffer());
  if (offered) await offer(person);
  return person;
}

async function isTeal(body: Buffer): Promise<boolean> {
  const { dominant } = await sharp(body).stats();
  return [dominant.r, dominant.g, dominant.b].every((value, at) => Math.abs(value - (teal[at] ?? 0)) < 12);
}
const isShown = async ({ email }: Person) => {
  const [bySha256, byMd5] = await Promise.all(
    (['sha256', 'md5'] as const).map(async (algorithm) =>
      isTeal((await lookUp(hash(algorithm, email)).expect(200)).body),
    ),
  );
  expect(byMd5).toBe(bySha256);
  return bySha256;
};
const keptHashes = ({ id }: Person) => rowsOf(app, 'select 1 from avatar_hashes where user_id = $1', [id]);

describe('the npm clients', () => {
  it('gravatar finds the picture', async () => {
    const person = await createShown({ email: 'Ada.Lovelace@Example.com' });
    const url = gravatar.url(` ${person.email} `, { s: '120', r: 'x', d: 'retro', cdn: app.url });
    const { body, headers } = await app.http.get(pathOf(url)).expect(200);
    expect(headers['content-type']).toBe('image/jpeg');
    expect(await sharp(body).metadata()).toMatchObject({ format: 'jpeg', width: 120, height: 120 });
    expect(await isTeal(body)).toBe(true);
  });

  it('gravatar gets a drawing for anybody else', async () => {
    const url = gravatar.url('nobody@example.com', { s: '120', d: 'retro', cdn: app.url });
    const { body, headers } = await app.http.get(pathOf(url)).expect(200);
    expect(headers['content-type']).toBe('image/png');
    expect(await isTeal(body)).toBe(false);
  });

  it('libravatar finds the picture, where the mail domain says that this is the place', async () => {
    const person = await createShown();
    const { hostname, port } = new URL(app.url);
    const asked: string[] = [];
    const { resolveSrv } = dns;
    const answerWithUs: (name: string, answer: (error: null, records: SrvRecord[]) => void) => void = (
      name,
      answer,
    ) => {
      asked.push(name);
      answer(null, [{ name: hostname, port: Number(port), priority: 0, weight: 1 }]);
    };
    Object.assign(dns, { resolveSrv: answerWithUs });
    const url = await libravatar
      .get_avatar_url({ email: person.email, size: 96, default: 'monsterid' })
      .finally(() => Object.assign(dns, { resolveSrv }));
    expect(asked).toEqual(['_avatars._tcp.example.com']);
    expect(new URL(url).origin).toBe(app.url);
    const { body } = await app.http.get(pathOf(url)).expect(200);
    expect(await sharp(body).metadata()).toMatchObject({ width: 96, height: 96 });
    expect(await isTeal(body)).toBe(true);
  });
});

describe('the picture', () => {
  it('comes at any size and in the format of the extension, in a public cache for some minutes', async () => {
    const person = await createShown();
    const hashed = hash('sha256', person.email);
    for (const [file, format] of [
      [hashed, 'jpeg'],
      [`${hashed}.jpg`, 'jpeg'],
      [`${hashed}.JPEG`, 'jpeg'],
      [`${hashed}.png`, 'png'],
      [`${hashed}.webp`, 'webp'],
      [`${hashed}.gif`, 'jpeg'],
      [hashed.toUpperCase(), 'jpeg'],
    ])
      expect(await sharp((await lookUp(String(file)).expect(200)).body).metadata()).toMatchObject({
        format,
        width: 80,
      });
    for (const [query, width] of [
      [{ s: 1 }, 1],
      [{ size: 33 }, 33],
      [{ s: 2048 }, 2048],
      [{ s: 2049 }, 80],
      [{ s: 0 }, 80],
      [{ s: -5 }, 80],
      [{ s: '12.5' }, 80],
      [{ s: 'large' }, 80],
      [{ s: '' }, 80],
    ] as const)
      expect(await sharp((await lookUp(hashed, query).expect(200)).body).metadata()).toMatchObject({
        width,
        height: width,
      });
    const { headers } = await lookUp(hashed, { s: 50 }).expect(200);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
    await lookUp(hashed, { s: 50 }).set('If-None-Match', String(headers.etag)).expect(304);
    await app.http.head(`/avatar/${hashed}?s=50`).expect(200);
  });

  it('keeps what shines through, in PNG and WebP', async () => {
    const person = await createShown();
    const half = await paintImage(200, 200, (x) => (x < 0.5 ? [255, 0, 0, 255] : [0, 0, 0, 0]))
      .png()
      .toBuffer();
    await publishPicture(app, person, half);
    const { body } = await lookUp(`${hash('md5', person.email)}.png`).expect(200);
    const alpha = await sharp(body).ensureAlpha().extractChannel(3).raw().toBuffer();
    expect([alpha[4], alpha[76]]).toEqual([255, 0]);
  });

  it('is found by the spellings of a domain that is not ASCII', async () => {
    const person = await createShown({ email: 'bob@bücher.example' });
    expect(await isShown({ ...person, email: 'bob@bücher.example' })).toBe(true);
    expect(await isShown({ ...person, email: 'bob@xn--bcher-kva.example' })).toBe(true);
  });

  it('of the default is forced on request', async () => {
    const person = await createShown();
    const hashed = hash('sha256', person.email);
    for (const query of [{ f: 'y' }, { forcedefault: 'y' }] as const)
      expect(await isTeal((await lookUp(hashed, query).expect(200)).body)).toBe(false);
    expect(await isTeal((await lookUp(hashed, { f: 'n' }).expect(200)).body)).toBe(true);
    await lookUp(hashed, { f: 'y', d: '404' }).expect(404);
  });

  it('is rated for everybody', async () => {
    const hashed = hash('sha256', (await createShown()).email);
    for (const rating of ['g', 'pg', 'r', 'x', 'whatever'])
      expect(await isTeal((await lookUp(hashed, { rating }).expect(200)).body)).toBe(true);
  });
});

describe('whose picture is found', () => {
  it('nobody’s who has not asked for it', async () => {
    const person = await createShown({ offered: false });
    expect(await isShown(person)).toBe(false);
    expect(await keptHashes(person)).toEqual([]);
    await offer(person);
    expect(await isShown(person)).toBe(true);
    await offer(person, false);
    expect(await isShown(person)).toBe(false);
    expect(await keptHashes(person)).toEqual([]);
  });

  it.each<[string, (person: Person) => Promise<unknown>, (person: Person) => Promise<unknown>]>([
    [
      'hides the picture',
      (person) => choose(person, { avatar: 'authenticated' }),
      (person) => choose(person, { avatar: 'public' }),
    ],
    [
      'hides the profile',
      (person) => choose(person, { visibility: 'private' }),
      (person) => choose(person, { visibility: 'public' }),
    ],
    [
      'takes the picture away',
      ({ auth }) => app.http.delete('/api/v1/profile/avatar').set(auth).expect(204),
      async (person) => publishPicture(app, person, await solid(teal, 90, 90).png().toBuffer()),
    ],
    [
      'deletes the profile',
      ({ auth }) => app.http.delete('/api/v1/profile').set(auth).expect(204),
      ({ auth }) => app.http.post('/api/v1/profile/restore').set(auth).expect(200),
    ],
  ])('who %s takes it back, with the hash, until it is undone', async (_, close, reopen) => {
    const person = await createShown();
    expect(await isShown(person)).toBe(true);
    await close(person);
    expect(await isShown(person)).toBe(false);
    expect(await keptHashes(person)).toEqual([]);
    await reopen(person);
    expect(await isShown(person)).toBe(true);
    expect(await keptHashes(person)).toHaveLength(1);
  });

  it.each([
    ['an account that is switched off', `update users set status = 'deactivated' where id = $1`],
    ['an address that is not proved', 'update users set email_verified_at = null where id = $1'],
    ['an address that is another now', `update users set email = 'moved-' || email where id = $1`],
  ])('not that of %s, whatever rows are left', async (_, statement) => {
    const person = await createShown();
    expect(await isShown(person)).toBe(true);
    await run(app, statement, [person.id]);
    expect(await keptHashes(person)).toHaveLength(1);
    expect(await isShown(person)).toBe(false);
  });

  it('changes at the same time end with what both say', async () => {
    const person = await createShown({ offered: false });
    for (let round = 0; round < 5; round++) {
      await Promise.all([offer(person, false), choose(person, { avatar: 'private' })]);
      await Promise.all([offer(person), choose(person, { avatar: 'public' })]);
      expect(await isShown(person)).toBe(true);
      await Promise.all([offer(person), choose(person, { avatar: 'private' })]);
      expect(await keptHashes(person)).toEqual([]);
    }
  });
});

describe('whoever is not found', () => {
  const everyDefault = [
    '',
    '404',
    'mp',
    'mm',
    'identicon',
    'monsterid',
    'wavatar',
    'retro',
    'robohash',
    'pagan',
    'blank',
    'initials',
    'color',
    'https://pictures.example.org/nobody.png',
  ];

  it('cannot be told from somebody who never was', async () => {
    const hidden = await createShown({ privacy: { visibility: 'private' } });
    const silent = await createShown({ offered: false });
    const erased = await createShown();
    const emails = [hidden, silent, erased].map(({ email }) => email);
    const repliesOf = (email: string) =>
      Promise.all(
        everyDefault.map(async (d) => {
          const { status, headers, body, text } = await lookUp(hash('sha256', email), { d, name: 'Ada' });
          const { date, 'x-request-id': id, 'ratelimit-remaining': left, 'ratelimit-reset': reset, ...rest } = headers;
          return [d, status, Object.entries(rest), Buffer.isBuffer(body) ? body.toString('base64') : text];
        }),
      );
    await run(app, 'delete from avatar_hashes where user_id = $1', [erased.id]);
    await run(app, 'delete from users where id = $1', [erased.id]);
    const before = await Promise.all(emails.map(repliesOf));
    // The same addresses in a house where nobody lives.
    const empty = await startTestApp({ env: { AVATAR_DEFAULT_HOSTS: 'pictures.example.org' } });
    try {
      const there = app;
      app = empty;
      const after = await Promise.all(emails.map(repliesOf));
      app = there;
      expect(before).toEqual(after);
    } finally {
      await empty.close();
    }
  });

  it('gets a drawing of the hash: another for each, the same each time', async () => {
    const [one, other] = [hash('sha256', 'one@example.com'), hash('sha256', 'other@example.com')];
    const pictures = new Set<string>();
    for (const d of ['identicon', 'monsterid', 'wavatar', 'retro', 'robohash', 'pagan']) {
      const drawn = async (hashed: string) => (await lookUp(hashed, { d, s: 64 }).expect(200)).body.toString('base64');
      expect(await drawn(one)).toBe(await drawn(one));
      for (const hashed of [one, other]) pictures.add(await drawn(hashed));
    }
    expect(pictures.size).toBe(12);
  });

  it('gets what the codes say', async () => {
    const hashed = hash('md5', 'nobody@example.com');
    const missing = await lookUp(hashed, { d: '404' }).expect(404);
    expect(missing.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=300',
    });
    const bytes = async (query: Record<string, string | number>) =>
      (await lookUp(hashed, query).expect(200)).body as Buffer;
    const silhouette = await bytes({ d: 'mp' });
    expect(silhouette.equals(await bytes({ d: 'mm' }))).toBe(true);
    expect(silhouette.equals(await bytes({ default: 'MP' }))).toBe(true);
    const mark = await bytes({});
    expect(mark.equals(silhouette)).toBe(false);
    for (const d of ['whatever', '__proto__', 'http://', 'javascript:alert(1)'])
      expect(mark.equals(await bytes({ d }))).toBe(true);
    expect(
      new Set(
        await sharp(await bytes({ d: 'blank' }))
          .raw()
          .toBuffer(),
      ),
    ).toEqual(new Set([0]));
    const letters = await bytes({ d: 'initials', initials: 'al' });
    expect(letters.equals(await bytes({ d: 'initials', name: 'Ada Lovelace' }))).toBe(true);
    expect(letters.equals(await bytes({ d: 'initials', name: 'Grace Hopper' }))).toBe(false);
    expect((await sharp(await bytes({ d: 'color' })).stats()).entropy).toBe(0);
  });

  it('is sent elsewhere to hosts that are listed alone', async () => {
    const hashed = hash('md5', 'nobody@example.com');
    const sent = await lookUp(hashed, { d: 'https://pictures.example.org/a b.png?x=1' }).expect(302);
    expect(sent.headers).toMatchObject({
      location: 'https://pictures.example.org/a%20b.png?x=1',
      'cache-control': 'public, max-age=300',
    });
    for (const d of [
      'https://evil.example/',
      'https://pictures.example.org.evil.example/',
      'https://pictures.example.org@evil.example/',
      'https://user:word@pictures.example.org/',
      '//pictures.example.org/a.png',
      'ftp://pictures.example.org/a.png',
      'data:image/png;base64,AAAA',
    ])
      expect((await lookUp(hashed, { d })).status).toBe(200);
  });

  it('need not be a hash', async () => {
    for (const odd of ['0', 'abc', 'g'.repeat(32), '0'.repeat(33), 'ada@example.com', '%00', '..%2Fsecret'])
      await lookUp(odd).expect(200);
    await lookUp('a'.repeat(100)).expect(400);
    await lookUp('abc', { _: 123, ver: 2, anything: 'else' }).expect(200);
  });
});

it('no reply of ours holds the hash of an address', async () => {
  const person = await createShown({ handle: 'countess' });
  const member = await createPerson(app);
  const hashes = (['md5', 'sha256'] as const).flatMap((algorithm) => {
    const digest = createHash(algorithm).update(person.email).digest();
    return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')];
  });
  for (const viewer of [undefined, member, person]) {
    for (const path of [
      '/api/v1/profile',
      '/api/v1/profile/preferences',
      '/api/v1/profile/privacy',
      '/api/v1/profile/avatar',
      '/api/v1/profile/avatar/history',
      '/api/v1/profile/activities',
      '/api/v1/profiles',
      '/api/v1/profiles?q=Ada',
      `/api/v1/profiles/${person.id}`,
      '/api/v1/profiles/countess',
      `/api/v1/profiles/${person.id}/avatar`,
      `/avatar/${hash('md5', 'somebody-else@example.com')}`,
    ]) {
      const { text, headers, body } = await app.http.get(path).set(viewer?.auth ?? {});
      const whole = `${text ?? ''}${JSON.stringify(headers)}${Buffer.isBuffer(body) ? body.toString('latin1') : ''}`;
      for (const one of hashes) expect([path, whole.includes(one)]).toEqual([path, false]);
    }
  }
});
