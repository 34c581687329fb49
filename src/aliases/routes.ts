// HTTP door of aliases.
import Joi from 'joi';
import { invalidCursor, pageMeta } from '../platform/http/page.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { profileNotFound } from '../profiles/index.ts';
import * as errors from './errors.ts';
import { pictureSeed } from './naming.ts';
import type { AliasPresenter } from './presenter.ts';
import * as schema from './schema.ts';
import type { AliasService } from './service.ts';
import { drawTile } from './tile.ts';
import type { Unmasking } from './unmasking.ts';

const tag = 'Aliases';
const svg = 'image/svg+xml';

interface Parts {
  readonly service: AliasService;
  readonly unmasking: Unmasking;
  readonly presenter: AliasPresenter;
}

function createOwnRoutes({ service, presenter }: Parts): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/alias',
      tag,
      access: 'aliases:use:own',
      summary: 'Your alias in a place',
      description:
        'An anonymous name and picture: the same on every call, unlike any other in the place, and without a tie to you or to your aliases elsewhere. Made on first use; after it has expired, another takes its place.',
      query: schema.placeQuery,
      responses: { 200: schema.ownAlias },
      errors: [profileNotFound],
      handle: async ({ identity, origin, query }) => ({
        data: presenter.presentOwn(await service.current(identity, origin, query)),
      }),
    }),
    memberRoute({
      method: 'post',
      path: '/profile/alias/regenerate',
      tag,
      access: 'aliases:use:own',
      summary: 'Take another alias',
      description: 'At most once an hour in one place; `Retry-After` tells when. The old one stays in your history.',
      body: schema.placeBody,
      responses: { 200: schema.ownAlias },
      errors: [errors.aliasCoolDown, profileNotFound],
      handle: async ({ identity, origin, body }) => ({
        data: presenter.presentOwn(await service.regenerate(identity, origin, body)),
      }),
    }),
    memberRoute({
      method: 'post',
      path: '/profile/alias/reveal',
      tag,
      access: 'aliases:use:own',
      summary: 'Show who you are',
      description:
        'Your alias in this place then leads to your profile, for those who may see it. It cannot be undone.',
      body: schema.placeBody,
      responses: { 200: schema.aliasRecord },
      errors: [errors.aliasNotFound, profileNotFound],
      handle: async ({ identity, origin, body }) => ({
        data: presenter.presentRecord(await service.reveal(identity, origin, body)),
      }),
    }),
    memberRoute({
      method: 'get',
      path: '/profile/aliases',
      tag,
      summary: 'Your aliases',
      description: 'All aliases that you have or had, newest first. Nobody else can list them.',
      query: schema.page,
      responses: { 200: schema.aliasRecords },
      meta: schema.historyMeta,
      errors: [invalidCursor],
      async handle({ identity, query }) {
        const { aliases, meta } = await service.history(identity, query);
        return { data: aliases.map(presenter.presentRecord), meta };
      },
    }),
  ];
}

function createUnmaskRoutes({ unmasking, presenter }: Parts): Route[] {
  return [
    memberRoute({
      method: 'post',
      path: '/aliases/{aliasId}/unmask-requests',
      tag,
      access: 'aliases:unmask:tenant',
      summary: 'Ask who is behind an alias',
      description: 'Nothing is told until another moderator approves.',
      params: schema.aliasParams,
      body: schema.reason,
      responses: { 201: schema.unmaskRequest },
      errors: [errors.aliasNotFound],
      async handle({ identity, origin, params, body }) {
        const request = await unmasking.request(identity, origin, params.aliasId, body.reason);
        return { status: 201, data: presenter.presentRequest(request) };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/aliases/unmask-requests',
      tag,
      access: 'aliases:unmask:tenant',
      summary: 'Requests to unmask',
      description: 'Those that wait, unless told otherwise; the newest first.',
      query: schema.requestsQuery,
      responses: { 200: Joi.array().items(schema.unmaskRequest) },
      meta: pageMeta,
      errors: [invalidCursor],
      async handle({ identity, query }) {
        const { items, meta } = await unmasking.list(identity, query);
        return { data: items.map(presenter.presentRequest), meta };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/aliases/unmask-requests/{id}',
      tag,
      access: 'aliases:unmask:tenant',
      summary: 'A request to unmask',
      description: 'What is asked and why. Once approved, the two who agreed also see who it is.',
      params: schema.requestParams,
      responses: { 200: schema.unmaskRequest },
      errors: [errors.unmaskRequestNotFound],
      handle: async ({ identity, params }) => ({
        data: presenter.presentRequest(await unmasking.read(identity, params.id)),
      }),
    }),
    memberRoute({
      method: 'post',
      path: '/aliases/unmask-requests/{id}/approve',
      tag,
      access: 'aliases:unmask:tenant',
      summary: 'Agree to unmask',
      description:
        'By another moderator than the one who asked. The owner finds it, with the reason, in their activity.',
      params: schema.requestParams,
      responses: { 200: schema.unmaskRequest },
      errors: [errors.unmaskNeedsTwo, errors.unmaskRequestClosed, errors.unmaskRequestNotFound],
      handle: async ({ identity, origin, params }) => ({
        data: presenter.presentRequest(await unmasking.approve(identity, origin, params.id)),
      }),
    }),
  ];
}

export function createAliasRoutes(parts: Parts): Route[] {
  const { service, presenter } = parts;
  return [
    ...createOwnRoutes(parts),
    // Before the aliases, whose `{aliasId}` would take `unmask-requests` for one.
    ...createUnmaskRoutes(parts),
    memberRoute({
      method: 'get',
      path: '/aliases/{aliasId}',
      tag,
      summary: 'Somebody’s alias',
      description: 'A name and a picture; and who it is, if its owner has revealed that and lets you see the profile.',
      params: schema.aliasParams,
      responses: { 200: schema.seenAlias },
      errors: [errors.aliasNotFound],
      handle: async ({ tenantId, params, identity }) => ({
        data: presenter.presentSeen(await service.look(tenantId, params.aliasId, identity)),
      }),
    }),
    openRoute({
      method: 'get',
      path: '/aliases/{aliasId}/avatar.svg',
      limit: 'file',
      tag,
      access: 'anyone',
      summary: 'The picture of an alias',
      description: 'An animal on a colour. It follows from the id of the alias and never changes.',
      params: schema.aliasParams,
      responses: { 200: svg },
      errors: [errors.aliasNotFound],
      async handle({ tenantId, params }) {
        const { row } = await service.look(tenantId, params.aliasId, undefined);
        return {
          raw: drawTile(row.animal, pictureSeed(row.id)),
          contentType: svg,
          headers: {
            'Cache-Control': 'public, max-age=31536000, immutable',
            'Content-Security-Policy': "default-src 'none'",
            'Cross-Origin-Resource-Policy': 'cross-origin',
          },
        };
      },
    }),
  ];
}
