// Where files are kept, as the rest of Cameo sees it. Keys look like `avatars/3f2a/256.webp`; whatever store and
// encryption stand behind it pass test/support/storage-suite.ts.
import type { Readable } from 'node:stream';

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

export interface OpenedObject {
  readonly contentType: string;
  /** Size of the content. */
  readonly bytes: number;
  /** The content as it arrives; ends in `StorageCorruptError` where it is not what was put. Read it or destroy it. */
  readonly body: Readable;
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
  /** Refuses with `StorageConflictError` to replace an object that is there. */
  readonly ifAbsent?: boolean;
}

export interface Storage {
  /** Writes or replaces an object as a whole: readers see the old one or the new one, and on failure nothing changes. */
  put(key: string, source: Readable | Buffer, options: PutOptions): Promise<StoredSummary>;
  /** A small object as a whole, or undefined when there is none. Throws `StorageCorruptError` when it is not what was put. */
  get(key: string): Promise<StoredObject | undefined>;
  /** An object of any size as a stream, or undefined when there is none. */
  open(key: string): Promise<OpenedObject | undefined>;
  has(key: string): Promise<boolean>;
  /** Removes an object; none being there is success. */
  delete(key: string): Promise<void>;
  /** The objects whose key starts with `prefix`, in no particular order; during a move to another store some come twice. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** An address that gives the object to anybody for `seconds`; undefined when only this service can read what is stored. */
  presign(key: string, seconds: number): Promise<string | undefined>;
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

/** The object is not (any more) the one that was to be replaced. */
export class StorageConflictError extends Error {
  constructor(key: string, cause?: unknown) {
    super(`The stored object ${key} was changed meanwhile`, { cause });
    this.name = 'StorageConflictError';
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

export const isStorageKey = (key: string): boolean => key.length <= maxKeyLength && keyPattern.test(key);

/** Throws a TypeError unless `key` is made of `[a-z0-9._-]` segments that are joined by `/` and start with no dot. */
export function assertStorageKey(key: string): void {
  if (!isStorageKey(key)) throw new TypeError(`Not a storage key: ${JSON.stringify(key)}`);
}

/** As `assertStorageKey`, for the beginning of a key; the empty prefix is every key's. */
export function assertStoragePrefix(prefix: string): void {
  if (prefix.length > maxKeyLength || !prefixPattern.test(prefix)) {
    throw new TypeError(`Not a storage prefix: ${JSON.stringify(prefix)}`);
  }
}

const contentTypePattern = /^[\x21-\x7e][\x20-\x7e]{0,254}$/;

/** Throws a TypeError for what no header could carry. */
export function assertContentType(contentType: string): void {
  if (!contentTypePattern.test(contentType)) throw new TypeError(`Not a content type: ${JSON.stringify(contentType)}`);
}
