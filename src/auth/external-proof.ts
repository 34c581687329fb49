// What somebody else says of a person whom they have signed in, and what we take from it.
import { normalizeEmail } from '../platform/text/email.ts';
import { type FieldName, fieldOf } from '../profiles/index.ts';
import type { Carrier } from './sessions.ts';

/** Claims by the names of OpenID Connect Core 1.0, 5.1; none of them has been looked at. */
export type StandardClaims = Readonly<Record<string, unknown>>;

/** That an issuer, or Ory Kratos, has signed somebody in. */
export interface ExternalProof {
  readonly method: 'oidc' | 'kratos';
  readonly tenantId: string;
  /** Whose word it is; with `subject` it names a person for good. */
  readonly issuer: string;
  readonly subject: string;
  readonly claims: StandardClaims;
  readonly session: ExternalSession;
}

interface ExternalSession {
  /** Names the session among those of the subject; empty where they are not told apart. */
  readonly id: string;
  readonly carrier: Carrier;
  /** When the person proved themselves, if that is told. */
  readonly provedAt: Date | null;
  /** When it was last said: a session that was ended here lives on only if it is said anew. */
  readonly saidAt: Date;
  readonly expiresAt: Date;
}

export interface ProvedAddress {
  readonly email: string;
  readonly emailKey: string;
}

/** Some issuers write booleans as text. */
const isTrue = (claim: unknown): boolean => claim === true || claim === 'true';

/** The address, if whoever names it says that it was proved: with one that was not, anybody could claim a stranger's. */
export function provedAddressOf({ email, email_verified: verified }: StandardClaims): ProvedAddress | undefined {
  const parsed = typeof email === 'string' && isTrue(verified) ? normalizeEmail(email) : undefined;
  return parsed?.ok ? { email: parsed.value.address, emailKey: parsed.value.key } : undefined;
}

const fieldOfClaim: Readonly<Record<string, FieldName>> = {
  name: 'displayName',
  given_name: 'firstName',
  family_name: 'lastName',
  preferred_username: 'handle',
  website: 'website',
  birthdate: 'birthday',
  zoneinfo: 'timezone',
  locale: 'language',
  phone_number: 'phone',
};

/** The fields of a profile that claims give; what our rules refuse is left out. A picture is not fetched. */
export function profileOf(claims: StandardClaims): {
  fields: Readonly<Record<string, string>>;
  phoneVerified: boolean;
} {
  const fields: Record<string, string> = {};
  for (const [claim, field] of Object.entries(fieldOfClaim)) {
    const given = claims[claim];
    if (typeof given !== 'string') continue;
    // Core 1.0 lets locales be written with an underscore.
    const typed = claim === 'locale' ? given.replaceAll('_', '-') : given;
    const checked = fieldOf(field).input?.validate(typed);
    if (checked && !checked.error && typeof checked.value === 'string') fields[field] = checked.value;
  }
  return { fields, phoneVerified: fields.phone !== undefined && isTrue(claims.phone_number_verified) };
}
