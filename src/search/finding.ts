// Finding people by what a viewer may read of them.
import type { Identity } from '../contracts/identity.ts';
import { foldFacet } from '../platform/search/facets.ts';
import { InvalidCursorError, type SearchDocument, type SearchPage } from '../platform/search/port.ts';
import { queryWords } from '../platform/search/words.ts';
import type { PresentedProfile, Presenter } from '../profiles/index.ts';
import type { AddressLookup } from './addresses.ts';
import { documentsOf } from './documents.ts';
import { type Highlights, highlightsOf } from './highlights.ts';
import type { Asking, FoundPeople, Hits } from './hits.ts';
import { facetNames, filtersOf, type PeopleQuery, questionOf } from './question.ts';

export interface PeoplePage {
  readonly people: readonly (PresentedProfile & { readonly highlights?: Highlights })[];
  readonly meta: {
    readonly limit: number;
    readonly nextCursor: string | null;
    readonly engine: string;
    readonly total?: SearchPage['total'];
    readonly facets?: SearchPage['facets'];
  };
}

type Counts = Pick<SearchPage, 'total' | 'facets'>;

/** By the names of the parameters, in the order in which they were asked for. */
function countsOf({ total, facets }: Counts, { facets: asked }: PeopleQuery): Counts {
  if (asked.length === 0 || !total) return {};
  return { total, facets: Object.fromEntries(asked.map((name) => [name, facets?.[facetNames[name]] ?? []])) };
}

export function createFinding(deps: { presenter: Presenter; hits: Hits; addresses: AddressLookup }) {
  const { presenter, hits, addresses } = deps;

  function isMatched({ facets }: SearchDocument, query: PeopleQuery): boolean {
    return filtersOf(query).every(({ facet, anyOf }) => {
      const wanted = new Set(anyOf.map(foldFacet));
      return facets[facet]?.some((value) => wanted.has(foldFacet(value)));
    });
  }

  /** The owner of an address, as a page of one or of nobody. */
  async function findByAddress(asking: Asking, key: string, query: PeopleQuery): Promise<FoundPeople> {
    if (query.cursor !== undefined) throw new InvalidCursorError('There is only one page of one person.');
    const row = await hits.findRow(asking, await addresses.find(asking.identity, key));
    const person = hits.presentRow(asking, row);
    const document = row && documentsOf(row, presenter).find(({ audience }) => audience === asking.audience);
    const people = person && document && isMatched(document, query) ? [person] : [];
    const facets = Object.entries(people.length > 0 ? (document?.facets ?? {}) : {}).map(
      ([name, values]) => [name, values.map((value) => ({ value, count: 1 }))] as const,
    );
    const total = { count: people.length, isExact: true };
    return {
      people,
      nextCursor: null,
      first: { hits: [], total, facets: Object.fromEntries(facets), engine: 'postgres' },
    };
  }

  return async (tenantId: string, identity: Identity | undefined, query: PeopleQuery): Promise<PeoplePage> => {
    const asking = await hits.askingOf(tenantId, identity);
    const address = addresses.keyOf(query.q);
    const words = address === undefined ? queryWords(query.q) : [];
    const { people, first, nextCursor } = await (address === undefined
      ? hits.find(asking, questionOf(query))
      : findByAddress(asking, address, query));
    return {
      people:
        words.length > 0 ? people.map((profile) => ({ ...profile, highlights: highlightsOf(profile, words) })) : people,
      meta: { limit: query.limit, nextCursor, engine: first.engine, ...countsOf(first, query) },
    };
  };
}
