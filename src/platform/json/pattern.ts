// How long a regular expression may take: a bound on the ways in which a backtracking matcher can try it.

/** Patterns look at texts up to this length; a longer one does not match. */
export const maxMatchedLength = 1024;

const unbounded = maxMatchedLength;
const atomShape =
  /\[(?:\\.|[^\]\\])*\]|\\(?:p\{[^}]*\}|P\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|.)|[^\\]/iuy;
const quantifierShape = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;

/** What a pattern may ask for and a bound cannot be given for: backreferences and looking around. */
const unboundable = /^\\[1-9k]/;

interface Cursor {
  readonly source: string;
  at: number;
}

function take(cursor: Cursor, shape: RegExp): RegExpExecArray | null {
  shape.lastIndex = cursor.at;
  const match = shape.exec(cursor.source);
  if (match) cursor.at = shape.lastIndex;
  return match;
}

function quantifierAt(cursor: Cursor): { min: number; max: number } | undefined {
  const match = take(cursor, quantifierShape);
  if (!match) return undefined;
  const [, sign, least, comma, most] = match;
  if (sign !== undefined) return { min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : unbounded };
  const min = Number(least);
  if (!comma) return { min, max: min };
  return { min, max: most ? Number(most) : unbounded };
}

/** Whether a run of `atom` can end in one place only: before a character that is none of it, or at the end of the text. */
function endsInOnePlace(atom: string, { source, at }: Cursor): boolean {
  const rest = source.slice(at);
  if (rest === '$') return true;
  const [, escaped, plain] = /^(?:\\([^\w])|([^\\()[\]{}.*+?^$|]))(?![*?{])/u.exec(rest) ?? [];
  const next = escaped ?? plain;
  return next !== undefined && !new RegExp(`^(?:${atom})$`, 'u').test(next);
}

function repeated(ways: number, { min, max }: { min: number; max: number }): number {
  if (ways === 1) return max - min + 1;
  let total = 0;
  for (let count = min; count <= max && Number.isFinite(total); count++) total += ways ** count;
  return total;
}

function waysOfAtom(cursor: Cursor): number {
  if (cursor.source[cursor.at] === '(') {
    cursor.at += 1;
    if (take(cursor, /\?<?[=!]/y)) return Number.POSITIVE_INFINITY;
    take(cursor, /\?(?::|<[^>]*>)/y);
    const inside = waysOfAlternatives(cursor);
    cursor.at += 1;
    const quantifier = quantifierAt(cursor);
    return quantifier ? repeated(inside, quantifier) : inside;
  }
  const [atom = ''] = take(cursor, atomShape) ?? [];
  if (unboundable.test(atom)) return Number.POSITIVE_INFINITY;
  const quantifier = quantifierAt(cursor);
  if (!quantifier || endsInOnePlace(atom, cursor)) return 1;
  return repeated(1, quantifier);
}

function waysOfAlternatives(cursor: Cursor, unanchored = 1): number {
  const begin = () => (cursor.source[cursor.at] === '^' ? 1 : unanchored);
  let total = 0;
  let ways = begin();
  while (cursor.at < cursor.source.length && cursor.source[cursor.at] !== ')') {
    if (cursor.source[cursor.at] === '|') {
      cursor.at += 1;
      total += ways;
      ways = begin();
    } else ways *= waysOfAtom(cursor);
  }
  return total + ways;
}

/** At most how many ways there are to match `source` with a text; infinity where no bound is known. @throws SyntaxError */
export function waysToMatch(source: string): number {
  new RegExp(source, 'u');
  return waysOfAlternatives({ source, at: 0 }, unbounded);
}
