// Languages (BCP 47) and time zones (IANA), each in the one spelling that is stored.
import { accept, type Checked, refuse } from './checked.ts';

export const LANGUAGE_TAG_MAX_LENGTH = 35; // what RFC 5646 §4.4.1 asks a buffer to hold
export const TIME_ZONE_MAX_LENGTH = 64;

// ICU answers with the names these zones had before IANA renamed them (CLDR's `iana` attribute).
const CURRENT_ZONE_NAMES: ReadonlyMap<string, string> = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);

/** Gives a language tag its canonical spelling (`EN-us` → `en-US`, `iw` → `he`). */
export function normalizeLanguageTag(input: string): Checked<string, 'NOT_A_LANGUAGE'> {
  const tag = canonicalLocale(input.trim());
  // Intl takes any word of five to eight letters as a language; none is registered.
  if (tag === undefined || !/^[a-z]{2,3}(?:-|$)/.test(tag)) {
    return refuse('NOT_A_LANGUAGE', 'must be a language tag like en, pt-BR or zh-Hant');
  }
  return accept(tag);
}

/** Gives a time zone the name IANA uses today (`asia/calcutta` → `Asia/Kolkata`); offsets are not zones. */
export function normalizeTimeZone(input: string): Checked<string, 'NOT_A_TIME_ZONE'> {
  const zone = resolvedZone(input.trim());
  if (zone === undefined) return refuse('NOT_A_TIME_ZONE', 'must be a time zone like Europe/Zurich or UTC');
  return accept(CURRENT_ZONE_NAMES.get(zone) ?? zone);
}

function canonicalLocale(tag: string): string | undefined {
  if (tag.length > LANGUAGE_TAG_MAX_LENGTH) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

function resolvedZone(name: string): string | undefined {
  if (name.length > TIME_ZONE_MAX_LENGTH || !/^[a-z]/i.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
