// Icons that tenants upload for their badges: small, clean, replaced as a whole, and gone with what they were for.
import { decodeJwt } from 'jose';
import sharp from 'sharp';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { pathOf } from '../support/avatars.ts';
import { canary, lies, taggedPng } from '../support/hostile-images.ts';
import { paintImage, solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { listKeys } from '../support/storage-suite.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let holder: Person;
let grantId: string;
let aheadMs = 0;
beforeAll(async () => {
  app = await startTestApp({ workers: true, clock: () => new Date(Date.now() + aheadMs) });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  holder = await createPerson(app, { privacy: { visibility: 'public' } });
  await define('drawn');
  const order = { slug: 'drawn', reason: 'Drew it.' };
  const given = await as(admin, 'post', `/users/${holder.id}/badges`).send(order).expect(201);
  grantId = given.body.data[0].id;
});
afterAll(() => app?.close());

const as = ({ auth }: Pick<Person, 'auth'>, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(auth);
const define = (slug: string) =>
  as(admin, 'post', '/badges')
    .send({ slug, name: `Badge ${slug}`, description: 'Drawn.', icon: 'star', issuer: 'Acme Guild' })
    .expect(201);
const send = (picture: Buffer | string, slug = 'drawn', by = admin) =>
  as(by, 'put', `/badges/${slug}/icon`).attach('icon', Buffer.from(picture), 'icon.png');
const stateOf = async (slug = 'drawn') => (await as(admin, 'get', `/badges/${slug}/icon`).expect(200)).body.data;
const keys = () => listKeys(app.container.storage, 'badge-icons/');
const shown = async () => (await app.http.get(`/api/v1/profiles/${holder.id}/badges`).expect(200)).body.data[0];

/** Sends a picture, and waits for its icon. */
async function upload(picture: Buffer, slug?: string): Promise<string> {
  const { body } = await send(picture, slug).expect(202);
  expect(body.data).toMatchObject({ status: 'processing', reason: null });
  await workDone(app);
  const { status, iconUrl } = await stateOf(slug);
  expect(status).toBe('ready');
  return iconUrl;
}

const half = () =>
  paintImage(400, 300, (x) => (x < 0.5 ? [255, 0, 0, 255] : [0, 0, 0, 0]))
    .png()
    .toBuffer();

it('is a small clean square, see-through where it was, and everywhere where the badge is', async () => {
  expect(await shown()).toMatchObject({ icon: 'star', iconUrl: null });
  expect(await stateOf()).toEqual({ status: 'none', reason: null, iconUrl: null });
  const url = await upload(await half());
  expect(await shown()).toMatchObject({ icon: 'star', iconUrl: url });
  expect((await as(holder, 'get', '/badges').expect(200)).body.data).toMatchObject([{ slug: 'drawn', iconUrl: url }]);
  const { body, headers } = await app.http.get(pathOf(url)).expect(200);
  expect(headers['content-type']).toBe('image/png');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 256, height: 256, channels: 4 });
  expect([data[3], data[255 * 4 + 3]]).toEqual([255, 0]);

  const credential = await app.http.get(`/api/v1/profiles/${holder.id}/badges/${grantId}/credential`).expect(200);
  const image = { id: `${app.url}/api/v1/badges/${defaultTenantId}/drawn/icon`, type: 'Image' };
  expect(decodeJwt(credential.text)).toMatchObject({ credentialSubject: { achievement: { image } } });
  const icon = () => app.http.get(pathOf(image.id));
  expect((await icon().expect(302)).headers.location).toBe(url);
  const entries = await rowsOf(app, `select 1 from audit.entries where action = 'badges.icon-changed'`);
  expect(entries).toHaveLength(1);

  // The next one takes its place: no metadata in it, and nothing left of the first.
  const next = await upload(await taggedPng());
  expect(next).not.toBe(url);
  expect((await icon().expect(302)).headers.location).toBe(next);
  expect((await app.http.get(pathOf(next)).expect(200)).body.includes(canary)).toBe(false);
  expect((await app.http.get(pathOf(url))).status).toBe(404);
  expect(await keys()).toEqual([expect.stringContaining(pathOf(next).replace('/badge-icons/', ''))]);
  // What a badge says can be changed without its icon.
  const content = { name: 'Drawn', description: 'By hand.', icon: 'heart', issuer: 'Acme' };
  expect((await as(admin, 'put', '/badges/drawn').send(content).expect(200)).body.data).toMatchObject({
    icon: 'heart',
    iconUrl: next,
  });

  await as(admin, 'delete', '/badges/drawn/icon').expect(204);
  expect(await shown()).toMatchObject({ icon: 'heart', iconUrl: null });
  expectRefusal(await icon(), [404, 'BADGE_ICON_NOT_FOUND']);
  await workDone(app);
  expect(await keys()).toEqual([]);
  await as(admin, 'delete', '/badges/drawn/icon').expect(204);
});

it('is refused when it is no picture, none of these kinds, too large, or more than one, and nothing stays of it', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const refused = await send(svg);
  expectRefusal(refused, [415, 'UNSUPPORTED_IMAGE_TYPE']);
  expect(refused.body.error).toContain('SVG');
  const gif = await solid([1, 2, 3]).gif().toBuffer();
  const noise = Buffer.concat([await solid([1, 2, 3]).png().toBuffer(), Buffer.alloc(1_048_576)]);
  for (const [picture, refusal] of [
    ['no picture', [415, 'UNSUPPORTED_IMAGE_TYPE']],
    [gif, [415, 'UNSUPPORTED_IMAGE_TYPE']],
    [await lies.png(60_000, 60_000), [413, 'IMAGE_TOO_LARGE']],
    [Buffer.from('\x89PNG\r\n\x1a\nand no more', 'latin1'), [422, 'IMAGE_UNREADABLE']],
    [noise, [413, 'FILE_TOO_LARGE']],
  ] as const)
    expectRefusal(await send(picture), [...refusal]);
  const picture = await solid([1, 2, 3]).png().toBuffer();
  expectRefusal(await send(picture).attach('icon', picture, 'b.png'), [400, 'VALIDATION_FAILED']);
  expectRefusal(await send(picture).field('slug', 'x'), [400, 'VALIDATION_FAILED']);
  expectRefusal(await as(admin, 'put', '/badges/drawn/icon').send({}), [415, 'UNSUPPORTED_MEDIA_TYPE']);
  expect(await stateOf()).toMatchObject({ status: 'none' });
  expect(await keys()).toEqual([]);
});

it('that cannot be read to its end leaves the one before it, and says why', async () => {
  await define('kept');
  const url = await upload(await half(), 'kept');
  const whole = await paintImage(90, 90, (x, y) => [255 * x, 255 * y, 255 * Math.abs(Math.sin(97 * x * y))])
    .png()
    .toBuffer();
  await send(whole.subarray(0, whole.length / 2), 'kept').expect(202);
  await workDone(app);
  expect(await stateOf('kept')).toEqual({
    status: 'rejected',
    reason: expect.stringContaining('damaged'),
    iconUrl: url,
  });
  expect((await app.http.get(pathOf(url))).status).toBe(200);
  expect(await keys()).toHaveLength(1);
  // Of two that come together, the last one stays.
  await Promise.all([send(await half(), 'kept').expect(202), send(await taggedPng(), 'kept').expect(202)]);
  await workDone(app);
  expect(await stateOf('kept')).toMatchObject({ status: 'ready' });
  expect(await keys()).toHaveLength(1);
  await as(admin, 'delete', '/badges/kept').expect(204);
  await workDone(app);
  expect(await keys()).toEqual([]);
});

it('is for those who define badges, each in their own tenant', async () => {
  const picture = await half();
  const stranger = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  expectRefusal(await send(picture, 'drawn', holder), [403, 'FORBIDDEN']);
  expectRefusal(await send(picture, 'drawn', stranger), [404, 'BADGE_NOT_FOUND']);
  expectRefusal(await as(stranger, 'get', '/badges/drawn/icon'), [404, 'BADGE_NOT_FOUND']);
  expectRefusal(await as(stranger, 'delete', '/badges/drawn/icon'), [404, 'BADGE_NOT_FOUND']);
  expectRefusal(await app.http.get(`/badge-icons/${holder.id}/original`), [400, 'VALIDATION_FAILED']);
  expectRefusal(await app.http.get(`/badge-icons/${holder.id}/${'0'.repeat(32)}.png`), [404, 'BADGE_ICON_NOT_FOUND']);
  // What was stored and never belonged to a badge goes by itself, in time.
  await app.container.storage.put(`badge-icons/${holder.id}/original`, picture, { contentType: 'image/png' });
  await app.container.badgeIconProcessing.sweep();
  expect(await keys()).toHaveLength(1);
  aheadMs = 2 * 3_600_000;
  await app.container.badgeIconProcessing.sweep();
  expect(await keys()).toEqual([]);
});
