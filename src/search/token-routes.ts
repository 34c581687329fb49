// HTTP door for browsers that ask the search engine themselves.
import Joi from 'joi';
import { memberRoute, type Route } from '../platform/http/route.ts';
import type { DirectSearch, DirectSearchGrant } from './direct-search.ts';
import { searchTokenUnavailable } from './errors.ts';

const grant = Joi.object<DirectSearchGrant, true>({
  token: Joi.string().description('For the header `Authorization: Bearer …` of Meilisearch.').example('eyJhbGciOi…'),
  url: Joi.string().description('Where Meilisearch is.').example('https://search.example.com'),
  index: Joi.string().description('The index to search.').example('cameo-profiles'),
  expiresAt: Joi.string().isoDate().description('Ask for another one before.').example('2026-03-01T09:10:00.000Z'),
});

export function createSearchTokenRoutes({ directSearch }: { directSearch: DirectSearch }): Route[] {
  return [
    memberRoute({
      method: 'post',
      path: '/search/token',
      limit: 'search',
      tag: 'People',
      summary: 'Get a token to search in Meilisearch directly',
      description:
        'For ten minutes, and for what you may read only: people of your tenant who may be discovered, without those ' +
        'whom you block or who block you at this moment. A hit has `profileId` and `title`; read the rest with ' +
        '`GET /profiles/{id}`. 409 where Meilisearch is not in use, or behind with its changes.',
      responses: { 200: grant },
      errors: [searchTokenUnavailable],
      handle: async ({ identity }) => ({ data: await directSearch.grant(identity) }),
    }),
  ];
}
