// HTTP door of preferences.
import { notificationChannels, notificationOf, notificationTypes } from '../contracts/notifications.ts';
import { entityTag, expectedVersions } from '../platform/http/conditional.ts';
import { type DataReply, memberRoute, type Route } from '../platform/http/route.ts';
import { preferencesInput, preferencesMeta, preferencesOutput } from './schema.ts';
import type { PreferencesService, PreferencesView } from './service.ts';

const registered = notificationTypes.map((type) => {
  const { description, channels, required } = notificationOf(type);
  const defaults = notificationChannels.map((channel) => [channel, channels.includes(channel)]);
  return { type, description, channels: Object.fromEntries(defaults), required };
});

const reply = ({ preferences, version }: PreferencesView): DataReply => ({
  data: preferences,
  meta: { version, notifications: registered },
  headers: { ETag: entityTag(version, 'r') },
});

export function createPreferencesRoutes({ service }: { service: PreferencesService }): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/preferences',
      tag: 'Preferences',
      summary: 'Your preferences',
      description:
        'Defaults are filled in. `notifications.events` holds what you chose for single types of notification; ' +
        '`meta.notifications` lists every type. Also at `/users/me/preferences`.',
      headers: { 'If-None-Match': 'The entity tag of what you have.' },
      responses: { 200: preferencesOutput },
      meta: preferencesMeta,
      handle: async ({ identity }) => reply(await service.read(identity)),
    }),
    memberRoute({
      method: 'put',
      path: '/profile/preferences',
      tag: 'Preferences',
      summary: 'Change preferences',
      description:
        'Merges what the body names and leaves the rest; null returns to the default. A notification goes out over a ' +
        'channel that is on, both as a whole and for its type; those that protect your account always go. ' +
        'A boolean for `notifications` is short for every channel.',
      headers: { 'If-Match': 'The entity tag of the version that the change is based on.' },
      body: preferencesInput,
      responses: { 200: preferencesOutput },
      meta: preferencesMeta,
      handle: async ({ identity, origin, body, request }) =>
        reply(await service.update(identity, origin, body, expectedVersions(request))),
    }),
  ];
}
