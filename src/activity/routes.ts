// HTTP door of the change history.
import Joi from 'joi';
import { activities, activityTypes } from '../contracts/activities.ts';
import { invalidCursor, pageKeys, pageMeta, pageReply } from '../platform/http/page.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { moment } from '../platform/text/joi.ts';
import { type ActivityQuery, type ActivityService, activityFamilies, actors } from './service.ts';

const glossary = Object.entries(activities).map(([name, meaning]) => `- \`${name}\`: ${meaning}`);

const query = Joi.object<ActivityQuery>({
  ...pageKeys('Entries'),
  type: Joi.valid(...activityTypes, ...activityFamilies)
    .description('Only this type; with a dot at the end, every type that begins so (`profile.`).')
    .example('profile.updated'),
  from: moment().description('Only entries of this moment and later.').example('2026-11-01T00:00:00Z'),
  to: moment().description('Only entries before this moment.').example('2026-12-01T00:00:00Z'),
});

const change = Joi.object({
  from: Joi.any().description('The value before.').example('Programmer'),
  to: Joi.any().description('The value after.').example('First programmer'),
});

const output = Joi.object({
  id: Joi.string().guid().example('019c6e2a-0000-7000-8000-000000000001'),
  type: Joi.valid(...activityTypes)
    .description('What happened.')
    .example('profile.updated'),
  actor: Joi.valid(...actors).description('You, somebody of the team, or nobody in particular.'),
  fields: Joi.array().items(Joi.string()).description('The fields that changed.').example(['headline']),
  changes: Joi.object()
    .pattern(Joi.string(), change)
    .optional()
    .description('Values before and after. They are kept under a key of your own that goes with your account.'),
  reason: Joi.string().optional().description('Why a moderator did it, in their words.'),
  ip: Joi.string()
    .allow(null)
    .description('The address it was done from; after some time only its network. Not told of the team.')
    .example('203.0.113.7'),
  userAgent: Joi.string().allow(null).description('The program it was done with; forgotten after some time.'),
  requestId: Joi.string().allow(null).description('Name it when you ask about this entry.'),
  createdAt: Joi.string().isoDate().example('2026-11-21T10:00:00.000Z'),
}).meta({ name: 'Activity' });

export function createActivityRoutes({ service }: { service: ActivityService }): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/activity',
      tag: 'Profile',
      summary: 'What happened to your profile',
      description: [
        'Every change of your profile, settings and sign-in, with the values before and after; newest first. Types:',
        '',
        ...glossary,
      ].join('\n'),
      query,
      responses: { 200: Joi.array().items(output) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query: asked }) => pageReply(await service.list(identity, asked)),
    }),
  ];
}
