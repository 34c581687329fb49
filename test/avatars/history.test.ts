// The pictures of former days: five can be chosen again, and all of them go when their owner says so.
import { startTestApp, type TestApp } from '../support/app.ts';
import { filesOf, pathOf, statusOf, type UploadStatus, upload } from '../support/avatars.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
});

const path = '/api/v1/profile/avatar/history';
const history = async (auth = person.auth): Promise<Record<string, string & boolean>[]> =>
  (await app.http.get(path).set(auth).expect(200)).body.data;
const restore = (uploadId: string | undefined, auth = person.auth) =>
  app.http.post(`${path}/${uploadId}/restore`).set(auth);
const shown = async () => (await app.http.get(`/api/v1/profiles/${person.id}`).expect(200)).body.data.avatarUrls;
const uploadMany = async (count: number) => {
  const uploads: UploadStatus[] = [];
  for (let at = 0; at < count; at++)
    uploads.push(
      await upload(
        app,
        person,
        await solid([at * 40, 0, 0])
          .png()
          .toBuffer(),
        { wait: true },
      ),
    );
  await workDone(app);
  return uploads;
};
const folders = async () => new Set((await filesOf(app, person)).variants.map((key) => key.split('/')[0])).size;

it('is empty before the first picture', async () => {
  expect(await history()).toEqual([]);
  await app.http.get(path).expect(401);
});

it('holds five, the present one first, and no file of any other', async () => {
  const uploads = await uploadMany(7);
  const past = await history();
  expect(past.map(({ uploadId }) => uploadId)).toEqual(
    uploads
      .slice(2)
      .reverse()
      .map(({ uploadId }) => uploadId),
  );
  expect(past.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false, false, false]);
  expect(await folders()).toBe(5);
  expect((await filesOf(app, person)).originals).toEqual([]);
  for (const each of past) await app.http.get(pathOf(each.mediumUrl)).expect(200);
});

it('shows older pictures to their owner only', async () => {
  const [first] = await uploadMany(2);
  await app.http.get(pathOf(first?.avatarUrl)).expect(404);
  const [, old] = await history();
  await app.http.get(pathOf(old?.avatarUrl)).expect(200);
  await app.http.get(pathOf(old?.avatarUrl).split('?')[0] ?? '').expect(404);
  expect(await history((await createPerson(app)).auth)).toEqual([]);
});

it('gives an older picture back, at the address it had', async () => {
  const [first, second] = await uploadMany(2);
  const { body } = await restore(first?.uploadId).expect(200);
  expect(body.data).toMatchObject({ uploadId: first?.uploadId, status: 'ready', avatarUrl: first?.avatarUrl });
  expect((await shown()).avatarUrl).toBe(first?.avatarUrl);
  await app.http.get(pathOf(first?.avatarUrl)).expect(200);
  await app.http.get(pathOf(second?.avatarUrl)).expect(404);
  expect((await history()).map(({ uploadId, isCurrent }) => [uploadId, isCurrent])).toEqual([
    [first?.uploadId, true],
    [second?.uploadId, false],
  ]);
  const third = (await uploadMany(1))[0];
  expect((await shown()).avatarUrl).toBe(third?.avatarUrl);
});

it('keeps what was restored longest', async () => {
  const uploads = await uploadMany(5);
  await restore(uploads[0]?.uploadId).expect(200);
  await uploadMany(1);
  const kept = (await history()).map(({ uploadId }) => uploadId);
  expect(kept).toContain(uploads[0]?.uploadId);
  expect(kept).not.toContain(uploads[1]?.uploadId);
  await restore(uploads[1]?.uploadId).expect(404);
  expect(await folders()).toBe(5);
});

it('is nobody else’s to restore, and holds no picture that never was one', async () => {
  const [first] = await uploadMany(1);
  const stranger = await createPerson(app, { roles: ['user', 'admin'] });
  expect((await restore(first?.uploadId, stranger.auth).expect(404)).body.code).toBe('UPLOAD_NOT_FOUND');
  const whole = await solid([1, 1, 1], 900, 900).jpeg({ quality: 100 }).toBuffer();
  const broken = await upload(app, person, whole.subarray(0, Math.floor(whole.length / 2)), { wait: true });
  expect(broken.status).toBe('rejected');
  await restore(broken.uploadId).expect(404);
  expect((await history()).length).toBe(1);
});

it('goes as a whole with the picture: files, rows’ words, addresses', async () => {
  const uploads = await uploadMany(3);
  await app.http.patch('/api/v1/profile/avatar').set(person.auth).send({ alt: 'A canary' }).expect(200);
  const past = await history();
  await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(204);
  for (const each of past) await app.http.get(pathOf(each.avatarUrl)).expect(404);
  for (const { uploadId } of uploads) await restore(uploadId).expect(404);
  expect(await history()).toEqual([]);
  await workDone(app);
  expect(await filesOf(app, person)).toEqual({ variants: [], originals: [] });
  const rows = await rowsOf(app, 'select alt, crop, variants, status from avatar_uploads where user_id = $1', [
    person.id,
  ]);
  expect(rows).toEqual(uploads.map(() => ({ alt: null, crop: null, variants: null, status: 'removed' })));
});

describe('whatever is on its way', () => {
  let idle: TestApp;
  beforeAll(async () => {
    idle = await startTestApp();
  });
  afterAll(() => idle?.close());

  it('does not take the place of a picture that was restored after it came', async () => {
    const owner = await createPerson(idle, { displayName: 'Ada', privacy: { visibility: 'public' } });
    const tenantId =
      (await rowsOf<{ tenant: string }>(idle, 'select tenant_id as tenant from users where id = $1', [owner.id]))[0]
        ?.tenant ?? '';
    const process = (uploadId: string | undefined) =>
      idle.container.avatarProcessing.process({ tenantId, userId: owner.id, uploadId: String(uploadId) });
    const first = await upload(idle, owner);
    await process(first.uploadId);
    const second = await upload(idle, owner);
    await process(second.uploadId);
    const pending = await upload(idle, owner);
    await idle.http.post(`${path}/${first.uploadId}/restore`).set(owner.auth).expect(200);
    await process(pending.uploadId);
    expect((await statusOf(idle, owner)).status).toBe('superseded');
    const { body } = await idle.http.get(`/api/v1/profiles/${owner.id}`).expect(200);
    expect(body.data.avatarUrls.avatarUrl).toBe(first.avatarUrl);
  });
});
