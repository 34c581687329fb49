// HTTP door of links and their proofs.
import Joi from 'joi';
import { emailNotVerified } from '../accounts/index.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { idOrHandle, profileNotFound } from '../profiles/index.ts';
import { linkCheckedRecently, linkNotFound, proofNotPossible, tooManyLinkChecks } from './errors.ts';
import * as schema from './schema.ts';
import type { LinkService } from './service.ts';

const tag = 'Links';

export function createLinkRoutes({ service }: { service: LinkService }): Route[] {
  const change = { tag, access: 'profiles:update:own', params: schema.networkParam } as const;
  return [
    memberRoute({
      method: 'get',
      path: '/profile/links',
      tag,
      summary: 'Your links, and how to prove them',
      description: 'Each link with what has been proved of it, and what to do for each way of proof that it has.',
      responses: { 200: Joi.array().items(schema.ownLink) },
      errors: [profileNotFound],
      handle: async ({ identity }) => ({ data: await service.own(identity) }),
    }),
    memberRoute({
      ...change,
      method: 'post',
      path: '/profile/links/{network}/verify',
      summary: 'Prove a link, or check it again',
      description:
        'The check is made in the background; `GET /profile/links` tells what came of it. A proof is of this very link: it is gone with the link, the handle or the address that it was made with.',
      body: schema.proofOrder,
      responses: { 202: schema.ownLink },
      errors: [
        linkNotFound,
        proofNotPossible,
        linkCheckedRecently,
        tooManyLinkChecks,
        emailNotVerified,
        profileNotFound,
      ],
      handle: async ({ identity, params, body, origin }) => ({
        status: 202,
        data: await service.verify(identity, params.network, body.method, origin),
      }),
    }),
    memberRoute({
      ...change,
      method: 'delete',
      path: '/profile/links/{network}/verify',
      summary: 'Withdraw the proofs of a link',
      responses: { 204: Joi.any() },
      errors: [linkNotFound],
      async handle({ identity, params, origin }) {
        await service.withdraw(identity, params.network, origin);
        return { status: 204, data: null };
      },
    }),
    openRoute({
      method: 'get',
      path: '/profiles/{id}/links',
      tag,
      access: 'anyone',
      summary: 'Somebody’s links',
      description: 'Those that you may see, with what proves them.',
      params: idOrHandle,
      responses: { 200: Joi.array().items(schema.shownLink) },
      errors: [profileNotFound],
      handle: async ({ tenantId, identity, params }) => ({
        data: await service.ofPerson(tenantId, params.id, identity),
        headers: { 'Cache-Control': 'private, no-store' },
      }),
    }),
  ];
}
