// A store whose bytes a test can look at and change.
import { Readable } from 'node:stream';
import { StorageConflictError } from '../../src/platform/storage/index.ts';
import type { ObjectStore } from '../../src/platform/storage/store.ts';

interface Kept {
  readonly body: Buffer;
  readonly contentType: string;
  readonly version: string;
}

export function createMemoryStore() {
  const objects = new Map<string, Kept>();
  let writes = 0;
  const keep = (key: string, body: Buffer, contentType: string) =>
    objects.set(key, { body, contentType, version: String(++writes) });

  const store: ObjectStore = {
    async put(key, source, { contentType, over }) {
      const chunks: Buffer[] = [];
      for await (const chunk of Buffer.isBuffer(source) ? [source] : source) chunks.push(chunk);
      if (over !== undefined && (objects.get(key)?.version ?? null) !== over) throw new StorageConflictError(key);
      keep(key, Buffer.concat(chunks), contentType);
    },
    get: async (key) => objects.get(key),
    async open(key) {
      const found = objects.get(key);
      return found && { ...found, bytes: found.body.length, body: Readable.from([found.body]) };
    },
    async stat(key) {
      const found = objects.get(key);
      return found && { ...found, bytes: found.body.length };
    },
    async delete(key) {
      objects.delete(key);
    },
    async *list(prefix, after = '') {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
      for (const key of keys) yield { key, cursor: key, modifiedAt: new Date() };
    },
    presign: async () => undefined,
    check: async () => {},
    sweep: async () => {},
  };
  return {
    store,
    /** What is kept under the key, as it is kept. */
    bytesOf(key: string): Buffer {
      const found = objects.get(key);
      if (!found) throw new Error(`Nothing is kept under ${key}`);
      return found.body;
    },
    /** Puts bytes where sealed ones are expected. */
    replace: (key: string, body: Buffer) => void keep(key, body, 'application/vnd.cameo.sealed'),
  };
}
