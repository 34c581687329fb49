// Plain text as people type it, in every script: what is kept, what is refused and why. HTML is text like any other.
import { accept, type Checked, refuse } from './checked.ts';
import { hasStrayInvisible, isBlank } from './invisible.ts';

export type PlainTextOptions = { maxGraphemes: number; multiline?: boolean; rejectTicks?: boolean };

export type PlainTextReason =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'LONE_SURROGATE'
  | 'CONTROL_CHARACTER'
  | 'BIDI_CONTROL'
  | 'UNASSIGNED_CHARACTER'
  | 'TOO_MANY_MARKS'
  | 'ZERO_WIDTH'
  | 'LOOKALIKE_BADGE';

// A couple with two skin tones takes 15 code units, a flag of a region 14; more per character is nobody's text.
const CODE_UNITS_PER_GRAPHEME = 16;
const MAX_CODE_UNITS_IN_ONE_GRAPHEME = 32;

const LONE_SURROGATE = /\p{Cs}/u;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const CONTROL_IN_LINES = /(?![\t\n])[\p{Cc}\u2028\u2029]/u;
const BIDI_CONTROL = /[\u202A-\u202E\u2066-\u2069]/u;
const UNASSIGNED_OR_PRIVATE = /[\p{Cn}\p{Co}]/u;

// Five marks on one letter is a tower, except in scripts that write consonants, vowels and accents as marks.
const STACKING =
  '\\p{Script=Hebrew}\\p{Script=Tibetan}\\p{Script=Myanmar}\\p{Script=Balinese}\\p{Script=Javanese}\\p{Script=Tai_Tham}';
const TOWER_OF_MARKS = new RegExp(`^\\p{M}|(?:(?![${STACKING}])\\p{M}){5}|\\p{M}{9}|(\\p{M})\\1\\1`, 'u');

// Ticks, circled Vs, seal and shield: what services draw beside a name they vouch for. A star is mere ornament and stays.
// ꪜ is a letter in Tai Viet words and a tick anywhere else.
const TICK_OR_BADGE =
  /[\u221A\u237B\u2611\u2705\u2713\u2714\u{10102}\u{1F5F8}\u{1F5F9}\u{1FBB1}]|[\u24CB\u24E5\u{1F145}\u{1F165}\u{1F185}]|[\u{1F3F5}\u{1F6E1}]|[\u20DD-\u20E0]|(?<!(?!\uAA9C)\p{Script=Tai_Viet})\uAA9C+(?!\p{Script=Tai_Viet})/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The most UTF-16 code units a text of so many graphemes may take; longer ones are refused unread. */
export const maxCodeUnits = (maxGraphemes: number): number => maxGraphemes * CODE_UNITS_PER_GRAPHEME;

/**
 * Normalises text to NFC, trimmed, with LF line ends, or refuses it; nothing else is changed, so what is kept comes back as it was.
 * Normalising twice changes nothing. Length is counted in graphemes; line breaks and tabs need `multiline`;
 * `rejectTicks` is for names, where a tick would pass for verification.
 */
export function normalizePlainText(input: string, options: PlainTextOptions): Checked<string, PlainTextReason> {
  const { maxGraphemes, multiline = false, rejectTicks = false } = options;
  const tooLong = refuse('TOO_LONG', `may have at most ${maxGraphemes} characters`);
  if (input.length > maxCodeUnits(maxGraphemes)) return tooLong;
  if (LONE_SURROGATE.test(input)) return refuse('LONE_SURROGATE', 'must not contain half of a character');

  const value = input.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (value.length > maxCodeUnits(maxGraphemes)) return tooLong;
  if ((multiline ? CONTROL_IN_LINES : CONTROL).test(value)) {
    const what = multiline ? 'control characters' : 'line breaks, tabs or control characters';
    return refuse('CONTROL_CHARACTER', `must not contain ${what}`);
  }
  if (BIDI_CONTROL.test(value))
    return refuse('BIDI_CONTROL', 'must not contain characters that turn the direction of text');
  if (isBlank(value)) return refuse('EMPTY', 'must contain something that can be seen');
  if (UNASSIGNED_OR_PRIVATE.test(value)) {
    return refuse('UNASSIGNED_CHARACTER', 'must not contain characters that have no agreed meaning');
  }
  if (TOWER_OF_MARKS.test(value)) return refuse('TOO_MANY_MARKS', 'must not stack so many marks on one character');
  if (hasStrayInvisible(value)) return refuse('ZERO_WIDTH', 'must not contain invisible characters');
  if (rejectTicks && TICK_OR_BADGE.test(value)) {
    return refuse('LOOKALIKE_BADGE', 'must not contain ticks or badges, which would look like a verification');
  }

  let count = 0;
  for (const { segment } of graphemes.segment(value)) {
    if (segment.length > MAX_CODE_UNITS_IN_ONE_GRAPHEME) {
      return refuse('TOO_MANY_MARKS', 'must not join so many signs into one character');
    }
    count += 1;
    if (count > maxGraphemes) return tooLong;
  }
  return accept(value);
}
