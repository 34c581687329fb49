// Objects in a directory. An object is written to `.tmp`, synced, then renamed into its place.
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from '../../os/error-code.ts';
import { StorageConflictError, StorageCorruptError } from '../port.ts';
import type { ObjectStat, ObjectStore, WriteOptions } from '../store.ts';
import { encodeFileHead, maxHeadBytes, readFileHead } from './file.ts';
import { firstPathOf, ignoreMissing, pathOf, placesOf, temporaryName } from './layout.ts';
import { withLock } from './locks.ts';

/** No write takes this long: what is older was left by a process that died. */
const staleAfterMs = 60 * 60 * 1000;
const maxAttempts = 20;

interface FoundFile {
  readonly handle: FileHandle;
  readonly bytes: number;
  readonly version: string;
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
      return await rename(from, to);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || attempt === maxAttempts) throw error;
    }
  }
}

/** Opens storage in `directory`, which is made when missing, and clears what interrupted writes left behind. */
export async function createDiskStore(options: { directory: string }): Promise<ObjectStore> {
  const directory = resolve(options.directory);
  const temporaryDirectory = join(directory, temporaryName);
  await mkdir(temporaryDirectory, { recursive: true, mode: 0o700 });
  await sweep();

  async function sweep(): Promise<void> {
    for (const name of await readdir(temporaryDirectory)) {
      const path = join(temporaryDirectory, name);
      const found = await stat(path).catch(ignoreMissing);
      if (found && Date.now() - found.mtimeMs > staleAfterMs) await rm(path, { force: true });
    }
  }

  async function findAt(path: string): Promise<FoundFile | undefined> {
    const handle = await open(path, 'r').catch(ignoreMissing);
    if (!handle) return undefined;
    const stats = await handle.stat({ bigint: true });
    const version = `${stats.ino}-${stats.mtimeNs}-${stats.size}`;
    if (stats.isFile()) return { handle, bytes: Number(stats.size), version };
    await handle.close();
    return undefined;
  }

  const find = async (key: string) =>
    (await findAt(pathOf(directory, key))) ?? (await findAt(firstPathOf(directory, key)));

  async function headOf(key: string, { handle, bytes, version }: FoundFile): Promise<ObjectStat & { start: number }> {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxHeadBytes), 0, maxHeadBytes, 0);
    const head = readFileHead(buffer.subarray(0, bytesRead));
    if (!head) throw new StorageCorruptError(key);
    return { ...head, bytes: bytes - head.start, version };
  }

  async function requireVersion(key: string, version: string | null): Promise<void> {
    const found = await find(key);
    await found?.handle.close();
    if ((found?.version ?? null) !== version) throw new StorageConflictError(key);
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

  /** Writes each chunk while the next is read or encrypted. */
  async function write(file: FileHandle, body: Buffer | AsyncIterable<Buffer>, { contentType }: WriteOptions) {
    let written = file.writeFile(encodeFileHead(contentType));
    try {
      for await (const chunk of Buffer.isBuffer(body) ? [body] : body) {
        await written;
        written = file.writeFile(chunk);
        written.catch(() => {}); // whoever waits for it hears of it; the next chunk may be long in coming
      }
    } finally {
      await written;
    }
    await file.sync();
  }

  async function removeEmptyFolders(folder: string): Promise<void> {
    if (folder === directory) return;
    const removed = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (removed) await removeEmptyFolders(dirname(folder));
  }

  async function remove(path: string): Promise<void> {
    await unlink(path).catch(ignoreMissing);
    await removeEmptyFolders(dirname(path));
  }

  return {
    async put(key, body, options) {
      const path = pathOf(directory, key);
      await withTemporaryFile(async (file, temporaryPath) => {
        await write(file, body, options);
        await withLock(temporaryDirectory, key, async () => {
          if (options.over !== undefined) await requireVersion(key, options.over);
          await moveInto(temporaryPath, path);
          await unlink(firstPathOf(directory, key)).catch(ignoreMissing);
        });
      });
      await syncDirectory(dirname(path)).catch(ignoreMissing);
    },

    async get(key) {
      const found = await find(key);
      if (!found) return undefined;
      try {
        const file = await found.handle.readFile();
        const head = readFileHead(file);
        if (!head) throw new StorageCorruptError(key);
        return { body: file.subarray(head.start), contentType: head.contentType };
      } finally {
        await found.handle.close();
      }
    },

    async open(key) {
      const found = await find(key);
      if (!found) return undefined;
      try {
        const { start, ...stats } = await headOf(key, found);
        return { ...stats, body: found.handle.createReadStream({ start }) };
      } catch (error) {
        await found.handle.close();
        throw error;
      }
    },

    async stat(key) {
      const found = await find(key);
      if (!found) return undefined;
      try {
        const { contentType, bytes, version } = await headOf(key, found);
        return { contentType, bytes, version };
      } finally {
        await found.handle.close();
      }
    },

    async delete(key) {
      await withLock(temporaryDirectory, key, async () => {
        await remove(pathOf(directory, key));
        await remove(firstPathOf(directory, key));
      });
    },

    async *list(prefix, after) {
      for await (const { key, path, cursor } of placesOf(directory, prefix, after)) {
        const found = await stat(path).catch(ignoreMissing);
        if (found) yield { key, cursor, modifiedAt: found.mtime };
      }
    },

    presign: async () => undefined,
    check: () => withTemporaryFile((file) => file.writeFile('check')),
    sweep,
  };
}
