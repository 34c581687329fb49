// What the tests use of the scoring, which is plain JavaScript.
import type { SearchEntry } from '../../src/platform/search/port.ts';

export interface QualityPerson {
  readonly id: string;
  /** By which the engine knows them. */
  readonly uuid: string;
  readonly displayName: string;
  readonly [field: string]: unknown;
}

export interface QualityQuery {
  readonly kind: string;
  readonly script: string;
  readonly query: string;
  readonly expected: readonly string[];
}

export interface AskedQuery extends QualityQuery {
  /** Uuids, the best first. */
  readonly found: readonly string[];
  /** Of the first expected person; 0 for none. */
  readonly rank: number;
}

export function readPeople(file: string | URL): QualityPerson[];
export function readQueries(file: string | URL): QualityQuery[];
export function entryOf(person: QualityPerson, tenantId: string): SearchEntry;
export function askAll(
  find: (text: string, limit: number) => Promise<readonly string[]>,
  people: readonly QualityPerson[],
  queries: readonly QualityQuery[],
): Promise<AskedQuery[]>;
export function score(asked: readonly AskedQuery[]): { queries: number; recall: number; mrr: number };
