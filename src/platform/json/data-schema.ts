// JSON Schemas that administrators write: which ones are taken, and how data are checked by them. They run on other
// people's data in the process that serves everybody, so that only those are taken whose cost has a bound.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ErrorDetail } from '../errors.ts';
import { compilePattern } from '../text/pattern.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;
/** The first thing that is wrong with data, or nothing. */
export type CheckData = (data: unknown) => ErrorDetail | undefined;

const maxNodes = 2_000;
const maxPatterns = 20;
// Every character of the largest data of ours, twice.
const maxMatchedCharacters = 32 * 1024;
const maxUniqueItems = 1_000;
const dollarKeys = new Set(['$schema', '$ref', '$defs', '$comment']);

class SchemaRefused extends Error {}

/** How many characters the patterns of the check that is under way may still look at. */
let charactersLeft = 0;

/** In ajv's place for regular expressions; it tells them apart by their text. */
const linearRegExp = Object.assign(
  (source: string) => {
    const pattern = compilePattern(source);
    return {
      test(text: string) {
        charactersLeft -= text.length;
        return charactersLeft >= 0 && pattern.test(text);
      },
      toString: () => source,
    };
  },
  { code: 'linearRegExp' },
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
  code: { regExp: linearRegExp },
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
  let patterns = 0;

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
    if (typeof pattern === 'string') patterns += 1;
    if (typeof patternProperties === 'object') patterns += Object.keys(patternProperties ?? {}).length;
    if (patterns > maxPatterns) throw new SchemaRefused(`may have at most ${maxPatterns} patterns`);
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
  charactersLeft = Number.POSITIVE_INFINITY; // the schema itself is checked by ours
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
    charactersLeft = maxMatchedCharacters;
    if (validate(data)) return undefined;
    const [first] = validate.errors ?? [];
    const path = (first?.instancePath ?? '').split('/').slice(1);
    const readable = path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return { path: [name, ...readable].join('.'), message: first?.message ?? 'is not acceptable' };
  };
}
