// HTTP door of who one is here: the own profile, and what one may do.
import { permissionNames } from '../contracts/permissions.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { type ProfileReader, type ProfileService, profileNotFound } from '../profiles/index.ts';
import * as schema from './schema.ts';

export function createMeRoutes(deps: {
  reader: Pick<ProfileReader, 'readOwn'>;
  profiles: Pick<ProfileService, 'explainAbsence'>;
}): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/users/me',
      tag: 'Profile',
      summary: 'You',
      description: 'Your profile, with your roles and everything that they let you do. `PUT` writes the profile.',
      responses: { 200: schema.me },
      errors: [profileNotFound],
      async handle({ identity }) {
        const profile = await deps.reader.readOwn(identity);
        if (!profile) throw await deps.profiles.explainAbsence(identity);
        const permissions = permissionNames.filter((name) => identity.permissions.has(name));
        const { data } = JSON.parse(profile.json);
        return {
          data: { ...data, roles: identity.roles, permissions },
          headers: { 'Cache-Control': 'private, no-store' },
        };
      },
    }),
  ];
}
