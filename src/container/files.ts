// Storage as it is configured: where files are kept, and under which keys.
import { join } from 'node:path';
import type { Config } from '../../config/index.ts';
import { adapterOf } from '../../config/sections/storage.ts';
import { deriveKey, type Keys } from '../platform/keys.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import { createDiskStore } from '../platform/storage/disk/store.ts';
import {
  createFallbackStore,
  createKeyring,
  createLocalKey,
  createObjectSealing,
  createRewrapping,
  createStorage,
  createVaultKey,
  type KeyEncryption,
  type ObjectStore,
  type StorageEncryption,
} from '../platform/storage/index.ts';
import { measureStorage } from '../platform/storage/measured.ts';

type StorageConfig = Config['storage'];
export type StorageAdapter = 'disk' | 's3';
export { adapterOf };

function createVault({ vaultAddress, vaultToken, vaultKey }: StorageConfig): KeyEncryption | undefined {
  if (!vaultAddress || !vaultToken || !vaultKey) return undefined;
  return createVaultKey({ address: vaultAddress, token: vaultToken, keyName: vaultKey });
}

/** The first key wraps; all of them open. */
function createSealing({ storage }: Config, keys: Keys) {
  const ofSecretKey = keys.derive('storage');
  const [key = ofSecretKey, previousKey] = [storage.key, storage.previousKey].map((secret) =>
    secret === undefined ? undefined : deriveKey(secret, 'storage'),
  );
  const formerKeys = previousKey ? [previousKey, ofSecretKey] : [ofSecretKey];
  const local = createLocalKey(key);
  const former = formerKeys.map(createLocalKey);
  const vault = createVault(storage);
  const keyring = createKeyring(vault ? [vault, local, ...former] : [local, ...former]);
  return { keyring, sealing: createObjectSealing({ keyring, firstFormatKeys: [key, ...formerKeys] }) };
}

async function openStore({ storage, dataDirectory }: Config, adapter: StorageAdapter): Promise<ObjectStore> {
  if (adapter === 'disk') return createDiskStore({ directory: join(dataDirectory, 'storage') });
  const { bucket, endpoint, forcePathStyle = endpoint !== undefined, ...options } = storage;
  if (!bucket) throw new Error('S3_BUCKET: is required to keep files in S3');
  // Loaded only where it is used: the SDK is large.
  const { createS3Store } = await import('../platform/storage/s3-store.ts');
  return createS3Store({ ...options, bucket, endpoint, forcePathStyle });
}

/** One of the places where files can be kept, whichever the configuration chooses. */
export async function openStorage(config: Config, keys: Keys, adapter: StorageAdapter, encryption: StorageEncryption) {
  const { sealing } = createSealing(config, keys);
  return createStorage({ store: await openStore(config, adapter), sealing, encryption });
}

export async function createFiles(config: Config, keys: Keys, logger: Logger, metrics: Metrics) {
  const { encryption, fallback } = config.storage;
  const { keyring, sealing } = createSealing(config, keys);
  const main = await openStore(config, adapterOf(config.storage));
  const store = fallback ? createFallbackStore({ first: main, second: await openStore(config, fallback) }) : main;
  const storage = measureStorage(createStorage({ store, sealing, encryption }), metrics);
  return {
    storage,
    storageRewrapping: createRewrapping({ storage, store, sealing, keyring, encryption, logger }),
    sweepStorage: store.sweep,
  };
}
