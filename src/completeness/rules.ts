// What is asked of a profile: rules as data, and the set that counts where a tenant has none of its own.
import { type FieldName, fieldNames, fieldOf } from '../profiles/index.ts';
import { type Hint, hintsOf } from './hints.ts';

/** When a rule is fulfilled. Each kind only ever gains by what is added to a profile, so that no score falls by it. */
export type Condition =
  | { readonly kind: 'filled'; readonly fields: readonly FieldName[]; readonly need: 'all' | 'any' }
  /** Of a list, or of links. */
  | { readonly kind: 'count'; readonly field: FieldName; readonly atLeast: number }
  /** Characters as people count them. */
  | { readonly kind: 'graphemes'; readonly field: FieldName; readonly atLeast: number }
  | { readonly kind: 'email-verified' }
  | { readonly kind: 'link-verified' }
  | { readonly kind: 'privacy-reviewed' };

export interface Rule {
  readonly key: string;
  readonly condition: Condition;
  readonly weight: number;
  readonly hint: Hint;
  /** Where its owner can do something about it. */
  readonly link: string;
  /** Whether people may say that it does not apply to them. */
  readonly mayNotApply: boolean;
}

const skippable: ReadonlySet<FieldName> = new Set(['headline', 'location', 'socialLinks', 'interests', 'skills']);

/** The rules of the installation: the fields that the registry weighs. */
export const defaultRules: readonly Rule[] = fieldNames.flatMap((field) => {
  const asked = fieldOf(field).completeness;
  if (!asked) return [];
  return {
    key: field,
    condition: { kind: 'filled', fields: [field], need: 'all' },
    weight: asked.weight,
    hint: hintsOf(field, asked.hint),
    link: `/profile#${field}`,
    mayNotApply: skippable.has(field),
  };
});

/** Raise it with every change of the default rules or of how they are read: everybody is scored anew then. */
export const defaultRulesVersion = 1;

/** The fields of a profile that fulfil a rule. */
export function fieldsOf(condition: Condition): readonly FieldName[] {
  if (condition.kind === 'filled') return condition.fields;
  return 'field' in condition ? [condition.field] : [];
}
