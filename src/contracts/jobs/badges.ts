// Badges that rules grant.
import Joi from 'joi';
import { defineJob, id } from './define-job.ts';

/** Without `userIds`: everybody of the tenant. */
export const evaluateBadges = defineJob<'badges.evaluate', { tenantId: string; userIds?: string[] }>({
  name: 'badges.evaluate',
  queue: 'completeness',
  payload: { tenantId: id(), userIds: Joi.array().items(Joi.string().guid()).optional() },
});
