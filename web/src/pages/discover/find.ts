// Asks for people, a page at a time.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { facets, type Question } from './question.ts';

export type FoundProfile = components['schemas']['FoundProfile'];

const pageSize = 20;
// A comma parts values; one that belongs to a value is written so.
const escapeCommas = (value: string) => value.replaceAll(',', '\\,');

export function useFoundPeople({ q, sort, filters, verified, hasAvatar }: Question, isEnabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['people', q.trim(), sort, filters, verified, hasAvatar],
    enabled: isEnabled,
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/profiles', {
          signal,
          params: {
            query: {
              q: q.trim(),
              sort,
              limit: pageSize,
              skills: filters.skills.map(escapeCommas),
              interests: filters.interests.map(escapeCommas),
              location: [...filters.location],
              ...(verified && { verified }),
              ...(hasAvatar && { hasAvatar }),
              // Counted once: the numbers of the first page are of all of them.
              ...(pageParam === undefined ? { facets: [...facets] } : { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: ({ meta }) => meta?.nextCursor ?? undefined,
  });
}
