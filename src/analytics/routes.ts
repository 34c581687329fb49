// HTTP door of insights.
import Joi from 'joi';
import { memberRoute, type Route } from '../platform/http/route.ts';
import type { AnalyticsService } from './service.ts';

const query = Joi.object<{ days: number }>({
  days: Joi.number().integer().min(1).max(366).default(30).description('How many days to look back.'),
});

const output = Joi.object({
  totalViews: Joi.number().integer(),
  days: Joi.array().items(
    Joi.object({
      day: Joi.string().example('2026-11-21'),
      views: Joi.number().integer(),
      visitors: Joi.number().integer().allow(null).description('Null while there are fewer than five.'),
    }),
  ),
}).meta({ name: 'Insights' });

export function createAnalyticsRoutes({ service }: { service: AnalyticsService }): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/insights',
      tag: 'Profile',
      summary: 'Who looked, in numbers',
      description: 'Views of your profile by day; your own do not count, and nobody is named.',
      query,
      responses: { 200: output },
      handle: async ({ identity, query: { days } }) => ({ data: await service.insights(identity, days) }),
    }),
  ];
}
