// HTTP door of search.
import Joi from 'joi';
import { invalidCursor } from '../platform/http/page.ts';
import { openRoute, type Route } from '../platform/http/route.ts';
import { otherProfile } from '../profiles/index.ts';
import type { PeopleQuery, SearchService } from './service.ts';

const query = Joi.object<PeopleQuery>({
  q: Joi.string()
    .trim()
    .allow('')
    .max(200)
    .default('')
    .description('Names, skills, places; forgiving of typos.')
    .example('ada'),
  limit: Joi.number().integer().min(1).max(100).default(20).description('People on a page.'),
  cursor: Joi.string().max(500).description('`meta.nextCursor` of the page before.').example('WzAsIjAxOWM2ZTJhIl0'),
});

const meta = Joi.object({
  limit: Joi.number().integer(),
  nextCursor: Joi.string().allow(null).description('Where the next page begins; null on the last one.'),
  engine: Joi.string().description('The engine that answered.').example('postgres'),
});

export function createSearchRoutes({ service }: { service: SearchService }): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/profiles',
      limit: 'search',
      tag: 'People',
      access: 'anyone',
      summary: 'Find people',
      description:
        'Matches only what you may read of a person. Every word must match; the last one may be half typed. Without words: the newest people.',
      query,
      responses: { 200: Joi.array().items(otherProfile) },
      meta,
      errors: [invalidCursor],
      async handle({ query: asked, identity, tenantId }) {
        const { people, meta } = await service.findPeople(tenantId, identity, asked);
        return { data: people, meta };
      },
    }),
  ];
}
