// Typo tolerance after SymSpell (Wolf Garbe): two words within n edits share a form that is left after deleting at
// most n letters of each. Forms are made from the first seven letters only, so that long words do not explode.

/** So many first letters of a word make its forms. */
export const FORM_LETTERS = 7;
const TWO_EDITS_FROM = 8;
const ONE_EDIT_FROM = 4;
const MISSPELT_BEGINNING_FROM = 5;

// A wrong digit is another number; a character of Chinese or Japanese, or a pair of them, is another word.
const NO_TYPOS = /[\p{N}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
// Korean is folded into jamo, two or three to a syllable: two edits would make most names alike.
const ONE_TYPO_ONLY = /\p{Script=Hangul}/u;

/** How many typos a word that somebody typed may have: 0, 1 (four letters or more) or 2 (eight or more). */
export function allowedEdits(word: string): 0 | 1 | 2 {
  const letters = [...word].length;
  if (letters < ONE_EDIT_FROM || NO_TYPOS.test(word)) return 0;
  return letters < TWO_EDITS_FROM || ONE_TYPO_ONLY.test(word) ? 1 : 2;
}

/** The forms under which the dictionary keeps a word: up to 29, its own first letters among them. */
export function storedForms(word: string): string[] {
  // One letter less than for typed words: a word of three letters is one edit away from one of four, and a word of
  // seven needs its second deletion where the clip takes the eighth letter that somebody typed.
  const letters = [...word].length;
  if (letters < ONE_EDIT_FROM - 1 || NO_TYPOS.test(word)) return [];
  if (letters < ONE_EDIT_FROM) return forms(word, 0);
  return forms(word, letters < TWO_EDITS_FROM - 1 || ONE_TYPO_ONLY.test(word) ? 1 : 2);
}

/** The forms under which a typed word looks for its neighbours; none when it may have no typo. */
export function askedForms(word: string): string[] {
  const edits = allowedEdits(word);
  return edits === 0 ? [] : forms(word, edits);
}

function forms(word: string, deletions: number): string[] {
  const found = new Set([[...word].slice(0, FORM_LETTERS).join('')]);
  let shortened = [...found];
  for (let round = 0; round < deletions; round++) {
    shortened = shortened.flatMap(withoutOneLetter);
    for (const form of shortened) found.add(form);
  }
  return [...found];
}

function withoutOneLetter(word: string): string[] {
  const letters = [...word];
  return letters.map((_, index) => letters.toSpliced(index, 1).join(''));
}

/** Whether the typed word, one typo in it, begins the other; not said of fewer than five letters, which begin too many. */
export function isMisspeltBeginning(typed: string, word: string): boolean {
  const letters = [...typed].length;
  if (letters < MISSPELT_BEGINNING_FROM || allowedEdits(typed) === 0) return false;
  return Math.min(...lastDistances(typed, [...word].slice(0, letters + 1).join(''))) <= 1;
}

/** Damerau–Levenshtein distance (optimal string alignment) in code points: a swap of two neighbours is one edit. */
export function editDistance(left: string, right: string): number {
  return lastDistances(left, right).at(-1) ?? 0;
}

/** The distances of `left` from every beginning of `right`, the shortest first. */
function lastDistances(left: string, right: string): readonly number[] {
  const a = [...left];
  const b = [...right];
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of a.entries()) {
    const current = [row + 1];
    for (const [column, other] of b.entries()) {
      const substitution = at(last, column) + (letter === other ? 0 : 1);
      let best = Math.min(substitution, at(last, column + 1) + 1, at(current, column) + 1);
      if (letter === b[column - 1] && a[row - 1] === other) best = Math.min(best, at(beforeLast, column - 1) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
