// Files that belong to no picture: of runs that died, of uploads that broke off once they were stored, of people who are gone.
import type { Clock } from '../platform/clock.ts';
import { isUuid } from '../platform/ids.ts';
import type { ListedObject, Storage } from '../platform/storage/index.ts';
import { originalKey, originalsPrefix, ownerOfKey, variantKey, variantPrefix, variantsPrefix } from './files.ts';
import type { LiveUpload, UploadRepository } from './repository.ts';

// Longer than anything is under way: a file is stored before its row is, and removed after it.
const graceMs = 3_600_000;
const batchSize = 500;

async function* inBatches(objects: AsyncIterable<ListedObject>): AsyncGenerator<ListedObject[]> {
  let batch: ListedObject[] = [];
  for await (const object of objects) {
    batch.push(object);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function owns({ id, userId, hash, isRecent, files }: LiveUpload, key: string): boolean {
  if (files.some((file) => key === variantKey(userId, hash, file))) return true;
  return isRecent && (key === originalKey(userId, id) || key.startsWith(variantPrefix(userId, hash)));
}

export function createLeftoverSweep(deps: { storage: Storage; uploads: UploadRepository; clock: Clock }) {
  const { storage, uploads } = deps;

  async function sweep(prefix: string): Promise<void> {
    for await (const batch of inBatches(storage.list(prefix))) {
      const latest = deps.clock().getTime() - graceMs;
      const keys = batch.filter(({ modifiedAt }) => modifiedAt.getTime() < latest).map(({ key }) => key);
      const live = await uploads.findLive([...new Set(keys.map(ownerOfKey))].filter(isUuid));
      for (const key of keys) if (!live.some((upload) => owns(upload, key))) await storage.delete(key);
    }
  }

  return {
    /** Originals tell where they were taken: none outlives its upload by much more than an hour. */
    sweepOriginals: () => sweep(originalsPrefix),
    sweepVariants: () => sweep(variantsPrefix),
  };
}
