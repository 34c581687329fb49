// Two engines as one. The index in PostgreSQL is always kept and always can answer; Meilisearch is asked first, within
// its budget, and is told of changes by its mirror. Both hold the same documents, so whichever answers tells the same
// people the same.
import type { CircuitBreaker } from '../circuit-breaker.ts';
import type { SearchChanges } from './changes.ts';
import { isMeilisearchCursor } from './meilisearch/cursor.ts';
import { InvalidCursorError, type SearchEngine, type SearchPage, type SearchQuery } from './port.ts';

export interface FailoverParts<Postgres extends SearchEngine> {
  readonly postgres: Postgres;
  readonly changes: Pick<SearchChanges, 'note'>;
  /** Absent where none is configured. */
  readonly meilisearch?: {
    readonly engine: SearchEngine;
    readonly mirror: { isReady(): Promise<boolean> };
    readonly breaker: CircuitBreaker;
    /** Called for a question that it did not answer in time or in order. */
    readonly failed: (seconds: number, error: unknown) => void;
  };
}

/** Whatever the caller got wrong is wrong with either engine. */
const isMistake = (error: unknown): boolean => error instanceof InvalidCursorError || error instanceof RangeError;

export function createFailoverEngine<Postgres extends SearchEngine>(parts: FailoverParts<Postgres>): Postgres {
  const { postgres, changes, meilisearch } = parts;

  async function askMeilisearch(query: SearchQuery): Promise<SearchPage | undefined> {
    if (!meilisearch || !(await meilisearch.mirror.isReady()) || !meilisearch.breaker.allows()) return undefined;
    const startedAt = performance.now();
    try {
      const page = await meilisearch.engine.search(query);
      meilisearch.breaker.succeeded();
      return page;
    } catch (error) {
      if (isMistake(error)) {
        meilisearch.breaker.succeeded();
        throw error;
      }
      meilisearch.breaker.failed();
      meilisearch.failed((performance.now() - startedAt) / 1000, error);
      return undefined;
    }
  }

  return {
    ...postgres,
    name: meilisearch ? 'meilisearch' : 'postgres',
    async index(entries) {
      const outcomes = await postgres.index(entries);
      // Behind, not before: whoever tells of it reads what is so by then.
      await changes.note(entries);
      return outcomes;
    },
    // A page continues where it began: places of one engine mean nothing to the other.
    async search(query) {
      const { cursor } = query;
      if (cursor !== undefined && !isMeilisearchCursor(cursor)) return postgres.search(query);
      const page = await askMeilisearch(query);
      if (page) return page;
      if (cursor !== undefined) throw new InvalidCursorError('The engine that began this list is away.');
      return postgres.search(query);
    },
    async erase(tenantId, id) {
      await postgres.erase(tenantId, id);
      await changes.note([{ tenantId, id }]);
      // Not left to the mirror: whoever erases wants to know that it is done.
      await meilisearch?.engine.erase(tenantId, id);
    },
    async check() {
      await postgres.check();
      await meilisearch?.engine.check();
    },
  };
}
