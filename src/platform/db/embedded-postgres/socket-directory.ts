// Where the server's Unix socket lies: beside the data, or in the temporary directory when that path will not do.
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveTo } from './cluster.ts';
import { shortHash } from './home.ts';
import { findObstacle, type OsUser } from './os-user.ts';

// A socket's whole path has room in 103 bytes on macOS and 107 on Linux; `/.s.PGSQL.5432.lock` takes 19.
const longestBytes = 84;

function choosePath(home: string, user: OsUser | undefined): string {
  const beside = join(home, 'run');
  const isList = beside.includes(','); // which is what PostgreSQL would take it for
  if (Buffer.byteLength(beside) <= longestBytes && !isList) return beside;
  const temporary = user && findObstacle(tmpdir(), user) ? '/tmp' : tmpdir();
  return join(temporary, `cameo-${shortHash(home)}`);
}

/** Creates the directory, open to the server's user alone. The name in /tmp can be guessed, so its owner is checked. */
export function ensureSocketDirectory(home: string, user: OsUser | undefined): string {
  const path = choosePath(home, user);
  const existing = lstatSync(path, { throwIfNoEntry: false });
  if (!existing) {
    mkdirSync(path, { mode: 0o700 });
    giveTo(user, path);
    return path;
  }
  const owner = user?.uid ?? process.getuid?.();
  if (!existing.isDirectory() || existing.uid !== owner) {
    throw new Error(`${path} should be a directory of the user that runs PostgreSQL (uid ${owner}): remove it`);
  }
  chmodSync(path, 0o700);
  return path;
}
