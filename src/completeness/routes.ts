// HTTP door of completeness.
import Joi from 'joi';
import { entityTag, expectedVersions } from '../platform/http/conditional.ts';
import { preconditionFailed } from '../platform/http/errors.ts';
import { invalidCursor, pageMeta, pageOf, placeOf } from '../platform/http/page.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { profileNotFound } from '../profiles/index.ts';
import { ruleAlwaysApplies, rulesUnreachable } from './errors.ts';
import { hintIn } from './hints.ts';
import type { Rescorings } from './rescoring.ts';
import type { RuleService } from './rule-service.ts';
import type { RuleSet } from './rule-sets.ts';
import * as schema from './schema.ts';
import type { CompletenessService, OwnCompleteness } from './service.ts';

const scope = ['completeness rules'];

/** @param accepted languages that the program asks for, where the person has chosen none */
const present = ({ language, nextSteps, ...rest }: OwnCompleteness, accepted: readonly string[]) => ({
  ...rest,
  nextSteps: nextSteps.map(({ rule: { key, hint, link, mayNotApply }, field, gain }) => ({
    ...{ key, field, gain, link, mayNotApply },
    hint: hintIn(hint, language ? [language] : accepted),
  })),
});

const presentRules = ({ version, isDefault, rules, createdBy, createdAt }: RuleSet) => ({
  ...{ version, isDefault, rules, createdBy },
  createdAt: createdAt?.toISOString() ?? null,
});

export function createCompletenessRoutes(deps: {
  service: CompletenessService;
  rules: RuleService;
  rescorings: Rescorings;
}): Route[] {
  return [...ownRoutes(deps.service), ...ruleRoutes(deps.rules, deps.rescorings)];
}

function ownRoutes(service: CompletenessService): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/completeness',
      tag: 'Profile',
      summary: 'How complete your profile is',
      description:
        'A score from 0 to 100 and what to do next. Fields that only you see count as much as public ones; what your ' +
        'organisation fills in is not asked for.',
      headers: { 'Accept-Language': 'The language of the hints, unless your preferences name one.' },
      responses: { 200: schema.completeness },
      errors: [profileNotFound],
      handle: async ({ identity, request }) => ({
        data: present(await service.read(identity), request.acceptsLanguages()),
        headers: { 'Cache-Control': 'private, no-store' },
      }),
    }),
    memberRoute({
      method: 'put',
      path: '/profile/completeness/not-applicable',
      tag: 'Profile',
      access: 'profiles:update:own',
      summary: 'Say what does not apply to you',
      description: 'Replaces the list. What does not apply counts as done; not every rule lets you say so.',
      body: schema.notApplicableInput,
      responses: { 200: schema.completeness },
      errors: [profileNotFound, ruleAlwaysApplies],
      handle: async ({ identity, body, origin, request }) => ({
        data: present(await service.setNotApplicable(identity, body.keys, origin), request.acceptsLanguages()),
      }),
    }),
  ];
}

function ruleRoutes(rules: RuleService, rescorings: Rescorings): Route[] {
  const shared = { tag: 'Administration', access: 'completeness:define:tenant' } as const;
  const reply = (set: RuleSet) => ({ data: presentRules(set), headers: { ETag: entityTag(set.version, 'c') } });
  return [
    memberRoute({
      ...shared,
      method: 'get',
      path: '/completeness/rules',
      summary: 'What makes a profile complete',
      responses: { 200: schema.ruleSet },
      handle: async ({ identity }) => reply(await rules.read(identity)),
    }),
    memberRoute({
      ...shared,
      method: 'put',
      path: '/completeness/rules',
      summary: 'Say what makes a profile complete',
      description:
        'Replaces the rules of your tenant; everybody is scored anew, as a job. Rules by which nobody could reach 100 ' +
        'are refused.',
      headers: { 'If-Match': 'The entity tag of the rules that the change is based on.' },
      query: schema.changeQuery,
      body: schema.rulesInput,
      responses: { 200: schema.ruleSet },
      meta: schema.changeMeta,
      errors: [rulesUnreachable, preconditionFailed],
      async handle({ identity, query: { dryRun }, body, origin, request }) {
        if (dryRun) {
          const { set, effect } = await rules.preview(identity, body.rules);
          return { data: presentRules(set), meta: { dryRun, effect } };
        }
        const set = await rules.change(identity, body.rules, expectedVersions(request), origin);
        return { ...reply(set), meta: { dryRun, effect: null } };
      },
    }),
    memberRoute({
      ...shared,
      method: 'get',
      path: '/completeness/rules/history',
      summary: 'Every version of the rules',
      description: 'The newest first.',
      query: schema.historyQuery,
      responses: { 200: Joi.array().items(schema.ruleSet) },
      meta: pageMeta,
      errors: [invalidCursor],
      async handle({ identity, query }) {
        const found = await rules.history(identity, placeOf(query, scope), query.limit + 1);
        const { items, meta } = pageOf(found, query, scope);
        return { data: items.map(presentRules), meta };
      },
    }),
    memberRoute({
      ...shared,
      method: 'get',
      path: '/completeness/rescoring',
      summary: 'How far the new scoring is',
      responses: { 200: schema.rescoring },
      handle: async ({ identity }) => ({ data: await rescorings.progress(identity) }),
    }),
  ];
}
