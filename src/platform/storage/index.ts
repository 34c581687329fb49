export { createFallbackStore } from './fallback.ts';
export { createKeyring, createLocalKey, type KeyEncryption } from './key-encryption.ts';
export { moveObjects } from './moving.ts';
export { createObjectSealing } from './object-sealing.ts';
export {
  type ListedObject,
  type Storage,
  StorageConflictError,
  StorageCorruptError,
  StorageLimitError,
  type StoredSummary,
} from './port.ts';
export { createRewrapping } from './rewrapping.ts';
export { createStorage, type StorageEncryption } from './storage.ts';
export type { ObjectStore } from './store.ts';
export { createVaultKey } from './vault-transit.ts';
