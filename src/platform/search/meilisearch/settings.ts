// What the index is set to, as code. Whoever changes it raises the version: every deploy with a higher one builds the
// index anew beside the old one and swaps them.
import type { Settings } from 'meilisearch';
import { maxSearchDepth, type SearchSchema } from '../port.ts';

/** Of the settings and of the shape of the documents (`documents.ts`). */
export const settingsVersion = 1;

/** Searchable attributes, the weightiest first: an attribute's place is its rank. */
export const wordAttributes = ['names', 'heavyWords', 'middleWords', 'lightWords'] as const;
export type WordAttribute = (typeof wordAttributes)[number];
/** Beginnings of the words of names: Meilisearch itself completes the last word of a question only. */
export const beginnings = 'beginnings';
/** All that a name may be looked for in. */
export const nameAttributes = ['names', beginnings];

/** Needs Meilisearch 1.16 or newer. */
export function buildSettings({ facets, orders }: SearchSchema): Settings {
  return {
    searchableAttributes: [...wordAttributes, beginnings],
    // All that a search gives back, with a tenant token too.
    displayedAttributes: ['profileId', 'privacyVersion', 'title'],
    filterableAttributes: [
      ...['tenantId', 'audience', 'profileId', 'place', 'keys'],
      ...facets.map((facet) => `facets.${facet}`),
      ...Object.keys(orders).map((order) => `orders.${order}`),
    ],
    sortableAttributes: ['profileId', ...Object.keys(orders).map((order) => `orders.${order}`)],
    // An order that somebody asks for comes before all; equal places are told apart by the id, oldest first.
    rankingRules: ['sort', 'words', 'typo', 'attribute', 'proximity', 'exactness', 'profileId:asc'],
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
      disableOnNumbers: true,
      disableOnAttributes: [beginnings],
    },
    faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'count' } },
    pagination: { maxTotalHits: maxSearchDepth },
    // Words arrive cut and folded (`documents.ts`): `@`, dots and hyphens of handles need neither separators nor a dictionary.
    // Values of facets are looked for by their keys; nobody types into them.
    facetSearch: false,
    prefixSearch: 'indexingTime',
    searchCutoffMs: 250,
  };
}
