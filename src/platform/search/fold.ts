// Folding: the form in which a word is stored and looked for, so that case, accents and width make no difference.

// Marks are dropped where they are accents. Elsewhere (Devanagari, Thai …) they are vowels and must stay.
const ACCENTS = new RegExp(
  [
    '[\\u0300-\\u036F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F]', // Latin, Greek, Cyrillic
    '[\\u0591-\\u05C7]', // Hebrew points
    '[\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u06D6-\\u06ED]', // Arabic harakat and tatweel
    '[\\u093C\\u09BC\\u0A3C\\u0ABC\\u0B3C\\u0CBC]', // Indic nukta
  ].join('|'),
  'gu',
);

// Letters that Unicode does not decompose, but that people type without their stroke, tail or ligature.
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ə: 'e',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

/** Folds one word: compatibility decomposition, lower case, accents stripped, and nothing but letters, digits, marks. */
export function fold(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

/** Folds Chinese or Japanese characters: composed, so that each is one code point, and katakana as hiragana. */
export function foldCjk(run: string): string {
  return run
    .normalize('NFKC')
    .replace(/[\u30A1-\u30F6]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60));
}
