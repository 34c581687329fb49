// The languages of mails. Another one is a file like en.ts and a line here.
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import type { Language } from './language.ts';

export type { Language } from './language.ts';

export const languages = { en, es, fr, de, ja } as const satisfies Record<string, Language>;
export type LanguageCode = keyof typeof languages;

/** What one gets whose language is not there. */
const fallback = 'en' satisfies LanguageCode;

const isThere = (code: string): code is LanguageCode => Object.hasOwn(languages, code);

/** The language of mails for somebody who reads `tag` (BCP 47): `de-AT` and `de-Latn-CH` read `de`. */
export function languageFor(tag: string | null): LanguageCode {
  const base = tag?.split('-')[0]?.toLowerCase() ?? fallback;
  return isThere(base) ? base : fallback;
}
