// How complete a profile is: pure, exact, and always reachable. Private fields count as much as public ones.
import type { FieldName } from '../profiles/index.ts';
import { type Evidence, isAsked, isMet } from './conditions.ts';
import { fieldsOf, type Rule } from './rules.ts';

export const completenessStatuses = ['empty', 'basic', 'good', 'complete'] as const;
export type CompletenessStatus = (typeof completenessStatuses)[number];

export interface NextStep {
  readonly rule: Rule;
  /** The field it is about, the first of several; null for what is no field. */
  readonly field: FieldName | null;
  /** What doing it adds to the score. */
  readonly gain: number;
}

export interface Completeness {
  /** 0 to 100. */
  readonly score: number;
  readonly status: CompletenessStatus;
  /** What is missing, the most valuable first. */
  readonly nextSteps: readonly NextStep[];
}

function statusOf(score: number): CompletenessStatus {
  if (score === 100) return 'complete';
  if (score >= 60) return 'good';
  return score >= 20 ? 'basic' : 'empty';
}

const sum = (rules: readonly Rule[]): number => rules.reduce((total, { weight }) => total + weight, 0);

/** Whether somebody is excused from it: both the rule and its owner have to say so. */
const isExcused = ({ key, mayNotApply }: Rule, { notApplicable }: Evidence): boolean =>
  mayNotApply && notApplicable.includes(key);

/** Where nothing is asked, nothing is missing. */
export function scoreProfile(evidence: Evidence, rules: readonly Rule[]): Completeness {
  const asked = rules.filter((rule) => isAsked(rule, evidence));
  const missing = asked.filter((rule) => !isExcused(rule, evidence) && !isMet(rule.condition, evidence));
  const total = sum(asked);
  const done = total - sum(missing);
  // Multiplied first: in whole numbers all of it is exactly 100, and nothing less is.
  const scoreOf = (points: number) => (total === 0 ? 100 : Math.floor((100 * points) / total));
  const score = scoreOf(done);
  const nextSteps = missing
    .toSorted((a, b) => b.weight - a.weight)
    .map((rule) => ({
      rule,
      field: fieldsOf(rule.condition)[0] ?? null,
      gain: scoreOf(done + rule.weight) - score,
    }));
  return { score, status: statusOf(score), nextSteps };
}
