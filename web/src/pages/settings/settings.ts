// Settings as the registry of definitions names them, and one's values.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import type { Json } from '../../components/data-input/fields.ts';

export type Setting = components['schemas']['Setting'];

const settingsKey = ['settings'] as const;
const fetchSettings = () => dataOf(api.GET('/api/v1/users/me/settings', {}));
type Categories = Awaited<ReturnType<typeof fetchSettings>>;

export const useSettings = () => useQuery({ queryKey: settingsKey, queryFn: fetchSettings });

/** Writes a value; null returns to the default. */
export function useSaveSetting(key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (value: Json) => {
      const params = { path: { key } };
      return value === null
        ? dataOf(api.DELETE('/api/v1/users/me/settings/{key}', { params }))
        : dataOf(api.PUT('/api/v1/users/me/settings/{key}', { params, body: { value } }));
    },
    onSuccess: (saved) =>
      queries.setQueryData<Categories>(settingsKey, (known) =>
        known?.map((category) => ({
          ...category,
          settings: category.settings.map((setting) => (setting.key === key ? saved : setting)),
        })),
      ),
  });
}

interface Rules {
  readonly choices: readonly (string | number)[] | undefined;
  readonly min: unknown;
  readonly max: unknown;
  readonly jsonSchema: unknown;
}

const isChoice = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

export function rulesOf({ validationRules }: Setting): Rules {
  const { allowedValues, min, max, jsonSchema }: Readonly<Record<string, unknown>> = validationRules;
  return { choices: Array.isArray(allowedValues) ? allowedValues.filter(isChoice) : undefined, min, max, jsonSchema };
}
