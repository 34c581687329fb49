// Parts that move out with one variable (the embedded default stands beside each in the documentation).
import Joi from 'joi';
import { key } from '../key.ts';
import { url } from '../schemas.ts';

const s3 = { unavailable: 'S3 storage is not in this version; files are kept in `DATA_DIR/storage`' };
const meili = { unavailable: 'Meilisearch is not in this version; search runs in PostgreSQL' };
const issuer = { unavailable: 'external sign-in is not in this version; built-in accounts are used' };

export const search = {
  title: 'Search',
  keys: {
    url: key<string | undefined>('MEILI_URL', url('http', 'https'), undefined, 'A Meilisearch for search.', meili),
    apiKey: key<string | undefined>('MEILI_API_KEY', Joi.string(), undefined, 'Its key.', { ...meili, secret: true }),
  },
} as const;

export const storage = {
  title: 'Files',
  keys: {
    bucket: key<string | undefined>('S3_BUCKET', Joi.string(), undefined, 'An S3 bucket for files.', s3),
    endpoint: key<string | undefined>(
      'S3_ENDPOINT',
      url('http', 'https'),
      undefined,
      'An S3-compatible service other than AWS.',
      s3,
    ),
    region: key<string | undefined>('AWS_REGION', Joi.string(), undefined, 'The region of the bucket.'),
  },
} as const;

export const mail = {
  title: 'Mail',
  keys: {
    smtpUrl: key<string | undefined>('SMTP_URL', url('smtp', 'smtps'), undefined, 'A mail server.', {
      secret: true,
      unavailable: 'SMTP is not in this version; mails are kept in `DATA_DIR/mail`',
    }),
    from: key('MAIL_FROM', Joi.string(), 'Cameo <no-reply@localhost>', 'The sender of mails, as `Name <address>`.'),
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
