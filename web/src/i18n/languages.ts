// The languages of the application. Each is loaded when somebody reads it; one that lacks a sentence does not compile.
import type { Messages } from './messages/en.ts';

const loaders = {
  en: async () => (await import('./messages/en.ts')).en,
  es: async () => (await import('./messages/es.ts')).es,
  fr: async () => (await import('./messages/fr.ts')).fr,
  de: async () => (await import('./messages/de.ts')).de,
  ja: async () => (await import('./messages/ja.ts')).ja,
} satisfies Record<string, () => Promise<Messages>>;

export type Language = keyof typeof loaders;
export const languages = Object.keys(loaders) as Language[];

const isLanguage = (tag: string): tag is Language => Object.hasOwn(loaders, tag);
const keptAt = 'cameo-language';
/** English from right to left, to see what a page looks like that way: `?language=en-x-rtl`. */
const rightToLeft = 'en-x-rtl';

/** The first tag that we speak, by what comes before its first hyphen. */
const firstSpoken = (tags: readonly string[]): Language | undefined =>
  tags.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find(isLanguage);

/** What the address asks for, else what was chosen here before, else what the browser prefers. */
export function preferredLanguage(): { language: Language; isMirrored: boolean } {
  const asked = new URLSearchParams(location.search).get('language');
  const kept = localStorage.getItem(keptAt);
  const tags = [asked, kept, ...navigator.languages].filter((tag) => tag !== null);
  return { language: firstSpoken(tags) ?? 'en', isMirrored: asked === rightToLeft };
}

export const keepLanguage = (language: Language): void => localStorage.setItem(keptAt, language);

export const loadMessages = (language: Language): Promise<Messages> => loaders[language]();

/** What a language calls itself. */
export const nameOf = (language: Language): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
