// HTTP door of badges that people take along.
import { openRoute, type Route } from '../platform/http/route.ts';
import { profileNotFound } from '../profiles/index.ts';
import { type CredentialService, statusListSeconds } from './credentials.ts';
import { grantNotFound, statusListNotFound } from './errors.ts';
import * as schema from './schema.ts';

const tag = 'Badges';
const contentType = 'application/vc+jwt';

export function createCredentialRoutes({ service }: { service: CredentialService }): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/profiles/{id}/badges/{grantId}/credential',
      tag,
      access: 'anyone',
      summary: 'A badge to take along',
      description:
        'An Open Badges 3.0 credential as a JWT, for whoever may see the badge. The key is in `/.well-known/jwks.json`; `credentialStatus` names the list that tells whether the badge still stands.',
      params: schema.visibleGrantParam,
      responses: { 200: contentType },
      errors: [profileNotFound, grantNotFound],
      handle: async ({ tenantId, identity, params }) => ({
        raw: await service.credentialOf(tenantId, params.id, params.grantId, identity),
        contentType,
        headers: { 'Cache-Control': 'private, no-store' },
      }),
    }),
    openRoute({
      method: 'get',
      path: '/badges/status/{tenantId}/{list}',
      tag,
      access: 'anyone',
      summary: 'Which credentials still stand',
      description:
        'A W3C Bitstring Status List as a JWT. It names nobody: a credential says which of the bits is its own.',
      params: schema.statusListParam,
      responses: { 200: contentType },
      errors: [statusListNotFound],
      handle: async ({ params }) => ({
        raw: await service.statusList(params.tenantId, params.list),
        contentType,
        headers: { 'Cache-Control': `public, max-age=${statusListSeconds}` },
      }),
    }),
  ];
}
