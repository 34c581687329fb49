// How people write a name otherwise than its owner does: without accents, in the other script, with the other letter.
// Made from what is known of each script, not from how the search folds; the two must agree by themselves.

const latin = {
  ...{ ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'Ae', œ: 'oe', Œ: 'Oe', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D' },
  ...{ þ: 'th', Þ: 'Th', ł: 'l', Ł: 'L', ı: 'i', İ: 'I', ə: 'e', Ə: 'E', ħ: 'h', Ħ: 'H' },
  ...{ ɓ: 'b', Ɓ: 'B', ɗ: 'd', Ɗ: 'D', ƙ: 'k', Ƙ: 'K', ʻ: '', '’': "'", ʼ: "'" },
};
const letters = {
  ...latin,
  // Arabic as it is typed in a hurry, and on a keyboard of another language.
  ...{ أ: 'ا', إ: 'ا', آ: 'ا', ؤ: 'و', ئ: 'ي', ى: 'ي', ة: 'ه', ی: 'ي', ک: 'ك', ہ: 'ه', ۂ: 'ه', ے: 'ي' },
  ...{ ё: 'е', Ё: 'Е', ґ: 'г', Ґ: 'Г' },
};

/** Without what many do not type: accents, points, nuktas, hamzas, the strokes of letters. */
export function withoutAccents(text) {
  return [...text.normalize('NFC')]
    .map((letter) => letters[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/(?<=[\p{sc=Latin}\p{sc=Greek}]\p{M}*)\p{M}/gu, '')
    .replace(/[\u0591-\u05C7]/gu, (point) => (point === '־' ? '-' : ''))
    .replace(/[\u064B-\u065F\u0670\u200C]/gu, '')
    .replace(/[\u093C\u09BC\u0A3C\u0ABC\u0B3C\u0CBC]/gu, '')
    .normalize('NFC');
}

/** Without the points of Hebrew and the signs of Arabic, which are read more often than typed. */
export const withoutPoints = (text) => text.replace(/[\u0591-\u05BD\u05BF-\u05C7\u064B-\u065F\u0670]/gu, '');

const digraphs = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'oe',
  å: 'aa',
  æ: 'ae',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  Ø: 'Oe',
  Å: 'Aa',
};

/** As Germans and Scandinavians write their letters where these are not to be had. */
export const withDigraphs = (text) => [...text.normalize('NFC')].map((letter) => digraphs[letter] ?? letter).join('');

// Simplified and traditional characters of names.
const traditional =
  '偉芳建國麗華曉東雨桐志強靜怡國慶夢琪浩然子軒詩涵俊傑鳳英慶齡王張劉陳楊趙黃周吳孫馬羅鄭謝歐陽司馬許鄧蕭葉蘇諸葛嘉欣彤儀學友棟詠澤';
const simplified =
  '伟芳建国丽华晓东雨桐志强静怡国庆梦琪浩然子轩诗涵俊杰凤英庆龄王张刘陈杨赵黄周吴孙马罗郑谢欧阳司马许邓萧叶苏诸葛嘉欣彤仪学友栋咏泽';
const pairs = [...traditional].map((character, at) => [character, [...simplified][at]]).filter(([a, b]) => a !== b);
const toSimplified = Object.fromEntries(pairs);
const toTraditional = Object.fromEntries(pairs.map(([a, b]) => [b, a]));

const ethiopic = { ሐ: 'ሀ', ኃ: 'ሀ', ሠ: 'ሰ', ሥ: 'ስ', ዐ: 'አ', ዓ: 'አ', ፀ: 'ጸ', ፁ: 'ጹ', ጽ: 'ፅ' };
const chillus = { ൻ: 'ന്\u200D', ൽ: 'ല്\u200D', ർ: 'ര്\u200D', ൾ: 'ള്\u200D', ൺ: 'ണ്\u200D' };

const swap = (text, table) => [...text].map((character) => table[character] ?? character).join('');

/** The same name as others would write it: hiragana for katakana, traditional for simplified, the other homophone. */
export function withOtherScript(text) {
  const plain = text.replace(/ヴ([ァィェォ])/g, (_, vowel) => ({ ァ: 'バ', ィ: 'ビ', ェ: 'ベ', ォ: 'ボ' })[vowel]);
  if (plain !== text) return plain;
  if (/\p{sc=Katakana}/u.test(text))
    return text.replace(/[\u30A1-\u30F3]/g, (kana) => String.fromCodePoint(kana.codePointAt(0) - 0x60));
  if (/\p{sc=Hiragana}/u.test(text))
    return text.replace(/[\u3041-\u3093]/g, (kana) => String.fromCodePoint(kana.codePointAt(0) + 0x60));
  const other = swap(text, toTraditional);
  if (other !== text) return other;
  return swap(text, { ...toSimplified, ...ethiopic, ...chillus });
}

/** The same name with its spaces, hyphens and apostrophes elsewhere, or nowhere: none where nobody would. */
export function withOtherSpaces({ displayName, firstName = '', lastName = '' }) {
  if (/[\p{sc=Han}\p{sc=Hangul}]/u.test(displayName))
    return [displayName.includes(' ') ? displayName.replaceAll(' ', '') : `${lastName} ${firstName}`];
  if (/[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Katakana}\p{sc=Hiragana}]/u.test(displayName))
    return [displayName.replace(/[ ・]/g, displayName.includes(' ') ? '' : ' ')];
  return [
    displayName.replace(/['’ʻ-]|\u200C|־/gu, ' '),
    displayName.replace(/['’ʻ-]|\u200C|־/gu, ''),
    displayName.replace(/\b(Mac|Mc)(?=\p{Lu})/gu, '$1 '),
    displayName.replace(/(?<!\p{L})(Mac|Ó|Ní|Te) (?=\p{Lu})/gu, '$1'),
    displayName.replace(/عبد(?=ال)/gu, 'عبد '),
  ].filter((spelling) => spelling !== displayName);
}

export const isCased = (text) => text.toLowerCase() !== text.toUpperCase();

/** One spelling for all of these, to see who else has the name. */
export const foldVariants = (text) =>
  swap(withoutAccents(text), { ...toSimplified, ...ethiopic })
    .replace(/['’ʼ\u200D]/g, '')
    .toLowerCase();
