// Storage in a directory, encrypted at rest. An object is written to `.tmp`, synced, then renamed into its place.
import { createHash, randomUUID } from 'node:crypto';
import {
  type FileHandle,
  mkdir,
  open,
  opendir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import {
  assertStorageKey,
  assertStoragePrefix,
  type ListedObject,
  type PutOptions,
  type Storage,
  StorageLimitError,
  type StoredSummary,
} from './port.ts';
import { createSealer, unseal } from './sealed-format.ts';

export interface DiskStorageOptions {
  readonly directory: string;
  /** 32 bytes. */
  readonly encryptionKey: Buffer;
}

const temporaryName = '.tmp';
/** No write takes this long: what is older was left by a process that died. */
const staleAfterMs = 60 * 60 * 1000;

const maxAttempts = 20;

const hasCode = (error: unknown, ...codes: string[]) =>
  typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
const isMissing = (error: unknown) => hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR');

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}

async function sweepStaleFiles(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const found = await stat(path).catch(ignoreMissing);
    if (found && Date.now() - found.mtimeMs > staleAfterMs) await rm(path, { force: true });
  }
}

/** A rename is durable only when the directory that holds the name is synced too. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Moves a file into a folder that a concurrent delete may just be removing because it is empty. */
async function moveInto(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await rename(from, to);
      break;
    } catch (error) {
      if (!hasCode(error, 'ENOENT') || attempt === maxAttempts) throw error;
    }
  }
  await syncDirectory(dirname(to)).catch(ignoreMissing);
}

async function* walk(directory: string): AsyncGenerator<string> {
  const entries = await opendir(directory).catch(ignoreMissing);
  if (!entries) return;
  for await (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== temporaryName) yield* walk(path);
    if (entry.isFile()) yield path;
  }
}

/** Opens storage in `directory`, which is made when missing, and clears what interrupted writes left behind. */
export async function createDiskStorage({ encryptionKey, ...options }: DiskStorageOptions): Promise<Storage> {
  const directory = resolve(options.directory);
  if (encryptionKey.length !== 32) throw new TypeError('The storage key must have 32 bytes');
  const temporaryDirectory = join(directory, temporaryName);
  await mkdir(temporaryDirectory, { recursive: true, mode: 0o700 });
  await sweepStaleFiles(temporaryDirectory);

  function pathOf(key: string): string {
    assertStorageKey(key);
    return join(directory, key);
  }

  async function writeSealed(
    file: FileHandle,
    key: string,
    source: Readable | Buffer,
    { contentType, maxBytes = Number.POSITIVE_INFINITY }: PutOptions,
  ): Promise<StoredSummary> {
    const { header, cipher } = createSealer(encryptionKey, key, contentType);
    const hash = createHash('sha256');
    let bytes = 0;
    await file.writeFile(header);
    const chunks: AsyncIterable<Buffer> | Buffer[] = Buffer.isBuffer(source) ? [source] : source;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new StorageLimitError(maxBytes);
      hash.update(chunk);
      await file.writeFile(cipher.update(chunk));
    }
    await file.writeFile(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
    await file.sync();
    return { bytes, sha256: hash.digest('hex') };
  }

  /** Runs `write` on a new temporary file; the file goes again unless `write` moved it away. */
  async function withTemporaryFile<Result>(
    write: (file: FileHandle, path: string) => Promise<Result>,
  ): Promise<Result> {
    const path = join(temporaryDirectory, randomUUID());
    const file = await open(path, 'wx', 0o600);
    try {
      return await write(file, path);
    } finally {
      await file.close();
      await rm(path, { force: true });
    }
  }

  async function removeEmptyFolders(folder: string): Promise<void> {
    if (folder === directory) return;
    const removed = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (removed) await removeEmptyFolders(dirname(folder));
  }

  return {
    async put(key, source, options) {
      const path = pathOf(key);
      // An upload may break off before its first chunk is awaited; the loop over the chunks reports it then.
      if (!Buffer.isBuffer(source)) source.once('error', () => {});
      return withTemporaryFile(async (file, temporaryPath) => {
        const summary = await writeSealed(file, key, source, options);
        await moveInto(temporaryPath, path);
        return summary;
      });
    },

    async get(key) {
      const sealed = await readFile(pathOf(key)).catch(ignoreMissing);
      return sealed && unseal(encryptionKey, key, sealed);
    },

    async delete(key) {
      const path = pathOf(key);
      await unlink(path).catch(ignoreMissing);
      await removeEmptyFolders(dirname(path));
    },

    async *list(prefix): AsyncGenerator<ListedObject> {
      assertStoragePrefix(prefix);
      for await (const path of walk(join(directory, prefix.slice(0, prefix.lastIndexOf('/') + 1)))) {
        const key = relative(directory, path);
        if (!key.startsWith(prefix)) continue;
        const found = await stat(path).catch(ignoreMissing);
        if (found) yield { key, modifiedAt: found.mtime };
      }
    },

    check: () => withTemporaryFile((file) => file.writeFile('check')),
  };
}
