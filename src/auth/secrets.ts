// What clients hold for a session: `<session id>.<secret>`, of which only a hash of the secret is kept.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isUuid } from '../platform/ids.ts';

export interface SessionSecret {
  readonly sessionId: string;
  readonly hash: Buffer;
}

export type RefreshTokens = ReturnType<typeof createRefreshTokens>;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const newSecret = (): string => randomBytes(32).toString('base64url');

/** Refresh tokens carry a signature, too: a used one ends its session, and the id alone is in every access token. */
export function createRefreshTokens(tokenKey: Buffer) {
  const signatureOf = (text: string) => createHmac('sha256', tokenKey).update(text).digest();
  return {
    create(sessionId: string): { value: string; hash: Buffer } {
      const secret = newSecret();
      const body = `${sessionId}.${secret}`;
      return { value: `${body}.${signatureOf(body).toString('base64url')}`, hash: hashOf(secret) };
    },

    /** Undefined for what is none of ours, whether or not it has been used. */
    parse(token: string): SessionSecret | undefined {
      const [sessionId = '', secret = '', signature = '', ...rest] = token.split('.');
      if (!isUuid(sessionId) || rest.length > 0) return undefined;
      const given = Buffer.from(signature, 'base64url');
      const expected = signatureOf(`${sessionId}.${secret}`);
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs ? { sessionId, hash: hashOf(secret) } : undefined;
    },
  };
}

/** The value of a session's cookie. */
export function createCookieSecret(sessionId: string): { value: string; hash: Buffer } {
  const secret = newSecret();
  return { value: `${sessionId}.${secret}`, hash: hashOf(secret) };
}

export function parseCookieSecret(value: string): SessionSecret | undefined {
  const [sessionId = '', secret = '', ...rest] = value.split('.');
  return isUuid(sessionId) && secret.length === 43 && rest.length === 0
    ? { sessionId, hash: hashOf(secret) }
    : undefined;
}
