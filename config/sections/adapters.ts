// Search that moves out of the database.
import Joi from 'joi';
import { key, type Values } from '../key.ts';
import { url } from '../schemas.ts';

export const search = {
  title: 'Search',
  keys: {
    url: key<string | undefined>(
      'MEILI_URL',
      url('http', 'https'),
      undefined,
      'A Meilisearch, 1.16 or newer, that answers searches; PostgreSQL answers while it cannot.',
    ),
    apiKey: key<string | undefined>(
      'MEILI_API_KEY',
      Joi.string().pattern(/^[\x21-\x7e]+$/),
      undefined,
      'Its admin key (not the master key).',
      { secret: true },
    ),
    publicUrl: key<string | undefined>(
      'MEILI_PUBLIC_URL',
      url('http', 'https'),
      undefined,
      'Where browsers reach it with a token of `POST /search/token`, if not at `MEILI_URL`.',
    ),
  },
} as const;

/** What does not go together. */
export function searchProblems({ url, apiKey, publicUrl }: Values<typeof search>): string[] {
  if (url !== undefined) return [];
  return [
    ...(apiKey === undefined ? [] : ['MEILI_URL: is required with MEILI_API_KEY']),
    ...(publicUrl === undefined ? [] : ['MEILI_URL: is required with MEILI_PUBLIC_URL']),
  ];
}
