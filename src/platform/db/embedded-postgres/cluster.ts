// A cluster on disk: its superuser's password and `initdb`, which counts only when it has finished.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasCluster } from './home.ts';
import type { OsUser } from './os-user.ts';

export interface ClusterOptions {
  /** The directory that holds `data/`, `password` and, where the path is short enough, the socket. */
  home: string;
  initdb: string;
  user: OsUser | undefined;
  /** False skips the flush to disk: for clusters that are thrown away. */
  durable: boolean;
  log(message: string): void;
}

export const superuser = 'postgres';

/** Programs of PostgreSQL see none of our variables: PGDATA and the like would change what they do. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

export const identityOf = (user: OsUser | undefined) => (user ? { uid: user.uid, gid: user.gid } : {});

/** Gives `path` to the server's user, where that is not ourselves. */
export function giveTo(user: OsUser | undefined, path: string): void {
  if (user) chownSync(path, user.uid, user.gid);
}

function writePrivate(path: string, text: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
}

function requirePassword(home: string): string {
  const path = join(home, 'password');
  if (existsSync(path)) return readFileSync(path, 'utf8');
  if (hasCluster(home)) throw new Error(`${path} is missing: nobody can sign in to the database beside it`);
  const password = randomBytes(24).toString('base64url');
  writePrivate(path, password);
  return password;
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The `initdb` that it belongs to lives on without its parent and is still writing: the next start removes it.
  }
}

/** Clears the way for a new cluster. What died half-way goes; what somebody may want to look at is only moved. */
function sweep({ home, log }: ClusterOptions): void {
  for (const entry of readdirSync(home)) {
    if (entry.startsWith('data.partial-')) tryToRemove(join(home, entry));
  }
  const data = join(home, 'data');
  if (!existsSync(data)) return;
  const aside = `${data}.incomplete-${Date.now()}`;
  renameSync(data, aside);
  log(`${data} is not a finished database: moved to ${aside}`);
}

async function initialise(options: ClusterOptions, password: string): Promise<void> {
  const { home, initdb, user, durable } = options;
  const partial = mkdtempSync(join(home, 'data.partial-'));
  const passwordFile = `${partial}.password`;
  writePrivate(passwordFile, `${password}\n`);
  for (const path of [partial, passwordFile]) giveTo(user, path);
  try {
    await promisify(execFile)(
      initdb,
      [
        ...['-D', partial, '-U', superuser, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
        // Sorting that is the same on every machine and needs no ICU; lower('À') still works.
        ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...identityOf(user), cwd: '/', env: serverEnvironment },
    );
    renameSync(partial, join(home, 'data'));
  } catch (error) {
    const reason = typeof error === 'object' && error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`initdb failed in ${home}: ${reason || String(error)}. Setting DATABASE_URL avoids it`, {
      cause: error,
    });
  } finally {
    for (const path of [passwordFile, partial]) tryToRemove(path);
  }
}

/** An ordinary user cannot look into another's data directory: what looks like no cluster may well be one. */
function refuseForeignData({ home, user }: ClusterOptions): void {
  const data = join(home, 'data');
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  const isOurs = owner === (user?.uid ?? process.getuid?.());
  if (owner === undefined || isOurs || (user && !hasCluster(home))) return;
  throw new Error(
    `${data} belongs to another user (uid ${owner}): start Cameo as the user who made it, or set DATA_DIR or DATABASE_URL`,
  );
}

/** Makes the cluster when there is none; returns the superuser's password. */
export async function ensureCluster(options: ClusterOptions): Promise<string> {
  const data = join(options.home, 'data');
  refuseForeignData(options);
  const password = requirePassword(options.home);
  if (hasCluster(options.home)) {
    chmodSync(data, 0o700); // a copied or restored directory often has wider modes, which PostgreSQL refuses
    return password;
  }
  sweep(options);
  options.log(`Making a new database in ${data}`);
  await initialise(options, password);
  return password;
}
