// HTTP door of roles.
import Joi from 'joi';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { permissionNotHeld, roleExists, roleHeld, roleNotFound } from './errors.ts';
import * as schema from './schema.ts';
import type { RoleService } from './service.ts';

const shared = { tag: 'Administration', access: 'roles:define:tenant' } as const;

export function createRoleRoutes({ service }: { service: RoleService }): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/roles',
      tag: shared.tag,
      access: 'users:read:tenant',
      summary: 'The roles of your tenant',
      description: 'The built-in ones first, with the permissions that each grants.',
      responses: { 200: Joi.array().items(schema.role) },
      handle: async ({ identity }) => ({ data: await service.list(identity) }),
    }),
    memberRoute({
      ...shared,
      method: 'post',
      path: '/roles',
      summary: 'Define a role',
      description: 'Out of permissions that you have yourself.',
      body: schema.roleInput,
      responses: { 201: schema.role },
      errors: [roleExists, permissionNotHeld],
      async handle({ identity, body: { name, ...content }, origin }) {
        return { status: 201, data: await service.define(identity, name, content, origin) };
      },
    }),
    memberRoute({
      ...shared,
      method: 'put',
      path: '/roles/{name}',
      summary: 'Change a role',
      description: 'Whoever has it may do more or less at once.',
      params: schema.nameParam,
      body: schema.roleChange,
      responses: { 200: schema.role },
      errors: [roleNotFound, permissionNotHeld],
      handle: async ({ identity, params, body, origin }) => ({
        data: await service.redefine(identity, params.name, body, origin),
      }),
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      path: '/roles/{name}',
      summary: 'Remove a role',
      description: 'Only when nobody has it any more.',
      params: schema.nameParam,
      responses: { 204: Joi.any() },
      errors: [roleNotFound, roleHeld],
      async handle({ identity, params, origin }) {
        await service.remove(identity, params.name, origin);
        return { status: 204, data: null };
      },
    }),
  ];
}
