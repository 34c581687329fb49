// A text cut into what is compared with the words of a question, with the place of each part; what is stored of a text is
// cut alike (`platform/search/words.ts`), but there places do not matter.
import { fold, foldCjk } from '../platform/search/fold.ts';

/** A letter with its marks, as it is compared. */
export interface Letter {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
}

/** A part of a text that is compared with the words of the question from its first letter on. */
export interface Stretch {
  readonly start: number;
  readonly text: string;
  readonly folded: string;
}

interface ReadText {
  readonly stretches: readonly Stretch[];
  /** Characters of Chinese and Japanese that follow one another. */
  readonly chains: readonly (readonly Letter[])[];
}

export interface SearchedText {
  readonly field: string;
  readonly item: number | undefined;
  /** False where a look is enough to know that the word stands nowhere as it is. */
  mayHold(word: string): boolean;
  /** Takes some time, and is done once. */
  read(): ReadText;
}

// A biography that somebody made hostile must not hold up a page of a hundred people.
const maxUnits = 2_000;
const maxTailUnits = 100;

const cjk = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\u30FC\\uFF70';
const unspaced = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const hangul = '\\p{Script=Hangul}';
const spaced = `(?:(?![${cjk}${unspaced}${hangul}])[\\p{L}\\p{N}\\p{M}\\p{Cf}])+`;
const runs = new RegExp(
  `(?<cjk>[${cjk}\\u3099\\u309A\\uFF9E\\uFF9F]+)|(?<unspaced>[${unspaced}]+)|(?<hangul>[${hangul}]+)|${spaced}(?:[-._'’‘ʼʻ\`´′＇׳״]${spaced})*`,
  'gu',
);
const joiners = /[-._'’‘ʼʻ`´′＇׳״]/u;
const betweenJoiners = /[^-._'’‘ʼʻ`´′＇׳״]+/gu;
const letters = /[^\p{M}\u3099\u309A\uFF9E\uFF9F][\p{M}\p{Cf}\u3099\u309A\uFF9E\uFF9F]*|[\p{M}\uFF9E\uFF9F]+/gu;
// Most texts need none of this, and a page of search holds a hundred of them.
const plainText = /^[\x20-\x7e\n\t]*$/;
const plainRuns = /[a-z0-9]+(?:[-._'`][a-z0-9]+)*/gi;
const plainJoiners = /[-._'`]/g;
/** Folding such a word changes no lengths. */
export const plainWord = /^[a-z0-9]*$/i;
const wordSegmenter = new Intl.Segmenter('und', { granularity: 'word' });

const foldFast = (text: string): string => (plainWord.test(text) ? text.toLowerCase() : fold(text));

export const lettersOf = (text: string, offset: number, folding: (letter: string) => string): Letter[] =>
  Array.from(text.matchAll(letters), ({ 0: letter, index }) => {
    const start = offset + index;
    return { start, end: start + letter.length, folded: folding(letter) };
  });

const stretch = (start: number, text: string): Stretch => ({ start, text, folded: foldFast(text) });

/** Jean-Luc is found as a whole and by each of its parts. */
function partsOf(run: string, offset: number): Stretch[] {
  if (!joiners.test(run)) return [stretch(offset, run)];
  const parts = Array.from(run.matchAll(betweenJoiners), ({ 0: part, index }) => stretch(offset + index, part));
  return [...parts, stretch(offset, run)];
}

/** Where words are not spaced, each of their beginnings starts a word, and one that goes on to the end. */
const tailsOf = (run: string, offset: number, starts: readonly number[]): Stretch[] =>
  starts.flatMap((start, at) => [
    stretch(offset + start, run.slice(start, Math.min(starts[at + 1] ?? run.length, start + maxTailUnits))),
    stretch(offset + start, run.slice(start, start + maxTailUnits)),
  ]);

const wordStarts = (run: string): number[] => Array.from(wordSegmenter.segment(run), ({ index }) => index);
const letterStarts = (run: string): number[] => Array.from(run.matchAll(letters), ({ index }) => index);

const readPlain = (text: string): ReadText => ({
  stretches: Array.from(text.matchAll(plainRuns), ({ 0: run, index }) => partsOf(run, index)).flat(),
  chains: [],
});

function readAny(text: string): ReadText {
  const stretches: Stretch[] = [];
  const chains: Letter[][] = [];
  let isChained = false;
  for (const match of text.matchAll(runs)) {
    const [run] = match;
    const { groups = {}, index } = match;
    if (groups.cjk) {
      const found = lettersOf(run, index, foldCjk);
      if (isChained) chains.at(-1)?.push(...found);
      else chains.push(found);
    } else if (groups.hangul) stretches.push(...tailsOf(run, index, letterStarts(run)));
    else if (groups.unspaced) stretches.push(...tailsOf(run, index, wordStarts(run)));
    else stretches.push(...partsOf(run, index));
    isChained = groups.cjk !== undefined;
  }
  return { stretches, chains };
}

/** A text as it is compared with the words of a question; `item` says which entry of a list it is. */
export function searchedText(field: string, item: number | undefined, whole: string): SearchedText {
  const text = whole.slice(0, maxUnits);
  const isPlain = plainText.test(text);
  const letters = isPlain ? text.toLowerCase().replace(plainJoiners, '') : '';
  let known: ReadText | undefined;
  return {
    field,
    item,
    mayHold: (word) => !isPlain || letters.includes(word),
    read() {
      known ??= isPlain ? readPlain(text) : readAny(text);
      return known;
    },
  };
}
