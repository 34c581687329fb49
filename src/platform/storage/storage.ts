// The port on top of a store: keys and limits are checked, content is measured, and, unless switched off, encrypted.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Chunks, collect } from './byte-reader.ts';
import { type ObjectSealing, sealedContentType } from './object-sealing.ts';
import {
  assertContentType,
  assertStorageKey,
  assertStoragePrefix,
  type PutOptions,
  type Storage,
  StorageCorruptError,
  StorageLimitError,
  type StoredSummary,
} from './port.ts';
import type { ObjectStore } from './store.ts';

/**
 * `on` seals everything and believes nothing else. `adopt` does so too, but reads what an earlier `off` left open.
 * `off` leaves the bytes to the store, and reads what an earlier `on` sealed.
 */
export type StorageEncryption = 'on' | 'adopt' | 'off';

/** Keys that begin with this are the storage's own notes, and are not listed. */
export const ownPrefix = 'storage-notes/';

function createMeter({ maxBytes = Number.POSITIVE_INFINITY }: PutOptions) {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    /** The content as it is; breaks off as soon as it is too large. */
    async *measure(content: Chunks): AsyncGenerator<Buffer> {
      for await (const chunk of content) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw new StorageLimitError(maxBytes);
        hash.update(chunk);
        yield chunk;
      }
    },
    summary: (): StoredSummary => ({ bytes, sha256: hash.digest('hex') }),
  };
}

/** A stream that lets go of `source` also when nobody has begun to read. */
function streamOf(content: Chunks, source: Readable): Readable {
  return Readable.from(content, { objectMode: false }).once('close', () => source.destroy());
}

export function createStorage(deps: {
  store: ObjectStore;
  sealing: ObjectSealing;
  encryption: StorageEncryption;
}): Storage {
  const { store, sealing, encryption } = deps;

  function isSealed(key: string, contentType: string): boolean {
    if (contentType === sealedContentType) return true;
    if (encryption === 'on') throw new StorageCorruptError(key);
    return false;
  }

  return {
    async put(key, source, options) {
      assertStorageKey(key);
      assertContentType(options.contentType);
      if (options.contentType === sealedContentType) throw new TypeError('This content type is the storage’s own');
      // An upload may break off before its first chunk is awaited; who reads the chunks reports it then.
      if (!Buffer.isBuffer(source)) source.once('error', () => {});
      const meter = createMeter(options);
      const content = meter.measure(Buffer.isBuffer(source) ? [source] : source);
      const sealed = encryption !== 'off';
      const bytes = sealed ? sealing.seal(key, options.contentType, content) : content;
      await store.put(key, Buffer.isBuffer(source) ? await collect(bytes) : bytes, {
        contentType: sealed ? sealedContentType : options.contentType,
        ...(options.ifAbsent && { over: null }),
      });
      return meter.summary();
    },

    async get(key) {
      assertStorageKey(key);
      const found = await store.get(key);
      if (!found || !isSealed(key, found.contentType)) return found;
      const { contentType, content } = await sealing.unseal(key, [found.body], found.body.length);
      return { body: await collect(content), contentType };
    },

    async open(key) {
      assertStorageKey(key);
      const found = await store.open(key);
      if (!found) return undefined;
      const { body: source, contentType, bytes } = found;
      try {
        if (!isSealed(key, contentType)) return { contentType, bytes, body: source };
        const { content, ...unsealed } = await sealing.unseal(key, source, bytes);
        return { ...unsealed, body: streamOf(content, source) };
      } catch (error) {
        source.destroy();
        throw error;
      }
    },

    async has(key) {
      assertStorageKey(key);
      return (await store.stat(key)) !== undefined;
    },

    async delete(key) {
      assertStorageKey(key);
      await store.delete(key);
    },

    async *list(prefix) {
      assertStoragePrefix(prefix);
      for await (const { key, modifiedAt } of store.list(prefix))
        if (!key.startsWith(ownPrefix)) yield { key, modifiedAt };
    },

    async presign(key, seconds) {
      assertStorageKey(key);
      if (encryption !== 'off') return undefined;
      const found = await store.stat(key);
      return found && found.contentType !== sealedContentType ? store.presign(key, seconds) : undefined;
    },

    async check() {
      // Without a key nothing can be written either.
      await Promise.all([store.check(), encryption !== 'off' && sealing.check()]);
    },
  };
}
