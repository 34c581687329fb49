// Where in the directory an object lies: `Objects/3f/2a/<key>`, by a digest of the key's first two segments, so that no
// folder grows without bounds and what belongs together stays together. Keys have no capitals. The first version had no
// folders above the key; files are still found there.
import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../os/error-code.ts';

const top = 'Objects';
/** Work in progress lies here. */
export const temporaryName = '.tmp';

type Path = readonly string[];

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errorCode(error) ?? '');

export function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}

function fanOut(key: string): Path {
  const digest = createHash('sha256').update(key.split('/', 2).join('/')).digest('hex');
  return [top, digest.slice(0, 2), digest.slice(2, 4)];
}

/** Where an object is written. */
export const pathOf = (directory: string, key: string): string => join(directory, ...fanOut(key), key);
/** Where the first version would have written it. */
export const firstPathOf = (directory: string, key: string): string => join(directory, key);

const keyOf = (path: Path): string => (path[0] === top ? path.slice(3) : path).join('/');

function compare(one: Path, other: Path): number {
  for (const [at, name] of one.entries()) {
    const against = other[at] ?? '';
    if (name !== against) return name < against ? -1 : 1;
  }
  return one.length - other.length;
}

/** The files below `folder` in the order of their paths, from the one behind `after` on. */
async function* walk(directory: string, folder: Path, after: Path): AsyncGenerator<Path> {
  const entries: Dirent[] | undefined = await readdir(join(directory, ...folder), { withFileTypes: true }).catch(
    ignoreMissing,
  );
  entries?.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries ?? []) {
    const path = [...folder, entry.name];
    if (entry.isFile() && compare(path, after) > 0) yield path;
    const isAhead = compare(path, after.slice(0, path.length)) >= 0;
    if (entry.isDirectory() && entry.name !== temporaryName && isAhead) yield* walk(directory, path, after);
  }
}

/** Where objects with this prefix can be: two folders when it says enough, otherwise everywhere. */
function foldersOf(prefix: string): readonly Path[] {
  const whole = prefix.split('/').slice(0, -1);
  return whole.length < 2 ? [[]] : [[...fanOut(prefix), ...whole], whole];
}

export interface Place {
  readonly key: string;
  readonly path: string;
  readonly cursor: string;
}

/** The files of objects whose key starts with `prefix`, in a steady order, behind `cursor` if there is one. */
export async function* placesOf(directory: string, prefix: string, cursor = ''): AsyncGenerator<Place> {
  const after = cursor === '' ? [] : cursor.split('/');
  for (const folder of foldersOf(prefix)) {
    for await (const path of walk(directory, folder, after)) {
      const key = keyOf(path);
      if (key.startsWith(prefix)) yield { key, path: join(directory, ...path), cursor: path.join('/') };
    }
  }
}
