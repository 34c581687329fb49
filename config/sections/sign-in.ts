// Who may sign people in beside Cameo's own accounts.
import Joi from 'joi';
import { key, type Values } from '../key.ts';
import { list, url } from '../schemas.ts';

/** Never HS…: with those, everybody who can check a token could make one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const claimsMap = Joi.object().pattern(Joi.string(), Joi.string());
const parseClaimsMap: Joi.CustomValidator<string> = (text, helpers) => {
  try {
    const { error, value } = claimsMap.validate(JSON.parse(text), { convert: false });
    return error ? helpers.error('any.invalid') : value;
  } catch {
    return helpers.error('any.invalid');
  }
};

/** RFC 6749, 3.3; without `openid` nobody is named. */
const scopes = Joi.string().custom((text: string, helpers) => {
  const parts = text.split(' ');
  if (!parts.every((scope) => /^[!#-[\]-~]+$/.test(scope))) return helpers.error('any.invalid');
  return parts.includes('openid') ? text : helpers.message({ custom: '{{#label}}: must hold `openid`' });
});

export const signIn = {
  title: 'Sign-in',
  keys: {
    passwords: key<'on' | 'off'>(
      'AUTH_PASSWORDS',
      Joi.valid('on', 'off'),
      'on',
      '`off`: nobody registers or signs in here with a password; needs an issuer or Kratos.',
    ),
    oidcIssuer: key<string | undefined>(
      'OIDC_ISSUER',
      url('https', 'http'),
      undefined,
      'An OpenID Connect issuer, exactly as `iss` names it; its keys are found by discovery.',
    ),
    jwksUrl: key<string | undefined>(
      'JWKS_URL',
      url('https', 'http'),
      undefined,
      'The key set of `OIDC_ISSUER`, for issuers without discovery.',
    ),
    oidcAudience: key<readonly string[]>(
      'OIDC_AUDIENCE',
      list(Joi.string()),
      [],
      'The access tokens (JWT) of `OIDC_ISSUER` that are accepted: their `aud` holds one of these. Without it none is, and `OIDC_CLIENT_ID` is required.',
    ),
    oidcAlgorithms: key<readonly string[]>(
      'OIDC_ALGORITHMS',
      list(Joi.string().valid(...algorithms)),
      ['RS256', 'PS256', 'ES256', 'EdDSA'],
      'The algorithms that tokens may be signed with.',
    ),
    oidcClaimsMap: key<Readonly<Record<string, string>> | undefined>(
      'OIDC_CLAIMS_MAP',
      Joi.string().custom(parseClaimsMap),
      undefined,
      'JSON: where a claim is not called as OpenID Connect calls it, such as `{"email":"https://acme.example/email"}`. ID tokens may use either name.',
    ),
    oidcTenantClaim: key<string | undefined>(
      'OIDC_TENANT_CLAIM',
      Joi.string(),
      undefined,
      'The claim with the slug of the tenant; without it the host name decides.',
    ),
    oidcClientId: key<string | undefined>(
      'OIDC_CLIENT_ID',
      Joi.string().max(500),
      undefined,
      'The client by which browsers sign in at `OIDC_ISSUER`; register `<PUBLIC_URL>/api/v1/auth/oidc/callback` there as its redirect address.',
    ),
    oidcClientSecret: key<string | undefined>(
      'OIDC_CLIENT_SECRET',
      Joi.string().max(1000),
      undefined,
      'The secret of `OIDC_CLIENT_ID`; none for a public client, which PKCE protects alone.',
      { secret: true },
    ),
    oidcLabel: key<string | undefined>(
      'OIDC_LABEL',
      Joi.string().max(60),
      undefined,
      'What the button of the sign-in page calls the issuer; default its host name.',
    ),
    oidcScopes: key(
      'OIDC_SCOPES',
      scopes,
      'openid email profile',
      'What browsers ask the issuer for, `openid` among it.',
    ),
    oidcLinkByEmail: key(
      'OIDC_LINK_BY_EMAIL',
      Joi.boolean(),
      false,
      'Whether a person whose address the issuer or Kratos has proved gets the account that is here with it already.',
    ),
    kratosUrl: key<string | undefined>(
      'KRATOS_PUBLIC_URL',
      url('https', 'http'),
      undefined,
      'The public address of an Ory Kratos whose sessions are accepted.',
    ),
  },
} as const;

/** What is wrong with values that are right one by one. */
export function signInProblems(values: Values<typeof signIn>): string[] {
  const { oidcIssuer, jwksUrl, oidcAudience, oidcClientId, oidcClientSecret, oidcLabel, kratosUrl, passwords } = values;
  const problems: string[] = [];
  if (jwksUrl && !oidcIssuer) problems.push('OIDC_ISSUER: is required with JWKS_URL, since `iss` is checked');
  if (oidcIssuer && oidcAudience.length === 0 && !oidcClientId)
    problems.push('OIDC_AUDIENCE: is required with OIDC_ISSUER, or OIDC_CLIENT_ID is');
  if (oidcClientId && !oidcIssuer) problems.push('OIDC_ISSUER: is required with OIDC_CLIENT_ID');
  if (oidcClientSecret && !oidcClientId) problems.push('OIDC_CLIENT_ID: is required with OIDC_CLIENT_SECRET');
  if (oidcLabel && !oidcClientId) problems.push('OIDC_CLIENT_ID: is required with OIDC_LABEL');
  if (passwords === 'off' && !oidcIssuer && !kratosUrl)
    problems.push('AUTH_PASSWORDS: cannot be off without OIDC_ISSUER or KRATOS_PUBLIC_URL');
  return problems;
}
