// A statement as it may be shown to operators: what it does, without the values it was sent with.

const maxShown = 2_000;
const maxRemembered = 2_000;
const remembered = new Map<string, string>();

// Strings (with doubled quotes, or E'' and its escapes) and numbers; `$1` is a parameter and stays.
const values = /\be'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|(?<![\w$.])\d+(?:\.\d+)?(?![\w.])/gis;

/** Literals become `?`, and white space a single blank. The values of parameters are no part of the text. */
export function statementText(sql: string): string {
  const known = remembered.get(sql);
  if (known !== undefined) return known;
  const text = sql.replace(values, '?').replace(/\s+/g, ' ').trim().slice(0, maxShown);
  if (remembered.size < maxRemembered) remembered.set(sql, text);
  return text;
}

const verbs = new Set(['select', 'insert', 'update', 'delete', 'with', 'start', 'commit', 'rollback', 'set', 'copy']);

/** The first word of a statement; `other` where it is none that we use. */
export function verbOf(text: string): string {
  const word = /^\w+/.exec(text)?.[0].toLowerCase() ?? '';
  return verbs.has(word) ? word : 'other';
}
