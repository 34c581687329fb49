// After a change of keys: wraps the data key of every object with the new key, a little at each turn. Where it stands is
// noted in the storage itself, so any process may take the next turn. Objects are replaced only as they were read, so
// that what is written or deleted meanwhile stays written or deleted.
import Joi from 'joi';
import type { KeyEncryption } from './key-encryption.ts';
import { type ObjectSealing, sealedContentType } from './object-sealing.ts';
import { type Storage, StorageConflictError, StorageCorruptError } from './port.ts';
import { ownPrefix, type StorageEncryption } from './storage.ts';
import type { ObjectStore, StoreEntry, StoreObject } from './store.ts';

const noteKey = `${ownPrefix}rewrapping`;
const batchSize = 8;
/** Less than a worker that is told to stop has to finish what it does. */
const defaultTurnMs = 20_000;

interface Note {
  /** The key that objects are to be under. */
  readonly keyId: string;
  /** Everything up to here has been seen in this pass. */
  readonly cursor: string | null;
  /** Objects that this pass has wrapped anew. */
  readonly rewrapped: number;
  /** A whole pass has found nothing to do. */
  readonly done: boolean;
}

const noteSchema = Joi.object<Note>({
  keyId: Joi.string().required(),
  cursor: Joi.string().allow(null).required(),
  rewrapped: Joi.number().required(),
  done: Joi.boolean().required(),
});

export function createRewrapping(deps: {
  storage: Storage;
  store: ObjectStore;
  sealing: ObjectSealing;
  keyring: KeyEncryption;
  encryption: StorageEncryption;
  logger: Readonly<Record<'info' | 'warn', (details: object, message: string) => void>>;
  turnMs?: number;
}) {
  const { storage, store, sealing, logger, turnMs = defaultTurnMs } = deps;

  /** A note that cannot be read is of a key that is gone. */
  async function readNote(): Promise<Note | undefined> {
    try {
      const found = await storage.get(noteKey);
      const { error, value } = noteSchema.validate(found && JSON.parse(found.body.toString()), {
        presence: 'required',
      });
      return error ? undefined : value;
    } catch (error) {
      if (error instanceof StorageCorruptError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  async function writeNote(note: Note): Promise<void> {
    await storage.put(noteKey, Buffer.from(JSON.stringify(note)), { contentType: 'application/json' });
  }

  async function renewed(key: string, { contentType, body }: StoreObject, keyId: string) {
    if (contentType === sealedContentType) return sealing.rewrap(key, body, keyId);
    return deps.encryption === 'adopt' ? sealing.seal(key, contentType, body) : undefined;
  }

  /** Whether the object was wrapped anew. One that no key opens is told of and left as it is. */
  async function rewrap({ key }: StoreEntry, keyId: string): Promise<boolean> {
    const found = await store.open(key);
    if (!found) return false;
    try {
      const object = await renewed(key, found, keyId);
      if (object) await store.put(key, object, { contentType: sealedContentType, over: found.version });
      return object !== undefined;
    } catch (error) {
      if (error instanceof StorageConflictError) return false;
      if (!(error instanceof StorageCorruptError)) throw error;
      logger.warn({ key }, 'a stored object cannot be opened with any of the keys');
      return false;
    } finally {
      found.body.destroy();
    }
  }

  async function* batchesBehind(cursor: string | null): AsyncGenerator<StoreEntry[]> {
    let batch: StoreEntry[] = [];
    for await (const entry of store.list('', cursor ?? undefined)) {
      batch.push(entry);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  async function finishPass({ keyId, rewrapped }: Note): Promise<void> {
    const done = rewrapped === 0;
    await writeNote({ keyId, cursor: null, rewrapped: 0, done });
    if (done) logger.info({ keyId }, 'every stored object is under the current key; the previous one can go');
    else logger.info({ keyId, rewrapped }, 'stored objects were wrapped with the current key; looking once more');
  }

  return {
    /** Goes on where the last turn stopped, for some seconds. A pass that found something is followed by another: a process that did not know the new key yet may have written behind it. */
    async turn(): Promise<void> {
      const keyId = await deps.keyring.currentKeyId();
      const before = await readNote();
      if (before?.keyId === keyId && before.done) return;
      let note: Note = before?.keyId === keyId ? before : { keyId, cursor: null, rewrapped: 0, done: false };
      const deadline = performance.now() + turnMs;
      for await (const batch of batchesBehind(note.cursor)) {
        const results = await Promise.all(batch.map((entry) => rewrap(entry, keyId)));
        const rewrapped = note.rewrapped + results.filter(Boolean).length;
        note = { ...note, rewrapped, cursor: batch.at(-1)?.cursor ?? note.cursor };
        if (performance.now() < deadline) continue;
        return writeNote(note);
      }
      await finishPass(note);
    },
  };
}
