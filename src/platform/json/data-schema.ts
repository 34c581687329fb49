// JSON Schemas that administrators write: which ones are taken, and how data are checked by them. They run on other
// people's data in the process that serves everybody, so that only those are taken whose cost has a bound.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ErrorDetail } from '../errors.ts';
import { maxMatchedLength, waysToMatch } from './pattern.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;
/** The first thing that is wrong with data, or nothing. */
export type CheckData = (data: unknown) => ErrorDetail | undefined;

const maxNodes = 2_000;
// Each way may walk through the whole text: some tens of milliseconds at the very worst.
const maxWays = 20_000;
const maxUniqueItems = 1_000;
const dollarKeys = new Set(['$schema', '$ref', '$defs', '$comment']);

class SchemaRefused extends Error {}

/** Texts that are too long are refused before a pattern sees them; ajv tells patterns apart by their text. */
const boundedRegExp = Object.assign(
  (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags);
    return {
      test: (text: string) => text.length <= maxMatchedLength && expression.test(text),
      toString: () => String(expression),
    };
  },
  { code: 'boundedRegExp' },
);

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  validateFormats: false, // an annotation, as JSON Schema 2020-12 has it
  ownProperties: true,
  addUsedSchema: false,
  logger: false,
  code: { regExp: boundedRegExp },
});

function resolve(root: JsonSchema, pointer: string): unknown {
  const names = pointer.split('/').slice(1);
  return names.reduce<unknown>((value, name) => {
    const key = decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~');
    return value !== null && typeof value === 'object' && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  }, root);
}

/** Looks at the schema as a validator would run it, references followed. @throws SchemaRefused */
function refuseCostly(root: JsonSchema): void {
  let nodes = 0;
  let ways = 0;

  function addPattern(source: string): void {
    ways += waysToMatch(source);
    if (ways > maxWays)
      throw new SchemaRefused(
        'has patterns that could take too long: begin them with ^, repeat nothing that repeats itself, do not look around',
      );
  }

  function follow(reference: unknown, path: readonly string[]): void {
    if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference))
      throw new SchemaRefused('may refer to its own parts only ($ref: "#/$defs/…")');
    if (path.includes(reference)) throw new SchemaRefused('must not refer to itself');
    visit(resolve(root, reference), [...path, reference]);
  }

  function visit(value: unknown, path: readonly string[]): void {
    if (value === null || typeof value !== 'object') return;
    nodes += 1;
    if (nodes > maxNodes) throw new SchemaRefused('is too large, with all its references followed');
    const { pattern, patternProperties, uniqueItems, maxItems } = value as JsonSchema;
    if (typeof pattern === 'string') addPattern(pattern);
    if (typeof patternProperties === 'object')
      for (const name of Object.keys(patternProperties ?? {})) addPattern(name);
    if (uniqueItems === true && !(typeof maxItems === 'number' && maxItems <= maxUniqueItems))
      throw new SchemaRefused(`needs maxItems of at most ${maxUniqueItems} beside uniqueItems`);
    for (const [name, part] of Object.entries(value)) {
      if (name.startsWith('$') && !dollarKeys.has(name)) throw new SchemaRefused(`must not have the key ${name}`);
      if (name === '$ref') follow(part, path);
      else visit(part, path);
    }
  }

  visit(root, ['#']);
}

function compile(schema: JsonSchema): ValidateFunction {
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema); // it would be remembered for ever
  }
}

/** What keeps a schema from being registered, in words that follow its name; undefined when it is good. */
export function schemaProblem(schema: JsonSchema): string | undefined {
  try {
    refuseCostly(schema);
    compile(schema);
    return undefined;
  } catch (error) {
    if (error instanceof SchemaRefused) return error.message;
    if (error instanceof Error) return `cannot be used: ${error.message.slice(0, 300)}`;
    throw error;
  }
}

/** Makes the check of a schema that has no problem; paths begin with `name`. */
export function createDataCheck(schema: JsonSchema, name: string): CheckData {
  const validate = compile(schema);
  return (data) => {
    if (validate(data)) return undefined;
    const [first] = validate.errors ?? [];
    const path = (first?.instancePath ?? '').split('/').slice(1);
    const readable = path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return { path: [name, ...readable].join('.'), message: first?.message ?? 'is not acceptable' };
  };
}
