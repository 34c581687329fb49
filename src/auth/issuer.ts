// Access tokens of an external issuer: JWTs, checked by its published keys.
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../platform/clock.ts';
import type { ExternalProof } from './external-proof.ts';
import type { ReadClaims } from './issuer-claims.ts';
import { createIssuerKeys } from './issuer-keys.ts';

interface IssuerOptions {
  readonly issuer: string;
  readonly jwksUrl: string | undefined;
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
}

const clockToleranceSeconds = 10;

/** Keys, and addresses of keys, that a token brings with it: whoever forges one would bring their own. */
const keysInHeader = ['jku', 'x5u', 'jwk', 'x5c'];
// Others are of other purposes: an issuer also signs notices of sign-outs.
const types: readonly unknown[] = ['jwt', 'at+jwt', 'application/at+jwt'];

export function createIssuer(deps: IssuerOptions & { readClaims: ReadClaims; clock: Clock }) {
  const { issuer } = deps;
  const keys = createIssuerKeys(deps);

  /** The claims of a good token. @throws UNAVAILABLE when that cannot be told now */
  async function verify(token: string): Promise<JWTPayload | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
        algorithms: [...deps.algorithms],
        issuer,
        audience: [...deps.audience],
        currentDate: deps.clock(),
        clockTolerance: clockToleranceSeconds,
      });
      const { typ = 'JWT' } = protectedHeader;
      const bringsKeys = keysInHeader.some((name) => name in protectedHeader);
      return bringsKeys || !types.includes(typ.toLowerCase()) ? undefined : payload;
    } catch (error) {
      // TypeError: a key of another kind than the algorithm needs.
      if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
      throw error;
    }
  }

  return {
    /** Undefined for a token that is none, or for nobody here. @throws UNAVAILABLE */
    async prove(token: string, hostTenantId: string): Promise<ExternalProof | undefined> {
      const claims = await verify(token);
      return claims && deps.readClaims(claims, hostTenantId, 'access');
    },

    check: keys.check,
  };
}

export type Issuer = ReturnType<typeof createIssuer>;
