// One picture after another: the last acknowledged upload wins, and nothing of the others stays.
import { startTestApp, type TestApp } from '../support/app.ts';
import { filesOf, pathOf, statusOf, upload } from '../support/avatars.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
let person: Person;

const own = async () => (await app.http.get('/api/v1/profile').set(person.auth).expect(200)).body.data;
const hashIn = (url: unknown) => pathOf(String(url)).split('/')[3];
/** Pictures with all their files, and originals. */
const fileCount = async () => {
  const { variants, originals } = await filesOf(app, person);
  return [new Set(variants.map((key) => key.split('/')[0])).size, originals.length];
};

describe('with workers', () => {
  beforeAll(async () => {
    app = await startTestApp({ workers: true });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
  });

  it('a second upload replaces the first, whose address goes', async () => {
    const first = await upload(app, person, undefined, { wait: true });
    const second = await upload(app, person, undefined, { wait: true });
    // The same bytes again: still another address, or the removal of one would take the other with it.
    expect(hashIn(second.avatarUrl)).not.toBe(hashIn(first.avatarUrl));
    await app.http.get(pathOf(second.avatarUrl)).expect(200);
    await app.http.get(pathOf(first.avatarUrl)).expect(404);
    await workDone(app);
    expect((await own()).avatarUrls.avatarUrl).toBe(second.avatarUrl);
    expect(await fileCount()).toEqual([2, 0]); // the first can be chosen again
  });

  it('of a deleted profile is not removed: it would be there again with the profile', async () => {
    await upload(app, person, undefined, { wait: true });
    await app.http.delete('/api/v1/profile').set(person.auth).expect(204);
    const { body } = await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(404);
    expect(body.code).toBe('PROFILE_NOT_FOUND');
  });

  it('removing takes picture and files away, at once for viewers', async () => {
    const { avatarUrl } = await upload(app, person, undefined, { wait: true });
    await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(204);
    await app.http.get(pathOf(avatarUrl)).expect(404);
    const { headers } = await app.http.get(`/api/v1/profiles/${person.id}/avatar`).expect(200);
    expect(headers['content-type']).toMatch(/svg/);
    expect((await own()).avatarUrls).toBeUndefined();
    await workDone(app);
    expect(await fileCount()).toEqual([0, 0]);
    await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(204);
  });

  it('ten uploads at once end with one picture, that of the newest record, and no more files than its history has', async () => {
    const pictures = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        solid([index * 25, 40, 90])
          .png()
          .toBuffer(),
      ),
    );
    await Promise.all(pictures.map((picture) => upload(app, person, picture)));
    await workDone(app);
    const status = await statusOf(app, person);
    expect(status.status).toBe('ready');
    expect((await own()).avatarUrls.avatarUrl).toBe(status.avatarUrl);
    const [kept, originals] = await fileCount();
    expect(originals).toBe(0);
    expect(kept).toBeLessThanOrEqual(5);
  });
});

describe('whatever order the jobs run in', () => {
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
  });

  const process = async (uploadId: string | undefined) => {
    const { tenantId } = (
      await rowsOf<{ tenantId: string }>(app, 'select tenant_id as "tenantId" from users where id = $1', [person.id])
    )[0] ?? { tenantId: '' };
    await app.container.avatarProcessing.process({ tenantId, userId: person.id, uploadId: String(uploadId) });
    // What the run has promised to remove is removed by the job that the workers would run.
    const retired = await rowsOf<{ payload: { tenantId: string; userId: string; uploadId: string } }>(
      app,
      `delete from outbox where name = 'media.remove-avatar' returning payload`,
    );
    for (const { payload } of retired) await app.container.avatarProcessing.removeFiles(payload);
  };
  const statusesOf = async () =>
    (
      await rowsOf<{ id: string; status: string }>(app, 'select id, status from avatar_uploads where user_id = $1', [
        person.id,
      ])
    ).map(({ status }) => status);

  it('the last acknowledged upload wins', async () => {
    const uploads = [await upload(app, person), await upload(app, person), await upload(app, person)];
    for (const { uploadId } of uploads.toReversed()) await process(uploadId);
    expect((await own()).avatarUrls.avatarUrl).toBe(uploads[2]?.avatarUrl);
    expect((await statusesOf()).sort()).toEqual(['ready', 'superseded', 'superseded']);
    expect((await statusOf(app, person)).status).toBe('ready');
    expect(await fileCount()).toEqual([1, 0]);
  });

  it('an upload that began first and arrived last is the last', async () => {
    const picture = await solid([1, 2, 3], 200, 200).png().toBuffer();
    const boundary = 'frontier';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="avatar"; filename="a.png"\r\n\r\n`;
    const parts = [Buffer.concat([Buffer.from(head), picture.subarray(0, 50)]), picture.subarray(50)];
    let quick: Awaited<ReturnType<typeof upload>> | undefined;
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new Uint8Array(parts[0] ?? []));
        await new Promise((resolve) => setTimeout(resolve, 200));
        quick = await upload(app, person);
        controller.enqueue(
          new Uint8Array(Buffer.concat([parts[1] ?? Buffer.alloc(0), Buffer.from(`\r\n--${boundary}--\r\n`)])),
        );
        controller.close();
      },
    });
    const response = await fetch(`${app.url}/api/v1/profile/avatar`, {
      method: 'POST',
      headers: { ...person.auth, 'content-type': `multipart/form-data; boundary=${boundary}` },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(202);
    const slow = ((await response.json()) as { data: { uploadId: string; avatarUrl: string } }).data;
    expect((await statusOf(app, person)).uploadId).toBe(slow.uploadId);
    await process(slow.uploadId);
    await process(quick?.uploadId);
    expect((await own()).avatarUrls.avatarUrl).toBe(slow.avatarUrl);
    expect(await fileCount()).toEqual([1, 0]);
  });

  it('a finished job that runs again changes nothing', async () => {
    const { uploadId } = await upload(app, person);
    await process(uploadId);
    const [profile, status, files] = [await own(), await statusOf(app, person), await filesOf(app, person)];
    await process(uploadId);
    await app.container.avatarProcessing.giveUp({ tenantId: '', userId: person.id, uploadId: String(uploadId) });
    expect(await own()).toEqual(profile);
    expect(await statusOf(app, person)).toEqual(status);
    expect(await filesOf(app, person)).toEqual(files);
  });

  it('two runs of one job at the same time publish one picture', async () => {
    const { uploadId, avatarUrl } = await upload(app, person);
    const before = (await own()).version;
    await Promise.all([process(uploadId), process(uploadId), process(uploadId)]);
    await process(uploadId);
    expect(await own()).toMatchObject({ version: before + 1, avatarUrls: { avatarUrl } });
    await app.http.get(pathOf(avatarUrl)).expect(200);
    expect(await fileCount()).toEqual([1, 0]);
  });

  it('an upload that was removed before its job ran is never shown', async () => {
    const { uploadId } = await upload(app, person);
    await app.http.delete('/api/v1/profile/avatar').set(person.auth).expect(204);
    await process(uploadId);
    expect((await own()).avatarUrls).toBeUndefined();
    expect((await statusOf(app, person)).status).toBe('removed');
    expect(await fileCount()).toEqual([0, 0]);
  });

  it('an upload whose job has failed for good tells its owner, and leaves no file', async () => {
    const { uploadId } = await upload(app, person);
    const [row] = await rowsOf<{ hash: string; tenantId: string }>(
      app,
      'select hash, tenant_id as "tenantId" from avatar_uploads where id = $1',
      [uploadId],
    );
    // What a run leaves that dies between storing and publishing.
    const key = `avatars/${person.id}/${row?.hash}/64.webp`;
    await app.container.storage.put(key, Buffer.from('x'), { contentType: 'image/webp' });
    await app.container.avatarProcessing.giveUp({
      tenantId: String(row?.tenantId),
      userId: person.id,
      uploadId: String(uploadId),
    });
    const status = await statusOf(app, person);
    expect([status.status, status.reason]).toEqual(['failed', expect.stringContaining('try again')]);
    await process(uploadId);
    expect(await fileCount()).toEqual([0, 0]);
  });
});
