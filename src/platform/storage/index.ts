export { createDiskStorage } from './disk.ts';
export {
  type ListedObject,
  type Storage,
  StorageCorruptError,
  StorageLimitError,
  type StoredObject,
  type StoredSummary,
} from './port.ts';
