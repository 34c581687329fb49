// Which characters nobody can see may stay: those that a script or an emoji needs to be written right, where it needs them.

const SCRIPTS_WITH_JOINERS =
  'Arabic Syriac Mandaic Nko Mongolian Phags_Pa Adlam Hanifi_Rohingya Tibetan Khmer Myanmar Balinese Javanese Sundanese ' +
  'Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Chakma Meetei_Mayek Newa Tirhuta Grantha';
const SCRIPTS_WITHOUT_SPACES = 'Thai Lao Khmer Myanmar Tibetan Javanese Balinese Tai_Tham';
const SCRIPTS_FROM_THE_RIGHT = 'Arabic Hebrew Syriac Thaana Nko Adlam Samaritan Mandaic';

// By Script, not Script_Extensions: those count Latin dots and diaereses as Syriac. Arabic shares its vowel signs, no others.
const classOf = (scripts: string): string =>
  scripts
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('');
const JOINING = `[${classOf(SCRIPTS_WITH_JOINERS)}\\p{scx=Arabic}]`;
const UNSPACED = `[${classOf(SCRIPTS_WITHOUT_SPACES)}]`;
const EMOJI = '[\\p{Extended_Pictographic}\\p{Emoji_Presentation}]';
const ZERO_WIDTH = '[\\u200B-\\u200F]';

const IN_ITS_PLACE = new RegExp(
  [
    '\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{3,6}\\u{E007F}', // flag of a region
    `(?<=${EMOJI})[\\uFE0E\\uFE0F]`, // drawn as text or in colour
    '(?<=[0-9#*])\\uFE0F(?=\\u20E3)', // keycap
    `(?<=${EMOJI}\\uFE0F?)\\u200D(?=\\p{Extended_Pictographic})`, // family, profession, flag
    '(?<=\\p{Script=Han})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]', // a name's own form of a character
    '(?<=\\p{Script=Myanmar})\\uFE00',
    '(?<=\\p{Script=Mongolian})[\\u180B-\\u180F]',
    `(?<=${JOINING})(?<!${ZERO_WIDTH})\\u200D`, // may end a word: Malayalam chillu, Arabic abbreviations
    `(?<=${JOINING} ?)(?<!${ZERO_WIDTH})\\u200C(?= ?${JOINING})(?!${ZERO_WIDTH})`, // keyboards leave it beside a space too
    `(?<=${UNSPACED})(?<!${ZERO_WIDTH})\\u200B(?=${UNSPACED})(?!${ZERO_WIDTH})`, // where a line may break
  ].join('|'),
  'gu',
);
const FROM_THE_RIGHT = new RegExp(`[${classOf(SCRIPTS_FROM_THE_RIGHT)}]`, 'u');
const SINGLE_DIRECTION_MARK = /(?<![\u061C\u200E\u200F])[\u061C\u200E\u200F]/gu;

// The exceptions are format characters that are drawn: signs of number, year, verse and abbreviation.
const INVISIBLE =
  /(?![\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}])[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Whether an invisible character stands where no script and no emoji asks for it. */
export function hasStrayInvisible(text: string): boolean {
  if (!INVISIBLE.test(text)) return false;
  const rest = text.replace(IN_ITS_PLACE, '');
  return INVISIBLE.test(FROM_THE_RIGHT.test(text) ? rest.replace(SINGLE_DIRECTION_MARK, '') : rest);
}

/** Whether nothing in the text leaves ink: spaces, fillers and empty braille cells only. */
export function isBlank(text: string): boolean {
  return !/[^\s\u2800\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text);
}
