// Moves every object from one storage to another while the service runs: copy, read back, compare, then remove. Killed at
// any point it leaves each object in at least one of them, and a new run goes on.
import { createHash } from 'node:crypto';
import { type LeaseTimes, takeLease } from './lease.ts';
import { type Storage, StorageConflictError, type StoredSummary } from './port.ts';

export interface MoveProgress {
  readonly total: number;
  readonly done: number;
  readonly bytes: number;
  /** Objects that the target had already, with other content: both are left as they are. */
  readonly different: readonly string[];
}

const batchSize = 4;

async function digestOf(storage: Storage, key: string): Promise<StoredSummary | undefined> {
  const found = await storage.open(key);
  if (!found) return undefined;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of found.body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Copies unless something is there. Undefined when the source has just been deleted. */
async function copy(from: Storage, to: Storage, key: string): Promise<StoredSummary | undefined> {
  const source = await from.open(key);
  if (!source) return undefined;
  try {
    return await to.put(key, source.body, { contentType: source.contentType, ifAbsent: true });
  } catch (error) {
    if (!(error instanceof StorageConflictError)) throw error;
    source.body.destroy();
    return digestOf(from, key);
  }
}

async function moveOne(from: Storage, to: Storage, key: string, keep: boolean) {
  const summary = await copy(from, to, key);
  if (!summary) return { bytes: 0, isDifferent: false };
  const arrived = await digestOf(to, key);
  // Deleted while it was copied: the service removes the source first, then what it sees of the copy.
  if (!(await from.has(key))) {
    await to.delete(key);
    return { bytes: 0, isDifferent: false };
  }
  if (arrived?.sha256 !== summary.sha256) return { bytes: 0, isDifferent: true };
  if (!keep) await from.delete(key);
  return { bytes: summary.bytes, isDifferent: false };
}

/** Moves everything; yields after every few objects. With `keep` the source stays whole. */
export async function* moveObjects(options: {
  from: Storage;
  to: Storage;
  keep: boolean;
  leaseTimes?: LeaseTimes;
}): AsyncGenerator<MoveProgress> {
  // Two at once would take what the other has moved for deleted.
  const lease = await takeLease(options.from, 'moving', options.leaseTimes);
  try {
    yield* moveAll(options, lease.assertHeld);
  } finally {
    await lease.release();
  }
}

async function* moveAll(
  { from, to, keep }: { from: Storage; to: Storage; keep: boolean },
  assertAlone: () => void,
): AsyncGenerator<MoveProgress> {
  let total = 0;
  for await (const _ of from.list('')) total++;
  let progress: MoveProgress = { total, done: 0, bytes: 0, different: [] };
  let batch: string[] = [];

  async function moveBatch(): Promise<MoveProgress> {
    assertAlone();
    const moved = await Promise.all(batch.map(async (key) => ({ key, ...(await moveOne(from, to, key, keep)) })));
    progress = {
      total: Math.max(total, progress.done + batch.length),
      done: progress.done + batch.length,
      bytes: moved.reduce((sum, { bytes }) => sum + bytes, progress.bytes),
      different: [...progress.different, ...moved.filter(({ isDifferent }) => isDifferent).map(({ key }) => key)],
    };
    batch = [];
    return progress;
  }

  for await (const { key } of from.list('')) {
    batch.push(key);
    if (batch.length === batchSize) yield await moveBatch();
  }
  yield await moveBatch();
}
