// HTTP door of signing in and out.
import Joi from 'joi';
import { unauthenticated } from '../platform/http/errors.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import type { Keys } from '../platform/keys.ts';
import { signInMethodOff } from '../tenants/index.ts';
import { clearSessionCookie, sessionCookieOf } from './cookies.ts';
import {
  accountDeactivated,
  invalidCredentials,
  invalidRefreshToken,
  signInThrottled,
  wrongPassword,
} from './errors.ts';
import { opened } from './opened.ts';
import * as schema from './schema.ts';
import { secondFactorMissing, secondFactorRequired, wrongSecondFactor } from './second-factor-errors.ts';
import type { AuthService } from './service.ts';

const tag = 'Sign-in';

export function createAuthRoutes({ service, keys }: { service: AuthService; keys: Keys }): Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/auth/login',
      limit: 'sign-in',
      tag,
      access: 'anyone',
      summary: 'Sign in',
      description:
        'Gives a pair of tokens; or, with `cookie`, sets a session cookie for the browser. Where two-step sign-in is on, `SECOND_FACTOR_REQUIRED` carries a `challenge` for `POST /auth/second-factor`, good for `expiresIn` seconds.',
      body: schema.loginInput,
      responses: { 200: schema.signedIn },
      errors: [invalidCredentials, accountDeactivated, signInMethodOff, signInThrottled, secondFactorRequired],
      async handle({ body: { cookie, ...credentials }, tenantId, origin, request }) {
        const carrier = cookie ? 'cookie' : 'tokens';
        return opened(await service.login({ ...credentials, tenantId }, carrier, origin, request.headers.cookie));
      },
    }),
    openRoute({
      method: 'post',
      path: '/auth/refresh',
      limit: 'sign-in',
      tag,
      access: 'anyone',
      summary: 'Exchange a refresh token',
      description: 'Each refresh token works once; using one again ends the session for everybody who holds it.',
      body: schema.refreshInput,
      responses: { 200: schema.tokenPair },
      errors: [invalidRefreshToken],
      handle: async ({ body, origin }) => ({ data: await service.refresh(body.refreshToken, origin) }),
    }),
    openRoute({
      method: 'post',
      path: '/auth/logout',
      limit: 'sign-in',
      tag,
      access: 'anyone',
      summary: 'Sign out',
      description:
        'Ends the session of the refresh token in the body, or else of the one who asks; a cookie is cleared.',
      body: schema.logoutInput,
      responses: { 204: Joi.any() },
      errors: [unauthenticated],
      async handle({ body, identity, origin, request }) {
        const hasCookie = sessionCookieOf(request) !== undefined;
        if (!identity && !body.refreshToken && !hasCookie) throw unauthenticated();
        await service.logout(identity, body.refreshToken, origin);
        return { status: 204, data: null, headers: hasCookie ? { 'Set-Cookie': clearSessionCookie } : {} };
      },
    }),
    memberRoute({
      method: 'post',
      path: '/auth/reauthenticate',
      limit: 'sign-in',
      tag,
      summary: 'Show once more that it is you',
      description:
        'For ten minutes this session may then do what `REAUTHENTICATION_REQUIRED` refuses; so may one that was just opened. Where two-step sign-in is on, a code goes with the password.',
      body: schema.reauthenticationInput,
      responses: { 200: schema.fresh },
      errors: [wrongPassword, secondFactorMissing, wrongSecondFactor, signInThrottled],
      handle: async ({ body, identity, origin }) => ({
        data: await service.reauthenticate(identity, body, origin),
      }),
    }),
    openRoute({
      method: 'get',
      path: '/.well-known/jwks.json',
      root: true,
      tag,
      access: 'anyone',
      summary: 'The public keys of access tokens',
      description: 'A JSON Web Key Set (RFC 7517), for services that check our tokens themselves.',
      responses: { 200: 'application/json' },
      handle: async () => ({
        raw: JSON.stringify({ keys: [keys.signing.publicJwk] }),
        contentType: 'application/json; charset=utf-8',
        headers: { 'Cache-Control': 'public, max-age=300' },
      }),
    }),
  ];
}
