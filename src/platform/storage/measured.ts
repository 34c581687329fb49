// Measures a storage from outside: how long its calls take, and how they end.
import type { Metrics } from '../metrics.ts';
import { type Storage, StorageConflictError, StorageLimitError } from './port.ts';

/** The same storage, each call of which leaves its measurements. */
export function measureStorage(storage: Storage, metrics: Pick<Metrics, 'observeStorageCall'>): Storage {
  async function timed<T>(operation: string, call: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    let outcome: 'done' | 'failed' = 'done';
    try {
      return await call();
    } catch (error) {
      // What somebody sent was too large, or came second: no fault of the storage.
      if (!(error instanceof StorageLimitError || error instanceof StorageConflictError)) outcome = 'failed';
      throw error;
    } finally {
      metrics.observeStorageCall({ operation, outcome }, (performance.now() - startedAt) / 1000);
    }
  }
  return {
    ...storage,
    put: (key, source, options) => timed('put', () => storage.put(key, source, options)),
    get: (key) => timed('get', () => storage.get(key)),
    open: (key) => timed('open', () => storage.open(key)),
    has: (key) => timed('has', () => storage.has(key)),
    delete: (key) => timed('delete', () => storage.delete(key)),
    presign: (key, seconds) => timed('presign', () => storage.presign(key, seconds)),
    check: () => timed('check', () => storage.check()),
  };
}
