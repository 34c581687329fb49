// Where files are kept. Keys look like `avatars/3f2a/256.webp`; every adapter passes test/support/storage-suite.ts.
import type { Readable } from 'node:stream';

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

export interface StoredSummary {
  /** Size of the content, before encryption. */
  readonly bytes: number;
  /** SHA-256 of the content, before encryption, in hex. */
  readonly sha256: string;
}

export interface ListedObject {
  readonly key: string;
  readonly modifiedAt: Date;
}

export interface PutOptions {
  readonly contentType: string;
  /** More than this ends in `StorageLimitError`, as soon as it has been read. */
  readonly maxBytes?: number;
}

export interface Storage {
  /** Writes or replaces an object as a whole: readers see the old one or the new one, and on failure nothing changes. */
  put(key: string, source: Readable | Buffer, options: PutOptions): Promise<StoredSummary>;
  /** The object, or undefined when there is none. Throws `StorageCorruptError` when it is not what was put. */
  get(key: string): Promise<StoredObject | undefined>;
  /** Removes an object; none being there is success. */
  delete(key: string): Promise<void>;
  /** The objects whose key starts with `prefix`, in no particular order. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** Rejects when objects cannot be written now. */
  check(): Promise<void>;
}

export class StorageLimitError extends Error {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The content is larger than ${maxBytes} bytes`);
    this.name = 'StorageLimitError';
    this.maxBytes = maxBytes;
  }
}

export class StorageCorruptError extends Error {
  constructor(key: string, cause?: unknown) {
    super(`The stored object ${key} was damaged or changed, or was written with another key`, { cause });
    this.name = 'StorageCorruptError';
  }
}

// No segment starts with a dot: nothing climbs out, and adapters may keep their own files under such names.
const segment = '[a-z0-9_-][a-z0-9._-]{0,199}';
const keyPattern = new RegExp(`^${segment}(/${segment})*$`);
const prefixPattern = new RegExp(`^(${segment}/)*(${segment})?$`);
const maxKeyLength = 512;

/** Throws a TypeError unless `key` is made of `[a-z0-9._-]` segments that are joined by `/` and start with no dot. */
export function assertStorageKey(key: string): void {
  if (key.length > maxKeyLength || !keyPattern.test(key))
    throw new TypeError(`Not a storage key: ${JSON.stringify(key)}`);
}

/** As `assertStorageKey`, for the beginning of a key; the empty prefix is every key's. */
export function assertStoragePrefix(prefix: string): void {
  if (prefix.length > maxKeyLength || !prefixPattern.test(prefix)) {
    throw new TypeError(`Not a storage prefix: ${JSON.stringify(prefix)}`);
  }
}
