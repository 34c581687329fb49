export { createDiskStorage } from './disk.ts';
export {
  type Storage,
  StorageCorruptError,
  StorageLimitError,
  type StoredSummary,
} from './port.ts';
