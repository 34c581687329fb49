// Parts that move out with one variable (the embedded default stands beside each in the documentation).
import Joi from 'joi';
import { key } from '../key.ts';
import { url } from '../schemas.ts';

const meili = { unavailable: 'Meilisearch is not in this version; search runs in PostgreSQL' };

export const search = {
  title: 'Search',
  keys: {
    url: key<string | undefined>('MEILI_URL', url('http', 'https'), undefined, 'A Meilisearch for search.', meili),
    apiKey: key<string | undefined>('MEILI_API_KEY', Joi.string(), undefined, 'Its key.', { ...meili, secret: true }),
  },
} as const;
