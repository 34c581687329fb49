// A change of the key that wraps data keys: the previous one still opens, and goes in the background.
import { randomBytes } from 'node:crypto';
import { createKeyring, createLocalKey, createRewrapping, createVaultKey } from '../../src/platform/storage/index.ts';
import type { ObjectStore } from '../../src/platform/storage/store.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { storageOn, useDirectories, useS3 } from '../support/storage.ts';
import { listKeys } from '../support/storage-suite.ts';
import { startVaultServer, type VaultServer } from '../support/vault-server.ts';

const png = { contentType: 'image/png' };
const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const { openDisk } = useDirectories();
const { openS3 } = useS3();

/** Storage after the change, and turns of its background work; no turn does more than a few objects. */
function rotated(store: ObjectStore, options: Parameters<typeof storageOn>[1] = { keys: [newKey, oldKey] }) {
  const parts = storageOn(store, options);
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  const { turn } = createRewrapping({ ...parts, logger: { info: log, warn: log }, turnMs: 0 });
  return {
    ...parts,
    turn,
    logged,
    async finish() {
      for (let turns = 0; !logged.some((line) => line.startsWith('every stored object')); turns++) {
        if (turns > 100) throw new Error('It does not come to an end');
        await turn();
      }
    },
  };
}

async function fill(store: ObjectStore, count = 20, keys: readonly [Buffer, ...Buffer[]] = [oldKey]) {
  const { storage } = storageOn(store, { keys });
  for (let at = 0; at < count; at++) await storage.put(`avatars/p${at % 3}/${at}`, Buffer.from(`face ${at}`), png);
}

async function expectAllReadable(store: ObjectStore, keys: readonly [Buffer, ...Buffer[]], count = 20) {
  const { storage } = storageOn(store, { keys });
  const found = await listKeys(storage);
  expect(found).toHaveLength(count);
  for (const key of found)
    expect(await storage.get(key)).toEqual({
      body: Buffer.from(`face ${key.split('/')[2]}`),
      contentType: 'image/png',
    });
}

describe.each([
  ['disk', async () => (await openDisk()).store],
  ['S3', async () => openS3().store],
])('on %s', (_, openStore) => {
  test('the previous key still opens; in the end the new one opens everything alone', async () => {
    const store = await openStore();
    await fill(store);
    const { storage, finish } = rotated(store);
    expect((await storage.get('avatars/p0/0'))?.body.toString()).toBe('face 0');
    await finish();
    await expectAllReadable(store, [newKey]);
    await expect(storageOn(store, { keys: [oldKey] }).storage.get('avatars/p0/0')).rejects.toThrow('another key');
  });

  test('killed at any write, nothing is lost and it goes on', async () => {
    const store = await openStore();
    await fill(store);
    let writes = 0;
    const dying: ObjectStore = {
      ...store,
      put: async (...call) => {
        if (++writes % 5 === 0) throw new Error('killed');
        return store.put(...call);
      },
    };
    const { turn, logged } = rotated(dying);
    while (!logged.some((line) => line.startsWith('every stored object'))) {
      await turn().catch((error) => expect(String(error)).toContain('killed'));
      await expectAllReadable(store, [newKey, oldKey]);
    }
    await expectAllReadable(store, [newKey]);
  });

  test('what is written or deleted meanwhile stays so', async () => {
    const store = await openStore();
    await fill(store);
    const { storage } = storageOn(store, { keys: [newKey] });
    const raced: ObjectStore = {
      ...store,
      async put(key, body, options) {
        if (key === 'avatars/p0/3' && options.over) await storage.delete(key);
        if (key === 'avatars/p1/4' && options.over) await storage.put(key, Buffer.from('newer'), png);
        return store.put(key, body, options);
      },
    };
    await rotated(raced).finish();
    expect(await storage.has('avatars/p0/3')).toBe(false);
    expect((await storage.get('avatars/p1/4'))?.body.toString()).toBe('newer');
    expect(await listKeys(storage)).toHaveLength(19);
  });
});

test('the content is not encrypted anew, its key is', async () => {
  const { store, bytesOf } = createMemoryStore();
  await fill(store, 1);
  const before = bytesOf('avatars/p0/0');
  await rotated(store).finish();
  const after = bytesOf('avatars/p0/0');
  expect(after.equals(before)).toBe(false);
  expect(after.subarray(-22).equals(before.subarray(-22))).toBe(true);
});

test('what a process with the previous key writes behind it is found by another pass', async () => {
  const { store } = createMemoryStore();
  await fill(store);
  const { turn, finish, logged } = rotated(store);
  await turn();
  await storageOn(store, { keys: [oldKey] }).storage.put('a/late', Buffer.from('face late'), png);
  await finish();
  expect(logged).toEqual([
    expect.stringContaining('looking once more'),
    expect.stringContaining('looking once more'),
    expect.stringContaining('the previous one can go'),
  ]);
  await expect(storageOn(store, { keys: [newKey] }).storage.get('a/late')).resolves.toBeDefined();
});

test('when all is done a turn reads its note and no object', async () => {
  const { store } = createMemoryStore();
  await fill(store);
  await rotated(store).finish();
  const read: string[] = [];
  const watched: ObjectStore = {
    ...store,
    get: (key) => {
      read.push(key);
      return store.get(key);
    },
    list: () => {
      throw new Error('It need not look');
    },
  };
  await rotated(watched).turn();
  expect(read).toHaveLength(1);
});

test('an object that no key opens is told of, left as it is, and stops nothing', async () => {
  const { store, bytesOf, replace } = createMemoryStore();
  await fill(store);
  replace('avatars/p0/0', Buffer.from('CAMEO\x02 nonsense'));
  const { finish, logged } = rotated(store);
  await finish();
  expect(logged).toContain('a stored object cannot be opened with any of the keys');
  expect(bytesOf('avatars/p0/0').toString()).toBe('CAMEO\x02 nonsense');
});

test('what was left open by STORAGE_ENCRYPTION=off is sealed when it is to be adopted, and not otherwise', async () => {
  const { store, bytesOf } = createMemoryStore();
  const { storage } = storageOn(store, { encryption: 'off' });
  await storage.put('key', Buffer.from('a face'), png);
  await rotated(store, { encryption: 'on' }).finish();
  expect(bytesOf('key').toString()).toBe('a face');
  // Another key, so that there is something to do again.
  const adopting = rotated(store, { encryption: 'adopt', keys: [newKey] });
  await adopting.finish();
  expect(bytesOf('key').includes('face')).toBe(false);
  const strict = storageOn(store, { keys: [newKey] }).storage;
  expect(await strict.get('key')).toEqual({ body: Buffer.from('a face'), contentType: 'image/png' });
});

describe('a key in Vault', () => {
  let vault: VaultServer;
  beforeEach(async () => {
    vault = await startVaultServer('cameo');
  });
  afterEach(() => vault.close());
  const ring = () => createKeyring([createVaultKey(vault.options), createLocalKey(oldKey)]);

  test('wraps, and is asked once for an object that is read often', async () => {
    const { store } = createMemoryStore();
    const { storage } = storageOn(store, { keyring: ring() });
    await storage.put('key', Buffer.from('a face'), png);
    for (let reads = 0; reads < 3; reads++) expect((await storage.get('key'))?.body.toString()).toBe('a face');
    expect(vault.state.calls).toEqual(['encrypt', 'decrypt']);
    const { storage: elsewhere } = storageOn(store, { keyring: ring() });
    expect((await elsewhere.get('key'))?.body.toString()).toBe('a face');
    await expect(storageOn(store, { keys: [oldKey] }).storage.get('key')).rejects.toThrow('another key');
  });

  test('takes over from a local key', async () => {
    const { store } = createMemoryStore();
    await fill(store);
    await rotated(store, { keyring: ring() }).finish();
    const { storage } = storageOn(store, { keyring: createVaultKey(vault.options) });
    expect((await storage.get('avatars/p1/19'))?.body.toString()).toBe('face 19');
  });

  test('that is rotated opens what its earlier versions have wrapped, and wraps it anew', async () => {
    const { store, bytesOf } = createMemoryStore();
    const options = { keyring: createVaultKey(vault.options) };
    const { storage } = storageOn(store, options);
    await storage.put('key', Buffer.from('a face'), png);
    await rotated(store, options).finish();
    expect(bytesOf('key').includes('vault:cameo:v1')).toBe(true);
    vault.rotate();
    await rotated(store, options).finish();
    expect(bytesOf('key').includes('vault:cameo:v2')).toBe(true);
    expect((await storage.get('key'))?.body.toString()).toBe('a face');
  });

  test('does not open a data key of another object, nor one that was changed', async () => {
    const { store, bytesOf, replace } = createMemoryStore();
    const { storage } = storageOn(store, { keyring: createVaultKey(vault.options) });
    await storage.put('ada', Buffer.from('a face'), png);
    replace('bob', bytesOf('ada'));
    await expect(storage.get('bob')).rejects.toThrow('damaged');
    const text = bytesOf('ada').toString('latin1');
    replace('ada', Buffer.from(text.replace('vault:cameo:v1', 'vault:cameo:v2'), 'latin1'));
    await expect(storage.get('ada')).rejects.toThrow('damaged');
  });

  test('that is out of reach fails reads, writes and the check, and nothing is taken for damaged', async () => {
    const { store } = createMemoryStore();
    const open = () => storageOn(store, { keyring: createVaultKey(vault.options) }).storage;
    await open().put('key', Buffer.from('a face'), png);
    await open().check();
    vault.state.isSealed = true;
    const storage = open();
    for (const call of [
      () => storage.get('key'),
      () => storage.put('new', Buffer.from('x'), png),
      () => storage.check(),
      () => rotated(store, { keyring: createVaultKey(vault.options) }).turn(),
    ])
      await expect(call()).rejects.toThrow('Vault answers 503');
    const stranger = createVaultKey({ ...vault.options, token: 'hvs.wrong' });
    vault.state.isSealed = false;
    await expect(storageOn(store, { keyring: stranger }).storage.get('key')).rejects.toThrow('Vault answers 403');
    await vault.close();
    await expect(storage.check()).rejects.toThrow('fetch failed');
  });
});
