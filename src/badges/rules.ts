// What somebody must have done for a badge: data that administrators write, read by joi and turned into a condition in SQL.
import Joi from 'joi';
import { moment } from '../platform/text/joi.ts';
import { linkProofs } from '../profiles/index.ts';

const statColumns = {
  postsCount: 'posts_count',
  likesReceived: 'likes_received',
  commentsCount: 'comments_count',
  followersCount: 'followers_count',
  followingCount: 'following_count',
} as const;
type Stat = keyof typeof statColumns;
const statNames = Object.keys(statColumns) as Stat[];

export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly stat: Stat; readonly atLeast: number }
  | { readonly endorsements: number }
  | { readonly completeness: number }
  | { readonly verifiedLinks: number }
  | { readonly joinedDaysAgo: number }
  | { readonly joinedBefore: Date };

const maxDepth = 3;
const maxConditions = 20;
const number = (max: number) => Joi.number().strict().integer().min(1).max(max).required();

const leaves = [
  Joi.object({ stat: Joi.valid(...statNames).required(), atLeast: number(1_000_000_000_000) }),
  Joi.object({ endorsements: number(1_000_000) }),
  Joi.object({ completeness: number(100) }),
  Joi.object({ verifiedLinks: number(100) }),
  Joi.object({ joinedDaysAgo: number(36_500) }),
  Joi.object({ joinedBefore: moment().required() }),
];

function nested(depth: number): Joi.Schema {
  if (depth === 0) return Joi.alternatives(...leaves).match('one');
  const list = () =>
    Joi.array()
      .items(nested(depth - 1))
      .min(1)
      .max(maxConditions)
      .required();
  return Joi.alternatives(...leaves, Joi.object({ all: list() }), Joi.object({ any: list() })).match('one');
}

const conditionsIn = (rule: Rule): number =>
  'all' in rule || 'any' in rule
    ? ('all' in rule ? rule.all : rule.any).reduce((sum, part) => sum + conditionsIn(part), 0)
    : 1;

export const ruleInput = () =>
  nested(maxDepth)
    .custom((rule: Rule, helpers) => (conditionsIn(rule) <= maxConditions ? rule : helpers.error('rule.large')))
    .messages({
      'rule.large': `{{#label}} may have at most ${maxConditions} conditions`,
      'alternatives.match': '{{#label}} is no rule',
      'alternatives.one': '{{#label}} is no rule',
      'alternatives.any': '{{#label}} is no rule',
    })
    .description(
      `Conditions on \`stat\` (${statNames.join(', ')}), \`endorsements\`, \`completeness\`, \`verifiedLinks\`, \`joinedDaysAgo\` and \`joinedBefore\`, joined by \`all\` and \`any\`.`,
    )
    .example({ all: [{ stat: 'postsCount', atLeast: 100 }, { joinedDaysAgo: 365 }] });

/** What conditions look at, besides `p` and `u`. */
export const ruleJoins = `left join profile_stats s on s.user_id = p.user_id
  left join completeness_scores c on c.user_id = p.user_id
  left join endorsement_totals n on n.user_id = p.user_id`;

/** The rule as a condition that is true or false; `add` binds a value and gives its place. */
export function conditionOf(rule: Rule, add: (value: unknown) => string, now: Date): string {
  const joined = (parts: readonly Rule[], by: string) =>
    `(${parts.map((part) => conditionOf(part, add, now)).join(` ${by} `)})`;
  if ('all' in rule) return joined(rule.all, 'and');
  if ('any' in rule) return joined(rule.any, 'or');
  if ('stat' in rule) return `coalesce(s.${statColumns[rule.stat]}, 0) >= ${add(rule.atLeast)}::bigint`;
  if ('endorsements' in rule) return `coalesce(n.count, 0) >= ${add(rule.endorsements)}::int`;
  if ('completeness' in rule) return `coalesce(c.score, 0) >= ${add(rule.completeness)}::int`;
  if ('verifiedLinks' in rule)
    return `(select count(*) from jsonb_object_keys(${linkProofs})) >= ${add(rule.verifiedLinks)}::int`;
  if ('joinedDaysAgo' in rule)
    return `p.created_at <= ${add(now)}::timestamptz - make_interval(days => ${add(rule.joinedDaysAgo)}::int)`;
  return `p.created_at < ${add(rule.joinedBefore)}::timestamptz`;
}
