// joi schema → JSON Schema. joi writes the validation keywords; what it leaves out is added from its description:
// examples, readOnly, dependencies between keys, keys that do not exist, and `$ref` for schemas with a name.
import type Joi from 'joi';
import { dependencyRules, type KeyDependency } from './dependencies.ts';
import type { JsonSchema } from './types.ts';

/** Requests leave out what they like; in a reply every key is there unless it is `.optional()`. */
export type Direction = 'request' | 'reply';

interface Meta {
  name?: string;
  readOnly?: boolean;
  writeOnly?: boolean;
  deprecated?: boolean;
}

/** What `schema.describe()` tells, as far as it is read here. */
interface Described {
  type?: string;
  flags?: { presence?: string; result?: string; only?: boolean };
  allow?: unknown[];
  examples?: unknown[];
  metas?: Meta[];
  keys?: Record<string, Described>;
  patterns?: { schema?: Described; regex?: string; rule: Described }[];
  items?: Described[];
  matches?: { schema?: Described }[];
  dependencies?: KeyDependency[];
}

export interface SchemaRegistry {
  /** The JSON Schema of `schema`: a `$ref` if it was given a name with `.meta({ name: 'Profile' })`. */
  convert(schema: Joi.Schema, direction: Direction): JsonSchema;
  /** The named schemas met so far. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const schemasIn = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

const metaOf = (described: Described): Meta => Object.assign({}, ...(described.metas ?? []));

/** Formats of joi that JSON Schema does not know, in its own words. */
const formats: Readonly<Record<string, JsonSchema>> = {
  ip: { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
  base64: { contentEncoding: 'base64' },
  hex: { pattern: '^[a-fA-F0-9]+$' },
};

function annotations(described: Described): JsonSchema {
  const { readOnly, writeOnly, deprecated } = metaOf(described);
  return {
    ...(described.examples && { examples: described.examples }),
    ...(readOnly && { readOnly }),
    ...(writeOnly && { writeOnly }),
    ...(deprecated && { deprecated }),
  };
}

const isAbsent = ({ flags }: Described): boolean => flags?.presence === 'forbidden' || flags?.result === 'strip';

/** joi's own schema of the value: what it cannot say as JSON (a function as default, a symbol) is dropped. */
const asJson = (schema: Joi.Schema): unknown =>
  JSON.parse(JSON.stringify(schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })));

/** Keeps the named schemas of one document. */
export function createSchemaRegistry(): SchemaRegistry {
  const schemas: Record<string, JsonSchema> = {};

  function complete(json: unknown, described: Described, direction: Direction): JsonSchema {
    if (!isSchema(json)) return {};
    const { format, ...rest } = json;
    const known = typeof format === 'string' && formats[format];
    const schema: JsonSchema = { ...(known ? { ...rest, ...known } : json), ...annotations(described) };
    completeKeys(schema, described, direction);
    completeItems(schema, described, direction);
    completeAlternatives(schema, described, direction);
    const rules = dependencyRules(described.dependencies ?? []);
    if (rules.length > 0) schema.allOf = rules;
    return named(schema, metaOf(described).name);
  }

  function completeKeys(schema: JsonSchema, { keys, patterns }: Described, direction: Direction): void {
    if (keys && schema.properties) {
      const from = schema.properties;
      const present = Object.entries(keys).filter(([, key]) => !isAbsent(key));
      schema.properties = Object.fromEntries(
        present.map(([name, key]) => [name, complete(from[name], key, direction)]),
      );
      const unlessOptional = direction === 'reply' ? 'required' : 'optional';
      const required = present.filter(([, { flags }]) => (flags?.presence ?? unlessOptional) === 'required');
      schema.required = required.map(([name]) => name);
      if (required.length === 0) delete schema.required;
    }
    for (const { schema: name, regex, rule } of patterns ?? []) completePattern(schema, name, regex, rule, direction);
  }

  function completePattern(
    schema: JsonSchema,
    name: Described | undefined,
    regex: string | undefined,
    rule: Described,
    direction: Direction,
  ): void {
    if (isSchema(schema.patternProperties)) {
      const key = regex === undefined ? '.*' : regex.slice(1, regex.lastIndexOf('/'));
      schema.patternProperties[key] = complete(schema.patternProperties[key], rule, direction);
    } else schema.additionalProperties = complete(schema.additionalProperties, rule, direction);
    if (name?.flags?.only && name.allow && !schema.properties) schema.propertyNames = { enum: name.allow };
  }

  function completeItems(schema: JsonSchema, { items }: Described, direction: Direction): void {
    if (!items || !isSchema(schema.items)) return;
    const [only] = items;
    if (items.length === 1 && only) schema.items = complete(schema.items, only, direction);
    else {
      const kinds = schemasIn(schema.items.anyOf);
      schema.items = { anyOf: items.map((item, index) => complete(kinds[index], item, direction)) };
    }
  }

  function completeAlternatives(schema: JsonSchema, { matches, allow }: Described, direction: Direction): void {
    if (!matches) return;
    const keyword = ['anyOf', 'oneOf', 'allOf'].find((name) => name in schema);
    if (keyword === undefined) return;
    // joi puts the null of `.allow(null)` before the alternatives.
    const offset = allow?.includes(null) ? 1 : 0;
    schema[keyword] = schemasIn(schema[keyword]).map((json, index) => {
      const match = matches[index - offset]?.schema;
      return match ? complete(json, match, direction) : json;
    });
  }

  function named(schema: JsonSchema, name: string | undefined): JsonSchema {
    if (name === undefined) return schema;
    const known = schemas[name];
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`Two different schemas are called ${name}; what a request and a reply share needs two names`);
    schemas[name] = schema;
    return { $ref: `#/components/schemas/${name}` };
  }

  return { schemas, convert: (schema, direction) => complete(asJson(schema), schema.describe(), direction) };
}
