// The read side: one question, one page of ids.
import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import { foldFacet } from '../facets.ts';
import {
  type FacetCount,
  maxSearchDepth,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
  type SearchSchema,
} from '../port.ts';
import { queryWords } from '../words.ts';
import { type Distribution, type FoundHit, readCounts, readHits } from './answers.ts';
import { decodeCursor, encodeCursor, MAX_ANCHORS, type PagePosition } from './cursor.ts';
import { facetAttribute, facetFilter, orderAttribute, scopeFilter } from './filters.ts';
import { nameAttributes } from './settings.ts';

const MAX_LIMIT = 100;
/** So many may leave, or come, between two pages before somebody is skipped or repeated. */
const OVERLAP_HITS = 20;
const SHOWN_VALUES = 20;
/** An attribute that each document has once: its count is the only total that does not end at the depth of pages. */
const everybody = 'audience';

export interface SearchingParts {
  readonly client: Meilisearch;
  readonly indexUid: string;
  readonly schema: SearchSchema;
}

/** One page; throws InvalidCursorError or RangeError for the caller's mistakes, and what the client throws. */
export async function searchDocuments(parts: SearchingParts, query: SearchQuery): Promise<SearchPage> {
  const { limit, cursor } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new RangeError(`A search page has 1 to ${MAX_LIMIT} hits.`);
  const words = queryWords(query.text).map(({ text }) => text);
  const scope = scopeOf(query, words);
  const position = cursor === undefined ? undefined : decodeCursor(scope, cursor);
  const question = questionOf(parts, query, words);
  for (const facet of query.facets ?? []) facetAttribute(parts.schema, facet);
  if (words.length === 0 && query.text.trim() !== '') return nothingFound(query);

  const from = Math.max(0, (position?.offset ?? 0) - OVERLAP_HITS);
  const most = limit + 1 + (position ? 2 * OVERLAP_HITS : 0);
  const { found, counts } = await ask(parts, query, question, {
    offset: from,
    limit: Math.min(most, maxSearchDepth - from),
  });
  const start = position ? placeBehind(found, position, from) : 0;
  const page = found.slice(start, start + limit);
  const offset = from + start + page.length;
  const hasMore = found.length > start + limit && offset < maxSearchDepth;
  const anchors = page.slice(-MAX_ANCHORS).map(({ profileId }) => profileId);
  return {
    hits: page.map(hitOf),
    ...(hasMore && { nextCursor: encodeCursor(scope, { offset, anchors }) }),
    ...(counts && presentCounts(query.facets ?? [], counts)),
    engine: 'meilisearch',
  };
}

/** Everything that makes the question this one; who is excluded may change from page to page. */
function scopeOf(query: SearchQuery, words: readonly string[]): unknown[] {
  const { tenantId, audience, order = null, namesOnly = false, filters = [] } = query;
  const asked = filters.map(({ facet, anyOf }) => [facet, anyOf.map(foldFacet).sort()]);
  return ['meilisearch', tenantId, audience, query.text.trim() === '', words, order, namesOnly, asked];
}

/** What is to match. */
function questionOf({ indexUid, schema }: SearchingParts, query: SearchQuery, words: readonly string[]) {
  const { namesOnly = false, filters = [] } = query;
  for (const { facet } of filters) facetAttribute(schema, facet);
  return {
    indexUid,
    q: words.join(' '),
    filter: [...scopeFilter(query), ...filters.map(facetFilter)],
    matchingStrategy: 'all',
    ...(namesOnly && { attributesToSearchOn: nameAttributes }),
  } satisfies MultiSearchQuery;
}

/** The same question for its hits in their order. A document without a place in the order is not listed. */
function listingOf({ schema }: SearchingParts, { order }: SearchQuery, question: ReturnType<typeof questionOf>) {
  const shared = { ...question, attributesToRetrieve: ['profileId', 'privacyVersion'], showRankingScore: true };
  if (order === undefined) return { ...shared, ...(question.q === '' && { sort: ['profileId:desc'] }) };
  const [attribute, direction] = orderAttribute(schema, order);
  const sort = [`${attribute}:${direction}`, `profileId:${direction}`];
  return { ...shared, sort, filter: [...question.filter, `${attribute} EXISTS`] };
}

/** The same question for its counts. */
function countingOf({ schema }: SearchingParts, facets: readonly string[], question: ReturnType<typeof questionOf>) {
  const names = [everybody, ...facets.map((facet) => facetAttribute(schema, facet))];
  return { ...question, facets: names, page: 1, hitsPerPage: 0 };
}

/** Both in one request, where facets are wanted. */
async function ask(
  parts: SearchingParts,
  query: SearchQuery,
  question: ReturnType<typeof questionOf>,
  place: { readonly offset: number; readonly limit: number },
): Promise<{ found: FoundHit[]; counts?: Distribution }> {
  const listing: MultiSearchQuery = { ...listingOf(parts, query, question), ...place };
  if (!query.facets) {
    const { indexUid, q, ...options } = listing;
    const answer = await parts.client.index(indexUid).search(q, options);
    return { found: readHits(answer.hits) };
  }
  const { results } = await parts.client.multiSearch({
    queries: [listing, countingOf(parts, query.facets, question)],
  });
  return { found: readHits(results[0]?.hits), counts: readCounts(results[1]?.facetDistribution) };
}

/** Where the page begins: behind the last of the page before, or where that was if all of them have left. */
function placeBehind(found: readonly FoundHit[], { offset, anchors }: PagePosition, from: number): number {
  const last = found.findLastIndex(({ profileId }) => anchors.includes(profileId));
  return last >= 0 ? last + 1 : offset - from;
}

const hitOf = ({ profileId, privacyVersion, _rankingScore }: FoundHit): SearchHit => ({
  id: profileId,
  privacyVersion,
  score: _rankingScore,
});

function nothingFound({ facets }: SearchQuery): SearchPage {
  const counts = facets && presentCounts(facets, {});
  return { hits: [], ...counts, engine: 'meilisearch' };
}

function presentCounts(facets: readonly string[], distribution: Distribution): Pick<SearchPage, 'total' | 'facets'> {
  return {
    total: {
      count: Object.values(distribution[everybody] ?? {}).reduce((sum, count) => sum + count, 0),
      isExact: true,
    },
    facets: Object.fromEntries(facets.map((facet) => [facet, countValues(distribution[`facets.${facet}`] ?? {})])),
  };
}

/** Spellings that fold alike are one value, shown as it is written most often. */
function countValues(distribution: Readonly<Record<string, number>>): FacetCount[] {
  const merged = new Map<string, { value: string; most: number; count: number }>();
  for (const [value, count] of Object.entries(distribution)) {
    const present = merged.get(foldFacet(value)) ?? { value, most: 0, count: 0 };
    const shown = count > present.most ? { value, most: count } : present;
    merged.set(foldFacet(value), { ...shown, count: present.count + count });
  }
  return [...merged.values()]
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, SHOWN_VALUES)
    .map(({ value, count }) => ({ value, count }));
}
