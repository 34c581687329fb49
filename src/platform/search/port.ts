// The port of the search engine: what may be indexed and asked. It knows words, tenants and audiences, not people.
// An engine holds one document per audience, containing only what that audience may read.

export type SearchAudience = 'public' | 'authenticated';
export type SearchEngineName = 'postgres';

export interface SearchDocument {
  audience: SearchAudience;
  /** The version of the owner's privacy settings under which `fields` were chosen. */
  privacyVersion: number;
  /** Only what this audience may read; `weight` above 0 and at most 100, a name heavier than a biography. */
  fields: readonly { text: string; weight: number }[];
}

/** What one call of `index` replaces: everything the engine knows of one id in one tenant. */
export interface SearchEntry {
  tenantId: string;
  /** A uuid; v7, because an empty query lists the newest ids first. */
  id: string;
  /** The version of the source that the documents reflect. */
  version: number;
  /** At most one for each audience. None removes the id and keeps its version as a tombstone. */
  documents: readonly SearchDocument[];
}

export interface SearchQuery {
  tenantId: string;
  audience: SearchAudience;
  /** Blank lists the newest; a text without a single letter or digit finds nothing. */
  text: string;
  /** 1 to 100. */
  limit: number;
  /** `nextCursor` of the page before, for the same tenant, audience and words. */
  cursor?: string;
}

export interface SearchHit {
  id: string;
  /** Higher is better; comparable within one query only. */
  score: number;
}

export interface SearchPage {
  hits: SearchHit[];
  nextCursor?: string;
  engine: SearchEngineName;
}

export interface SearchEngine {
  name: SearchEngineName;
  /** Replaces the entry in one transaction; answers `stale` and changes nothing when a newer one is present. */
  index(entry: SearchEntry): Promise<'indexed' | 'stale'>;
  /** One page of ids, best first; throws InvalidCursorError, or RangeError for a limit out of bounds. */
  search(query: SearchQuery): Promise<SearchPage>;
  /** Forgets the id together with its tombstone: for erasure, after which no job may index it again. */
  erase(tenantId: string, id: string): Promise<void>;
  /** Rejects when the engine cannot answer. */
  check(): Promise<void>;
}

/** The cursor is damaged, or belongs to another query, audience, tenant or engine. */
export class InvalidCursorError extends Error {
  override name = 'InvalidCursorError';
}
