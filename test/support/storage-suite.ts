// What every storage adapter must do, seen through its port.
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Storage, StorageLimitError } from '../../src/platform/storage/index.ts';

const png = { contentType: 'image/png' };
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** A stream of `chunks` that breaks off with `failure` at its end. */
function breakingStream(chunks: readonly Buffer[], failure: Error): Readable {
  return Readable.from(
    (async function* () {
      yield* chunks;
      throw failure;
    })(),
  );
}

export async function listKeys(storage: Storage, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.sort();
}

/** Describes the suite for an adapter; `open` gives empty storage for each test. */
export function describeStorage(adapter: string, open: () => Promise<Storage>): void {
  describe(`storage on ${adapter}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });

    test('gives back what was put, from a buffer and from a stream', async () => {
      const content = randomBytes(300_000);
      const chunks = [content.subarray(0, 1), content.subarray(1, 200_000), content.subarray(200_000)];
      const summary = { bytes: content.length, sha256: sha256(content) };
      expect(await storage.put('a/buffer.png', content, png)).toEqual(summary);
      expect(await storage.put('a/stream.webp', Readable.from(chunks), { contentType: 'image/webp' })).toEqual(summary);
      expect(await storage.get('a/buffer.png')).toEqual({ body: content, contentType: 'image/png' });
      expect(await storage.get('a/stream.webp')).toEqual({ body: content, contentType: 'image/webp' });
    });

    test('keeps an empty object', async () => {
      expect(await storage.put('empty', Buffer.alloc(0), png)).toEqual({ bytes: 0, sha256: sha256(Buffer.alloc(0)) });
      expect(await storage.get('empty')).toEqual({ body: Buffer.alloc(0), contentType: 'image/png' });
    });

    test('knows nothing of a key that was never put, nor of a folder', async () => {
      await storage.put('a/b', Buffer.from('b'), png);
      expect(await storage.get('a/c')).toBeUndefined();
      expect(await storage.get('a')).toBeUndefined();
      expect(await storage.get('a/b/c')).toBeUndefined();
    });

    test('replaces an object as a whole, its content type too', async () => {
      await storage.put('key', Buffer.from('a long first version'), png);
      await storage.put('key', Buffer.from('second'), { contentType: 'image/webp' });
      expect(await storage.get('key')).toEqual({ body: Buffer.from('second'), contentType: 'image/webp' });
    });

    test('shows one whole version while several are written at once', async () => {
      const versions = [1, 2, 3, 4].map((fill) => Buffer.alloc(200_000, fill));
      await storage.put('key', versions[0] ?? Buffer.alloc(0), png);
      const reads = Array.from({ length: 20 }, () => storage.get('key'));
      await Promise.all(versions.map((version) => storage.put('key', version, png)));
      for (const found of [...(await Promise.all(reads)), await storage.get('key')]) {
        expect(versions.some((version) => found?.body.equals(version))).toBe(true);
      }
    });

    test('takes exactly maxBytes', async () => {
      expect(await storage.put('key', Buffer.alloc(10), { ...png, maxBytes: 10 })).toMatchObject({ bytes: 10 });
    });

    test('stops reading above maxBytes and keeps nothing', async () => {
      let chunksRead = 0;
      const endless = Readable.from(
        (function* () {
          for (;;) {
            chunksRead++;
            yield Buffer.alloc(1000);
          }
        })(),
      );
      const put = storage.put('a/key', endless, { ...png, maxBytes: 5500 });
      await expect(put).rejects.toThrow(StorageLimitError);
      await expect(put).rejects.toMatchObject({ maxBytes: 5500 });
      expect(endless.destroyed).toBe(true);
      expect(chunksRead).toBeLessThan(100);
      expect(await listKeys(storage)).toEqual([]);
      await expect(storage.put('b', Buffer.alloc(11), { ...png, maxBytes: 10 })).rejects.toThrow(StorageLimitError);
      expect(await listKeys(storage)).toEqual([]);
    });

    test('keeps the old object when a new one breaks off', async () => {
      const gone = new Error('The client went away');
      await storage.put('key', Buffer.from('old'), png);
      await expect(storage.put('key', breakingStream([Buffer.alloc(100_000)], gone), png)).rejects.toThrow(gone);
      await expect(storage.put('new', breakingStream([Buffer.alloc(100_000)], gone), png)).rejects.toThrow(gone);
      expect((await storage.get('key'))?.body.toString()).toBe('old');
      expect(await listKeys(storage)).toEqual(['key']);
    });

    test('reports a stream that breaks off before its first byte', async () => {
      const source = new Readable({ read() {} });
      const put = storage.put('key', source, png);
      source.destroy(new Error('The client went away'));
      await expect(put).rejects.toThrow('The client went away');
      expect(await listKeys(storage)).toEqual([]);
    });

    test('deletes, and deletes again', async () => {
      await storage.put('a/b/c', Buffer.from('c'), png);
      await storage.put('a/d', Buffer.from('d'), png);
      await storage.delete('a/b/c');
      await storage.delete('a/b/c');
      await storage.delete('never/there');
      expect(await storage.get('a/b/c')).toBeUndefined();
      expect(await listKeys(storage)).toEqual(['a/d']);
    });

    test('puts into a folder while its last objects are deleted', async () => {
      const comeAndGo = async (name: string) => {
        for (let round = 0; round < 5; round++) {
          await storage.put(`folder/sub/${name}`, Buffer.from(name), png);
          await storage.delete(`folder/sub/${name}`);
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, index) => comeAndGo(`object-${index}`)));
      expect(await listKeys(storage)).toEqual([]);
    });

    test('lists by any beginning of a key, with the time of the last change', async () => {
      for (const key of [
        'avatars/a1/64.webp',
        'avatars/a1/256.webp',
        'avatars/a2/64.webp',
        'avatars-old',
        'uploads/x',
      ]) {
        await storage.put(key, Buffer.from(key), png);
      }
      expect(await listKeys(storage)).toHaveLength(5);
      expect(await listKeys(storage, 'avatars')).toHaveLength(4);
      expect(await listKeys(storage, 'avatars/')).toHaveLength(3);
      expect(await listKeys(storage, 'avatars/a1/2')).toEqual(['avatars/a1/256.webp']);
      expect(await listKeys(storage, 'nothing/here')).toEqual([]);
      for await (const { modifiedAt } of storage.list('uploads/')) {
        expect(Math.abs(Date.now() - modifiedAt.getTime())).toBeLessThan(600_000);
      }
    });

    test.each([
      '',
      '.',
      '..',
      '../x',
      'a/../b',
      'a//b',
      '/a',
      'a/',
      '.tmp/x',
      'a/.b',
      'A',
      'a b',
      'a\\b',
      'a\0b',
      'ä',
      'a%2e',
    ])('refuses the key %j', async (key) => {
      await expect(storage.put(key, Buffer.from('x'), png)).rejects.toThrow(TypeError);
      await expect(storage.get(key)).rejects.toThrow(TypeError);
      await expect(storage.delete(key)).rejects.toThrow(TypeError);
    });

    test.each(['..', '../', 'a/../', '/', '.tmp', 'a//'])('refuses the prefix %j', async (prefix) => {
      await expect(listKeys(storage, prefix)).rejects.toThrow(TypeError);
    });

    test('its check leaves nothing behind', async () => {
      await storage.check();
      expect(await listKeys(storage)).toEqual([]);
    });
  });
}
