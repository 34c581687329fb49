// The types of settings: the values of each, and the rules it takes.
import type { JsonSchema } from '../platform/json/data-schema.ts';
import { maxMatchedLength } from '../platform/text/pattern.ts';

export const settingTypes = ['string', 'integer', 'number', 'boolean', 'enum', 'json', 'date'] as const;
export type SettingType = (typeof settingTypes)[number];

export interface ValidationRules {
  readonly allowedValues?: readonly (string | number)[];
  /** The least number, date, or length of a string in characters. */
  readonly min?: number | string;
  readonly max?: number | string;
  readonly pattern?: string;
  readonly jsonSchema?: JsonSchema;
}
export type RuleName = keyof ValidationRules;

export interface TypedRules {
  readonly settingType: SettingType;
  readonly validationRules: ValidationRules;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A day of the calendar, YYYY-MM-DD. */
function isDate(value: unknown): value is string {
  if (!isText(value) || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

const text = {
  accepts: (value: unknown) => isText(value) && value.length <= maxMatchedLength,
  needs: `must be a string of at most ${maxMatchedLength} characters`,
};

export interface Type {
  readonly accepts: (value: unknown) => boolean;
  readonly needs: string;
  readonly rules: readonly RuleName[];
  /** Whether min and max may have this value; that of any value of the type, unless told otherwise. */
  readonly isBound?: (value: unknown) => boolean;
  /** What min and max are compared with; the value itself, unless told otherwise. */
  readonly measure?: (value: string) => number;
}

export const types: Readonly<Record<SettingType, Type>> = {
  string: {
    ...text,
    rules: ['allowedValues', 'min', 'max', 'pattern'],
    isBound: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
    measure: (value) => [...value].length,
  },
  integer: { accepts: Number.isSafeInteger, needs: 'must be a whole number', rules: ['allowedValues', 'min', 'max'] },
  number: { accepts: Number.isFinite, needs: 'must be a number', rules: ['allowedValues', 'min', 'max'] },
  boolean: { accepts: (value) => typeof value === 'boolean', needs: 'must be true or false', rules: [] },
  enum: { ...text, rules: ['allowedValues'] },
  json: { accepts: () => true, needs: '', rules: ['jsonSchema'] },
  date: { accepts: isDate, needs: 'must be a date, YYYY-MM-DD', rules: ['min', 'max'] },
};
