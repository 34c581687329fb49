// The search engine in PostgreSQL: an inverted index in plain tables, read through B-trees only.
// Why not `tsvector` and trigrams: docs/adr/0004-search-in-postgres.md; what it reads: docs/adr/0013.
import type { Sequelize } from 'sequelize';
import type { SearchEngine, SearchSchema } from '../port.ts';
import { eraseEntry, replaceEntries } from './indexing.ts';
import { listEntries } from './listing.ts';
import { pruneWords } from './pruning.ts';
import { findSimilar, searchDocuments } from './searching.ts';
import { createStatements } from './statements.ts';

export interface PostgresSearchEngine extends SearchEngine {
  /**
   * Forgets the words that no document uses any more and counts how common the others are; resolves to the number
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
  schema: SearchSchema;
}

/** Creates the engine on the tables of the migrations `create-search-index` and `complete-search-index`. */
export function createPostgresSearchEngine({
  sequelize,
  liveFilter,
  schema,
}: PostgresSearchOptions): PostgresSearchEngine {
  const deps = { sequelize, statements: createStatements(sequelize), liveFilter, schema };
  return {
    name: 'postgres',
    index: (entries) => replaceEntries(deps, entries),
    search: (query) => searchDocuments(deps, query),
    findSimilar: (query) => findSimilar(deps, query),
    list: (tenantId, after, limit) => listEntries(deps.statements, tenantId, after, limit),
    erase: (tenantId, id) => eraseEntry(deps, tenantId, id),
    pruneWords: () => pruneWords(sequelize),
    async check() {
      await sequelize.query(`select from search_documents d where ${liveFilter} limit 1`);
    },
  };
}
