// What the claims of an issuer's token come to, once the token is known to be good: whom it has signed in, at which tenant.
import Joi from 'joi';
import type { ExternalProof, StandardClaims } from './external-proof.ts';

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

const momentOf = (at: number): Date => new Date(at * 1000);

/** An access token, which a client shows at every request; or an ID token, which signs a browser in once. */
type TokenKind = 'access' | 'id';

/** Undefined for nobody here. */
export type ReadClaims = (
  claims: StandardClaims,
  hostTenantId: string,
  kind: TokenKind,
) => Promise<ExternalProof | undefined>;

export function createReadClaims(deps: {
  issuer: string;
  /** How the issuer calls a claim, by its standard name. */
  claimsMap: Readonly<Record<string, string>>;
  tenantClaim: string | undefined;
  findTenantBySlug: (slug: string) => Promise<string | undefined>;
}): ReadClaims {
  const { issuer, tenantClaim } = deps;

  /** Issuers that use names of their own in access tokens mostly keep to the standard in ID tokens. */
  function byStandardNames(claims: StandardClaims, kind: TokenKind): StandardClaims {
    const claimOf = (name: string, theirs: string) => claims[theirs] ?? (kind === 'id' ? claims[name] : undefined);
    const mapped = Object.entries(deps.claimsMap).map(([name, theirs]) => [name, claimOf(name, theirs)]);
    return { ...claims, ...Object.fromEntries(mapped) };
  }

  /** The tenant that the token names; that of the host, where tokens name none. */
  async function tenantOf(claims: StandardClaims, ofHost: string): Promise<string | undefined> {
    if (tenantClaim === undefined) return ofHost;
    const slug = claims[tenantClaim];
    return typeof slug === 'string' ? deps.findTenantBySlug(slug) : undefined;
  }

  return async (claims, hostTenantId, kind) => {
    const { error, value } = required.validate(claims, { convert: false });
    if (error) return undefined;
    const tenantId = await tenantOf(claims, hostTenantId);
    if (tenantId === undefined) return undefined;
    return {
      method: 'oidc',
      tenantId,
      issuer,
      subject: value.sub,
      claims: byStandardNames(claims, kind),
      session: {
        id: value.sid ?? '',
        carrier: kind === 'access' ? 'tokens' : 'cookie',
        provedAt: value.auth_time === undefined ? null : momentOf(value.auth_time),
        saidAt: momentOf(value.iat),
        expiresAt: momentOf(value.exp),
      },
    };
  };
}
