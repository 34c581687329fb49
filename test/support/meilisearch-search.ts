// The search route of Meilisearch: checks its parameters, and answers from one index.
import { type Document, FilterError, normalizeValue, parseFilter, valuesAt } from './meilisearch-filter.ts';
import { ApiError, type KeptIndex } from './meilisearch-indexes.ts';
import { compareMatches, compareValues, type Match, matchDocument } from './meilisearch-matching.ts';

interface Found {
  readonly document: Document;
  readonly match: Match;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' || value === null;
const isCount: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isFlag: Check = (value) => typeof value === 'boolean';
const isTexts: Check = (value) => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** The parameters that are known here, with their checks and error codes. */
const parameters: Readonly<Record<string, [check: Check, code: string]>> = {
  q: [isText, 'invalid_search_q'],
  offset: [isCount, 'invalid_search_offset'],
  limit: [isCount, 'invalid_search_limit'],
  page: [isCount, 'invalid_search_page'],
  hitsPerPage: [isCount, 'invalid_search_hits_per_page'],
  filter: [() => true, 'invalid_search_filter'],
  sort: [isTexts, 'invalid_search_sort'],
  facets: [isTexts, 'invalid_search_facets'],
  attributesToRetrieve: [isTexts, 'invalid_search_attributes_to_retrieve'],
  attributesToSearchOn: [isTexts, 'invalid_search_attributes_to_search_on'],
  matchingStrategy: [
    (value) => ['all', 'last', 'frequency'].includes(String(value)),
    'invalid_search_matching_strategy',
  ],
  showRankingScore: [isFlag, 'invalid_search_show_ranking_score'],
  showMatchesPosition: [isFlag, 'invalid_search_show_matches_position'],
};

function checkParameters(body: Document): void {
  for (const [name, value] of Object.entries(body)) {
    const known = parameters[name];
    if (!known) throw new ApiError(400, 'bad_request', `Unknown field \`${name}\`: expected one of …`);
    if (value !== undefined && !known[0](value))
      throw new ApiError(400, known[1], `Invalid value type at \`.${name}\``);
  }
}

const textsOf = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);
const numberOf = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);

/** A filter of the request or a token. @throws ApiError with `code` */
export function readFilter(filter: unknown, { settings }: KeptIndex, code: string) {
  try {
    return parseFilter(filter, settings.filterableAttributes);
  } catch (error) {
    if (error instanceof FilterError) throw new ApiError(400, code, error.message);
    throw error;
  }
}

function readSort(sort: readonly string[], { settings }: KeptIndex, code: string) {
  return sort.map((item) => {
    const [attribute = '', direction] = item.split(':');
    if (direction !== 'asc' && direction !== 'desc')
      throw new ApiError(
        400,
        code,
        `Invalid syntax for the sort parameter: expected expression ending by \`:asc\` or \`:desc\`, found \`${item}\`.`,
      );
    if (!settings.sortableAttributes.includes(attribute))
      throw new ApiError(
        400,
        code,
        `Attribute \`${attribute}\` is not sortable. Available sortable attributes are: \`${settings.sortableAttributes.join(', ')}\`.`,
      );
    return { attribute, direction } as const;
  });
}

/** Documents in the order of `sort`, as the documents route has it. */
export function sortDocuments(documents: readonly Document[], sort: unknown, index: KeptIndex): Document[] {
  const wanted = readSort(textsOf(sort) ?? [], index, 'invalid_document_sort');
  return documents.toSorted((a, b) => {
    for (const { attribute, direction } of wanted) {
      const order = compareValues(a, b, attribute, direction);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function rank(found: readonly Found[], sort: ReturnType<typeof readSort>, { settings }: KeptIndex): Found[] {
  return found.toSorted((a, b) => {
    for (const rule of settings.rankingRules) {
      const [attribute, direction] = rule.split(':');
      const rules =
        rule === 'sort'
          ? sort
          : direction === 'asc' || direction === 'desc'
            ? [{ attribute: attribute ?? '', direction } as const]
            : [];
      for (const own of rules) {
        const order = compareValues(a.document, b.document, own.attribute, own.direction);
        if (order !== 0) return order;
      }
      const order = compareMatches(rule, a.match, b.match);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function distributionOf(found: readonly Found[], facet: string, { settings }: KeptIndex): Record<string, number> {
  const counts = new Map<string, { value: string; count: number }>();
  for (const { document } of found)
    for (const normalized of new Set(valuesAt(document, facet).map((value) => normalizeValue(String(value))))) {
      const value = valuesAt(document, facet).find((item) => normalizeValue(String(item)) === normalized);
      const present = counts.get(normalized) ?? { value: String(value), count: 0 };
      counts.set(normalized, { ...present, count: present.count + 1 });
    }
  const values = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, settings.faceting.maxValuesPerFacet);
  return Object.fromEntries(values.map(({ value, count }) => [value, count]));
}

function shown(document: Document, retrieved: readonly string[] | undefined, { settings }: KeptIndex): Document {
  const displayed = settings.displayedAttributes;
  const names = Object.keys(document).filter(
    (name) =>
      (displayed.includes('*') || displayed.includes(name)) &&
      (!retrieved || retrieved.includes('*') || retrieved.includes(name)),
  );
  return Object.fromEntries(names.map((name) => [name, document[name]]));
}

/** The answer to one question; `enforced` is the filter of a tenant token. @throws ApiError */
export function searchIndex(index: KeptIndex, body: Document, enforced: unknown): Document {
  checkParameters(body);
  const { settings } = index;
  const isKept = readFilter(body.filter, index, 'invalid_search_filter');
  const isAllowed = readFilter(enforced, index, 'invalid_search_filter');
  const sort = readSort(textsOf(body.sort) ?? [], index, 'invalid_search_sort');
  const facets = textsOf(body.facets) ?? [];
  const searchedOn = textsOf(body.attributesToSearchOn);
  for (const facet of facets)
    if (!settings.filterableAttributes.includes(facet))
      throw new ApiError(
        400,
        'invalid_search_facets',
        `Invalid facet distribution: Attribute \`${facet}\` is not filterable.`,
      );
  for (const attribute of searchedOn ?? [])
    if (!settings.searchableAttributes.includes(attribute))
      throw new ApiError(
        400,
        'invalid_search_attributes_to_search_on',
        `Attribute \`${attribute}\` is not searchable.`,
      );

  const q = typeof body.q === 'string' ? body.q : '';
  const { enabled = true, disableOnNumbers = false, disableOnAttributes = [] } = settings.typoTolerance;
  const { minWordSizeForTypos: sizes } = settings.typoTolerance;
  const never = Number.POSITIVE_INFINITY;
  const rules = {
    attributes: settings.searchableAttributes.filter((attribute) => searchedOn?.includes(attribute) ?? true),
    oneTypo: enabled ? (sizes?.oneTypo ?? 5) : never,
    twoTypos: enabled ? (sizes?.twoTypos ?? 9) : never,
    disableOnNumbers,
    disableOnAttributes,
    matchingStrategy: String(body.matchingStrategy ?? 'last'),
  };
  const candidates = [...index.documents.values()].filter((document) => isKept(document) && isAllowed(document));
  const found = rank(
    candidates.flatMap((document) => {
      const match = matchDocument(document, q, rules);
      return match ? [{ document, match }] : [];
    }),
    sort,
    index,
  );

  const reachable = found.slice(0, settings.pagination.maxTotalHits);
  const isPaged = body.page !== undefined || body.hitsPerPage !== undefined;
  const page = numberOf(body.page, 1);
  const limit = isPaged ? numberOf(body.hitsPerPage, 20) : numberOf(body.limit, 20);
  const offset = isPaged ? (page - 1) * limit : numberOf(body.offset, 0);
  const hits = page === 0 ? [] : reachable.slice(offset, offset + limit);
  return {
    hits: hits.map(({ document, match }) => ({
      ...shown(document, textsOf(body.attributesToRetrieve), index),
      ...(body.showRankingScore === true && { _rankingScore: match.score }),
    })),
    query: q,
    processingTimeMs: 0,
    ...(isPaged
      ? {
          hitsPerPage: limit,
          page,
          totalPages: limit === 0 ? 0 : Math.ceil(reachable.length / limit),
          totalHits: reachable.length,
        }
      : { limit, offset, estimatedTotalHits: reachable.length }),
    ...(facets.length > 0 && {
      facetDistribution: Object.fromEntries(facets.map((facet) => [facet, distributionOf(found, facet, index)])),
      facetStats: {},
    }),
  };
}
