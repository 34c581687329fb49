// Where a cluster really lives: in the directory asked for, or, when PostgreSQL's user cannot reach that, in one that it
// can, with a symbolic link left behind. The link is what finds the cluster again, moves with the project and goes with it.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, realpathSync, rmdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createEnterable } from '../../os/directories.ts';
import { findObstacle, type OsUser } from './os-user.ts';

export const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** True when a cluster lies in `home`. */
export const hasCluster = (home: string) => existsSync(join(home, 'data', 'PG_VERSION'));

function removeDanglingLink(path: string): void {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  if (isLink && !existsSync(path)) rmSync(path);
}

/** A directory that nobody uses yet: an earlier project at the same path may have left its data behind. */
function createUnused(parent: string, name: string): string {
  for (let copy = 1; ; copy++) {
    const path = join(parent, copy === 1 ? name : `${name}-${copy}`);
    if (existsSync(path)) continue;
    createEnterable(path);
    return path;
  }
}

function settleElsewhere(directory: string, sharedDirectory: string): string {
  const home = createUnused(sharedDirectory, shortHash(directory));
  if (existsSync(directory)) rmdirSync(directory);
  symlinkSync(home, directory);
  return realpathSync(home);
}

/** The real path of the cluster's directory, created when missing, which `user` (undefined: ourselves) can enter. */
export function settleHome(
  directory: string,
  user: OsUser | undefined,
  sharedDirectory: string,
  log: (message: string) => void,
): string {
  removeDanglingLink(directory);
  const obstacle = user && findObstacle(directory, user);
  if (!obstacle) {
    createEnterable(directory);
    const home = realpathSync(directory);
    if (home.startsWith(`${sharedDirectory}/`)) log(`The database is kept in ${home}`);
    return home;
  }
  if (hasCluster(directory)) {
    throw new Error(
      `The database in ${directory} runs as ${user.name}, who may not enter ${obstacle}: allow it with chmod o+x, or move the database and leave a symbolic link`,
    );
  }
  const home = settleElsewhere(directory, sharedDirectory);
  log(`PostgreSQL runs as ${user.name}, who cannot enter ${obstacle}: the database is kept in ${home}`);
  return home;
}
