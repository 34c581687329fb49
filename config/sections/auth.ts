import { createPrivateKey } from 'node:crypto';
import Joi from 'joi';
import { key } from '../key.ts';

function isP256(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

export const auth = {
  title: 'Secrets and tokens',
  keys: {
    secret: key<string | undefined>(
      'SECRET_KEY',
      Joi.string().min(32),
      undefined,
      'At least 32 characters; encrypts files and personal keys, signs private URLs, makes mail codes. Required in production, otherwise made in `DATA_DIR/keys`.',
      { secret: true },
    ),
    signingKey: key<string | undefined>(
      'SIGNING_KEY',
      Joi.string().custom((pem: string, helpers) => (isP256(pem) ? pem : helpers.error('any.invalid'))),
      undefined,
      'The P-256 private key (PEM) that signs access tokens (ES256). Required in production, otherwise made in `DATA_DIR/keys`.',
      { secret: true },
    ),
    accessTokenSeconds: key(
      'ACCESS_TOKEN_SECONDS',
      Joi.number().integer().min(60).max(86_400),
      900,
      'How long an access token lives.',
    ),
    refreshTokenDays: key(
      'REFRESH_TOKEN_DAYS',
      Joi.number().integer().min(1).max(365),
      30,
      'How long a session lives without being used.',
    ),
  },
} as const;
