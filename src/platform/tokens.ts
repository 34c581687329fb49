// Signed tokens (JWT, ES256), each for one purpose: a token for one never passes for another.
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from './clock.ts';
import type { Keys } from './keys.ts';

export const tokenAudience = 'cameo';

export type TokenPurpose =
  | 'access'
  | 'verify-email'
  | 'switch-off-mails'
  | 'reset-password'
  | 'second-factor'
  | 'confirm-email-change'
  | 'undo-email-change';

export interface TokenClaims {
  readonly subject: string;
  readonly id?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface Tokens {
  readonly issuer: string;
  sign(purpose: TokenPurpose, token: TokenClaims, lifetimeSeconds: number): Promise<string>;
  /** The claims of a valid token of this purpose; undefined for anything else. */
  verify(purpose: TokenPurpose, token: string): Promise<Record<string, unknown> | undefined>;
}

export function createTokens(deps: { keys: Keys; issuer: string; clock: Clock }): Tokens {
  const { signing } = deps.keys;
  const keyOf = ({ kid }: { kid?: string }) => {
    if (kid !== signing.kid) throw new errors.JWKSNoMatchingKey();
    return signing.publicKey;
  };
  return {
    issuer: deps.issuer,
    sign(purpose, { subject, id, claims }, lifetimeSeconds) {
      const now = Math.floor(deps.clock().getTime() / 1000);
      const jwt = new SignJWT({ ...claims, purpose })
        .setProtectedHeader({ alg: 'ES256', kid: signing.kid, typ: 'JWT' })
        .setIssuer(deps.issuer)
        .setAudience(tokenAudience)
        .setSubject(subject)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds);
      if (id !== undefined) jwt.setJti(id);
      return jwt.sign(signing.privateKey);
    },
    async verify(purpose, token) {
      try {
        const { payload } = await jwtVerify(token, keyOf, {
          algorithms: ['ES256'],
          issuer: deps.issuer,
          audience: tokenAudience,
          currentDate: deps.clock(),
        });
        return payload.purpose === purpose ? payload : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
        throw error;
      }
    },
  };
}
