// What storage must do on every store, encrypted or not, seen through its port.
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Storage, StorageConflictError, StorageLimitError } from '../../src/platform/storage/index.ts';
import { readOpened } from './storage.ts';

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

/** Describes the suite for a kind of storage; `open` gives empty storage for each test. */
export function describeStorage(kind: string, open: () => Promise<Storage>): void {
  describe(`storage on ${kind}`, () => {
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

    // The sizes around a frame of the encryption and a part of an upload to S3.
    test.each([1, 65_535, 65_536, 65_537, 131_072, 5_242_880, 11_000_001])(
      'streams %i bytes in and out',
      async (size) => {
        const content = randomBytes(size);
        const summary = { bytes: size, sha256: sha256(content) };
        const pieces = Array.from({ length: Math.ceil(size / 48_611) }, (_, at) =>
          content.subarray(at * 48_611, (at + 1) * 48_611),
        );
        expect(await storage.put('a/big', Readable.from(pieces), png)).toEqual(summary);
        const streamed = await readOpened(storage, 'a/big');
        expect(streamed).toMatchObject({ contentType: 'image/png', bytes: size });
        // Not toEqual: it takes long on what is large.
        expect(streamed?.body.equals(content)).toBe(true);
        expect((await storage.get('a/big'))?.body.equals(content)).toBe(true);
      },
    );

    test('a reader that goes away disturbs nobody', async () => {
      await storage.put('key', randomBytes(300_000), png);
      (await storage.open('key'))?.body.destroy();
      const reader = await storage.open('key');
      for await (const _ of reader?.body ?? []) break;
      expect(reader?.body.destroyed).toBe(true);
      expect((await readOpened(storage, 'key'))?.body.length).toBe(300_000);
    });

    test('says whether something is there', async () => {
      await storage.put('a/b', Buffer.from('b'), png);
      expect(await Promise.all(['a/b', 'a/c', 'a', 'a/b/c'].map((key) => storage.has(key)))).toEqual([
        true,
        false,
        false,
        false,
      ]);
    });

    test('writes only where nothing is, if asked to', async () => {
      const options = { ...png, ifAbsent: true };
      await storage.put('key', Buffer.from('first'), options);
      await expect(storage.put('key', Buffer.from('second'), options)).rejects.toThrow(StorageConflictError);
      await expect(storage.put('key', Readable.from([Buffer.alloc(7_000_000)]), options)).rejects.toThrow(
        StorageConflictError,
      );
      expect((await storage.get('key'))?.body.toString()).toBe('first');
      const race = Array.from({ length: 4 }, (_, at) => storage.put('other', Buffer.from(String(at)), options));
      expect((await Promise.allSettled(race)).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('keeps an empty object', async () => {
      expect(await storage.put('empty', Buffer.alloc(0), png)).toEqual({ bytes: 0, sha256: sha256(Buffer.alloc(0)) });
      expect(await storage.get('empty')).toEqual({ body: Buffer.alloc(0), contentType: 'image/png' });
      await storage.put('streamed', Readable.from([]), png);
      for (const key of ['empty', 'streamed'])
        expect(await readOpened(storage, key)).toEqual({ contentType: 'image/png', bytes: 0, body: Buffer.alloc(0) });
    });

    test('knows nothing of a key that was never put, nor of a folder', async () => {
      await storage.put('a/b', Buffer.from('b'), png);
      expect(await storage.get('a/c')).toBeUndefined();
      expect(await storage.get('a')).toBeUndefined();
      expect(await storage.get('a/b/c')).toBeUndefined();
      for (const key of ['a/c', 'a', 'a/b/c']) expect(await storage.open(key)).toBeUndefined();
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

    test('keeps nothing of a long stream that breaks off', async () => {
      const gone = new Error('The client went away');
      const chunks = Array.from({ length: 120 }, () => Buffer.alloc(100_000));
      await expect(storage.put('new', breakingStream(chunks, gone), png)).rejects.toThrow(gone);
      const tooLong = Readable.from(chunks);
      await expect(storage.put('new', tooLong, { ...png, maxBytes: 11_000_000 })).rejects.toThrow(StorageLimitError);
      expect(tooLong.destroyed).toBe(true);
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
      await expect(storage.open(key)).rejects.toThrow(TypeError);
      await expect(storage.has(key)).rejects.toThrow(TypeError);
      await expect(storage.presign(key, 60)).rejects.toThrow(TypeError);
      await expect(storage.delete(key)).rejects.toThrow(TypeError);
    });

    test.each(['..', '../', 'a/../', '/', '.tmp', 'a//'])('refuses the prefix %j', async (prefix) => {
      await expect(listKeys(storage, prefix)).rejects.toThrow(TypeError);
    });

    test.each(['', ' image/png', 'image/png\r\nx: y', 'ä', `a/${'b'.repeat(300)}`])(
      'refuses the content type %j',
      async (contentType) => {
        await expect(storage.put('key', Buffer.from('x'), { contentType })).rejects.toThrow(TypeError);
        expect(await listKeys(storage)).toEqual([]);
      },
    );

    test('its check leaves nothing behind', async () => {
      await storage.check();
      expect(await listKeys(storage)).toEqual([]);
    });
  });
}
