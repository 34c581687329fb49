// What an adapter does: keeps bytes under keys. Limits, digests and encryption are above it, in storage.ts.
import type { Readable } from 'node:stream';
import type { ListedObject, StoredObject } from './port.ts';

export interface ObjectStat {
  readonly contentType: string;
  readonly bytes: number;
  /** Changes with every write of the object. */
  readonly version: string;
}

export interface StoreObject extends ObjectStat {
  /** Must be read or destroyed. */
  readonly body: Readable;
}

export interface StoreEntry extends ListedObject {
  /** Where a listing of the same prefix goes on behind this object. */
  readonly cursor: string;
}

export interface WriteOptions {
  readonly contentType: string;
  /** Writes over this version alone, or, with null, only where nothing is; `StorageConflictError` otherwise. */
  readonly over?: string | null;
}

/** Keys are valid here: storage.ts has looked. */
export interface ObjectStore {
  /** Atomic: readers see the old object or the new one, and on failure nothing changes. */
  put(key: string, body: Buffer | AsyncIterable<Buffer>, options: WriteOptions): Promise<void>;
  get(key: string): Promise<StoredObject | undefined>;
  open(key: string): Promise<StoreObject | undefined>;
  stat(key: string): Promise<ObjectStat | undefined>;
  delete(key: string): Promise<void>;
  /** In a steady order. */
  list(prefix: string, after?: string): AsyncIterable<StoreEntry>;
  presign(key: string, seconds: number): Promise<string | undefined>;
  check(): Promise<void>;
  /** Removes what writes of killed processes left behind, once no living process can be at it. */
  sweep(): Promise<void>;
}
