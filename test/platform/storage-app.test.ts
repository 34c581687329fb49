// A whole Cameo whose files are in S3, and one that moves there.
import { createHandlers } from '../../workers/handlers.ts';
import { startTestApp } from '../support/app.ts';
import { finished, pathOf, upload } from '../support/avatars.ts';
import { eventually } from '../support/eventually.ts';
import { createPerson } from '../support/people.ts';
import { startShell } from '../support/shell.ts';
import { useDirectories, useS3 } from '../support/storage.ts';
import { listKeys } from '../support/storage-suite.ts';

const { server, credentials } = useS3();
const { newDirectory } = useDirectories();
const png = { contentType: 'image/png' };
const settings = () => ({
  S3_BUCKET: server().bucket,
  S3_ENDPOINT: server().endpoint,
  S3_PREFIX: 'cameo/',
  AWS_REGION: 'eu-central-1',
});

const migrate = (
  { dataDirectory, ...env }: Readonly<Record<string, string>> & { readonly dataDirectory: string },
  ...args: string[]
) =>
  startShell(['storage:migrate', ...args], {
    DATA_DIR: dataDirectory,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...env,
  });

test('a picture goes through S3, encrypted, and is served from there', async () => {
  const app = await startTestApp({ workers: true, env: settings() });
  try {
    const person = await createPerson(app);
    await upload(app, person);
    const { status, avatarUrl } = await finished(app, person);
    expect(status).toBe('ready');
    const kept = [...server().objects].filter(([key]) => key.startsWith(`cameo/avatars/${person.id}/`));
    expect(kept.length).toBeGreaterThan(1);
    for (const [, { headers, body }] of kept) {
      expect(headers['content-type']).toBe('application/vnd.cameo.sealed');
      expect(body.includes('RIFF')).toBe(false);
    }
    const served = await app.http.get(pathOf(avatarUrl)).expect(200);
    expect(served.headers['content-type']).toBe('image/webp');
  } finally {
    await app.close();
  }
}, 90_000);

test('its health says when S3 takes nothing', async () => {
  const app = await startTestApp({ env: settings() });
  try {
    expect((await app.http.get('/health/ready').expect(200)).body.parts).toMatchObject({ storage: 'healthy' });
    server().traits.failsWith = { status: 403, code: 'AccessDenied' };
    expect((await app.http.get('/health/ready').expect(200)).body).toMatchObject({
      status: 'degraded',
      parts: { storage: 'unhealthy' },
    });
  } finally {
    await app.close();
  }
});

test('a new key opens what the former one wrapped, and the scheduled job replaces that', async () => {
  const secrets = ['a', 'b', 'c'].map((name) => `${name} secret of at least 32 characters`);
  const [secretKey = '', storageKey = '', newSecretKey = ''] = secrets;
  const before = await startTestApp({ env: { SECRET_KEY: secretKey } });
  const read = async (env: Readonly<Record<string, string>>, rewrap = false) => {
    const app = await startTestApp({ env, beside: before });
    try {
      if (rewrap)
        for (let turn = 0; turn < 2; turn++) await createHandlers(app.container)['storage.rewrap']({}, { id: '' });
      return (await app.container.storage.get('avatars/ada/64.webp'))?.body.toString();
    } finally {
      await app.close();
    }
  };
  try {
    await before.container.storage.put('avatars/ada/64.webp', Buffer.from('a face'), png);
    const moved = { SECRET_KEY: newSecretKey, STORAGE_KEY_PREVIOUS: secretKey };
    expect(await read(moved)).toBe('a face');
    expect(await read({ SECRET_KEY: secretKey, STORAGE_KEY: storageKey })).toBe('a face');
    await expect(read({ SECRET_KEY: newSecretKey })).rejects.toThrow('another key');
    expect(await read({ ...moved, STORAGE_KEY: storageKey }, true)).toBe('a face');
    expect(await read({ SECRET_KEY: newSecretKey, STORAGE_KEY: storageKey })).toBe('a face');
    await expect(read({ SECRET_KEY: secretKey })).rejects.toThrow('another key');
  } finally {
    await before.close();
  }
});

test('everything moves from disk to S3 while Cameo runs; a move that is killed goes on', async () => {
  const before = await startTestApp();
  const keys = Array.from({ length: 120 }, (_, at) => `avatars/p${at % 9}/hash/${at}.webp`);
  for (const key of keys) await before.container.storage.put(key, Buffer.from(key), png);
  const env = { ...settings(), S3_PREFIX: 'moved/', STORAGE_FALLBACK: 'disk' };
  const { dataDirectory } = before.config;
  const after = await startTestApp({ env, beside: before });
  try {
    const early = await migrate(
      { ...settings(), STORAGE_ADAPTER: 'disk', dataDirectory },
      '--from',
      'disk',
      '--to',
      's3',
    ).ended;
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining('STORAGE_ADAPTER') });

    const moved = () => [...server().objects.keys()].filter((key) => key.startsWith('moved/avatars/')).length;
    const first = migrate({ ...env, dataDirectory }, '--from', 'disk', '--to', 's3');
    await eventually(() => moved() > 20, 30_000);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(moved()).toBeLessThan(keys.length);
    for (const key of keys) expect((await after.container.storage.get(key))?.body.toString()).toBe(key);

    const second = await migrate({ ...env, dataDirectory }, '--from', 'disk', '--to', 's3').ended;
    expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/^Moved \d+ files, .* from disk to s3/) });
    expect(moved()).toBe(keys.length);
    expect(await listKeys(before.container.storage)).toEqual([]);
    for (const key of keys) expect((await after.container.storage.get(key))?.body.toString()).toBe(key);
  } finally {
    await after.close();
    await before.close();
  }
}, 120_000);

test.each([
  [['--from', 'disk'], /to is required[\s\S]*Usage/],
  [['--from', 'disk', '--to', 'disk'], /to must be another place/],
  [['--from', 'tape', '--to', 's3'], /from must be one of/],
  [['--form', 'disk'], /--form/],
])('storage:migrate %j is refused with a sentence', async (args, says) => {
  const { code, out, err } = await migrate({ dataDirectory: newDirectory() }, ...args).ended;
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(says);
});
