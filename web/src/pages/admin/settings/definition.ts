// The settings that are defined for the people of the tenant.
import { useQuery } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';

export type Definition = components['schemas']['SettingDefinition'];
export type DefinitionInput = components['schemas']['SettingDefinitionInput'];

export const definitionsKey = ['admin', 'setting-definitions'] as const;
export const settingTypes = ['string', 'integer', 'number', 'boolean', 'enum', 'json', 'date'] as const;

export const useDefinitions = () =>
  useQuery({ queryKey: definitionsKey, queryFn: () => dataOf(api.GET('/api/v1/settings/definitions', {})) });

interface ChangeOptions {
  readonly dryRun: boolean;
  readonly force: boolean;
}

/** The entity tag of the version that is shown; one that matches nothing where that version is over. */
async function tagOf({ key, version }: Definition): Promise<string> {
  const { data, etag } = await answerOf(api.GET('/api/v1/settings/definitions/{key}', { params: { path: { key } } }));
  return (data.version === version ? etag : null) ?? `"${version}"`;
}

export async function changeDefinition(
  definition: Definition,
  body: components['schemas']['SettingDefinitionChanges'],
  query: ChangeOptions,
) {
  const params = { path: { key: definition.key }, query, header: { 'If-Match': await tagOf(definition) } };
  return answerOf(api.PUT('/api/v1/settings/definitions/{key}', { params, body }));
}

export async function removeDefinition(definition: Definition, query: ChangeOptions) {
  const params = { path: { key: definition.key }, query, header: { 'If-Match': await tagOf(definition) } };
  return answerOf(api.DELETE('/api/v1/settings/definitions/{key}', { params }));
}
