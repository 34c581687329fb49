// The operating-system user that PostgreSQL runs as, and what that user can reach. PostgreSQL refuses to run as root.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface OsUser {
  name: string;
  uid: number;
  gid: number;
}

function findUser(name: string): OsUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name]).stdout?.toString() || Number.NaN));
  return uid && gid ? { name, uid, gid } : undefined;
}

/**
 * Whom to run PostgreSQL as: undefined for ourselves, which is everybody but root. Root hands it to the owner of the
 * data that is already there, else to `postgres` or `nobody`.
 */
export function chooseServerUser(dataDirectory: string): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataDirectory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const user = findUser('postgres') ?? findUser('nobody');
  if (!user) {
    throw new Error(
      'PostgreSQL does not run as root and there is neither a user `postgres` nor `nobody`: start Cameo as an ordinary user, or set DATABASE_URL',
    );
  }
  return user;
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

function canEnter(stats: Stats, user: OsUser): boolean {
  const shift = stats.uid === user.uid ? 6 : stats.gid === user.gid ? 3 : 0;
  return ((stats.mode >> shift) & 1) === 1;
}

const nearestExisting = (path: string): string =>
  existsSync(path) ? realpathSync(path) : nearestExisting(dirname(path));

/**
 * The first directory (or program) on the way to `path` that `user` may not enter (or run); undefined when the way is
 * free. What does not exist yet is no obstacle. Symbolic links are followed first, as the server is given real paths.
 */
export function findObstacle(path: string, user: OsUser): string | undefined {
  return ancestors(nearestExisting(path)).find((step) => !canEnter(statSync(step), user));
}
