// Folding: the form in which a word is stored and looked for, so that case, accents and width make no difference.
import { hanStandIn } from './han-variants.ts';

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

// Ethiopic letters that sound alike and are written one for the other: seven vowels to a consonant, of which the first and
// the fourth sound alike too where there is hardly a consonant to hear.
const HOMOPHONES = ['ሐሀ', 'ኀሀ', 'ሠሰ', 'ዐአ', 'ፀጸ'].flatMap((pair) => {
  const [row = 0, other = 0] = Array.from(pair, (letter) => letter.codePointAt(0));
  return Array.from({ length: 7 }, (_, vowel) =>
    [row + vowel, other + vowel].map((code) => String.fromCodePoint(code)),
  );
});
const OPEN: Readonly<Record<string, string>> = { ሃ: 'ሀ', ኣ: 'አ' };

// Letters that Unicode does not decompose, but that people type without their stroke, tail or ligature, or otherwise.
const PLAIN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(HOMOPHONES.map(([letter = '', other = '']) => [letter, OPEN[other] ?? other])),
  ...OPEN,
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
  ہ: 'ه',
  ھ: 'ه',
  ۃ: 'ه',
  ے: 'ي',
  ґ: 'г',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  // A consonant without its vowel, as one letter and as letter and virama.
  ൺ: 'ണ്',
  ൻ: 'ന്',
  ർ: 'ര്',
  ൽ: 'ല്',
  ൾ: 'ള്',
  ൿ: 'ക്',
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

// Vowels of two parts are one key and one typo. Korean stays in its parts, which is how it is typed.
const DECOMPOSED = /(?:(?!\p{Script=Hangul})[\p{L}\p{M}])+/gu;
// Thai and Lao write this vowel with one key, too, but nothing composes it again.
const SARA_AM = /\u0E4D\u0E32|\u0ECD\u0EB2/g;

const PLAIN_WORD = /^[A-Za-z0-9]*$/;

/** Folds one word: compatibility decomposition, lower case, accents stripped, and nothing but letters, digits, marks. */
export function fold(word: string): string {
  if (PLAIN_WORD.test(word)) return word.toLowerCase();
  return foldText(word).replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

/** Folds a text, with its spaces and signs. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .replace(DECOMPOSED, (letters) => letters.normalize('NFC'))
    .replace(SARA_AM, (letters) => (letters.startsWith('\u0E4D') ? '\u0E33' : '\u0EB3'));
}

// ヴァ is typed バ as well. By now katakana is hiragana.
const VU: Readonly<Record<string, string>> = { ゔぁ: 'ば', ゔぃ: 'び', ゔぇ: 'べ', ゔぉ: 'ぼ', ゔ: 'ぶ' };

/** Folds Chinese or Japanese characters: composed, so that each is one code point, without variants, katakana as hiragana. */
export function foldCjk(run: string): string {
  return run
    .normalize('NFKC')
    .replace(/\p{Script=Han}/gu, hanStandIn)
    .replace(/[\u30A1-\u30F6]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))
    .replace(/ゔ[ぁぃぇぉ]?/g, (syllable) => VU[syllable] ?? syllable);
}
