// Which documents match the words of a question, and in what order: words, typos, attributes, exactness. A simple
// likeness of what Meilisearch does. Its segmentation of scripts without spaces is not here.
import { editDistance } from '../../src/platform/search/spelling.ts';
import { type Document, valuesAt } from './meilisearch-filter.ts';

export interface MatchingRules {
  readonly attributes: readonly string[];
  readonly oneTypo: number;
  readonly twoTypos: number;
  readonly disableOnNumbers: boolean;
  readonly disableOnAttributes: readonly string[];
  readonly matchingStrategy: string;
}

interface WordMatch {
  readonly typos: number;
  readonly attribute: number;
  readonly isExact: boolean;
}

export interface Match {
  readonly words: number;
  readonly typos: number;
  readonly attributes: number;
  readonly exact: number;
  /** 0 to 1. */
  readonly score: number;
}

const MAX_QUERY_WORDS = 10;

const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

function allowedTypos(word: string, rules: MatchingRules): number {
  const letters = [...word].length;
  if (rules.disableOnNumbers && /\p{N}/u.test(word)) return 0;
  return letters >= rules.twoTypos ? 2 : letters >= rules.oneTypo ? 1 : 0;
}

/** A wrong first letter counts as two typos. */
function typosBetween(asked: string, word: string): number {
  const distance = editDistance(asked, word);
  return distance > 0 && [...asked][0] !== [...word][0] ? distance + 1 : distance;
}

/** The best way in which one asked word stands in one word of a document; the last one may be half typed. */
function matchWord(
  asked: string,
  word: string,
  isLast: boolean,
  rules: MatchingRules,
): Omit<WordMatch, 'attribute'> | undefined {
  if (asked === word) return { typos: 0, isExact: true };
  if (isLast && word.startsWith(asked)) return { typos: 0, isExact: false };
  const allowed = allowedTypos(asked, rules);
  if (allowed === 0) return undefined;
  const letters = [...word];
  const beginnings = isLast
    ? [-1, 0, 1].map((more) => letters.slice(0, [...asked].length + more).join('')).filter((text) => text !== '')
    : [];
  const typos = Math.min(...[word, ...beginnings].map((text) => typosBetween(asked, text)));
  return typos <= allowed ? { typos, isExact: false } : undefined;
}

const isBetter = (a: WordMatch, b: WordMatch | undefined): boolean =>
  !b ||
  a.typos < b.typos ||
  (a.typos === b.typos && (a.attribute < b.attribute || (a.attribute === b.attribute && a.isExact && !b.isExact)));

/** How the document matches; undefined when it does not. */
export function matchDocument(document: Document, query: string, rules: MatchingRules): Match | undefined {
  const asked = wordsIn(query).slice(0, MAX_QUERY_WORDS);
  if (asked.length === 0) return { words: 0, typos: 0, attributes: 0, exact: 0, score: 1 };
  const kept = rules.attributes.map((attribute) =>
    valuesAt(document, attribute).flatMap((value) => (typeof value === 'string' ? wordsIn(value) : [])),
  );
  const found = asked.map((word, at) => {
    let best: WordMatch | undefined;
    for (const [attribute, words] of kept.entries()) {
      const isStrict = rules.disableOnAttributes.includes(rules.attributes[attribute] ?? '');
      for (const present of words) {
        const match = matchWord(word, present, at === asked.length - 1, rules);
        const placed = match && { ...match, attribute };
        if (placed && !(isStrict && placed.typos > 0) && isBetter(placed, best)) best = placed;
      }
    }
    return best;
  });
  const missing = found.indexOf(undefined);
  // `last` lets words go from the end; `all` none.
  const words = missing < 0 ? asked.length : rules.matchingStrategy === 'all' ? 0 : missing;
  if (words === 0) return undefined;
  const counted = found.slice(0, words).flatMap((match) => match ?? []);
  const sum = (of: (match: WordMatch) => number) => counted.reduce((total, match) => total + of(match), 0);
  const [typos, attributes, exact] = [sum((m) => m.typos), sum((m) => m.attribute), sum((m) => Number(m.isExact))];
  const score = words / asked.length - (typos * 0.1 + attributes * 0.01 + (words - exact) * 0.001) / asked.length;
  return { words, typos, attributes, exact, score: Math.max(0, score) };
}

/** By the built-in ranking rules: negative when `a` comes first. */
export function compareMatches(rule: string, a: Match, b: Match): number {
  if (rule === 'words') return b.words - a.words;
  if (rule === 'typo') return a.typos - b.typos;
  if (rule === 'attribute') return a.attributes - b.attributes;
  return rule === 'exactness' ? b.exact - a.exact : 0;
}

/** By a document's own attribute: numbers before texts, those without it last. */
export function compareValues(a: Document, b: Document, attribute: string, direction: 'asc' | 'desc'): number {
  const [left, right] = [valuesAt(a, attribute)[0], valuesAt(b, attribute)[0]];
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  const sign = direction === 'asc' ? 1 : -1;
  if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
  if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
  const [x, y] = [String(left).toLowerCase(), String(right).toLowerCase()];
  return x === y ? 0 : sign * (x < y ? -1 : 1);
}
