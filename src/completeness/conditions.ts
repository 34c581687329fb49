// Whether a rule is fulfilled, whether it concerns somebody at all, and whether anybody could ever fulfil it.
import { hasGraphemes } from '../platform/text/graphemes.ts';
import { type FieldName, fieldNames, fieldOf } from '../profiles/index.ts';
import type { FieldRules } from '../tenants/index.ts';
import { type Condition, fieldsOf, type Rule } from './rules.ts';

/** What rules look at: the profile as it is, whoever may see it. */
export interface Evidence {
  readonly fields: Readonly<Partial<Record<FieldName, unknown>>>;
  readonly emailVerified: boolean;
  readonly linkVerified: boolean;
  readonly privacyReviewed: boolean;
  /** Keys of rules of which the owner says that they do not apply. */
  readonly notApplicable: readonly string[];
  readonly fieldRules: FieldRules;
}

function isFilled(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return typeof value === 'object' ? Object.keys(value).length > 0 : value !== '';
}

/** The fields of a rule that the tenant leaves to their owner. */
const openFields = (condition: Condition, rules: FieldRules): readonly FieldName[] =>
  fieldsOf(condition).filter((field) => !rules[field]?.locked);

/** Whether its owner can do anything about it: what others fill in is not asked for, be it there or not. */
export function isAsked({ condition }: Rule, { fieldRules }: Evidence): boolean {
  return fieldsOf(condition).length === 0 || openFields(condition, fieldRules).length > 0;
}

/** Whether a rule that is asked is fulfilled. What others fill in is looked for only where any field will do. */
export function isMet(condition: Condition, evidence: Evidence): boolean {
  const { fields, fieldRules } = evidence;
  switch (condition.kind) {
    case 'filled':
      if (condition.need === 'any') return condition.fields.some((field) => isFilled(fields[field]));
      return openFields(condition, fieldRules).every((field) => isFilled(fields[field]));
    case 'count':
      return Object.keys(fields[condition.field] ?? {}).length >= condition.atLeast;
    case 'graphemes': {
      const text = fields[condition.field];
      return typeof text === 'string' && hasGraphemes(text, condition.atLeast);
    }
    case 'email-verified':
      return evidence.emailVerified;
    case 'link-verified':
      return evidence.linkVerified;
    case 'privacy-reviewed':
      return evidence.privacyReviewed;
  }
}

const accepts = (field: FieldName, value: unknown): boolean => {
  const { input } = fieldOf(field);
  return input !== undefined && input.validate(value).error === undefined;
};

/** Fields that people fill in themselves. */
export const ownFields = fieldNames.filter((name) => name === 'avatar' || fieldOf(name).input !== undefined);
/** Fields of several entries. */
export const countedFields = ownFields.filter((name) => ['list', 'links'].includes(fieldOf(name).kind));
/** Fields of any length. */
export const measuredFields = ownFields.filter((name) => accepts(name, 'abc') && accepts(name, 'abcdefghijkl'));

/** As many entries as a field can be made to hold, up to `wanted`. */
function holds(field: FieldName, wanted: number): boolean {
  const { kind, input } = fieldOf(field);
  if (kind === 'links') return Object.keys(input?.describe().keys ?? {}).length >= wanted;
  const entries = Array.from({ length: wanted }, (_, index) => `entry ${index}`);
  return accepts(field, entries);
}

/** Whether there is a profile that fulfils it, by the rules of the field. */
export function isReachable(condition: Condition): boolean {
  if (condition.kind === 'count') return holds(condition.field, condition.atLeast);
  if (condition.kind === 'graphemes') return accepts(condition.field, 'a'.repeat(condition.atLeast));
  return fieldsOf(condition).every((field) => ownFields.includes(field));
}
