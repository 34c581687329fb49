// HTTP door of blocks and their types.
import Joi from 'joi';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { idOrHandle, profileNotFound } from '../profiles/index.ts';
import * as errors from './errors.ts';
import { presentExtensionType, presentOwnExtension } from './presenter.ts';
import * as schema from './schema.ts';
import type { ExtensionService } from './service.ts';
import type { ExtensionTypes } from './types.ts';

const tag = 'Extensions';

function createTypeRoutes(types: ExtensionTypes): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/extensions/types',
      tag,
      summary: 'Registered types of blocks',
      description: 'Blocks of these types must fit their schema; a block of any other type holds what its owner likes.',
      responses: { 200: Joi.array().items(schema.typeShown) },
      handle: async ({ tenantId }) => ({ data: (await types.list(tenantId)).map(presentExtensionType) }),
    }),
    memberRoute({
      method: 'post',
      path: '/extensions/types',
      tag,
      access: 'extension-types:define:tenant',
      summary: 'Register a type',
      description: 'From now on, blocks of this type must fit the schema. At most 100 types.',
      body: schema.newType,
      bodyLimits: schema.bodyLimits,
      responses: { 201: schema.typeShown },
      errors: [errors.extensionTypeExists, errors.tooManyExtensionTypes],
      async handle({ identity, origin, body }) {
        return { status: 201, data: presentExtensionType(await types.register(identity, origin, body)) };
      },
    }),
    memberRoute({
      method: 'put',
      path: '/extensions/types/{type}',
      tag,
      access: 'extension-types:define:tenant',
      summary: 'Change a type',
      description: 'Blocks that were written before stay as they are until their data are written again.',
      params: schema.typeName,
      body: schema.typeReplacement,
      bodyLimits: schema.bodyLimits,
      responses: { 200: schema.typeShown },
      errors: [errors.extensionTypeNotFound],
      async handle({ identity, origin, params, body }) {
        return { data: presentExtensionType(await types.replace(identity, origin, { ...params, ...body })) };
      },
    }),
    memberRoute({
      method: 'delete',
      path: '/extensions/types/{type}',
      tag,
      access: 'extension-types:define:tenant',
      summary: 'Remove a type',
      description: 'Blocks of this type stay and are no longer checked.',
      params: schema.typeName,
      responses: { 204: '*/*' },
      errors: [errors.extensionTypeNotFound],
      async handle({ identity, origin, params }) {
        await types.remove(identity, origin, params.type);
        return { status: 204, data: null };
      },
    }),
  ];
}

export function createExtensionRoutes({
  service,
  types,
}: {
  service: ExtensionService;
  types: ExtensionTypes;
}): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/extensions',
      tag,
      summary: 'Your blocks',
      description: 'All blocks of your profile, in order; at most 50.',
      responses: { 200: Joi.array().items(schema.ownExtension) },
      errors: [profileNotFound],
      handle: async ({ identity }) => ({ data: (await service.listOwn(identity)).map(presentOwnExtension) }),
    }),
    memberRoute({
      method: 'post',
      path: '/profile/extensions',
      tag,
      access: 'profiles:update:own',
      summary: 'Add a block',
      description: 'Private unless an audience is given, and never shown more widely than the profile.',
      body: schema.newExtension,
      bodyLimits: schema.bodyLimits,
      responses: { 201: schema.ownExtension },
      errors: [errors.tooManyExtensions, profileNotFound],
      async handle({ identity, origin, body }) {
        return { status: 201, data: presentOwnExtension(await service.create(identity, origin, body)) };
      },
    }),
    memberRoute({
      method: 'put',
      path: '/profile/extensions/order',
      tag,
      access: 'profiles:update:own',
      summary: 'Order your blocks',
      description: 'Names every block once; they are numbered anew.',
      body: schema.newOrder,
      responses: { 200: Joi.array().items(schema.ownExtension) },
      errors: [errors.orderIncomplete, profileNotFound],
      async handle({ identity, origin, body }) {
        return { data: (await service.reorder(identity, origin, body.ids)).map(presentOwnExtension) };
      },
    }),
    memberRoute({
      method: 'put',
      path: '/profile/extensions/{id}',
      tag,
      access: 'profiles:update:own',
      summary: 'Change a block',
      description: 'Writes what the body names and leaves the rest.',
      params: schema.extensionId,
      body: schema.extensionChanges,
      bodyLimits: schema.bodyLimits,
      responses: { 200: schema.ownExtension },
      errors: [errors.extensionNotFound, profileNotFound],
      async handle({ identity, origin, params, body }) {
        return { data: presentOwnExtension(await service.update(identity, origin, params.id, body)) };
      },
    }),
    memberRoute({
      method: 'delete',
      path: '/profile/extensions/{id}',
      tag,
      access: 'profiles:update:own',
      summary: 'Remove a block',
      description: 'The others keep their places.',
      params: schema.extensionId,
      responses: { 204: '*/*' },
      errors: [errors.extensionNotFound, profileNotFound],
      async handle({ identity, origin, params }) {
        await service.remove(identity, origin, params.id);
        return { status: 204, data: null };
      },
    }),
    openRoute({
      method: 'get',
      path: '/profiles/{id}/extensions',
      tag: 'People',
      access: 'anyone',
      summary: 'A person’s blocks',
      description: 'Those that this viewer may see, in order. Where the profile is not found, nor are these.',
      params: idOrHandle,
      responses: { 200: Joi.array().items(schema.shownExtension) },
      errors: [profileNotFound],
      handle: async ({ tenantId, params, identity }) => ({
        data: await service.listOf(tenantId, params.id, identity),
      }),
    }),
    ...createTypeRoutes(types),
  ];
}
