// The database server of one test run: a throw-away cluster that never waits for the disk.
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../dist/src/platform/db/embedded-postgres/index.js';
import { stop } from '../../dist/src/platform/db/embedded-postgres/postmaster.js';
import { tryPidLock } from '../../dist/src/platform/os/pid-lock.js';

const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

async function remove(directory) {
  const cluster = join(directory, 'postgres');
  if (existsSync(cluster)) {
    const home = realpathSync(cluster);
    await stop(join(home, 'data'));
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes the clusters of runs that were killed: those whose lock can be had. Another user's are theirs to remove. */
export async function sweepClusters() {
  for (const name of readdirSync(tmpdir()).filter((entry) => /^cameo-test-\d+\.lock$/.test(entry))) {
    const path = join(tmpdir(), name);
    try {
      const lock = tryPidLock(path);
      if (!lock.acquired) continue;
      await remove(path.replace(/\.lock$/, ''));
      lock.release();
    } catch (error) {
      if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
    }
  }
}

/** Starts the cluster of this process. */
export async function startCluster() {
  const directory = join(tmpdir(), `cameo-test-${process.pid}`);
  const lock = tryPidLock(`${directory}.lock`);
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log: () => {}, settings });
  return {
    server,
    async remove() {
      await remove(directory);
      lock.release();
    },
  };
}
