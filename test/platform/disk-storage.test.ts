import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDiskStore } from '../../src/platform/storage/disk/store.ts';
import { StorageCorruptError } from '../../src/platform/storage/index.ts';
import { storageOn, useDirectories } from '../support/storage.ts';
import { describeStorage, listKeys } from '../support/storage-suite.ts';

const png = { contentType: 'image/png' };
const { openDisk, newDirectory } = useDirectories();

async function openStorage() {
  const { directory, store } = await openDisk();
  return { directory, store, storage: storageOn(store).storage };
}

const filesIn = async (directory: string) =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));

describeStorage('disk, encrypted', async () => (await openStorage()).storage);
describeStorage('disk, not encrypted', async () => storageOn((await openDisk()).store, { encryption: 'off' }).storage);

test('files of many people are spread over folders, those of one stay together', async () => {
  const { directory, storage } = await openStorage();
  for (const person of ['ada', 'bob', 'cem'])
    for (const size of [64, 256]) await storage.put(`avatars/${person}/hash/${size}.webp`, Buffer.from('x'), png);
  const files = await filesIn(directory);
  expect(files).toHaveLength(6);
  for (const file of files)
    expect(file).toMatch(/^Objects\/[0-9a-f]{2}\/[0-9a-f]{2}\/avatars\/[a-z]+\/hash\/\d+\.webp$/);
  expect(new Set(files.map((file) => file.slice(0, 13))).size).toBe(3);
});

test('only its owner can read what is kept', async () => {
  const { directory, storage } = await openStorage();
  await storage.put('avatars/ada/64.webp', Buffer.from('x'), png);
  const [file = ''] = await filesIn(directory);
  expect((await stat(join(directory, file))).mode & 0o077).toBe(0);
  expect((await stat(join(directory, 'Objects'))).mode & 0o077).toBe(0);
});

test('leaves no temporary file after success or failure', async () => {
  const { directory, storage } = await openStorage();
  await storage.put('key', Buffer.from('content'), png);
  await expect(storage.put('key', Buffer.from('content'), { ...png, maxBytes: 1 })).rejects.toThrow();
  await expect(storage.put('key', Buffer.from('content'), { ...png, ifAbsent: true })).rejects.toThrow();
  await storage.check();
  expect(await readdir(join(directory, '.tmp'))).toEqual([]);
});

test('removes folders with their last object', async () => {
  const { directory, storage } = await openStorage();
  await storage.put('avatars/person/64.webp', Buffer.from('x'), png);
  await storage.delete('avatars/person/64.webp');
  expect(await readdir(directory)).toEqual(['.tmp']);
});

test('clears, on opening and when swept, what a killed process left an hour ago, and spares what is being written', async () => {
  const { directory, store } = await openStorage();
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  const leave = async (name: string) => {
    await writeFile(join(directory, '.tmp', name), 'x');
    await utimes(join(directory, '.tmp', name), twoHoursAgo, twoHoursAgo);
  };
  await leave('abandoned');
  await writeFile(join(directory, '.tmp', 'fresh'), 'x');
  await createDiskStore({ directory });
  expect(await readdir(join(directory, '.tmp'))).toEqual(['fresh']);
  await leave('abandoned-later');
  await store.sweep();
  expect(await readdir(join(directory, '.tmp'))).toEqual(['fresh']);
});

test('a lock whose holder was killed is taken over', async () => {
  const { directory, storage } = await openStorage();
  await storage.put('key', Buffer.from('old'), png);
  let lock = '';
  const watching = (async () => {
    // The name of the lock of this key, seen while it is held.
    while (lock === '') lock = (await readdir(join(directory, '.tmp'))).find((name) => name.startsWith('lock-')) ?? '';
  })();
  while (lock === '') await storage.put('key', Buffer.from('old'), png);
  await watching;
  const path = join(directory, '.tmp', lock);
  await writeFile(path, '');
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(path, aMinuteAgo, aMinuteAgo);
  await storage.put('key', Buffer.from('new'), png);
  expect((await storage.get('key'))?.body.toString()).toBe('new');
});

test('its check fails when nothing can be written', async () => {
  const { directory, storage } = await openStorage();
  await rm(directory, { recursive: true });
  await expect(storage.check()).rejects.toThrow('ENOENT');
});

test('a file that is not of ours is no object', async () => {
  const { directory, storage } = await openStorage();
  await mkdir(join(directory, 'avatars'));
  for (const content of ['', 'x', 'CAMEO', '<?xml version="1.0"?>']) {
    await writeFile(join(directory, 'avatars', 'stray'), content);
    await expect(storage.get('avatars/stray')).rejects.toThrow(StorageCorruptError);
    await expect(storage.open('avatars/stray')).rejects.toThrow(StorageCorruptError);
  }
  await storage.delete('avatars/stray');
  expect(await filesIn(directory)).toEqual([]);
});

test('a listing goes on behind any of its objects', async () => {
  const store = await createDiskStore({ directory: newDirectory() });
  const keys = ['b', 'a/x', 'a/y/1', 'a/y/2', 'a-z', 'c/d/e'];
  for (const key of keys) await store.put(key, Buffer.from('x'), png);
  const all = [];
  for await (const entry of store.list('')) all.push(entry);
  expect(all.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
  for (const [at, { cursor }] of all.entries()) {
    const rest = [];
    for await (const entry of store.list('', cursor)) rest.push(entry);
    expect(rest).toEqual(all.slice(at + 1));
  }
});

test('what earlier releases wrote in plain folders is found, replaced and removed', async () => {
  const { directory, store } = await openDisk();
  const { storage } = storageOn(store, { encryption: 'off' });
  await storage.put('avatars/ada/64.webp', Buffer.from('x'), png);
  const [file = ''] = await filesIn(directory);
  const former = join(directory, 'avatars', 'ada');
  for (const name of ['64.webp', '256.webp']) {
    await mkdir(former, { recursive: true });
    await writeFile(join(former, name), 'CAMEO\x00\x09image/pngold');
  }
  await rm(join(directory, file));
  expect((await storage.get('avatars/ada/64.webp'))?.body.toString()).toBe('old');
  expect(await listKeys(storage, 'avatars/ada/')).toHaveLength(2);
  await storage.put('avatars/ada/64.webp', Buffer.from('new'), png);
  expect(await readdir(former)).toEqual(['256.webp']);
  expect((await storage.get('avatars/ada/64.webp'))?.body.toString()).toBe('new');
  for (const name of ['64.webp', '256.webp']) await storage.delete(`avatars/ada/${name}`);
  expect(await readdir(directory)).toEqual(['.tmp']);
});
