// HTTP door of what moderators do: profiles, pictures, bans.
import Joi from 'joi';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { handleTaken } from '../profiles/index.ts';
import type { Bans } from './bans.ts';
import { aboveYou, lastAdmin, notBanned, notYourself, userNotFound } from './errors.ts';
import type { Moderation } from './moderation.ts';
import * as schema from './schema.ts';

const tag = 'Moderation';
const noContent = { status: 204, data: null };

export function moderationRoutes({ moderation, bans }: { moderation: Moderation; bans: Bans }): Route[] {
  const base = { tag, params: schema.idParam } as const;
  return [
    memberRoute({
      ...base,
      method: 'put',
      path: '/users/{id}/profile',
      access: 'profiles:moderate:tenant',
      summary: 'Change or clear fields of a profile',
      description: 'Its owner is told, and reads the reason. Null clears a field.',
      body: schema.profileEdit,
      responses: { 204: Joi.any() },
      errors: [userNotFound, aboveYou, handleTaken],
      async handle({ identity, params, body, origin }) {
        await moderation.editProfile(identity, params.id, body, origin);
        return noContent;
      },
    }),
    memberRoute({
      ...base,
      method: 'delete',
      path: '/users/{id}/avatar',
      access: 'profiles:moderate:tenant',
      summary: 'Remove a picture',
      description: 'With all that came before it. Its owner is told, and reads the reason.',
      query: schema.reasonQuery,
      responses: { 204: Joi.any() },
      errors: [userNotFound, aboveYou],
      async handle({ identity, params, query, origin }) {
        await moderation.removeAvatar(identity, params.id, query.reason, origin);
        return noContent;
      },
    }),
    memberRoute({
      ...base,
      method: 'put',
      path: '/users/{id}/ban',
      access: 'users:ban:tenant',
      summary: 'Ban somebody',
      description: 'Sessions end and the profile is hidden, at once. A ban that is there gets the new reason and end.',
      body: schema.banInput,
      responses: { 204: Joi.any() },
      errors: [userNotFound, notYourself, aboveYou, lastAdmin],
      async handle({ identity, params, body, origin }) {
        await bans.put(identity, params.id, body, origin);
        return noContent;
      },
    }),
    memberRoute({
      ...base,
      method: 'delete',
      path: '/users/{id}/ban',
      access: 'users:ban:tenant',
      summary: 'Lift a ban',
      responses: { 204: Joi.any() },
      errors: [userNotFound, notYourself, aboveYou, notBanned],
      async handle({ identity, params, origin }) {
        await bans.lift(identity, params.id, origin);
        return noContent;
      },
    }),
  ];
}
