// What lies in a store is unreadable, and whatever is changed, cut, moved or exchanged there is refused.
import { createCipheriv, randomBytes } from 'node:crypto';
import { StorageCorruptError } from '../../src/platform/storage/index.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { readOpened, storageOn } from '../support/storage.ts';
import { listKeys } from '../support/storage-suite.ts';

const png = { contentType: 'image/png' };
const face = Buffer.from('a face that nobody may see '.repeat(50));
const headBytes = 6 + 2;
const sealedFrameBytes = 65_536 + 16;

function openMemory(options: Parameters<typeof storageOn>[1] = {}) {
  const { store, bytesOf, replace } = createMemoryStore();
  return { ...storageOn(store, options), bytesOf, replace };
}

/** Where the frames begin. */
const framesStart = (sealed: Buffer) => headBytes + sealed.readUInt16BE(6);

async function expectRefused({ storage }: Pick<ReturnType<typeof openMemory>, 'storage'>, key = 'key') {
  await expect(storage.get(key)).rejects.toThrow(StorageCorruptError);
  await expect(readOpened(storage, key)).rejects.toThrow(StorageCorruptError);
}

test('content, its type, and the same content twice are unreadable', async () => {
  const { storage, store, bytesOf } = openMemory();
  await storage.put('one', face, png);
  await storage.put('two', face, png);
  expect(bytesOf('one').includes('face')).toBe(false);
  expect((await store.stat('one'))?.contentType).toBe('application/vnd.cameo.sealed');
  const tails = ['one', 'two'].map((key) => bytesOf(key).subarray(framesStart(bytesOf(key))));
  expect(tails[0]?.equals(tails[1] ?? Buffer.alloc(0))).toBe(false);
});

test('every changed byte and every missing end is found', async () => {
  const memory = openMemory();
  await memory.storage.put('key', Buffer.from('pixels'), png);
  const intact = memory.bytesOf('key');
  for (let at = 0; at < intact.length; at++) {
    const changed = Buffer.from(intact);
    changed[at] = (changed[at] ?? 0) ^ 1;
    memory.replace('key', changed);
    await expectRefused(memory);
    memory.replace('key', intact.subarray(0, at));
    await expectRefused(memory);
  }
  memory.replace('key', Buffer.concat([intact, Buffer.of(0)]));
  await expectRefused(memory);
  memory.replace('key', intact);
  expect((await memory.storage.get('key'))?.body.toString()).toBe('pixels');
});

test('frames that are left out, repeated, exchanged or of another object are found', async () => {
  const memory = openMemory();
  const content = randomBytes(3 * 65_536);
  await memory.storage.put('key', content, png);
  await memory.storage.put('other', content, png);
  const intact = memory.bytesOf('key');
  const cut = (sealed: Buffer) => {
    const start = framesStart(sealed);
    const frame = (at: number) => sealed.subarray(start + at * sealedFrameBytes, start + (at + 1) * sealedFrameBytes);
    return [sealed.subarray(0, start), frame(0), frame(1), frame(2)] as const;
  };
  const [head, first, second, third] = cut(intact);
  const [otherHead, otherFirst] = cut(memory.bytesOf('other'));
  const wrong = {
    'the end is cut off at a frame': [head, first, second],
    'only the head is left': [head],
    'a frame is left out': [head, first, third],
    'frames are exchanged': [head, second, first, third],
    'a frame comes twice': [head, first, first, second, third],
    'the last frame comes twice': [head, first, second, third, third],
    'a frame of another object': [head, otherFirst, second, third],
    'the head of another object': [otherHead, first, second, third],
  };
  for (const parts of Object.values(wrong)) {
    memory.replace('key', Buffer.concat(parts));
    await expectRefused(memory);
  }
  memory.replace('key', Buffer.concat([head, first, second, third]));
  expect((await memory.storage.get('key'))?.body.equals(content)).toBe(true);
});

test('only what has been verified is given out before a damage is met', async () => {
  const memory = openMemory();
  const content = randomBytes(2 * 65_536 + 10);
  await memory.storage.put('key', content, png);
  const damaged = Buffer.from(memory.bytesOf('key'));
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  memory.replace('key', damaged);
  const opened = await memory.storage.open('key');
  if (!opened) throw new Error('nothing was kept');
  const given: Buffer[] = [];
  const reading = (async () => {
    for await (const chunk of opened.body as AsyncIterable<Buffer>) given.push(chunk);
  })();
  await expect(reading).rejects.toThrow(StorageCorruptError);
  expect(Buffer.concat(given).equals(content.subarray(0, 2 * 65_536))).toBe(true);
});

test("one person's file is not taken for another's", async () => {
  const memory = openMemory();
  await memory.storage.put('ada', face, png);
  memory.replace('bob', memory.bytesOf('ada'));
  await expectRefused(memory, 'bob');
  await expect(memory.storage.get('bob')).rejects.toThrow('bob');
});

test('another process with the key reads it, one with another key does not', async () => {
  const memory = openMemory();
  await memory.storage.put('key', face, png);
  expect((await storageOn(memory.store).storage.get('key'))?.body).toEqual(face);
  await expectRefused(storageOn(memory.store, { keys: [randomBytes(32)] }));
});

test('refuses a key of the wrong length', () => {
  expect(() => openMemory({ keys: [randomBytes(16)] })).toThrow('32 bytes');
});

test('what earlier releases wrote stays readable, by the same key and under the same name only', async () => {
  const memory = openMemory();
  const key = Buffer.alloc(32, 7);
  const iv = randomBytes(12);
  const header = Buffer.concat([Buffer.from('CAMEO\x01', 'latin1'), iv, Buffer.of(9), Buffer.from('image/png')]);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.concat([header, Buffer.from('key')]));
  const sealed = Buffer.concat([header, cipher.update(face), cipher.final(), cipher.getAuthTag()]);
  for (const name of ['key', 'other']) memory.replace(name, sealed);
  expect(await memory.storage.get('key')).toEqual({ body: face, contentType: 'image/png' });
  expect(await readOpened(memory.storage, 'key')).toEqual({ body: face, bytes: face.length, contentType: 'image/png' });
  await expectRefused(memory, 'other');
  await expectRefused(storageOn(memory.store, { keys: [randomBytes(32)] }));
  const rotated = storageOn(memory.store, { keys: [randomBytes(32), key] });
  expect((await rotated.storage.get('key'))?.body).toEqual(face);
  memory.replace('key', sealed.subarray(0, -1));
  await expectRefused(memory);
});

describe('switched off', () => {
  test('it leaves the bytes as they are, and reads what was sealed before', async () => {
    const memory = openMemory();
    await memory.storage.put('sealed', face, png);
    const off = storageOn(memory.store, { encryption: 'off' }).storage;
    await off.put('open', face, png);
    expect(memory.bytesOf('open')).toEqual(face);
    expect((await memory.store.stat('open'))?.contentType).toBe('image/png');
    expect(await off.get('sealed')).toEqual({ body: face, contentType: 'image/png' });
    await expect(off.put('key', face, { contentType: 'application/vnd.cameo.sealed' })).rejects.toThrow(TypeError);
  });

  test('and on again, it believes nothing that is not sealed, unless it is to adopt it', async () => {
    const memory = openMemory({ encryption: 'off' });
    await memory.storage.put('key', face, png);
    await expectRefused(storageOn(memory.store));
    const adopting = storageOn(memory.store, { encryption: 'adopt' }).storage;
    expect((await adopting.get('key'))?.body).toEqual(face);
    await adopting.put('new', face, png);
    expect(memory.bytesOf('new').includes('face')).toBe(false);
  });
});

test('its own notes are no objects', async () => {
  const { storage } = openMemory();
  await storage.put('storage-notes/rewrapping', Buffer.from('x'), png);
  expect(await listKeys(storage)).toEqual([]);
});
