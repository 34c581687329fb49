import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskStorage, StorageCorruptError } from '../../src/platform/storage/index.ts';
import { describeStorage } from '../support/storage-suite.ts';

const encryptionKey = randomBytes(32);
const secret = Buffer.from('a face that nobody may see '.repeat(50));
const png = { contentType: 'image/png' };

let root: string;
let opened = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'disk-storage-'));
});
afterAll(() => rm(root, { recursive: true }));

async function openDisk() {
  const directory = join(root, String(++opened));
  return { directory, storage: await createDiskStorage({ directory, encryptionKey }) };
}

describeStorage('disk', async () => (await openDisk()).storage);

describe('disk storage', () => {
  test('keeps content, and the same content twice, unreadable at rest', async () => {
    const { directory, storage } = await openDisk();
    await storage.put('one', secret, png);
    await storage.put('two', secret, png);
    const [one, two] = await Promise.all([readFile(join(directory, 'one')), readFile(join(directory, 'two'))]);
    expect(one.includes('face')).toBe(false);
    expect(one.subarray(40).equals(two.subarray(40))).toBe(false);
  });

  test('another process with the key reads it, one with another key does not', async () => {
    const { directory, storage } = await openDisk();
    await storage.put('key', secret, png);
    const again = await createDiskStorage({ directory, encryptionKey });
    expect((await again.get('key'))?.body).toEqual(secret);
    const stranger = await createDiskStorage({ directory, encryptionKey: randomBytes(32) });
    await expect(stranger.get('key')).rejects.toThrow(StorageCorruptError);
  });

  test('finds every changed byte and every missing end', async () => {
    const { directory, storage } = await openDisk();
    await storage.put('key', Buffer.from('pixels'), png);
    const path = join(directory, 'key');
    const intact = await readFile(path);
    for (let at = 0; at < intact.length; at++) {
      const changed = Buffer.from(intact);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path, changed);
      await expect(storage.get('key')).rejects.toThrow(StorageCorruptError);
      await writeFile(path, intact.subarray(0, at));
      await expect(storage.get('key')).rejects.toThrow(StorageCorruptError);
    }
    await writeFile(path, intact);
    expect((await storage.get('key'))?.body.toString()).toBe('pixels');
  });

  test("does not take one person's file for another's", async () => {
    const { directory, storage } = await openDisk();
    await storage.put('ada', secret, png);
    await rename(join(directory, 'ada'), join(directory, 'bob'));
    await expect(storage.get('bob')).rejects.toThrow('bob');
    await expect(storage.get('bob')).rejects.toThrow(StorageCorruptError);
  });

  test('leaves no temporary file after success or failure', async () => {
    const { directory, storage } = await openDisk();
    await storage.put('key', secret, png);
    await expect(storage.put('key', secret, { ...png, maxBytes: 1 })).rejects.toThrow();
    await expect(storage.put('key', secret, { contentType: 'image/png\r\nx: y' })).rejects.toThrow(TypeError);
    await storage.check();
    expect(await readdir(join(directory, '.tmp'))).toEqual([]);
  });

  test('removes folders with their last object', async () => {
    const { directory, storage } = await openDisk();
    await storage.put('avatars/person/64.webp', secret, png);
    await storage.delete('avatars/person/64.webp');
    expect(await readdir(directory)).toEqual(['.tmp']);
  });

  test('clears, on opening, what a killed process left an hour ago, and spares what is being written', async () => {
    const { directory } = await openDisk();
    const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await writeFile(join(directory, '.tmp', 'abandoned'), 'x');
    await utimes(join(directory, '.tmp', 'abandoned'), twoHoursAgo, twoHoursAgo);
    await writeFile(join(directory, '.tmp', 'fresh'), 'x');
    await createDiskStorage({ directory, encryptionKey });
    expect(await readdir(join(directory, '.tmp'))).toEqual(['fresh']);
  });

  test('its check fails when nothing can be written', async () => {
    const { directory, storage } = await openDisk();
    await rm(directory, { recursive: true });
    await expect(storage.check()).rejects.toThrow('ENOENT');
  });

  test('refuses a key of the wrong length', async () => {
    await expect(createDiskStorage({ directory: root, encryptionKey: randomBytes(16) })).rejects.toThrow('32 bytes');
  });
});
