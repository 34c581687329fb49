// HTTP door of numbers about people, for other back ends of the application.
import { type Route, serviceRoute } from '../platform/http/route.ts';
import { personNotFound } from './errors.ts';
import * as schema from './schema.ts';
import type { StatsService } from './service.ts';

const tag = 'Internal';

export function createStatsRoutes({ service: stats }: { service: StatsService }): Route[] {
  return [
    serviceRoute({
      method: 'put',
      path: '/internal/users/{id}/stats',
      tag,
      scope: 'stats:write',
      summary: 'Set a person’s numbers',
      description: 'Replaces the numbers that the body names and leaves the others.',
      params: schema.statsParams,
      body: schema.statsInput,
      responses: { 200: schema.statsOutput },
      errors: [personNotFound],
      handle: async ({ service, origin, params, body }) => ({
        data: await stats.set(service, origin, params.id, body),
      }),
    }),
    serviceRoute({
      method: 'post',
      path: '/internal/events',
      tag,
      scope: 'events:write',
      summary: 'Tell what people did',
      description:
        'Moves their numbers, at most 1,000 events at a time. Send a batch again if you are not sure that it arrived: each event is counted once. No number goes below zero.',
      body: schema.eventsInput,
      bodyLimits: schema.eventsLimits,
      responses: { 200: schema.receipt },
      handle: async ({ service, origin, body }) => ({ data: await stats.record(service, origin, body.events) }),
    }),
  ];
}
