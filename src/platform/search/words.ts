// Cuts text into the words that are stored and looked for. Both sides must agree without knowing each other's
// context, so nothing that a query types depends on how a dictionary would have cut the longer text.
import { fold, foldCjk } from './fold.ts';
import type { SearchField } from './port.ts';

/** Bounds of a query: every word costs a bounded number of index reads, so their number is bounded too. */
const MAX_QUERY_CHARACTERS = 512;
const MAX_QUERY_WORDS = 8;
/** Bounds of a document: a hostile biography must not become a million rows. */
const MAX_FIELD_CHARACTERS = 10_000;
const MAX_DOCUMENT_WORDS = 1_000;
const MAX_WORD_LETTERS = 40;
/** De, la, van, Mac, Ó, عبد. */
const MAX_PARTICLE_LETTERS = 3;
const MAX_COUNTED_WORDS = 10;

const CJK =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\u30FC\\uFF70\\u3099\\u309A\\uFF9E\\uFF9F';
const UNSPACED = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const HANGUL = '\\p{Script=Hangul}';
const SPACED = `(?:(?![${CJK}${UNSPACED}${HANGUL}])[\\p{L}\\p{N}\\p{M}])+`;
const APOSTROPHES = "'’‘ʼʻʿʾ`´′＇׳״";
const RUN = new RegExp(
  `(?<cjk>[${CJK}]+)|(?<unspaced>[${UNSPACED}]+)|(?<hangul>[${HANGUL}]+)|${SPACED}(?:[-._${APOSTROPHES}]${SPACED})*`,
  'gu',
);
// The same for texts without any other letter, as most are: read several times as fast.
const ASCII = /^\p{ASCII}*$/u;
const ASCII_RUN = /[A-Za-z0-9]+(?:[-._'`][A-Za-z0-9]+)*/g;
const JOINER = new RegExp(`[-._${APOSTROPHES}]`, 'gu');
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'gu');
// Where a capital begins within a word.
const HUMP = /(?<=\p{Ll})\p{Lu}/gu;
const HUMPED = /\p{Ll}\p{Lu}/u;
const ARTICLE = /^(?:عبد)?ال/u;
// Persian parts a compound by a mark without width, for which people type a space or nothing.
const PARTING = /(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic})/gu;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** A word of a query; a `whole` one is looked for as it stands, never as a prefix or with a typo. */
export interface QueryWord {
  text: string;
  whole: boolean;
}

type Field = Pick<SearchField, 'text' | 'weight' | 'isName'>;

/** The folded words of a document, each with the heaviest weight of the fields it stands in. */
export function documentWords(fields: readonly Field[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const field of [...fields].sort((a, b) => b.weight - a.weight)) {
    const all = [...runs(field.text.slice(0, MAX_FIELD_CHARACTERS))];
    const weight = field.isName ? field.weight * shareOf(all.length) : field.weight;
    for (const word of storedWords(all, field.isName)) {
      if (words.size >= MAX_DOCUMENT_WORDS) return words;
      if (word !== '' && !words.has(word)) words.set(word, weight);
    }
  }
  return words;
}

// Of two who have every word that was typed, the one with fewer others in the name is meant.
function shareOf(words: number): number {
  return 1 - Math.min(Math.max(0, words - 1), MAX_COUNTED_WORDS) / 100;
}

/** The words that a query asks for, folded, without repeats, eight at most. */
export function queryWords(text: string): QueryWord[] {
  const words = new Map<string, QueryWord>();
  for (const run of runs(text.slice(0, MAX_QUERY_CHARACTERS))) {
    for (const word of askedWords(run)) {
      if (words.size >= MAX_QUERY_WORDS) return [...words.values()];
      if (word.text !== '') words.set(word.text, word);
    }
  }
  return [...words.values()];
}

interface Run {
  readonly script: 'cjk' | 'unspaced' | 'hangul' | 'spaced';
  readonly text: string;
}

function* runs(text: string): Generator<Run> {
  if (ASCII.test(text)) {
    for (const [run] of text.matchAll(ASCII_RUN)) yield { script: 'spaced', text: run };
    return;
  }
  // Invisible format characters (soft hyphen, joiners, bidi marks) stand inside words without parting them.
  const visible = text
    .normalize('NFC')
    .replace(PARTING, '-')
    .replace(/\p{Cf}/gu, '');
  for (const match of visible.matchAll(RUN)) {
    const { cjk, unspaced, hangul } = match.groups ?? {};
    const script = cjk ? 'cjk' : unspaced ? 'unspaced' : hangul ? 'hangul' : 'spaced';
    yield { script, text: match[0] };
  }
}

function* storedWords(all: readonly Run[], isName = false): Generator<string> {
  let lastCjk = '';
  for (const [index, run] of all.entries()) {
    if (isName) yield* storedJoin(all, index);
    if (run.script === 'cjk') {
      // Single characters and pairs; also the pair across a space, because 山田 花子 is typed 山田花子 as well.
      const characters = [...foldCjk(run.text)];
      yield* characters;
      yield* pairs(lastCjk === '' ? characters : [lastCjk, ...characters]);
      lastCjk = characters.at(-1) ?? '';
      continue;
    }
    lastCjk = '';
    if (run.script === 'spaced') yield* storedCompound(run.text);
    else yield* storedTails(run.text, run.script === 'hangul' ? syllableStarts(run.text) : wordStarts(run.text));
  }
}

// Names are typed without their spaces as well: where a script needs none, and behind the short words that begin a name,
// so that De la Cruz is found as delacruz.
function* storedJoin(all: readonly Run[], start: number): Generator<string> {
  const script = all[start]?.script;
  if (script === 'cjk') return;
  let joined = '';
  let parts = 0;
  for (const run of all.slice(start)) {
    if (run.script !== script || joined.length >= MAX_WORD_LETTERS) break;
    joined += run.text.replace(JOINER, '');
    parts++;
    if (script === 'spaced' && run.text.length > MAX_PARTICLE_LETTERS) break;
  }
  if (parts > 1) yield clip(fold(joined));
}

// Jean-Luc is found as jean, luc and jeanluc; O'Brien as obrien and brien; MacDonald as donald, too.
function* storedCompound(text: string): Generator<string> {
  const parts = text.split(JOINER);
  for (const part of parts) {
    const word = fold(part);
    yield clip(word);
    if (HUMPED.test(part)) for (const { index } of part.matchAll(HUMP)) yield clip(fold(part.slice(index)));
    if (ARTICLE.test(word)) yield* withoutArticle(word);
  }
  if (parts.length > 1) yield clip(fold(parts.join('')));
}

// الهاشمي is found as هاشمي, and عبدالرحمن as الرحمن, too.
function* withoutArticle(word: string): Generator<string> {
  const rest = /^عبد(?=ال)/u.test(word) ? word.slice(3) : word;
  if (rest !== word) yield clip(rest);
  if (/^ال\p{L}{3}/u.test(rest)) yield clip(rest.slice(2));
}

// Where words are not spaced, each beginning of a word starts a tail: whatever is typed from there is its prefix.
function* storedTails(text: string, starts: readonly number[]): Generator<string> {
  for (const [index, start] of starts.entries()) {
    yield clip(fold(text.slice(start, starts[index + 1])));
    yield clip(fold(text.slice(start)));
  }
}

function* askedWords({ script, text }: Run): Generator<QueryWord> {
  if (script === 'cjk') {
    const characters = [...foldCjk(text)];
    for (const gram of characters.length === 1 ? characters : pairs(characters)) yield { text: gram, whole: true };
  } else if (script === 'spaced') {
    for (const part of text.replace(APOSTROPHE, '').split(JOINER)) yield { text: clip(fold(part)), whole: false };
  } else {
    yield { text: clip(fold(text)), whole: false };
  }
}

function pairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function wordStarts(text: string): number[] {
  return Array.from(segmenter.segment(text), ({ index }) => index);
}

function syllableStarts(text: string): number[] {
  return Array.from(text, (_, index) => index);
}

function clip(word: string): string {
  return word.length <= MAX_WORD_LETTERS ? word : [...word].slice(0, MAX_WORD_LETTERS).join('');
}
