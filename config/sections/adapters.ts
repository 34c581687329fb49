// Parts that move out with one variable (the embedded default stands beside each in the documentation).
import Joi from 'joi';
import { key } from '../key.ts';
import { url } from '../schemas.ts';

const meili = { unavailable: 'Meilisearch is not in this version; search runs in PostgreSQL' };
const issuer = { unavailable: 'external sign-in is not in this version; built-in accounts are used' };

export const search = {
  title: 'Search',
  keys: {
    url: key<string | undefined>('MEILI_URL', url('http', 'https'), undefined, 'A Meilisearch for search.', meili),
    apiKey: key<string | undefined>('MEILI_API_KEY', Joi.string(), undefined, 'Its key.', { ...meili, secret: true }),
  },
} as const;

export const signIn = {
  title: 'External sign-in',
  keys: {
    oidcIssuer: key<string | undefined>('OIDC_ISSUER', url('https', 'http'), undefined, 'An OpenID issuer.', issuer),
    jwksUrl: key<string | undefined>('JWKS_URL', url('https', 'http'), undefined, 'The key set of an issuer.', issuer),
    kratosUrl: key<string | undefined>('KRATOS_PUBLIC_URL', url('https', 'http'), undefined, 'An Ory Kratos.', issuer),
  },
} as const;
