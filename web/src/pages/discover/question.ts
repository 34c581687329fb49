// What is looked for, as the address has it: a page can be shared, and the way back leads to it.
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';

export const facets = ['skills', 'interests', 'location'] as const;
export type Facet = (typeof facets)[number];
export const sorts = ['relevance', 'recent', 'name', 'endorsements'] as const;
export type Sort = (typeof sorts)[number];

export interface Question {
  readonly q: string;
  readonly sort: Sort;
  readonly filters: Readonly<Record<Facet, readonly string[]>>;
  readonly verified: boolean;
  readonly hasAvatar: boolean;
}

function read(params: URLSearchParams): Question {
  const filters = {
    skills: params.getAll('skills'),
    interests: params.getAll('interests'),
    location: params.getAll('location'),
  };
  return {
    q: params.get('q') ?? '',
    sort: sorts.find((sort) => sort === params.get('sort')) ?? 'relevance',
    filters,
    verified: params.get('verified') === 'true',
    hasAvatar: params.get('hasAvatar') === 'true',
  };
}

function write({ q, sort, filters, verified, hasAvatar }: Question): URLSearchParams {
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  for (const facet of facets) for (const value of filters[facet]) params.append(facet, value);
  if (sort !== 'relevance') params.set('sort', sort);
  if (verified) params.set('verified', 'true');
  if (hasAvatar) params.set('hasAvatar', 'true');
  return params;
}

export const isBlank = ({ q, filters, verified, hasAvatar }: Question): boolean =>
  q.trim() === '' && !verified && !hasAvatar && facets.every((facet) => filters[facet].length === 0);

export function useQuestion() {
  const [params, setParams] = useSearchParams();
  const question = useMemo(() => read(params), [params]);
  return {
    question,
    /** `replace`: typing leaves no trail of half words. */
    ask: (change: Partial<Question>, { replace = false } = {}) =>
      setParams(write({ ...question, ...change }), { replace }),
  };
}
