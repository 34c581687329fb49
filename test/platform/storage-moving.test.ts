// Moving files from one place to another, under a service that goes on working.
import { createFallbackStore, moveObjects, type ObjectStore, type Storage } from '../../src/platform/storage/index.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { storageOn, useDirectories, useS3 } from '../support/storage.ts';
import { describeStorage, listKeys } from '../support/storage-suite.ts';

const png = { contentType: 'image/png' };
const { openDisk } = useDirectories();
const { openS3 } = useS3();
const leaseTimes = { renewMs: 20, abandonedMs: 100 };

const contentOf = (key: string) => Buffer.from(`content of ${key}`);
const keys = Array.from({ length: 30 }, (_, at) => `avatars/p${at % 4}/${at}.webp`);

async function fill(storage: Storage) {
  for (const key of keys) await storage.put(key, contentOf(key), png);
}

async function expectAll(storage: Storage, expected: readonly string[] = keys) {
  expect(await listKeys(storage)).toEqual(expected.toSorted());
  for (const key of expected)
    expect(await storage.get(key)).toEqual({ body: contentOf(key), contentType: 'image/png' });
}

async function move(from: Storage, to: Storage, keep = false) {
  let last = { done: 0, total: 0, bytes: 0, different: [] as readonly string[] };
  for await (const progress of moveObjects({ from, to, keep, leaseTimes })) last = progress;
  return last;
}

describeStorage('two stores, while files move', async () => {
  const [first, second] = [createMemoryStore().store, createMemoryStore().store];
  return storageOn(createFallbackStore({ first, second })).storage;
});

test.each([
  ['disk to S3', async () => [(await openDisk()).store, openS3().store] as const],
  ['S3 to disk', async () => [openS3().store, (await openDisk()).store] as const],
])('%s, with everything', async (_, openStores) => {
  const [one, other] = (await openStores()).map((store) => storageOn(store).storage);
  if (!one || !other) throw new Error('two stores');
  await fill(one);
  const big = Buffer.alloc(7_000_000, 1);
  await one.put('originals/p1/big', big, { contentType: 'image/jpeg' });
  expect(await move(one, other)).toEqual({
    done: 31,
    total: 31,
    bytes: keys.reduce((sum, key) => sum + contentOf(key).length, big.length),
    different: [],
  });
  expect(await listKeys(one)).toEqual([]);
  expect((await other.get('originals/p1/big'))?.body.equals(big)).toBe(true);
  await other.delete('originals/p1/big');
  await expectAll(other);
});

test('killed at any step, it goes on when it is run again', async () => {
  const [source, target] = [createMemoryStore().store, createMemoryStore().store];
  const [from, to] = [storageOn(source).storage, storageOn(target).storage];
  await fill(from);
  let steps = 0;
  let end = 1;
  const dying = (store: ObjectStore): ObjectStore => {
    const step = () => {
      if (++steps > end) throw new Error('killed');
    };
    const put: ObjectStore['put'] = async (key, body, options) => {
      if (!key.startsWith('storage-notes/')) step();
      await store.put(key, body, options);
      if (!key.startsWith('storage-notes/')) step();
    };
    return {
      ...store,
      put,
      open: async (key) => {
        step();
        return store.open(key);
      },
      delete: async (key) => {
        if (!key.startsWith('storage-notes/')) step();
        await store.delete(key);
      },
    };
  };
  const together = storageOn(createFallbackStore({ first: target, second: source })).storage;
  for (let finished = false; !finished; end += 29, steps = 0) {
    finished = await move(storageOn(dying(source)).storage, storageOn(dying(target)).storage).then(
      () => true,
      (error) => {
        expect(String(error)).toContain('killed');
        return false;
      },
    );
    for (const key of keys) expect((await together.get(key))?.body).toEqual(contentOf(key));
  }
  expect(await listKeys(from)).toEqual([]);
  await expectAll(to);
});

test('meanwhile everything is found, and what is written or deleted stays so', async () => {
  const [source, target] = [createMemoryStore().store, createMemoryStore().store];
  const [from, to] = [storageOn(source).storage, storageOn(target).storage];
  const service = storageOn(createFallbackStore({ first: target, second: source })).storage;
  await fill(from);
  const [deleted = '', rewritten = '', ...others] = keys;
  // At the worst moment: when the copy has been read, and just before it is written.
  const racing: ObjectStore = {
    ...target,
    async put(key, body, options) {
      if (key === rewritten) await service.put(key, Buffer.from('newer'), png);
      await target.put(key, body, options);
      if (key === deleted) await source.delete(key); // the first half of what the service does
    },
  };
  const { different } = await move(from, storageOn(racing).storage);
  expect(different).toEqual([rewritten]);
  expect(await service.has(deleted)).toBe(false);
  expect((await service.get(rewritten))?.body.toString()).toBe('newer');
  await service.delete(rewritten);
  await expectAll(to, others);
  expect(await listKeys(from)).toEqual([]);
});

test('a copy that does not read back as it was written costs nothing', async () => {
  const { store, replace, bytesOf } = createMemoryStore();
  const from = storageOn(createMemoryStore().store).storage;
  await fill(from);
  const bad: ObjectStore = {
    ...store,
    async put(key, body, options) {
      await store.put(key, body, options);
      if (key === keys[5]) replace(key, bytesOf(key).subarray(0, -1));
    },
  };
  await expect(move(from, storageOn(bad).storage)).rejects.toThrow('damaged');
  expect(await from.has(keys[5] ?? '')).toBe(true);
});

test('copies only, if asked to, and may be run again', async () => {
  const [from, to] = [storageOn(createMemoryStore().store).storage, storageOn(createMemoryStore().store).storage];
  await fill(from);
  for (let run = 0; run < 2; run++) expect(await move(from, to, true)).toMatchObject({ done: 30, different: [] });
  await expectAll(from);
  await expectAll(to);
});

test('two at once: the second is refused while the first is alive, and takes over when it was killed', async () => {
  const [from, to] = [storageOn(createMemoryStore().store).storage, storageOn(createMemoryStore().store).storage];
  await fill(from);
  const first = moveObjects({ from, to, keep: false, leaseTimes });
  await first.next();
  await expect(move(from, to)).rejects.toThrow('Another process');
  await expectAll(storageOn(createMemoryStore().store).storage, []);
  await first.return(undefined);
  await from.put('storage-notes/moving', Buffer.from('left by a process that was killed'), png);
  await move(from, to);
  await expectAll(to);
});
