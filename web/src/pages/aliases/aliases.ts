// One's aliases, and taking or revealing one.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Alias = components['schemas']['AliasRecord'];
type Place = components['schemas']['AliasPlace'];

const aliasesKey = ['aliases'] as const;
const pageSize = 20;

export const useAliases = () =>
  useInfiniteQuery({
    queryKey: aliasesKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/profile/aliases', {
          params: { query: { limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ meta }) => meta?.nextCursor ?? undefined,
  });

/** Another alias in a place; it is refused for an hour after the last time, and that is told at once. */
export function useRegenerate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Place) => dataOf(api.POST('/api/v1/profile/alias/regenerate', { body })),
    retry: false,
    onSuccess: () => queries.invalidateQueries({ queryKey: aliasesKey }),
  });
}

export function useReveal() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Place) => dataOf(api.POST('/api/v1/profile/alias/reveal', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: aliasesKey }),
  });
}
