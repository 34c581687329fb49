// HTTP door of search, suggestions and discovery.
import type { Request } from 'express';
import Joi from 'joi';
import type { Identity } from '../contracts/identity.ts';
import { invalidCursor } from '../platform/http/page.ts';
import { openRoute, type Route } from '../platform/http/route.ts';
import { rateLimited } from '../platform/rate-limit/errors.ts';
import type { PeoplePage } from './finding.ts';
import * as schema from './schema.ts';
import type { SearchService } from './service.ts';

const idsOf = (people: PeoplePage['people']): string[] =>
  people.flatMap(({ userId }) => (typeof userId === 'string' ? [userId] : []));

export function createSearchRoutes({
  service,
  found,
}: {
  service: SearchService;
  /** Told whom a search by words has found. */
  found: (
    viewing: { tenantId: string; identity: Identity | undefined; request: Request },
    userIds: readonly string[],
  ) => void;
}): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/profiles',
      limit: 'search',
      tag: 'People',
      access: 'anyone',
      summary: 'Find people',
      description:
        'Matches, counts and sorts by only what you may read of a person. Every word and every filter must hold. ' +
        'Without words it lists people who may be discovered, the newest first. ' +
        'A whole e-mail address finds, for members, whoever has it and has switched `findableByEmail` on.',
      query: schema.peopleQuery,
      responses: { 200: Joi.array().items(schema.foundProfile) },
      meta: schema.peopleMeta,
      errors: [invalidCursor, rateLimited],
      async handle({ query, identity, tenantId, request }) {
        const { people, meta } = await service.findPeople(tenantId, identity, query);
        if (query.q) found({ tenantId, identity, request }, idsOf(people));
        return { data: people, meta };
      },
    }),
    openRoute({
      method: 'get',
      path: '/profiles/suggest',
      limit: 'suggest',
      tag: 'People',
      access: 'anyone',
      summary: 'Suggest people while a name is typed',
      description: 'Eight people at most, by names that you may read. For an e-mail address as `GET /profiles` has it.',
      query: schema.suggestQuery,
      responses: { 200: Joi.array().items(schema.suggestion) },
      errors: [rateLimited],
      handle: async ({ query: { q }, identity, tenantId }) => ({ data: await service.suggest(tenantId, identity, q) }),
    }),
    openRoute({
      method: 'get',
      path: '/discover',
      limit: 'search',
      tag: 'People',
      access: 'anyone',
      summary: 'Discover people',
      description:
        '`similar`: people who share skills, interests or your place; `recent`: who has joined; `active`: who was here ' +
        'in the last 30 days; `endorsed`: who is endorsed most. Only people who may be discovered, by what you may read.',
      query: schema.discoveryQuery,
      responses: { 200: Joi.array().items(schema.discoverySection) },
      async handle({ query, identity, tenantId }) {
        return { data: await service.discover(tenantId, identity, query) };
      },
    }),
  ];
}
