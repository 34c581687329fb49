// HTTP door of completeness.
import Joi from 'joi';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { fieldNames, profileNotFound } from '../profiles/index.ts';
import { completenessStatuses } from './score.ts';
import type { CompletenessService } from './service.ts';

const output = Joi.object({
  score: Joi.number().integer().min(0).max(100).example(65),
  status: Joi.valid(...completenessStatuses),
  nextSteps: Joi.array().items(
    Joi.object({
      field: Joi.valid(...fieldNames),
      hint: Joi.string(),
      gain: Joi.number().integer().description('What filling it adds to the score.'),
    }),
  ),
  version: Joi.number().integer().description('The profile version that was scored.'),
}).meta({ name: 'Completeness' });

export function createCompletenessRoutes({ service }: { service: CompletenessService }): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/completeness',
      tag: 'Profile',
      summary: 'How complete your profile is',
      description: 'A score from 0 to 100 and what to do next. Fields that only you see count as much as public ones.',
      responses: { 200: output },
      errors: [profileNotFound],
      handle: async ({ identity }) => ({ data: await service.read(identity) }),
    }),
  ];
}
