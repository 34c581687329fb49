// The search engine in PostgreSQL: an inverted index in plain tables, read through B-trees only.
// Why not `tsvector` and trigrams: docs/adr/0004-search-in-postgres.md.
import type { Sequelize } from 'sequelize';
import type { SearchEngine } from '../port.ts';
import { eraseEntry, replaceEntry } from './indexing.ts';
import { pruneWords } from './pruning.ts';
import { searchDocuments } from './searching.ts';

export interface PostgresSearchEngine extends SearchEngine {
  /**
   * Forgets the words that no document uses any more and refreshes how common the others are; resolves to the number
   * of words forgotten. To be run regularly, and after an erasure.
   */
  pruneWords(): Promise<number>;
}

export interface PostgresSearchOptions {
  sequelize: Sequelize;
  /**
   * A condition in SQL, without parameters, on the document `d` (`d.tenant_id`, `d.id`, `d.version`,
   * `d.privacy_version`). It holds only while the document may still be shown: a person who has just hidden something
   * is out of every answer before any worker has run.
   */
  liveFilter: string;
}

/** Creates the engine on the tables of the migration `create-search-index`. */
export function createPostgresSearchEngine({ sequelize, liveFilter }: PostgresSearchOptions): PostgresSearchEngine {
  return {
    name: 'postgres',
    index: (entry) => replaceEntry(sequelize, entry),
    search: (query) => searchDocuments(sequelize, liveFilter, query),
    erase: (tenantId, id) => eraseEntry(sequelize, tenantId, id),
    pruneWords: () => pruneWords(sequelize),
    async check() {
      await sequelize.query(`select from search_documents d where ${liveFilter} limit 1`);
    },
  };
}
