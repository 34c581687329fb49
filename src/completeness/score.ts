// How complete a profile is: pure, exact, and always reachable. Private fields count as much as public ones.
import { type FieldName, fieldNames, fieldOf } from '../profiles/index.ts';

export const completenessStatuses = ['empty', 'basic', 'good', 'complete'] as const;
export type CompletenessStatus = (typeof completenessStatuses)[number];

export interface NextStep {
  readonly field: FieldName;
  readonly hint: string;
  /** What filling it adds to the score. */
  readonly gain: number;
}

export interface Completeness {
  /** 0 to 100. */
  readonly score: number;
  readonly status: CompletenessStatus;
  /** What is missing, the most valuable first. */
  readonly nextSteps: readonly NextStep[];
}

/** Raise it when weights change: a score of an older version is then replaced by the next run, also for the same profile version. */
export const rulesVersion = 1;

const rules = fieldNames.flatMap((field) => {
  const rule = fieldOf(field).completeness;
  return rule ? [{ field, ...rule }] : [];
});
const total = rules.reduce((sum, { weight }) => sum + weight, 0);

function isFilled(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return typeof value === 'object' ? Object.keys(value).length > 0 : value !== '';
}

function statusOf(score: number): CompletenessStatus {
  if (score === 100) return 'complete';
  if (score >= 60) return 'good';
  return score >= 20 ? 'basic' : 'empty';
}

export function scoreProfile(profile: Readonly<Partial<Record<FieldName, unknown>>>): Completeness {
  const missing = rules.filter(({ field }) => !isFilled(profile[field]));
  const lost = missing.reduce((sum, { weight }) => sum + weight, 0);
  const score = Math.floor(((total - lost) / total) * 100);
  const nextSteps = missing
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ field, hint, weight }) => ({ field, hint, gain: Math.round((weight / total) * 100) }));
  return { score, status: statusOf(score), nextSteps };
}
