// The read side: from what somebody typed to one page. Scores are whole numbers (weight × per cent, added up), so that
// they are equal in every plan and a cursor can compare them.
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { foldFacet } from '../facets.ts';
import {
  InvalidCursorError,
  maxSearchDepth,
  type SearchFilter,
  type SearchPage,
  type SearchQuery,
  type SearchSchema,
  type SimilarHit,
  type SimilarQuery,
} from '../port.ts';
import { queryWords } from '../words.ts';
import { findCandidates } from './candidates.ts';
import { countMatches } from './counting.ts';
import { readPage } from './pages.ts';
import type { Question } from './question.ts';
import { findSimilarDocuments } from './similar.ts';
import type { StreamDeps } from './streams.ts';

const MAX_LIMIT = 100;
const SCORE_UNITS = 10_000;

interface Deps extends StreamDeps {
  readonly schema: SearchSchema;
}

/** One page of the documents that the query's tenant and audience may see and that are live this very moment. */
export async function searchDocuments(deps: Deps, query: SearchQuery): Promise<SearchPage> {
  checkQuery(deps.schema, query);
  const scope = scopeOfCursor(query);
  const after = query.cursor === undefined ? undefined : decodeCursor(scope, query.cursor);
  const depth = after?.depth ?? 0;
  if (depth >= maxSearchDepth) throw new InvalidCursorError('Nobody pages so deep.');
  const question = await lookUp(deps, query);
  const limit = Math.min(query.limit, maxSearchDepth - depth);
  const found = question ? await readPage(deps, question, limit + 1, after) : [];
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const hasMore = found.length > limit && depth + limit < maxSearchDepth;
  const place = last?.place === undefined || last.place === null ? {} : { place: last.place };
  return {
    hits: page.map(({ id, score, privacyVersion }) => ({ id, privacyVersion, score: score / SCORE_UNITS })),
    ...(last &&
      hasMore && {
        nextCursor: encodeCursor(scope, { id: last.id, score: last.score, ...place, depth: depth + page.length }),
      }),
    ...(query.facets && (await count(deps, question, query.facets))),
    engine: 'postgres',
  };
}

/** Those that share most of the traits, among whom the filters leave. */
export async function findSimilar(deps: Deps, query: SimilarQuery): Promise<SimilarHit[]> {
  checkLimit(query.limit);
  checkFacets(deps.schema, [...Object.keys(query.traits), ...(query.filters ?? []).map(({ facet }) => facet)]);
  const asked = { words: [], namesOnly: false, filters: query.filters ?? [] };
  const candidates = await findCandidates(deps.statements, query, asked);
  return candidates ? findSimilarDocuments(deps, query, candidates.filters) : [];
}

function checkQuery(schema: SearchSchema, { limit, order, filters = [], facets = [] }: SearchQuery): void {
  checkLimit(limit);
  checkFacets(schema, [...facets, ...filters.map(({ facet }) => facet)]);
  if (order !== undefined && !Object.hasOwn(schema.orders, order)) throw new RangeError(`There is no order ${order}.`);
}

function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new RangeError(`A search page has 1 to ${MAX_LIMIT} hits.`);
}

function checkFacets(schema: SearchSchema, names: readonly string[]): void {
  for (const name of names) if (!schema.facets.includes(name)) throw new RangeError(`There is no facet ${name}.`);
}

/** Null where nothing can match. */
async function lookUp({ statements, schema }: Deps, query: SearchQuery): Promise<Question | null> {
  const { tenantId, audience, excludedIds = [], namesOnly = false, filters = [], order } = query;
  const words = queryWords(query.text);
  if (words.length === 0 && !isBlank(query)) return null;
  const candidates = await findCandidates(statements, query, { words, namesOnly, filters });
  if (!candidates) return null;
  const direction = order === undefined ? undefined : schema.orders[order];
  return {
    ...{ tenantId, audience, excludedIds, ...candidates },
    ...(order !== undefined && direction && { order: { name: order, direction } }),
  };
}

function isBlank({ text }: SearchQuery): boolean {
  return text.trim() === '';
}

async function count(deps: Deps, question: Question | null, facets: readonly string[]) {
  if (question) return countMatches(deps, question, facets);
  return { total: { count: 0, isExact: true }, facets: Object.fromEntries(facets.map((facet) => [facet, []])) };
}

// Whom somebody has blocked is no part of the question: it may change from one page to the next.
function scopeOfCursor(query: SearchQuery): string[] {
  const { tenantId, audience, namesOnly = false, filters = [], order = '' } = query;
  return [
    ...['postgres', tenantId, audience, String(isBlank(query)), String(namesOnly), order],
    JSON.stringify(filters.map(valuesOf).sort()),
    ...queryWords(query.text).map((word) => word.text),
  ];
}

function valuesOf({ facet, anyOf }: SearchFilter): string {
  return JSON.stringify([facet, ...new Set(anyOf.map(foldFacet).sort())]);
}
