// Filter expressions as Meilisearch reads them: parsed, checked against the filterable attributes, and held against documents.

export type Document = Readonly<Record<string, unknown>>;
export type Condition = (document: Document) => boolean;

/** What is wrong with an expression, in the words of an error message. */
export class FilterError extends Error {
  override name = 'FilterError';
}

type Token = { readonly kind: 'word' | 'text' | 'sign'; readonly text: string };

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\p{L}\p{N}_.-]+)|(!=|>=|<=|[=<>()[\],]))/uy;
const keywords = new Set(['AND', 'OR', 'NOT', 'IN', 'TO', 'EXISTS', 'IS', 'NULL', 'EMPTY', 'CONTAINS']);

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new FilterError(`Was expecting an operation, found \`${text.slice(at)}\``);
    const [, double, single, word, sign] = match;
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

/** The values at a dotted path, through lists. */
export function valuesAt(document: unknown, path: string): unknown[] {
  if (Array.isArray(document)) return document.flatMap((item) => valuesAt(item, path));
  if (typeof document !== 'object' || document === null) return [];
  if (Object.hasOwn(document, path)) return [Reflect.get(document, path)].flat();
  const dot = path.indexOf('.');
  return dot < 0 ? [] : valuesAt(Reflect.get(document, path.slice(0, dot)), path.slice(dot + 1));
}

/** How values of facets are compared: without case and accents. */
export const normalizeValue = (value: string): string =>
  value.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();

function isEqual(value: unknown, wanted: string): boolean {
  if (typeof value === 'number') return value === Number(wanted);
  return normalizeValue(String(value)) === normalizeValue(wanted);
}

function compares(value: unknown, operator: string, wanted: string): boolean {
  const number = Number(wanted);
  const [left, right] =
    typeof value === 'number' && wanted.trim() !== '' && !Number.isNaN(number)
      ? [value, number]
      : [normalizeValue(String(value)), normalizeValue(wanted)];
  if (typeof value === 'number' && typeof left === 'string') return false;
  if (operator === '>') return left > right;
  if (operator === '>=') return left >= right;
  return operator === '<' ? left < right : left <= right;
}

/** Parses one expression. @throws FilterError */
function parseExpression(expression: string, filterable: readonly string[]): Condition {
  const tokens = tokensOf(expression);
  let at = 0;
  const peek = (): string | undefined => (tokens[at]?.kind === 'text' ? undefined : tokens[at]?.text);
  const take = (text: string): boolean => {
    if (peek() !== text) return false;
    at++;
    return true;
  };
  const demand = (text: string) => {
    if (!take(text)) throw new FilterError(`Expected \`${text}\` in \`${expression}\``);
  };

  function value(): string {
    const token = tokens[at++];
    if (!token || token.kind === 'sign' || (token.kind === 'word' && keywords.has(token.text)))
      throw new FilterError(`Was expecting a value but instead got \`${token?.text ?? 'nothing'}\``);
    return token.text;
  }

  function list(): string[] {
    demand('[');
    const values: string[] = [];
    while (!take(']')) {
      values.push(value());
      if (!take(',') && peek() !== ']')
        throw new FilterError('Expected only comma-separated field names inside `IN[..]`');
    }
    return values;
  }

  function condition(): Condition {
    const attribute = value();
    if (!filterable.some((name) => attribute === name || attribute.startsWith(`${name}.`)))
      throw new FilterError(
        `Attribute \`${attribute}\` is not filterable. Available filterable attribute patterns are: ${filterable.map((name) => `\`${name}\``).join(', ')}.`,
      );
    const held = (test: (value: unknown) => boolean) => (document: Document) =>
      valuesAt(document, attribute).some(test);
    const negated = take('NOT');
    const decide = (test: Condition): Condition => (negated ? (document) => !test(document) : test);
    if (take('EXISTS')) return decide((document) => valuesAt(document, attribute).length > 0);
    if (take('IN')) {
      const wanted = list();
      return decide(held((present) => wanted.some((item) => isEqual(present, item))));
    }
    if (negated) throw new FilterError(`Was expecting \`EXISTS\` or \`IN\` behind \`NOT\` in \`${expression}\``);
    const operator = tokens[at++]?.text ?? '';
    if (operator === '=' || operator === '!=') {
      const wanted = value();
      const equal = held((present) => isEqual(present, wanted));
      return operator === '=' ? equal : (document) => !equal(document);
    }
    if (!['>', '>=', '<', '<='].includes(operator))
      throw new FilterError(`Was expecting an operation \`=\`, \`!=\`, \`>=\`, … at \`${operator}\``);
    const bound = value();
    return held((present) => compares(present, operator, bound));
  }

  function factor(): Condition {
    if (take('NOT')) {
      const inner = factor();
      return (document) => !inner(document);
    }
    if (!take('(')) return condition();
    const inner = expressionOf();
    demand(')');
    return inner;
  }

  function conjunction(): Condition {
    const all = [factor()];
    while (take('AND')) all.push(factor());
    return (document) => all.every((holds) => holds(document));
  }

  function expressionOf(): Condition {
    const some = [conjunction()];
    while (take('OR')) some.push(conjunction());
    return (document) => some.some((holds) => holds(document));
  }

  if (tokens.length === 0) return () => true;
  const parsed = expressionOf();
  if (at < tokens.length)
    throw new FilterError(`Found unexpected characters at the end of the filter: \`${expression}\``);
  return parsed;
}

/** Parses what a parameter may hold: a text, or a list whose items all hold, of which lists hold where one item does. @throws FilterError */
export function parseFilter(filter: unknown, filterable: readonly string[]): Condition {
  if (filter === undefined || filter === null) return () => true;
  if (typeof filter === 'string') return parseExpression(filter, filterable);
  if (!Array.isArray(filter))
    throw new FilterError(
      `Invalid syntax for the filter parameter: \`expected String, Array, found: ${JSON.stringify(filter)}\`.`,
    );
  const all = filter.map((item: unknown) => {
    if (typeof item === 'string') return parseExpression(item, filterable);
    if (!Array.isArray(item)) throw new FilterError('Invalid syntax for the filter parameter');
    const some = item.map((inner: unknown) => parseFilter(inner, filterable));
    return (document: Document) => some.some((holds) => holds(document));
  });
  return (document) => all.every((holds) => holds(document));
}
