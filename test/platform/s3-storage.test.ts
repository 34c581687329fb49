// S3 through the SDK and over HTTP, on a server that verifies signatures and checksums.
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { StorageConflictError } from '../../src/platform/storage/index.ts';
import { readOpened, storageOn, useS3 } from '../support/storage.ts';
import { describeStorage, listKeys } from '../support/storage-suite.ts';

const png = { contentType: 'image/png' };
const { server, credentials, openS3 } = useS3();
const big = () => Readable.from(Array.from({ length: 60 }, () => Buffer.alloc(100_000, 1)));

describeStorage('S3, encrypted', async () => storageOn(openS3().store).storage);
describeStorage('S3, not encrypted', async () => storageOn(openS3().store, { encryption: 'off' }).storage);
describeStorage('S3 of a service without checksums and conditions', async () => {
  server().traits.knowsChecksums = false;
  return storageOn(openS3({ checksums: 'when_required' }).store).storage;
});

test('keys stand behind the prefix and nothing else is touched', async () => {
  const { prefix, store } = openS3();
  const other = openS3();
  const { storage } = storageOn(store);
  await storage.put('avatars/ada/64.webp', Buffer.from('x'), png);
  await other.store.put('avatars/bob/64.webp', Buffer.from('x'), png);
  expect([...server().objects.keys()].filter((key) => key.startsWith(prefix))).toEqual([
    `${prefix}avatars/ada/64.webp`,
  ]);
  expect(await listKeys(storage)).toEqual(['avatars/ada/64.webp']);
});

test('a listing has as many pages as it takes, and goes on behind any object', async () => {
  const { store } = openS3();
  const keys = Array.from({ length: 23 }, (_, at) => `avatars/${String(at).padStart(2, '0')}`);
  await Promise.all(keys.map((key) => store.put(key, Buffer.from('x'), png)));
  server().traits.pageSize = 5;
  const all = [];
  for await (const entry of store.list('avatars/')) all.push(entry);
  expect(all.map(({ key }) => key)).toEqual(keys);
  const rest = [];
  for await (const entry of store.list('avatars/', all[9]?.cursor)) rest.push(entry.key);
  expect(rest).toEqual(keys.slice(10));
});

test('a long stream goes in parts, and none are left when it breaks off', async () => {
  const { store } = openS3();
  const { storage } = storageOn(store);
  server().calls.length = 0;
  await storage.put('a/b', big(), png);
  expect(server().calls.filter((call) => call.startsWith('PUT'))).toHaveLength(2);
  await expect(storage.put('a/c', big(), { ...png, maxBytes: 5_900_000 })).rejects.toThrow('larger');
  expect(server().uploads.size).toBe(0);
});

test('parts that a killed process left are swept a day later, those of today are not', async () => {
  const { prefix, store } = openS3();
  const upload = { headers: {}, parts: new Map([[1, Buffer.from('x')]]) };
  server().uploads.set('old', { ...upload, key: `${prefix}a`, at: new Date(Date.now() - 25 * 3_600_000) });
  server().uploads.set('new', { ...upload, key: `${prefix}b`, at: new Date() });
  server().uploads.set('of others', { ...upload, key: 'elsewhere', at: new Date(0) });
  await store.sweep();
  expect([...server().uploads.keys()]).toEqual(['new', 'of others']);
  server().uploads.clear();
});

test.each([
  [{ serverSideEncryption: 'AES256' as const }, { 'x-amz-server-side-encryption': 'AES256' }],
  [
    { serverSideEncryption: 'aws:kms' as const, kmsKeyId: 'alias/cameo' },
    { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': 'alias/cameo' },
  ],
])('asks the bucket to encrypt as well: %j', async (options, headers) => {
  const { prefix, store } = openS3(options);
  const { storage } = storageOn(store);
  await storage.put('small', Buffer.from('x'), png);
  await storage.put('big', big(), png);
  for (const key of ['small', 'big']) expect(server().objects.get(`${prefix}${key}`)?.headers).toMatchObject(headers);
});

describe('presigned addresses', () => {
  test('give an object that is not encrypted to anybody, for a while', async () => {
    const { storage } = storageOn(openS3().store, { encryption: 'off' });
    await storage.put('avatars/ada/64.webp', Buffer.from('pixels'), png);
    const address = await storage.presign('avatars/ada/64.webp', 1);
    const answer = await fetch(address ?? '');
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'image/png',
      'pixels',
    ]);
    expect((await fetch((address ?? '').replace('64.webp', '65.webp'))).status).toBe(403);
    await sleep(1_100);
    expect((await fetch(address ?? '')).status).toBe(403);
  });

  test('are not given for what only we can read, nor for what is not there', async () => {
    const { store } = openS3();
    const { storage } = storageOn(store);
    await storage.put('key', Buffer.from('pixels'), png);
    expect(await storage.presign('key', 60)).toBeUndefined();
    const open = storageOn(store, { encryption: 'off' }).storage;
    expect(await open.presign('key', 60)).toBeUndefined();
    expect(await open.presign('absent', 60)).toBeUndefined();
  });
});

describe('writes over a version', () => {
  test.each([false, true])(
    'change nothing when it is another by now (the service ignores conditions: %j)',
    async (ignores) => {
      server().traits.ignoresConditions = ignores;
      const { store } = openS3();
      await store.put('key', Buffer.from('one'), png);
      const version = (await store.stat('key'))?.version ?? '';
      await store.put('key', Buffer.from('two'), { ...png, over: version });
      await expect(store.put('key', Buffer.from('three'), { ...png, over: version })).rejects.toThrow(
        StorageConflictError,
      );
      await expect(store.put('key', big(), { ...png, over: version })).rejects.toThrow(StorageConflictError);
      await store.delete('key');
      await expect(store.put('key', Buffer.from('three'), { ...png, over: version })).rejects.toThrow(
        StorageConflictError,
      );
      expect(await store.get('key')).toBeUndefined();
      expect(server().uploads.size).toBe(0);
    },
  );
});

describe('what the service refuses is told, not taken for absence', () => {
  test.each([
    ['NoSuchBucket', { bucket: 'not-there' }, undefined],
    ['AccessDenied', {}, { status: 403, code: 'AccessDenied' }],
  ])('%s', async (name, options, failsWith) => {
    server().traits.failsWith = failsWith;
    const { storage } = storageOn(openS3(options).store);
    for (const call of [
      () => storage.get('key'),
      () => storage.open('key'),
      () => storage.put('key', Buffer.from('x'), png),
      () => storage.put('key', big(), png),
      () => storage.delete('key'),
      () => storage.check(),
      () => listKeys(storage),
    ])
      await expect(call()).rejects.toMatchObject({ name });
  });

  test('a wrong secret', async () => {
    const before = process.env.AWS_SECRET_ACCESS_KEY;
    process.env.AWS_SECRET_ACCESS_KEY = 'wrong';
    try {
      const { storage } = storageOn(openS3().store);
      await expect(storage.check()).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    } finally {
      process.env.AWS_SECRET_ACCESS_KEY = before ?? credentials.secretAccessKey;
    }
  });

  test('no service', async () => {
    const { storage } = storageOn(openS3({ endpoint: 'http://127.0.0.1:1' }).store);
    await expect(storage.check()).rejects.toThrow('ECONNREFUSED');
  });
});

test('bytes that were damaged on their way are refused', async () => {
  const { prefix, store } = openS3();
  const { storage } = storageOn(store);
  await storage.put('sealed', Buffer.from('pixels'), png);
  const kept = server().objects.get(`${prefix}sealed`);
  if (!kept) throw new Error('nothing was kept');
  const body = Buffer.from(kept.body);
  body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
  server().objects.set(`${prefix}sealed`, { ...kept, body });
  await expect(storage.get('sealed')).rejects.toThrow('damaged');
  await expect(readOpened(storage, 'sealed')).rejects.toThrow('damaged');
});
