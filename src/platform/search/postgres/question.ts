// A question once its words have been looked up, and the condition under which a document answers it at all.
import type { SearchScope } from '../port.ts';
import type { Candidate } from './candidates.ts';
import { scopeOf } from './scopes.ts';
import type { Bind } from './statements.ts';
import { FACET_RANK } from './writing.ts';

export interface Order {
  readonly name: string;
  readonly direction: 'asc' | 'desc';
}

export interface Question extends SearchScope {
  readonly words: readonly (readonly Candidate[])[];
  readonly filters: readonly (readonly Candidate[])[];
  readonly order?: Order;
}

export interface Hit {
  readonly id: string;
  readonly score: number;
  readonly privacyVersion: number;
  /** In the order that was asked for. */
  readonly place?: string | null;
}

export const wordIdsOf = (candidates: readonly Candidate[]): number[] => candidates.map(({ wordId }) => wordId);

/**
 * Joins the document `d` of each row `row`: nothing where it is not live, not for the one who asks, or not what the
 * lists have promised (`condition`). The limit keeps it a look-up for each row, so that it ends as soon as a page is full.
 */
export function joinDocument(
  { question, liveFilter, bind }: { question: SearchScope & Partial<Question>; liveFilter: string; bind: Bind },
  row: string,
  condition = 'true',
): string {
  const { excludedIds = [], filters = [] } = question;
  const conditions = [
    `(${condition})`,
    ...filters.map((values) => `d.facet_ids && ${bind(wordIdsOf(values))}::int[]`),
    ...(excludedIds.length > 0 ? [`d.id not in (select unnest(${bind(excludedIds)}::uuid[]))`] : []),
    `(${liveFilter})`,
  ];
  return `lateral (
    select d.privacy_version, d.facet_ids, d.facet_values, d.orders, d.word_ids, d.ranks from search_documents d
    where d.scope_id = ${scopeOf(question, bind)} and d.id = ${row}.id and ${conditions.join(' and ')} limit 1
  ) d`;
}

/** Whether the id stands in the lists of all filters: an index tells that at a fraction of what a document costs. */
export function isListed(bind: Bind, filters: Question['filters'], id: string): string {
  // Not `exists`, which may become a hash of the whole list.
  const conditions = filters.map(
    (values) => `(
      select true from search_terms t
      where t.word_id = any(${bind(wordIdsOf(values))}::int[]) and t.rank = ${FACET_RANK} and t.id = ${id} limit 1
    )`,
  );
  return conditions.join(' and ') || 'true';
}
