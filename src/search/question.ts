// What somebody may ask for, in the words of the port.
import type { SearchFilter } from '../platform/search/port.ts';
import type { searchSchema } from './documents.ts';
import type { Question } from './hits.ts';

type Facet = (typeof searchSchema.facets)[number];

/** The facets by the names of the parameters; `discoverable` is nobody's to ask for. */
export const facetNames = {
  skills: 'skills',
  interests: 'interests',
  location: 'location',
  language: 'language',
  badge: 'badges',
  verified: 'verified',
  hasAvatar: 'hasAvatar',
} as const satisfies Readonly<Record<string, Facet>>;
export type FacetName = keyof typeof facetNames;

export const sorts = ['relevance', 'recent', 'name', 'endorsements'] as const;

export interface PeopleQuery {
  readonly q: string;
  readonly skills: readonly string[];
  readonly interests: readonly string[];
  readonly location: readonly string[];
  readonly language: readonly string[];
  readonly badge: readonly string[];
  readonly verified?: boolean;
  readonly hasAvatar?: boolean;
  readonly sort: (typeof sorts)[number];
  readonly limit: number;
  readonly cursor?: string;
  readonly facets: readonly FacetName[];
}

const each = (facet: Facet, values: readonly string[]): SearchFilter[] =>
  values.map((value) => ({ facet, anyOf: [value] }));

const some = (facet: Facet, anyOf: readonly string[]): SearchFilter[] => (anyOf.length > 0 ? [{ facet, anyOf }] : []);

const whether = (facet: Facet, wanted: boolean | undefined): SearchFilter[] =>
  wanted === undefined ? [] : [{ facet, anyOf: [String(wanted)] }];

/** Whoever is listed without having been searched for has not said no to that. */
export const onlyDiscoverable: SearchFilter = { facet: 'discoverable' satisfies Facet, anyOf: ['true'] };

export const filtersOf = (query: PeopleQuery): SearchFilter[] => [
  ...each('skills', query.skills),
  ...each('interests', query.interests),
  ...some('location', query.location),
  ...some('language', query.language),
  ...each('badges', query.badge),
  ...whether('verified', query.verified),
  ...whether('hasAvatar', query.hasAvatar),
];

export function questionOf(query: PeopleQuery): Question {
  const { q: text, sort, limit, cursor, facets } = query;
  return {
    text,
    filters: [...filtersOf(query), ...(text === '' ? [onlyDiscoverable] : [])],
    limit,
    ...(sort !== 'relevance' && { order: sort }),
    ...(cursor !== undefined && { cursor }),
    ...(facets.length > 0 && { facets: facets.map((name) => facetNames[name]) }),
  };
}
