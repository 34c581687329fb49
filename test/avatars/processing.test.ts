// What the worker makes of an upload, and what becomes of one that it cannot finish.
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { createAvatarProcessing, planVariants } from '../../src/avatars/index.ts';
import { DecodeStalledError, type ImageCodec } from '../../src/platform/image/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { filesOf, pathOf, statusOf, upload } from '../support/avatars.ts';
import {
  animation,
  blue,
  colorAt,
  colorDistance,
  green,
  phonePhoto,
  quadrants,
  type Rgb,
  red,
} from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
let person: Person;
const nextPerson = () => createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
const namesOf = async () => (await filesOf(app, person)).variants.map((key) => key.split('/').at(-1)).sort();
const stepsOf = async (uploadId: string | undefined) => {
  const [row] = await rowsOf<{ steps: { step: string }[] }>(app, 'select steps from avatar_uploads where id = $1', [
    uploadId,
  ]);
  return row?.steps.map(({ step }) => step);
};
const avatarOf = async () => {
  const [row] = await rowsOf<{ avatar: { variants: string[]; animated: string | null } | null }>(
    app,
    'select avatar from profiles where user_id = $1',
    [person.id],
  );
  return row?.avatar;
};
const read = async (url: string | undefined, file: string): Promise<Buffer> =>
  (await app.http.get(pathOf(url).replace(/[^/]+$/, file)).expect(200)).body;

describe('as it comes', () => {
  beforeAll(async () => {
    app = await startTestApp({ workers: true });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    person = await nextPerson();
  });

  it('makes five sizes in WebP and JPEG, one step after the other', async () => {
    const picture = await quadrants(20, 20).resize(1500, 1100, { kernel: 'nearest', fit: 'fill' }).jpeg().toBuffer();
    const { uploadId, avatarUrl, mediumUrl, thumbnailUrl } = await upload(app, person, picture, { wait: true });
    const files = [1024, 512, 256, 128, 64].flatMap((size) => [`${size}.webp`, `${size}.jpg`]);
    expect(await namesOf()).toEqual([...files].sort());
    expect(await stepsOf(uploadId)).toEqual(['stored', 'decoding', ...files, 'published']);
    expect([avatarUrl, mediumUrl, thumbnailUrl].map((url) => pathOf(url).split('/').at(-1))).toEqual([
      '1024.webp',
      '256.webp',
      '64.webp',
    ]);
    for (const file of files) {
      const metadata = await sharp(await read(avatarUrl, file)).metadata();
      expect([metadata.width, metadata.height]).toEqual([Number.parseInt(file, 10), Number.parseInt(file, 10)]);
    }
    expect((await filesOf(app, person)).originals).toEqual([]);
  });

  it('makes no picture larger than what came in, whose own size is the largest', async () => {
    const { avatarUrl } = await upload(app, person, await quadrants(300, 200).png().toBuffer(), { wait: true });
    expect(await namesOf()).toEqual(['128.jpg', '128.webp', '200.jpg', '200.webp', '64.jpg', '64.webp']);
    expect(pathOf(avatarUrl)).toMatch(/200\.webp$/);
    person = await nextPerson();
    const dot = await upload(app, person, await quadrants(9, 7).png().toBuffer(), { wait: true });
    expect(await namesOf()).toEqual(['7.jpg', '7.webp']);
    for (const url of [dot.avatarUrl, dot.mediumUrl, dot.thumbnailUrl]) expect(pathOf(url)).toMatch(/\/7\.webp$/);
  });

  it('cuts what was chosen from the upright picture', async () => {
    const request = app.http.post('/api/v1/profile/avatar').set(person.auth).set('Prefer', 'wait=20');
    const { body } = await request
      .field('crop', '65,5,50,30')
      .attach('avatar', await phonePhoto(6), 'me.jpg')
      .expect(200);
    expect(await namesOf()).toEqual(['30.jpg', '30.webp']);
    const picture = await read(body.data.avatarUrl, '30.webp');
    for (const at of [0.05, 0.95]) expect(colorDistance(await colorAt(picture, at, at), green)).toBeLessThan(12);
  });

  it('shows the first frame of what moves', async () => {
    await upload(app, person, await animation('gif', [red, blue]), { wait: true });
    expect(await namesOf()).toEqual(['64.jpg', '64.webp']);
    expect(await avatarOf()).toMatchObject({ animated: null });
  });

  it('tells the owner when nothing can be stored, within three minutes', async () => {
    const { storage } = app.container;
    const { put } = storage;
    const full: typeof put = async (key, ...rest) => {
      if (!key.startsWith(`avatars/${person.id}/`)) return put(key, ...rest);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    Object.assign(storage, { put: full });
    try {
      await upload(app, person);
      const status = await eventuallyFinished(180_000);
      expect([status.status, status.reason]).toEqual(['failed', expect.stringContaining('try again')]);
    } finally {
      Object.assign(storage, { put });
    }
    await upload(app, person, undefined, { wait: true });
    expect((await statusOf(app, person)).status).toBe('ready');
    await jobsDone('media.remove-avatar');
    expect(await namesOf()).toEqual(['64.jpg', '64.webp']);
    expect((await filesOf(app, person)).originals).toEqual([]);
  }, 240_000);
});

/** Resolves when no job of this name is open. */
async function jobsDone(name: string): Promise<void> {
  while ((await rowsOf(app, 'select 1 from outbox where name = $1 and failed_at is null', [name])).length > 0)
    await sleep(100);
}

async function eventuallyFinished(timeoutMs: number) {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(500)) {
    const status = await statusOf(app, person);
    if (status.finishedAt) return status;
  }
  throw new Error('The upload has not ended');
}

describe('a decoder that stands still', () => {
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    person = await nextPerson();
  });

  it('is tried once more, before its owner is told', async () => {
    let stalls = 0;
    const codec: ImageCodec = {
      ...app.container.codec,
      async renderVariants(source, spec) {
        if (stalls-- > 0) throw new DecodeStalledError(new Error('timeout: 5% complete'));
        return app.container.codec.renderVariants(source, spec);
      },
    };
    const processing = createAvatarProcessing({ ...app.container, codec, plan: planVariants(app.config.images) });
    const refOf = async (): Promise<{ tenantId: string; userId: string; uploadId: string }> => {
      const { uploadId = '' } = await upload(app, person);
      const [row] = await rowsOf<{ tenantId: string }>(
        app,
        'select tenant_id as "tenantId" from avatar_uploads where id = $1',
        [uploadId],
      );
      return { tenantId: row?.tenantId ?? '', userId: person.id, uploadId };
    };

    const slept = await refOf();
    stalls = 1;
    await expect(processing.process(slept)).rejects.toThrow(DecodeStalledError);
    expect((await statusOf(app, person)).status).toBe('processing');
    await processing.process(slept);
    expect((await statusOf(app, person)).status).toBe('ready');

    const tooSlow = await refOf();
    stalls = 2;
    await expect(processing.process(tooSlow)).rejects.toThrow(DecodeStalledError);
    await processing.process(tooSlow);
    const { status, reason } = await statusOf(app, person);
    expect([status, reason]).toEqual(['failed', expect.stringContaining('try again')]);
    expect(await avatarOf()).toMatchObject({ uploadId: slept.uploadId });
  });
});

describe('with AVIF and moving pictures', () => {
  beforeAll(async () => {
    app = await startTestApp({
      workers: true,
      env: { AVATAR_AVIF: 'true', AVATAR_ANIMATION: 'true', AVATAR_SIZES: '48,96', THUMBNAIL_SIZE: '48' },
    });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    person = await nextPerson();
  });

  it('adds AVIF when the picture is there, and lets go of the original', async () => {
    const { avatarUrl } = await upload(app, person, await quadrants(120, 120).png().toBuffer(), { wait: true });
    await workDone(app);
    const files = ['48.avif', '48.jpg', '48.webp', '96.avif', '96.jpg', '96.webp'];
    expect(await namesOf()).toEqual(files);
    expect((await avatarOf())?.variants.toSorted()).toEqual(files);
    const picture = await read(avatarUrl, '96.avif');
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'heif', compression: 'av1', width: 96 });
    expect(colorDistance(await colorAt(picture, 0.2, 0.2), red)).toBeLessThan(30);
    expect((await filesOf(app, person)).originals).toEqual([]);
  });

  it('adds AVIF once, to the picture that it belongs to, and to none that was taken away', async () => {
    const first = await upload(app, person, await quadrants(60, 60).png().toBuffer(), { wait: true });
    await workDone(app);
    const ref = { tenantId: '', userId: person.id, uploadId: String(first.uploadId) };
    const before = await avatarOf();
    await app.container.avatarProcessing.addAvif(ref);
    expect(await avatarOf()).toEqual(before);
    await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(204);
    await app.container.avatarProcessing.addAvif(ref);
    await workDone(app);
    expect(await filesOf(app, person)).toEqual({ variants: [], originals: [] });
    expect(await avatarOf()).toBeNull();
  });

  it('keeps sixty frames in a twin of their own', async () => {
    const colors = Array.from({ length: 64 }, (_, index): Rgb => [(index * 83) % 256, (index * 47) % 256, 30]);
    const { avatarUrl } = await upload(app, person, await animation('gif', colors), { wait: true });
    await workDone(app);
    expect(await namesOf()).toEqual(['48.avif', '48.jpg', '48.webp', '64.anim.webp', '64.avif', '64.jpg', '64.webp']);
    expect(await avatarOf()).toMatchObject({ animated: '64.anim.webp' });
    expect((await sharp(await read(avatarUrl, '64.anim.webp')).metadata()).pages).toBe(60);
    expect((await sharp(await read(avatarUrl, '64.webp')).metadata()).pages ?? 1).toBe(1);
  });
});

describe('files that belong to nothing', () => {
  const hour = 3_600_000;
  let now = Date.now();

  beforeAll(async () => {
    app = await startTestApp({ workers: false, clock: () => new Date(now) });
  });
  afterAll(() => app?.close());

  it('are swept an hour later, and no others', async () => {
    const put = (key: string) => app.container.storage.put(key, Buffer.from('x'), { contentType: 'image/webp' });
    const sweep = async () => {
      await app.container.avatarLeftovers.sweepOriginals();
      await app.container.avatarLeftovers.sweepVariants();
    };
    person = await nextPerson();
    const kept = await upload(app, person, await quadrants(64, 64).png().toBuffer());
    await app.container.avatarProcessing.process({ tenantId: '', userId: person.id, uploadId: String(kept.uploadId) });
    const pending = await upload(app, person, await quadrants(30, 30).png().toBuffer());
    const before = await filesOf(app, person);
    expect([before.variants.length, before.originals.length]).toEqual([2, 1]);

    const stranger = '019c6e2a-1f0b-7c39-8e4d-2b1a9f3c5d70';
    const [hash = ''] = before.variants[0]?.split('/') ?? [];
    const strays = [
      `avatars/${person.id}/0123abcd/64.webp`,
      `avatars/${person.id}/${hash}/63.webp`,
      `originals/${person.id}/${stranger}`,
      `avatars/${stranger}/0123abcd/64.webp`,
      `originals/${stranger}/${stranger}`,
      `originals/${person.id}/${kept.uploadId}`,
    ];
    for (const key of strays) await put(key);
    const has = () => Promise.all(strays.map(async (key) => (await app.container.storage.get(key)) !== undefined));

    await sweep();
    expect(await has()).toEqual(strays.map(() => true));
    now += 2 * hour;
    await rowsOf(app, `update avatar_uploads set finished_at = now() - interval '2 hours' where id = $1 returning id`, [
      kept.uploadId,
    ]);
    await sweep();
    expect(await has()).toEqual(strays.map(() => false));
    expect(await filesOf(app, person)).toEqual(before);
    expect((await statusOf(app, person)).uploadId).toBe(pending.uploadId);
  });
});
