// HTTP door of actions on many accounts.
import { forbidden } from '../platform/http/errors.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { type BulkActions, permissionOf } from './bulk.ts';
import { bulkActionNotFound } from './errors.ts';
import * as schema from './schema.ts';

const tag = 'Accounts';

export function bulkRoutes({ bulk }: { bulk: BulkActions }): Route[] {
  return [
    memberRoute({
      method: 'post',
      path: '/users/bulk-actions',
      tag,
      access: 'users:read:tenant',
      summary: 'Do one thing to many accounts',
      description:
        'As a job: ask for its progress. It needs the permission of what it does, and goes by your rights while it runs.',
      body: schema.bulkInput,
      bodyLimits: { maxBytes: 1_000_000, maxValues: 20_000 },
      responses: { 202: schema.bulkAction },
      async handle({ identity, body, origin }) {
        if (!identity.permissions.has(permissionOf(body.action))) throw forbidden();
        return { status: 202, data: await bulk.order(identity, body.action, body.userIds, origin) };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/users/bulk-actions/{id}',
      tag,
      access: 'users:read:tenant',
      summary: 'How far it is',
      params: schema.idParam,
      responses: { 200: schema.bulkAction },
      errors: [bulkActionNotFound],
      handle: async ({ identity, params }) => ({ data: await bulk.read(identity, params.id) }),
    }),
  ];
}
