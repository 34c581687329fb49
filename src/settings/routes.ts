// HTTP door of settings: one's own, and those that others show.
import { memberRoute, type Route } from '../platform/http/route.ts';
import { idOrHandle, type ProfileReader, profileNotFound } from '../profiles/index.ts';
import { settingNotFound } from './errors.ts';
import { keyParams, publicSettingsOutput, settingOutput, settingsOutput, valueInput, valuesInput } from './schema.ts';
import type { SettingsService } from './service.ts';

const tag = 'Settings';

export function createSettingsRoutes({
  service,
  reader,
}: {
  service: SettingsService;
  reader: ProfileReader;
}): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/users/me/settings',
      tag,
      summary: 'Your settings',
      description: 'All that are defined, by category, with the defaults of those you have not chosen.',
      responses: { 200: settingsOutput },
      handle: async ({ identity }) => ({ data: await service.readAll(identity) }),
    }),
    memberRoute({
      method: 'put',
      path: '/users/me/settings',
      tag,
      summary: 'Change several settings',
      description: 'Merges, all or nothing: when a value is not acceptable, each such is named and none is written.',
      body: valuesInput,
      responses: { 200: settingsOutput },
      handle: async ({ identity, origin, body }) => ({ data: await service.writeAll(identity, origin, body) }),
    }),
    memberRoute({
      method: 'get',
      path: '/users/me/settings/{key}',
      tag,
      summary: 'One setting',
      params: keyParams,
      responses: { 200: settingOutput },
      errors: [settingNotFound],
      handle: async ({ identity, params }) => ({ data: await service.readOne(identity, params.key) }),
    }),
    memberRoute({
      method: 'put',
      path: '/users/me/settings/{key}',
      tag,
      summary: 'Choose a value',
      params: keyParams,
      body: valueInput,
      responses: { 200: settingOutput },
      errors: [settingNotFound],
      handle: async ({ identity, origin, params, body }) => ({
        data: await service.writeOne(identity, origin, params.key, body.value),
      }),
    }),
    memberRoute({
      method: 'delete',
      path: '/users/me/settings/{key}',
      tag,
      summary: 'Return to the default',
      params: keyParams,
      responses: { 200: settingOutput },
      errors: [settingNotFound],
      handle: async ({ identity, origin, params }) => ({
        data: await service.writeOne(identity, origin, params.key, null),
      }),
    }),
    memberRoute({
      method: 'get',
      path: '/profiles/{id}/settings',
      tag,
      summary: 'The public settings of a person',
      description: 'For members who see the profile: settings that are defined as public, with their defaults.',
      params: idOrHandle,
      responses: { 200: publicSettingsOutput },
      errors: [profileNotFound],
      async handle({ identity, tenantId, params }) {
        const profile = await reader.readOther(tenantId, params.id, identity);
        if (!profile || !('userId' in profile)) throw profileNotFound();
        return { data: await service.readPublic({ tenantId, userId: profile.userId }) };
      },
    }),
  ];
}
