// The languages of our own pages, and the one that a browser would rather read.
import type { Request } from 'express';

export const pageLanguages = ['en', 'es', 'fr', 'de', 'ja'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** The same sentences in every language. */
export type Catalogue<Sentences> = Readonly<Record<PageLanguage, Sentences>>;

/** What a route that chooses by it says of the header. */
export const languageHeader = { 'Accept-Language': 'English, Spanish, French, German and Japanese are spoken.' };

/** By `Accept-Language`; English for whoever reads none of them. */
export function languageOf(request: Pick<Request, 'acceptsLanguages'>): PageLanguage {
  const preferred = request.acceptsLanguages([...pageLanguages]);
  return pageLanguages.find((language) => language === preferred) ?? 'en';
}
