// Storage of several kinds for tests.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskStore } from '../../src/platform/storage/disk/store.ts';
import {
  createKeyring,
  createLocalKey,
  createObjectSealing,
  createStorage,
  type KeyEncryption,
  type ObjectStore,
  type Storage,
  type StorageEncryption,
} from '../../src/platform/storage/index.ts';
import { createS3Store, type S3StoreOptions } from '../../src/platform/storage/s3-store.ts';
import { type S3Server, startS3Server } from './s3-server.ts';

/** Storage on `store` whose keys are these; the first wraps. */
export function storageOn(
  store: ObjectStore,
  options: { keys?: readonly [Buffer, ...Buffer[]]; keyring?: KeyEncryption; encryption?: StorageEncryption } = {},
) {
  const { keys = [Buffer.alloc(32, 7)], encryption = 'on' } = options;
  const [first, ...others] = keys;
  const keyring = options.keyring ?? createKeyring([createLocalKey(first), ...others.map(createLocalKey)]);
  const sealing = createObjectSealing({ keyring, firstFormatKeys: keys });
  return { storage: createStorage({ store, sealing, encryption }), store, sealing, keyring, encryption };
}

/** Directories that are gone after the file's tests. */
export function useDirectories() {
  let root: string;
  let made = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'cameo-storage-'));
  });
  afterAll(() => rm(root, { recursive: true }));
  const newDirectory = () => join(root, String(++made));
  return {
    newDirectory,
    async openDisk() {
      const directory = newDirectory();
      return { directory, store: await createDiskStore({ directory }) };
    },
  };
}

const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: randomBytes(20).toString('hex') };

/** An S3 for the file's tests, and stores in it; the SDK finds its credentials in the environment, as it does outside. */
export function useS3() {
  let server: S3Server;
  let opened = 0;
  const before = { ...process.env };
  beforeAll(async () => {
    server = await startS3Server(credentials);
    process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  });
  afterEach(() => {
    Object.assign(server.traits, {
      pageSize: 1000,
      ignoresConditions: false,
      knowsChecksums: true,
      failsWith: undefined,
    });
  });
  afterAll(async () => {
    process.env = before;
    await server?.close();
  });
  return {
    server: () => server,
    credentials,
    /** Empty: each has a prefix of its own. */
    openS3(changes: Partial<S3StoreOptions> = {}): { prefix: string; store: ObjectStore } {
      const prefix = `cameo-${++opened}/`;
      const store = createS3Store({
        bucket: server.bucket,
        prefix,
        endpoint: server.endpoint,
        region: 'eu-central-1',
        forcePathStyle: true,
        checksums: 'when_supported',
        serverSideEncryption: undefined,
        kmsKeyId: undefined,
        ...changes,
      });
      return { prefix, store };
    },
  };
}

/** An object by its stream. */
export async function readOpened(storage: Storage, key: string) {
  const opened = await storage.open(key);
  if (!opened) return undefined;
  const { contentType, bytes } = opened;
  const chunks: Buffer[] = [];
  for await (const chunk of opened.body as AsyncIterable<Buffer>) chunks.push(chunk);
  return { contentType, bytes, body: Buffer.concat(chunks) };
}
