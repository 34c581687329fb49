// One's preferences, with every kind of notification there is.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';

export type PreferencesInput = components['schemas']['PreferencesInput'];

const preferencesKey = ['preferences'] as const;

async function fetchPreferences() {
  const { data, meta } = await answerOf(api.GET('/api/v1/profile/preferences', {}));
  return { preferences: data, types: meta?.notifications ?? [] };
}

export type AllPreferences = Awaited<ReturnType<typeof fetchPreferences>>;

export const usePreferences = () => useQuery({ queryKey: preferencesKey, queryFn: fetchPreferences });

export function useSavePreferences() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: PreferencesInput) => dataOf(api.PUT('/api/v1/profile/preferences', { body })),
    onSuccess: (preferences) =>
      queries.setQueryData<AllPreferences>(preferencesKey, (known) => known && { ...known, preferences }),
  });
}
