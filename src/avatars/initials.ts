// The letters that stand for a name, in any script: whole graphemes, never half a character, never a foreign habit.

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

// Scripts whose writers abbreviate a name to the first letters of two words. Everywhere else one grapheme stands for it:
// a family name's first character in Chinese, Japanese and Korean, a letter with its marks in Arabic or Devanagari.
const twoInitials =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Deseret}\p{Script=Osage}\p{Script=Tifinagh}]/u;
// Georgian capitals exist in Unicode, but names are not written with them and few fonts have them.
const caseless = /^\p{Script=Georgian}/u;

const pictograph = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
// Not \p{L}: a modifier letter such as the ʻokina is part of a sound, not an initial.
const letterOrDigit = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{N}]/u;
// A vowel that is written before its consonant in Thai and Lao does not stand for a name.
const skipped = /^\p{Logical_Order_Exception}/u;
// Nothing to see, or made to mislead: controls, fillers, bidi marks, lone surrogates, U+FFFD. ZWJ stays: emoji and Indic use it.
const invisible =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u{ad}\u{61c}\u{115f}\u{1160}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fffd}]/gu;
// More marks than any script stacks on one letter.
const excessMarks = /(\p{M}{4})\p{M}+/gu;

function findGrapheme(text: string, isWanted: (grapheme: string) => boolean): string | undefined {
  for (const { segment } of graphemes.segment(text)) if (isWanted(segment)) return segment;
  return undefined;
}

const findLetter = (word: string) =>
  findGrapheme(word, (grapheme) => letterOrDigit.test(grapheme) && !skipped.test(grapheme));

function capitalize(initial: string): string {
  const capital = initial.toUpperCase();
  const isOneLetter = [...graphemes.segment(capital)].length === 1; // ß would become SS
  return isOneLetter && !caseless.test(initial) ? capital : initial;
}

/** One or two graphemes for a name; empty when nothing in it can stand for it. */
export function initialsOf(name: string): string {
  const clean = name.replace(/\s+/gu, ' ').replace(invisible, '').normalize('NFKC').replace(excessMarks, '$1');
  const letters = clean.split(' ').flatMap((word) => findLetter(word) ?? []);
  const [first] = letters;
  if (first === undefined) return findGrapheme(clean, (grapheme) => pictograph.test(grapheme)) ?? '';
  if (!twoInitials.test(first)) return first;
  const last = letters.slice(1).findLast((letter) => twoInitials.test(letter)) ?? '';
  return capitalize(first) + capitalize(last);
}
