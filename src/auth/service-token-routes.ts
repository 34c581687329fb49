// HTTP door of service tokens, for administrators.
import Joi from 'joi';
import { type ServiceScope, serviceScopes } from '../contracts/identity.ts';
import { notFound } from '../platform/http/errors.ts';
import { invalidCursor, type PageQuery, pageKeys, pageMeta } from '../platform/http/page.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { plainText, uuid } from '../platform/text/joi.ts';
import type { ServiceTokens } from './service-tokens.ts';

const tag = 'Service tokens';
const path = '/service-tokens';

const scope = () => Joi.valid(...serviceScopes).example('events:write');
const name = () => plainText({ maxGraphemes: 100 }).description('What it is for.').example('Posts service');
const scopes = () => Joi.array().items(scope()).unique().min(1).description('What its holder may do.');

const input = Joi.object<{ name: string; scopes: ServiceScope[] }>({
  name: name().required(),
  scopes: scopes().required(),
}).meta({ name: 'ServiceTokenInput' });

const moment = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');
const keys = {
  id: Joi.string().guid().example('019c6e2a-0000-7000-8000-000000000001'),
  name: Joi.string().description('What it is for.').example('Posts service'),
  scopes: scopes(),
  createdAt: moment(),
  lastUsedAt: moment().allow(null).description('To the hour; null before the first use.'),
  revokedAt: moment().allow(null).description('Null while it is good.'),
};

const output = Joi.object(keys).meta({ name: 'ServiceToken' });
const madeOutput = Joi.object({
  ...keys,
  token: Joi.string()
    .pattern(/^cst_[\w-]{43}$/)
    .description('To be sent as `Authorization: Bearer …`. It is shown this once: only a hash of it is kept.'),
}).meta({ name: 'NewServiceToken' });

const query = Joi.object<PageQuery>(pageKeys('Tokens'));
const params = Joi.object<{ id: string }>({
  id: uuid().description('The id of a token.').example('019c6e2a-0000-7000-8000-000000000001'),
});

export function createServiceTokenRoutes({ tokens }: { tokens: ServiceTokens }): Route[] {
  return [
    memberRoute({
      method: 'post',
      path,
      tag,
      access: 'service-tokens:manage:tenant',
      summary: 'Make a service token',
      description: 'For another back end of your application; it is no person and reaches only what its scopes name.',
      body: input,
      responses: { 201: madeOutput },
      handle: async ({ identity, origin, body }) => ({
        status: 201,
        data: await tokens.create(identity, origin, body),
      }),
    }),
    memberRoute({
      method: 'get',
      path,
      tag,
      access: 'service-tokens:manage:tenant',
      summary: 'Service tokens',
      description: 'The newest first, with those that have been revoked.',
      query,
      responses: { 200: Joi.array().items(output) },
      meta: pageMeta,
      errors: [invalidCursor],
      async handle({ identity, query: asked }) {
        const { items, meta } = await tokens.list(identity, asked);
        return { data: items, meta };
      },
    }),
    memberRoute({
      method: 'delete',
      path: `${path}/{id}`,
      tag,
      access: 'service-tokens:manage:tenant',
      summary: 'Revoke a service token',
      description: 'It is refused from this moment on. Revoking it again changes nothing.',
      params,
      responses: { 204: Joi.any() },
      errors: [notFound],
      async handle({ identity, origin, params: { id } }) {
        await tokens.revoke(identity, origin, id);
        return { status: 204, data: null };
      },
    }),
  ];
}
