// HTTP door of badges.
import Joi from 'joi';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { idOrHandle, profileNotFound } from '../profiles/index.ts';
import { badgeExists, badgeGranted, badgeHeld, badgeNotFound, cannotGrantYourself, grantNotFound } from './errors.ts';
import type { BadgeEvaluation } from './evaluation.ts';
import * as schema from './schema.ts';
import type { BadgeService } from './service.ts';

const tag = 'Badges';

export interface BadgeRouteParts {
  readonly service: BadgeService;
  readonly evaluation: BadgeEvaluation;
}

export function createBadgeRoutes({ service, evaluation }: BadgeRouteParts): Route[] {
  return [...definitionRoutes(service), ...ruleRoutes(evaluation), ...grantRoutes(service)];
}

function definitionRoutes(service: BadgeService): Route[] {
  const shared = { tag, access: 'badges:define:tenant' } as const;
  return [
    memberRoute({
      method: 'get',
      path: '/badges',
      tag,
      summary: 'The badges there are',
      responses: { 200: Joi.array().items(schema.badge) },
      handle: async ({ identity }) => ({ data: await service.list(identity) }),
    }),
    memberRoute({
      ...shared,
      method: 'post',
      path: '/badges',
      summary: 'Define a badge',
      body: schema.badgeInput,
      responses: { 201: schema.badge },
      errors: [badgeExists],
      handle: async ({ identity, body, origin }) => ({
        status: 201,
        data: await service.define(identity, body, origin),
      }),
    }),
    memberRoute({
      ...shared,
      method: 'put',
      path: '/badges/{slug}',
      summary: 'Change what a badge says',
      description: 'For all who have it.',
      params: schema.slugParam,
      body: schema.badgeChange,
      responses: { 200: schema.badge },
      errors: [badgeNotFound],
      handle: async ({ identity, params, body, origin }) => ({
        data: await service.redefine(identity, params.slug, body, origin),
      }),
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      path: '/badges/{slug}',
      summary: 'Remove a badge',
      description: 'Only one that nobody ever had: the history of grants stays readable.',
      params: schema.slugParam,
      responses: { 204: Joi.any() },
      errors: [badgeNotFound, badgeHeld],
      async handle({ identity, params, origin }) {
        await service.remove(identity, params.slug, origin);
        return { status: 204, data: null };
      },
    }),
  ];
}

const ruleRoutes = (evaluation: BadgeEvaluation): Route[] => [
  memberRoute({
    method: 'post',
    path: '/badges/rule-preview',
    tag,
    access: 'badges:define:tenant',
    summary: 'How many would meet a rule',
    description: 'Counts; gives nothing to anybody.',
    body: schema.rulePreview,
    responses: { 200: schema.rulePreviewed },
    handle: async ({ identity, body }) => ({ data: await evaluation.preview(identity.tenantId, body.rule) }),
  }),
];

function grantRoutes(service: BadgeService): Route[] {
  const shared = { tag, access: 'badges:grant:tenant' } as const;
  return [
    openRoute({
      method: 'get',
      path: '/profiles/{id}/badges',
      tag,
      access: 'anyone',
      summary: 'Somebody’s badges',
      description: 'Who gave them, why, on what evidence and until when. Empty when you may not see them.',
      params: idOrHandle,
      responses: { 200: Joi.array().items(schema.grant) },
      errors: [profileNotFound],
      handle: async ({ tenantId, identity, params }) => ({
        data: await service.ofPerson(tenantId, params.id, identity),
        headers: { 'Cache-Control': 'private, no-store' },
      }),
    }),
    memberRoute({
      ...shared,
      method: 'get',
      path: '/users/{id}/badges',
      summary: 'Every grant there ever was',
      params: schema.personParam,
      responses: { 200: Joi.array().items(schema.pastGrant) },
      handle: async ({ identity, params }) => ({ data: await service.history(identity, params.id) }),
    }),
    memberRoute({
      ...shared,
      method: 'post',
      path: '/users/{id}/badges',
      summary: 'Give somebody a badge',
      params: schema.personParam,
      body: schema.grantInput,
      responses: { 201: Joi.array().items(schema.pastGrant) },
      errors: [profileNotFound, badgeNotFound, badgeGranted, cannotGrantYourself],
      async handle({ identity, params, body: { evidenceUrl, ...body }, origin }) {
        const order = evidenceUrl ? { ...body, evidenceUrls: [evidenceUrl] } : body;
        return { status: 201, data: await service.grant(identity, params.id, order, origin) };
      },
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      path: '/users/{id}/badges/{grantId}',
      summary: 'Take a badge away',
      params: schema.grantParam,
      query: schema.revocation,
      responses: { 204: Joi.any() },
      errors: [grantNotFound],
      async handle({ identity, params, query, origin }) {
        await service.revoke(identity, params.id, params.grantId, query.reason, origin);
        return { status: 204, data: null };
      },
    }),
  ];
}
