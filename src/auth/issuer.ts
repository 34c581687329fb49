// Access tokens of an external issuer: JWTs, checked by its published keys.
import Joi from 'joi';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../platform/clock.ts';
import type { ExternalProof, StandardClaims } from './external-proof.ts';
import { createIssuerKeys } from './issuer-keys.ts';

interface IssuerOptions {
  readonly issuer: string;
  readonly jwksUrl: string | undefined;
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  /** How the issuer calls a claim, by its standard name. */
  readonly claimsMap: Readonly<Record<string, string>>;
  readonly tenantClaim: string | undefined;
}

const clockToleranceSeconds = 10;

interface Required {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly sid?: string;
  readonly auth_time?: number;
}

// Dates of JavaScript end in the year 275760.
const seconds = () => Joi.number().min(0).max(8.64e12);
const required = Joi.object<Required>({
  // What OpenID Connect allows, and more than it: some issuers write other scripts.
  sub: Joi.string().max(255).required(),
  iat: seconds().required(),
  exp: seconds().required(),
  sid: Joi.string().max(1024),
  auth_time: seconds(),
}).unknown();

/** Keys, and addresses of keys, that a token brings with it: whoever forges one would bring their own. */
const keysInHeader = ['jku', 'x5u', 'jwk', 'x5c'];
// Others are of other purposes: an issuer also signs notices of sign-outs.
const types: readonly unknown[] = ['jwt', 'at+jwt', 'application/at+jwt'];

const momentOf = (at: number): Date => new Date(at * 1000);

export function createIssuer(
  deps: IssuerOptions & { findTenantBySlug: (slug: string) => Promise<string | undefined>; clock: Clock },
) {
  const { issuer, tenantClaim } = deps;
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

  const byStandardNames = (claims: StandardClaims): StandardClaims => ({
    ...claims,
    ...Object.fromEntries(Object.entries(deps.claimsMap).map(([name, theirs]) => [name, claims[theirs]])),
  });

  /** The tenant that the token names; that of the host, where tokens name none. */
  async function tenantOf(claims: StandardClaims, ofHost: string): Promise<string | undefined> {
    if (tenantClaim === undefined) return ofHost;
    const slug = claims[tenantClaim];
    return typeof slug === 'string' ? deps.findTenantBySlug(slug) : undefined;
  }

  return {
    /** Undefined for a token that is none, or for nobody here. @throws UNAVAILABLE */
    async prove(token: string, hostTenantId: string): Promise<ExternalProof | undefined> {
      const payload = await verify(token);
      const { error, value } = required.validate(payload ?? {}, { convert: false });
      if (error) return undefined;
      const claims: StandardClaims = payload ?? {};
      const tenantId = await tenantOf(claims, hostTenantId);
      if (tenantId === undefined) return undefined;
      return {
        method: 'oidc',
        tenantId,
        issuer,
        subject: value.sub,
        claims: byStandardNames(claims),
        session: {
          id: value.sid ?? '',
          carrier: 'tokens',
          provedAt: value.auth_time === undefined ? null : momentOf(value.auth_time),
          saidAt: momentOf(value.iat),
          expiresAt: momentOf(value.exp),
        },
      };
    },

    check: keys.check,
  };
}

export type Issuer = ReturnType<typeof createIssuer>;
