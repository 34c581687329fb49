// HTTP door of the administration of accounts.
import Joi from 'joi';
import { accountExists, weakPassword } from '../accounts/index.ts';
import { invalidCursor, pageMeta, pageReply } from '../platform/http/page.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { csvReply, csvType } from '../platform/http/stream.ts';
import { handleTaken } from '../profiles/index.ts';
import { permissionNotHeld } from '../roles/index.ts';
import { tenantFull, tenantNotFound } from '../tenants/index.ts';
import type { Bans } from './bans.ts';
import type { BulkActions } from './bulk.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { aboveYou, lastAdmin, notYourself, userBanned, userNotFound } from './errors.ts';
import type { Moderation } from './moderation.ts';
import { moderationRoutes } from './moderation-routes.ts';
import * as schema from './schema.ts';
import type { User, UserService } from './service.ts';

const tag = 'Accounts';

const csvColumns: Readonly<Record<string, (user: User) => string | number | boolean | null | undefined>> = {
  id: ({ id }) => id,
  email: ({ email }) => email,
  emailVerified: ({ emailVerified }) => emailVerified,
  displayName: ({ displayName }) => displayName,
  handle: ({ handle }) => handle,
  roles: ({ roles }) => roles.join(' '),
  status: ({ status }) => status,
  visibility: ({ visibility }) => visibility,
  hasAvatar: ({ hasAvatar }) => hasAvatar,
  completeness: ({ completeness }) => completeness,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  lastSignInAt: ({ lastSignInAt }) => lastSignInAt?.toISOString(),
};

export interface UserRouteParts {
  readonly users: UserService;
  readonly bans: Bans;
  readonly moderation: Moderation;
  readonly bulk: BulkActions;
}

export function createUserRoutes(parts: UserRouteParts): Route[] {
  return [...listRoutes(parts), ...bulkRoutes(parts), ...accountRoutes(parts), ...moderationRoutes(parts)];
}

function listRoutes({ users }: UserRouteParts): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/users',
      tag,
      access: 'users:read:tenant',
      summary: 'The accounts of your tenant',
      description: 'Found in the database, by your rights; the newest first unless told otherwise.',
      query: schema.listQuery,
      responses: { 200: Joi.array().items(schema.user) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query }) => pageReply(await users.list(identity.tenantId, query)),
    }),
    memberRoute({
      method: 'get',
      path: '/tenants/{id}/users',
      tag,
      access: 'users:read:tenant',
      summary: 'The accounts of a tenant',
      description: 'Of your own; of any other only with the permission `tenants:manage`.',
      params: schema.idParam,
      query: schema.listQuery,
      responses: { 200: Joi.array().items(schema.user) },
      meta: pageMeta,
      errors: [invalidCursor, tenantNotFound],
      async handle({ identity, params, query }) {
        if (params.id !== identity.tenantId && !identity.permissions.has('tenants:manage')) throw tenantNotFound();
        return pageReply(await users.list(params.id, query));
      },
    }),
    memberRoute({
      method: 'get',
      path: '/users/export',
      tag,
      access: 'users:export:tenant',
      summary: 'The accounts as a file',
      description: 'CSV, streamed. What a spreadsheet would run as a formula is disarmed. Noted in the audit trail.',
      query: schema.exportQuery,
      responses: { 200: csvType },
      handle: async ({ identity, query, origin }) =>
        csvReply('accounts.csv', users.export(identity, query, origin), csvColumns),
    }),
    memberRoute({
      method: 'post',
      path: '/users',
      tag,
      access: 'users:create:tenant',
      summary: 'Make an account',
      description: 'Without a password the person is sent a link to choose one.',
      body: schema.userOrder,
      responses: { 201: schema.userDetails },
      errors: [accountExists, handleTaken, weakPassword, permissionNotHeld, tenantFull],
      handle: async ({ identity, body, origin }) => ({ status: 201, data: await users.create(identity, body, origin) }),
    }),
  ];
}

function accountRoutes({ users }: UserRouteParts): Route[] {
  const base = { path: '/users/{id}', tag, params: schema.idParam } as const;
  return [
    memberRoute({
      ...base,
      method: 'get',
      access: 'users:read:tenant',
      summary: 'An account',
      responses: { 200: schema.userDetails },
      errors: [userNotFound],
      handle: async ({ identity, params }) => ({ data: await users.read(identity, params.id) }),
    }),
    memberRoute({
      ...base,
      method: 'put',
      access: 'users:update:tenant',
      summary: 'Change an account or its profile',
      description: 'What is absent stays. Its owner is told of changed fields, with the reason.',
      body: schema.userChange,
      responses: { 200: schema.userDetails },
      errors: [userNotFound, aboveYou, handleTaken],
      handle: async ({ identity, params, body, origin }) => ({
        data: await users.update(identity, params.id, body, origin),
      }),
    }),
    memberRoute({
      ...base,
      method: 'delete',
      access: 'users:deactivate:tenant',
      summary: 'Switch an account off',
      description: 'Its sessions end and its profile is hidden, at once. Nothing is deleted.',
      responses: { 204: Joi.any() },
      errors: [userNotFound, notYourself, aboveYou, lastAdmin, userBanned],
      async handle({ identity, params, origin }) {
        await users.setActive(identity, params.id, false, origin);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      ...base,
      method: 'post',
      path: '/users/{id}/activate',
      access: 'users:deactivate:tenant',
      summary: 'Switch an account on again',
      responses: { 204: Joi.any() },
      errors: [userNotFound, notYourself, aboveYou, userBanned],
      async handle({ identity, params, origin }) {
        await users.setActive(identity, params.id, true, origin);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      ...base,
      method: 'put',
      path: '/users/{id}/roles',
      access: 'roles:assign:tenant',
      summary: 'Give and take roles',
      description:
        'The account has these roles from now on, and no others. Only roles whose permissions you have yourself.',
      body: schema.rolesInput,
      responses: { 200: schema.userDetails },
      errors: [userNotFound, permissionNotHeld, aboveYou, lastAdmin],
      handle: async ({ identity, params, body, origin }) => ({
        data: await users.setRoles(identity, params.id, body.roles, origin),
      }),
    }),
  ];
}
