// Bodies and answers of badges.
import Joi from 'joi';
import { httpUrl, moment, plainText, uuid } from '../platform/text/joi.ts';
import { iconUrl } from './icon-schema.ts';
import { badgeIcons } from './icons.ts';
import { type BadgeChange, type BadgeDefinition, badgeCriteria } from './repository.ts';
import { type Rule, ruleInput } from './rules.ts';
import type { GrantOrder } from './service.ts';

const slug = () =>
  Joi.string()
    .pattern(/^[a-z][a-z0-9_-]{1,39}$/)
    .description('Small letters, digits, hyphens and underscores.')
    .example('verified-developer');
const content = {
  name: plainText({ maxGraphemes: 60, rejectTicks: true }).required().example('Verified developer'),
  description: plainText({ maxGraphemes: 300 }).required().example('We have seen and run what this person has built.'),
  icon: Joi.valid(...badgeIcons)
    .required()
    .example('code'),
  issuer: plainText({ maxGraphemes: 100, rejectTicks: true })
    .required()
    .description('Who says it.')
    .example('Acme Guild'),
};
const reason = () => plainText({ maxGraphemes: 500, multiline: true }).example('Wrote the parser that we all use.');
const time = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');

const criteria = () =>
  Joi.valid(...badgeCriteria).description(
    '`manual`: the team gives it; `rule`: whoever meets the rule has it; `evidence`: people ask for it with evidence.',
  );
const rule = () =>
  ruleInput()
    .when('criteria', { is: 'rule', otherwise: Joi.forbidden() })
    .when('criteria', { not: Joi.valid('rule').required(), otherwise: Joi.required() });
const withdraws = () => Joi.boolean().strict().description('Whether it goes when the rule is no longer met.');
const verifies = () => Joi.boolean().strict().description('Whether who has it is verified.');

export const badgeInput = Joi.object<BadgeDefinition>({
  slug: slug().required(),
  ...content,
  criteria: criteria().default('manual'),
  rule: rule(),
  withdraws: withdraws().default(false),
  verifies: verifies().default(false),
}).meta({ name: 'BadgeInput' });
export const badgeChange = Joi.object<BadgeChange>({
  ...content,
  criteria: criteria(),
  rule: rule(),
  withdraws: withdraws(),
  verifies: verifies(),
}).meta({ name: 'BadgeChange' });
export const rulePreview = Joi.object<{ rule: Rule }>({ rule: ruleInput().required() }).meta({
  name: 'BadgeRulePreview',
});
export const rulePreviewed = Joi.object({
  people: Joi.number().integer().description('People whom it could be given.').example(412),
  meeting: Joi.number().integer().description('Of them, those who meet it now.').example(17),
}).meta({ name: 'BadgeRuleCount' });
export const slugParam = Joi.object<{ slug: string }>({
  slug: Joi.string().max(100).required().description('The badge.').example('verified-developer'),
});
const ref = (what: string) => uuid().required().description(what).example('019c6e2a-0000-7000-8000-000000000001');
export const personParam = Joi.object<{ id: string }>({ id: ref('The person.') });
export const grantParam = Joi.object<{ id: string; grantId: string }>({
  id: ref('The person.'),
  grantId: ref('The grant.'),
});

export const visibleGrantParam = Joi.object<{ id: string; grantId: string }>({
  id: Joi.string().max(64).required().description('The person: an id or a handle.').example('ada'),
  grantId: ref('The grant.'),
});
export const statusListParam = Joi.object<{ tenantId: string; list: number }>({
  tenantId: ref('The tenant.'),
  list: Joi.number().integer().min(0).max(1_000_000).required().description('The number of the list.').example(0),
});

export const grantInput = Joi.object<GrantOrder & { evidenceUrl?: string | null }>({
  slug: slug().required(),
  reason: reason().required().description('Everybody who sees the badge reads it.'),
  evidenceUrl: httpUrl().allow(null).description('Where it can be seen.').example('https://example.com/parser'),
  evidenceUrls: Joi.array()
    .items(httpUrl())
    .max(10)
    .description('The same, of several places.')
    .example(['https://example.com/parser']),
  evidence: plainText({ maxGraphemes: 2000, multiline: true })
    .allow(null)
    .description('What it stands on, in words.')
    .example('I have run it for a week.'),
  expiresAt: moment().allow(null).description('When it ends by itself.').example('2027-11-21T00:00:00Z'),
})
  .oxor('evidenceUrl', 'evidenceUrls')
  .meta({ name: 'BadgeGrantInput' });

export const revocation = Joi.object<{ reason: string }>({
  reason: reason().required().description('Its former holder reads it.'),
});

const badgeKeys = {
  slug: slug(),
  name: Joi.string(),
  description: Joi.string(),
  icon: Joi.valid(...badgeIcons),
  iconUrl: iconUrl(),
  issuer: Joi.string(),
};
export const badge = Joi.object({
  ...badgeKeys,
  criteria: criteria(),
  rule: Joi.object().unknown().allow(null),
  withdraws: withdraws(),
  verifies: verifies(),
  createdAt: time(),
  updatedAt: time(),
}).meta({ name: 'Badge' });

const grantKeys = {
  id: Joi.string().guid(),
  ...badgeKeys,
  reason: Joi.string(),
  evidenceUrl: Joi.string().allow(null),
  evidenceUrls: Joi.array().items(Joi.string()),
  evidence: Joi.string().allow(null),
  grantedAt: time(),
  expiresAt: time().allow(null),
};
export const grant = Joi.object(grantKeys).meta({ name: 'BadgeGrant' });
export const pastGrant = Joi.object({
  ...grantKeys,
  revokedAt: time().allow(null).description('Null while it is in force.'),
  revokedBecause: Joi.string().allow(null),
}).meta({ name: 'PastBadgeGrant' });
