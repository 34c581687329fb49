// Where the words of a question stand in what a viewer is shown. It looks at the presented profile alone, so it can
// tell nothing that the profile does not; whichever engine found the person.
import { fold } from '../platform/search/fold.ts';
import { allowedEdits, editDistance } from '../platform/search/spelling.ts';
import type { QueryWord } from '../platform/search/words.ts';
import type { PresentedProfile } from '../profiles/index.ts';
import { searchedFields, textsOf } from './documents.ts';
import { type Letter, lettersOf, plainWord, type SearchedText, type Stretch, searchedText } from './searched-text.ts';

/** A part of a text, in UTF-16 code units; `end` is behind its last one. */
export interface HighlightRange {
  /** Which entry of a list. */
  readonly item?: number;
  readonly start: number;
  readonly end: number;
}

/** By field. */
export type Highlights = Readonly<Record<string, readonly HighlightRange[]>>;

const maxRangesOfText = 20;

type Found = Readonly<Pick<HighlightRange, 'start' | 'end'>>;

const spanOf = (found: readonly Letter[]): Found[] => {
  const [first, last] = [found[0], found.at(-1)];
  return first && last ? [{ start: first.start, end: last.end }] : [];
};

/** The letters that the word is, or begins. */
function beginningOf({ start, text, folded }: Stretch, word: string): Found[] {
  if (!folded.startsWith(word)) return [];
  if (plainWord.test(text)) return [{ start, end: start + word.length }];
  let length = 0;
  for (const letter of lettersOf(text, start, fold)) {
    length += letter.folded.length;
    if (length >= word.length) return [{ start, end: letter.end }];
  }
  return [];
}

function misspellingOf({ start, text, folded }: Stretch, word: string, edits: number): Found[] {
  if (Math.abs(folded.length - word.length) > edits || editDistance(word, folded) > edits) return [];
  return [{ start, end: start + text.length }];
}

/** A character, or two beside one another. */
function charactersOf(chain: readonly Letter[], word: string): Found[] {
  return chain.flatMap((letter, index) => {
    if (letter.folded === word) return spanOf([letter]);
    const next = chain[index + 1];
    if (!next || letter.folded + next.folded !== word) return [];
    return next.start === letter.end ? spanOf([letter, next]) : [...spanOf([letter]), ...spanOf([next])];
  });
}

function exactIn(searched: SearchedText, { text, whole }: QueryWord): Found[] {
  if (!searched.mayHold(text)) return [];
  const { stretches, chains } = searched.read();
  if (whole) return chains.flatMap((chain) => charactersOf(chain, text));
  return stretches.flatMap((part) => beginningOf(part, text));
}

/** In their order, without overlaps. */
function joined(found: readonly Found[]): Found[] {
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges.slice(0, maxRangesOfText);
}

/** Where `words` stand in the fields that are searched. A word that stands nowhere as it was typed is looked for misspelt. */
export function highlightsOf(profile: PresentedProfile, words: readonly QueryWord[]): Highlights {
  const texts = searchedFields.flatMap(({ name }) => {
    const isList = Array.isArray(profile[name]);
    return textsOf(profile, name).map((text, index) => searchedText(name, isList ? index : undefined, text));
  });
  const found = texts.map((): Found[] => []);
  for (const word of words) {
    const exact = texts.map((text) => exactIn(text, word));
    const edits = exact.every((ranges) => ranges.length === 0) && !word.whole ? allowedEdits(word.text) : 0;
    for (const [at, text] of texts.entries()) {
      const misspelt = edits > 0 ? text.read().stretches.flatMap((part) => misspellingOf(part, word.text, edits)) : [];
      found[at]?.push(...(exact[at] ?? []), ...misspelt);
    }
  }
  const highlights: Record<string, HighlightRange[]> = {};
  for (const [at, { field, item }] of texts.entries()) {
    const ranges = joined(found[at] ?? []).map((range) => (item === undefined ? range : { item, ...range }));
    if (ranges.length > 0) highlights[field] = [...(highlights[field] ?? []), ...ranges];
  }
  return highlights;
}
