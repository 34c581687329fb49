// HTTP door of connections between profiles.
import Joi from 'joi';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { idOrHandle, profileNotFound } from '../profiles/index.ts';
import * as errors from './errors.ts';
import * as schema from './schema.ts';
import type { ConnectionService } from './service.ts';

const tag = 'Connections';
const list = Joi.array().items(schema.ownConnection);

export function createConnectionRoutes({ service }: { service: ConnectionService }): Route[] {
  const change = { tag, access: 'profiles:update:own' } as const;
  return [
    memberRoute({
      method: 'get',
      path: '/profile/connections',
      tag,
      summary: 'Your connections',
      description: 'Newest first: confirmed ones, whom you have asked, and who asks you.',
      responses: { 200: list },
      handle: async ({ identity }) => ({ data: await service.own(identity) }),
    }),
    memberRoute({
      ...change,
      method: 'post',
      path: '/profile/connections',
      summary: 'Ask somebody to be connected',
      description:
        'Others see it once the other side has confirmed. Where they have asked you the same, this confirms it. Asking twice is asking once.',
      body: schema.connectionOrder,
      responses: { 201: list },
      errors: [
        profileNotFound,
        errors.notVisibleToThem,
        errors.cannotConnectToYourself,
        errors.tooManyConnections,
        errors.connectionRequestsLimited,
      ],
      handle: async ({ identity, body, origin }) => ({
        status: 201,
        data: await service.ask(identity, body.userId, body.relation, origin),
      }),
    }),
    memberRoute({
      ...change,
      method: 'post',
      path: '/profile/connections/{id}/confirm',
      summary: 'Confirm a connection that you were asked for',
      params: schema.connectionParam,
      responses: { 200: list },
      errors: [errors.connectionNotFound],
      handle: async ({ identity, params, origin }) => ({ data: await service.confirm(identity, params.id, origin) }),
    }),
    memberRoute({
      ...change,
      method: 'delete',
      path: '/profile/connections/{id}',
      summary: 'Undo a connection',
      description: 'Either side may, at any time; also what is not confirmed yet.',
      params: schema.connectionParam,
      responses: { 204: Joi.any() },
      errors: [errors.connectionNotFound],
      async handle({ identity, params, origin }) {
        await service.remove(identity, params.id, origin);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      ...change,
      method: 'post',
      path: '/profile/connections/code',
      summary: 'Make a code for another profile of yours',
      description: 'Type it where you are signed in to your other profile, in any tenant. Good for ten minutes, once.',
      responses: { 201: schema.code },
      handle: async ({ identity, origin }) => ({ status: 201, data: await service.createCode(identity, origin) }),
    }),
    memberRoute({
      ...change,
      method: 'post',
      path: '/profile/connections/redeem',
      summary: 'Tie this profile to the one where a code was made',
      description: 'From then on others see that both are yours, as far as they may find both.',
      body: schema.codeInput,
      responses: { 200: list },
      errors: [
        errors.connectionCodeInvalid,
        errors.cannotConnectToYourself,
        errors.tooManyConnections,
        errors.tooManyCodes,
      ],
      handle: async ({ identity, body, origin }) => ({ data: await service.redeem(identity, body.code, origin) }),
    }),
    openRoute({
      method: 'get',
      path: '/profiles/{id}/connections',
      tag,
      access: 'anyone',
      summary: 'Somebody’s connections',
      description: 'Those that both sides have confirmed, with people whom you may find, too.',
      params: idOrHandle,
      responses: { 200: Joi.array().items(schema.shownConnection) },
      errors: [profileNotFound],
      handle: async ({ tenantId, identity, params }) => ({
        data: await service.ofPerson(tenantId, params.id, identity),
        headers: { 'Cache-Control': 'private, no-store' },
      }),
    }),
  ];
}
