// What a JSON Schema asks for, as far as a form can: one level of named values. Everything else is written as JSON.
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

export function isObject(value: Json | undefined): value is JsonObject;
export function isObject(value: unknown): value is Readonly<Record<string, unknown>>;
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a form shows for the value of one name. */
type Kind =
  | { readonly kind: 'line'; readonly type: 'text' | 'date' | 'url' | 'email'; readonly maxLength: number | undefined }
  | { readonly kind: 'text'; readonly maxLength: number | undefined }
  | {
      readonly kind: 'number';
      readonly isWhole: boolean;
      readonly min: number | undefined;
      readonly max: number | undefined;
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly (string | number)[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'json' };

export interface DataField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly isRequired: boolean;
  readonly of: Kind;
}

/** Longer texts get more than a line. */
const lineLength = 200;
const inputTypes: Readonly<Partial<Record<string, 'date' | 'url' | 'email'>>> = {
  date: 'date',
  uri: 'url',
  email: 'email',
};

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const isChoice = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function kindOf(schema: Readonly<Record<string, unknown>>): Kind {
  const { type, format, items } = schema;
  if (Array.isArray(schema.enum) && schema.enum.every(isChoice)) return { kind: 'choice', choices: schema.enum };
  if (type === 'boolean') return { kind: 'switch' };
  if (type === 'number' || type === 'integer')
    return {
      kind: 'number',
      isWhole: type === 'integer',
      min: numberOf(schema.minimum),
      max: numberOf(schema.maximum),
    };
  if (type === 'array' && isObject(items) && items.type === 'string' && !items.enum) return { kind: 'list' };
  if (type !== 'string') return { kind: 'json' };
  const maxLength = numberOf(schema.maxLength);
  if ((maxLength ?? 0) > lineLength) return { kind: 'text', maxLength };
  return { kind: 'line', type: (typeof format === 'string' && inputTypes[format]) || 'text', maxLength };
}

/** The fields of a form; undefined where the schema does not name any. */
export function fieldsOf(schema: unknown): readonly DataField[] | undefined {
  if (!isObject(schema) || !isObject(schema.properties) || (schema.type ?? 'object') !== 'object') return undefined;
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const fields = Object.entries(schema.properties).map(([name, property]) => {
    const described = isObject(property) ? property : {};
    const [label, hint] = [textOf(described.title) ?? name, textOf(described.description)];
    return { name, label, hint, isRequired: required.includes(name), of: kindOf(described) };
  });
  return fields.length > 0 ? fields : undefined;
}
