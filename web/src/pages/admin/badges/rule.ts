// What a rule asks for, as far as a form can: conditions of which all or any must hold. Whatever is nested deeper is written as JSON.
import type { components } from '../../../api/schema.d.ts';
import { isObject } from '../../../components/data-input/fields.ts';
import { dayIn, startOf } from '../filters.ts';

export type Rule = components['schemas']['BadgeRulePreview']['rule'];

export const measures = [
  ...(['postsCount', 'likesReceived', 'commentsCount', 'followersCount', 'followingCount'] as const),
  ...(['endorsements', 'completeness', 'verifiedLinks', 'joinedDaysAgo', 'joinedBefore'] as const),
];
type Measure = (typeof measures)[number];

export interface Condition {
  readonly measure: Measure;
  /** A number, or a day. */
  readonly value: string;
}

export interface RuleForm {
  readonly need: 'all' | 'any';
  readonly conditions: readonly Condition[];
}

const stats = ['postsCount', 'likesReceived', 'commentsCount', 'followersCount', 'followingCount'] as const;
const dayLength = 10;

function conditionOf(part: unknown): Condition | undefined {
  if (!isObject(part)) return undefined;
  if ('stat' in part) {
    const measure = stats.find((known) => known === part.stat);
    return measure && { measure, value: String(part.atLeast) };
  }
  const measure = measures.find((known) => known in part);
  if (!measure) return undefined;
  const value = String(part[measure]);
  return { measure, value: measure === 'joinedBefore' ? value.slice(0, dayLength) : value };
}

/** Undefined where a form cannot show it. */
export function formOf(rule: unknown): RuleForm | undefined {
  if (!isObject(rule)) return undefined;
  const need = 'any' in rule ? 'any' : 'all';
  const parts: unknown = rule[need] ?? [rule];
  if (!Array.isArray(parts)) return undefined;
  const conditions = parts.map(conditionOf);
  return conditions.every((condition) => condition !== undefined) ? { need, conditions } : undefined;
}

function partOf({ measure, value }: Condition): Rule | undefined {
  if (measure === 'joinedBefore') {
    const day = dayIn(value);
    return day ? { joinedBefore: startOf(day) } : undefined;
  }
  const number = Number(value);
  if (value === '' || !Number.isInteger(number)) return undefined;
  const stat = stats.find((known) => known === measure);
  return stat ? { stat, atLeast: number } : ({ [measure]: number } as Rule);
}

/** Undefined while something is missing. */
export function ruleOf({ need, conditions }: RuleForm): Rule | undefined {
  const parts = conditions.map(partOf);
  if (parts.length === 0 || !parts.every((part) => part !== undefined)) return undefined;
  return (need === 'all' ? { all: parts } : { any: parts }) as Rule;
}
