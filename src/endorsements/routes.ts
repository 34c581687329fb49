// HTTP door of endorsements.
import Joi from 'joi';
import { emailNotVerified } from '../accounts/index.ts';
import { invalidCursor, pageMeta, pageReply } from '../platform/http/page.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { rateLimited } from '../platform/rate-limit/errors.ts';
import { idOrHandle, profileNotFound } from '../profiles/index.ts';
import * as errors from './errors.ts';
import type { EndorsementModeration } from './moderation.ts';
import type { EndorsementReading } from './reading.ts';
import * as schema from './schema.ts';
import type { EndorsementService } from './service.ts';

const tag = 'Endorsements';
const access = 'profiles:update:own';
const { endorsementNotFound } = errors;
const done = { status: 204, data: null };

export interface EndorsementRouteParts {
  readonly service: EndorsementService;
  readonly reading: EndorsementReading;
  readonly moderation: EndorsementModeration;
}

export const createEndorsementRoutes = (parts: EndorsementRouteParts): Route[] => [
  ...profileRoutes(parts),
  ...ownRoutes(parts),
  ...moderationRoutes(parts),
];

function profileRoutes({ service, reading }: EndorsementRouteParts): Route[] {
  const shared = { path: '/profiles/{id}/endorsements', tag, params: idOrHandle } as const;
  return [
    openRoute({
      ...shared,
      method: 'get',
      access: 'anyone',
      summary: 'Whose skills others vouch for',
      description:
        'By skill, the most endorsed first; with `skill`, one by one. Empty when you may not see the skills or their endorsements. Endorsers whom you may not see are counted and not shown.',
      query: schema.profileQuery,
      responses: { 200: schema.profileEndorsements },
      meta: pageMeta,
      errors: [profileNotFound, invalidCursor],
      handle: ({ tenantId, identity, params, query }) => reading.ofProfile(tenantId, params.id, identity, query),
    }),
    memberRoute({
      ...shared,
      method: 'post',
      access,
      summary: 'Endorse a skill',
      description: 'Once; whoever does it again gets the endorsement that is there (200).',
      body: schema.endorsementInput,
      responses: { 200: schema.given, 201: schema.given },
      errors: [
        emailNotVerified,
        rateLimited,
        profileNotFound,
        errors.skillNotListed,
        errors.cannotEndorseYourself,
        errors.endorsementRemoved,
        endorsementNotFound,
      ],
      async handle({ identity, params, body, origin }) {
        const { given, isNew } = await service.give(identity, params.id, body, origin);
        return { status: isNew ? 201 : 200, data: given };
      },
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      access,
      summary: 'Take an endorsement back',
      description: 'The answer is the same whether there was one or not.',
      query: schema.skillQuery,
      responses: { 204: Joi.any() },
      async handle({ identity, params, query, origin }) {
        await service.withdraw(identity, params.id, query.skill, origin);
        return done;
      },
    }),
  ];
}

function ownRoutes({ service, reading, moderation }: EndorsementRouteParts): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/endorsements',
      tag,
      summary: 'Your endorsements',
      description: 'What you have received, hidden and removed ones too, or given; newest first.',
      query: schema.ownQuery,
      responses: { 200: Joi.array().items(schema.ownEndorsement) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query }) => pageReply(await reading.own(identity, query)),
    }),
    memberRoute({
      method: 'put',
      path: '/profile/endorsements/{id}',
      tag,
      access,
      summary: 'Hide an endorsement that you have received, or show it again',
      description: 'One that is hidden counts nowhere.',
      params: schema.endorsementParam,
      body: schema.visibilityInput,
      responses: { 204: Joi.any() },
      errors: [endorsementNotFound],
      async handle({ identity, params, body, origin }) {
        await service.setHidden(identity, params.id, body.hidden, origin);
        return done;
      },
    }),
    memberRoute({
      method: 'post',
      path: '/endorsements/{id}/reports',
      tag,
      access,
      summary: 'Report an endorsement',
      description: 'Moderators look at it. The answer is the same whether there is such an endorsement or not.',
      params: schema.endorsementParam,
      body: schema.reportInput,
      responses: { 204: Joi.any() },
      errors: [rateLimited],
      async handle({ identity, params, body, origin }) {
        await moderation.report(identity, params.id, body.reason, origin);
        return done;
      },
    }),
  ];
}

function moderationRoutes({ moderation }: EndorsementRouteParts): Route[] {
  const shared = { tag, access: 'profiles:moderate:tenant' } as const;
  return [
    memberRoute({
      ...shared,
      method: 'get',
      path: '/endorsements/reports',
      summary: 'Endorsements that were reported',
      description: 'Those that no moderator has removed or left, newest first.',
      query: schema.pageQuery,
      responses: { 200: Joi.array().items(schema.reportedEndorsement) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query }) => pageReply(await moderation.reported(identity, query)),
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      path: '/endorsements/{id}/reports',
      summary: 'Leave a reported endorsement where it is',
      params: schema.endorsementParam,
      responses: { 204: Joi.any() },
      errors: [endorsementNotFound],
      async handle({ identity, params, origin }) {
        await moderation.dismiss(identity, params.id, origin);
        return done;
      },
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      path: '/endorsements/{id}',
      summary: 'Remove an endorsement',
      description: 'For good: its author cannot give it again. Author and owner read the reason.',
      params: schema.endorsementParam,
      query: schema.removalQuery,
      responses: { 204: Joi.any() },
      errors: [endorsementNotFound],
      async handle({ identity, params, query, origin }) {
        await moderation.remove(identity, params.id, query.reason, origin);
        return done;
      },
    }),
  ];
}
