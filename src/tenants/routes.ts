// HTTP door of tenants.
import Joi from 'joi';
import { invalidCursor, type PageQuery, pageKeys, pageMeta, pageOf, placeOf } from '../platform/http/page.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import type { TenantDirectory } from './directory.ts';
import { hostTaken, tenantExists, tenantNotFound } from './errors.ts';
import * as schema from './schema.ts';
import type { TenantService } from './service.ts';
import type { SignInMethod, Tenant } from './settings.ts';

const tag = 'Tenants';
const scope = ['tenants'];

const present = ({ id, slug, name, hosts, settings, version, createdAt, updatedAt }: Tenant) => ({
  id,
  slug,
  name,
  hosts,
  settings,
  version,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

export function createTenantRoutes(deps: {
  service: TenantService;
  directory: TenantDirectory;
  /** The fields of a profile, about which there can be rules. */
  fields: readonly string[];
  /** The ways of signing in that the installation offers. */
  signInMethods: readonly SignInMethod[];
  /** Where browsers sign in with Kratos, if it is one of them. */
  kratosLoginUrl: string | undefined;
  /** How browsers sign in with the issuer, if they can. */
  issuerEntry: { readonly label: string; readonly href: string } | undefined;
}): Route[] {
  const { service, directory } = deps;
  return [
    openRoute({
      method: 'get',
      path: '/tenant',
      tag,
      access: 'anyone',
      summary: 'Where you are',
      description: 'The name, colour and ways of signing in of the tenant that answers here.',
      responses: { 200: schema.storefront },
      async handle({ tenantId }) {
        const tenant = await directory.find(tenantId);
        if (!tenant) throw tenantNotFound();
        const { branding = {}, signIn = deps.signInMethods, registration = 'open' } = tenant.settings;
        const { name = tenant.name, color = null, logoUrl = null } = branding;
        const offered = deps.signInMethods.filter((method) => signIn.includes(method));
        const continueAt = (offered.includes('kratos') && deps.kratosLoginUrl) || null;
        const continueWith = (offered.includes('oidc') && deps.issuerEntry) || null;
        return { data: { name, color, logoUrl, signIn: offered, registration, continueAt, continueWith } };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/tenant/settings',
      tag,
      access: 'tenant:configure:tenant',
      summary: 'How your tenant is set up',
      responses: { 200: schema.tenant },
      handle: async ({ identity }) => ({ data: present(await service.read(identity.tenantId)) }),
    }),
    memberRoute({
      method: 'put',
      path: '/tenant/settings',
      tag,
      access: 'tenant:configure:tenant',
      summary: 'Set your tenant up',
      description: 'Merges: what is absent stays, null gives a setting back to the installation. In force at once.',
      body: schema.settingsChange(deps.fields),
      responses: { 200: schema.tenant },
      handle: async ({ identity, body, origin }) => ({
        data: present(await service.configure(identity, body, origin)),
      }),
    }),
    memberRoute({
      method: 'get',
      path: '/tenants',
      tag,
      access: 'tenants:manage',
      summary: 'Every tenant',
      query: Joi.object<PageQuery>(pageKeys('Tenants')),
      responses: { 200: Joi.array().items(schema.tenant) },
      meta: pageMeta,
      errors: [invalidCursor],
      async handle({ query }) {
        const found = await service.list(placeOf(query, scope), query.limit + 1);
        const { items, meta } = pageOf(found, query, scope);
        return { data: items.map(present), meta };
      },
    }),
    memberRoute({
      method: 'post',
      path: '/tenants',
      tag,
      access: 'tenants:manage',
      summary: 'Make a tenant',
      body: schema.tenantInput,
      responses: { 201: schema.tenant },
      errors: [tenantExists, hostTaken],
      handle: async ({ identity, body, origin }) => ({
        status: 201,
        data: present(await service.create(identity, body, origin)),
      }),
    }),
    memberRoute({
      method: 'get',
      path: '/tenants/{id}',
      tag,
      access: 'tenants:manage',
      summary: 'A tenant',
      params: schema.idParam,
      responses: { 200: schema.tenant },
      errors: [tenantNotFound],
      handle: async ({ params }) => ({ data: present(await service.read(params.id)) }),
    }),
    memberRoute({
      method: 'put',
      path: '/tenants/{id}',
      tag,
      access: 'tenants:manage',
      summary: 'Rename a tenant, or move it to other hosts',
      params: schema.idParam,
      body: schema.tenantChange,
      responses: { 200: schema.tenant },
      errors: [tenantNotFound, hostTaken],
      handle: async ({ identity, params, body, origin }) => ({
        data: present(await service.update(identity, params.id, body, origin)),
      }),
    }),
  ];
}
