// Bodies and answers of badges.
import Joi from 'joi';
import { httpUrl, moment, plainText, uuid } from '../platform/text/joi.ts';
import { badgeIcons } from './icons.ts';
import type { Badge } from './repository.ts';
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

export const badgeInput = Joi.object<Badge>({ slug: slug().required(), ...content }).meta({ name: 'BadgeInput' });
export const badgeChange = Joi.object<Omit<Badge, 'slug'>>(content).meta({ name: 'BadgeChange' });
export const slugParam = Joi.object<{ slug: string }>({
  slug: Joi.string().max(100).required().description('The badge.').example('verified-developer'),
});
const ref = (what: string) => uuid().required().description(what).example('019c6e2a-0000-7000-8000-000000000001');
export const personParam = Joi.object<{ id: string }>({ id: ref('The person.') });
export const grantParam = Joi.object<{ id: string; grantId: string }>({
  id: ref('The person.'),
  grantId: ref('The grant.'),
});

export const grantInput = Joi.object<GrantOrder>({
  slug: slug().required(),
  reason: reason().required().description('Everybody who sees the badge reads it.'),
  evidenceUrl: httpUrl().allow(null).description('Where it can be seen.').example('https://example.com/parser'),
  expiresAt: moment().allow(null).description('When it ends by itself.').example('2027-11-21T00:00:00Z'),
}).meta({ name: 'BadgeGrantInput' });

export const revocation = Joi.object<{ reason: string }>({
  reason: reason().required().description('Its former holder reads it.'),
});

const badgeKeys = {
  slug: slug(),
  name: Joi.string(),
  description: Joi.string(),
  icon: Joi.valid(...badgeIcons),
  issuer: Joi.string(),
};
export const badge = Joi.object({ ...badgeKeys, createdAt: time(), updatedAt: time() }).meta({ name: 'Badge' });

const grantKeys = {
  ...badgeKeys,
  reason: Joi.string(),
  evidenceUrl: Joi.string().allow(null),
  grantedAt: time(),
  expiresAt: time().allow(null),
};
export const grant = Joi.object(grantKeys).meta({ name: 'BadgeGrant' });
export const pastGrant = Joi.object({
  id: Joi.string().guid(),
  ...grantKeys,
  revokedAt: time().allow(null).description('Null while it is in force.'),
  revokedBecause: Joi.string().allow(null),
}).meta({ name: 'PastBadgeGrant' });
