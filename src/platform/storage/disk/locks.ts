// One process at a time looks at an object's file and then moves or removes it. The lock is a file, because processes in
// other containers, which share nothing but the directory, must see it.
import { createHash } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../../os/error-code.ts';
import { ignoreMissing } from './layout.ts';

/** It is held for a look and a rename: one this old was left by a process that died. */
const abandonedMs = 10_000;
const retryMs = 3;

async function acquire(path: string): Promise<void> {
  for (;;) {
    try {
      return await (await open(path, 'wx', 0o600)).close();
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const found = await stat(path).catch(ignoreMissing);
    if (found && Date.now() - found.mtimeMs > abandonedMs) await rm(path, { force: true });
    else await sleep(retryMs);
  }
}

/** Runs `work` while nobody else holds the lock of this key. */
export async function withLock<Result>(directory: string, key: string, work: () => Promise<Result>): Promise<Result> {
  const path = join(directory, `lock-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`);
  await acquire(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
