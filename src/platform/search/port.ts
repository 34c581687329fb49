// The port of the search engine: what may be indexed and asked. It knows words, tenants and audiences, not people.
// An engine holds one document per audience, containing only what that audience may read.

export type SearchAudience = 'public' | 'authenticated';
export type SearchEngineName = 'postgres' | 'meilisearch';

/** What the documents can be narrowed, counted and put in order by. Names are of letters only. */
export interface SearchSchema {
  readonly facets: readonly string[];
  /** Each order besides relevance, with its direction; equal places are told apart by the id. */
  readonly orders: Readonly<Record<string, 'asc' | 'desc'>>;
}

export interface SearchField {
  readonly text: string;
  /** Above 0 and at most 100, a name heavier than a biography. */
  readonly weight: number;
  /** True for what the document is called by: all that `namesOnly` looks at. */
  readonly isName?: boolean;
}

/** Only what this audience may read, to its last value. */
export interface SearchDocument {
  readonly audience: SearchAudience;
  /** The version of the owner's privacy settings under which the rest was chosen. */
  readonly privacyVersion: number;
  readonly fields: readonly SearchField[];
  /** By the names of the schema; the values as they are shown. They are compared folded. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  /** By the names of the schema; a document without the value is not listed in that order. */
  readonly orders: Readonly<Record<string, number | string>>;
}

/** What one call of `index` replaces: everything the engine knows of one id in one tenant. */
export interface SearchEntry {
  readonly tenantId: string;
  /** A uuid; v7, because an empty query lists the newest ids first. */
  readonly id: string;
  /** The version of the source that the documents reflect. */
  readonly version: number;
  /** At most one for each audience. None removes the id and keeps its version as a tombstone. */
  readonly documents: readonly SearchDocument[];
}

/** Holds for a document that has one of the values. */
export interface SearchFilter {
  readonly facet: string;
  readonly anyOf: readonly string[];
}

/** Whose documents a question is about; no other part of a question widens it. */
export interface SearchScope {
  readonly tenantId: string;
  readonly audience: SearchAudience;
  /** Ids that are not there for the one who asks: neither found nor counted. */
  readonly excludedIds?: readonly string[];
}

/** So many hits of one question can be paged through; the page that reaches it has no `nextCursor`. */
export const maxSearchDepth = 1_000;

export interface SearchQuery extends SearchScope {
  /** Blank lists the newest; a text without a single letter or digit finds nothing. */
  readonly text: string;
  readonly namesOnly?: boolean;
  /** Every one must hold. */
  readonly filters?: readonly SearchFilter[];
  /** A name of the schema's orders; absent: the best first, or for a blank text the newest. */
  readonly order?: string;
  /** Facets to be counted. */
  readonly facets?: readonly string[];
  /** 1 to 100. */
  readonly limit: number;
  /** `nextCursor` of the page before, for the same question. */
  readonly cursor?: string;
}

export interface SearchHit {
  readonly id: string;
  /** Under which the document was made; what has been hidden since is not shown. */
  readonly privacyVersion: number;
  /** Higher is better; comparable within one query only. */
  readonly score: number;
}

export interface FacetCount {
  /** As most of the documents write it. */
  readonly value: string;
  readonly count: number;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly nextCursor?: string;
  /** With `facets` only. `isExact` is false where the engine stopped counting. */
  readonly total?: { readonly count: number; readonly isExact: boolean };
  /** With `facets` only: the most frequent values of each, 20 at most. */
  readonly facets?: Readonly<Record<string, readonly FacetCount[]>>;
  readonly engine: SearchEngineName;
}

export interface SimilarQuery extends SearchScope {
  /** What is looked for, by facet; 50 values altogether count. */
  readonly traits: Readonly<Record<string, readonly string[]>>;
  readonly filters?: readonly SearchFilter[];
  readonly limit: number;
}

export interface SimilarHit {
  readonly id: string;
  readonly privacyVersion: number;
  /** The traits that it shares, as the question wrote them. */
  readonly shared: Readonly<Record<string, readonly string[]>>;
}

/** What an engine holds of one id, for comparing with the source. */
export interface IndexedEntry {
  readonly id: string;
  readonly version: number;
  readonly documents: readonly { readonly audience: SearchAudience; readonly privacyVersion: number }[];
}

export interface SearchEngine {
  readonly name: SearchEngineName;
  /** Replaces each entry as a whole; `stale` where a newer one is present, which then stays. */
  index(entries: readonly SearchEntry[]): Promise<('indexed' | 'stale')[]>;
  /** One page, best first; throws InvalidCursorError, or RangeError for a limit out of bounds. */
  search(query: SearchQuery): Promise<SearchPage>;
  /** Those that share most traits, first. */
  findSimilar(query: SimilarQuery): Promise<SimilarHit[]>;
  /** Up to `limit` entries that have documents, behind `after`, by id. */
  list(tenantId: string, after: string | null, limit: number): Promise<IndexedEntry[]>;
  /** Forgets the id together with its tombstone: for erasure, after which no job may index it again. */
  erase(tenantId: string, id: string): Promise<void>;
  /** Rejects when the engine cannot answer. */
  check(): Promise<void>;
}

/** The cursor is damaged, or belongs to another query, audience, tenant or engine. */
export class InvalidCursorError extends Error {
  override name = 'InvalidCursorError';
}
