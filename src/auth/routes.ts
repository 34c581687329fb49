// HTTP door of signing in.
import Joi from 'joi';
import { verificationFailed } from '../accounts/index.ts';
import { unauthenticated } from '../platform/http/errors.ts';
import { openRoute, type Route } from '../platform/http/route.ts';
import type { Keys } from '../platform/keys.ts';
import { handleTaken } from '../profiles/index.ts';
import { accountDeactivated, invalidCredentials, invalidRefreshToken } from './errors.ts';
import * as schema from './schema.ts';
import type { AuthService } from './service.ts';

const tag = 'Sign-in';

export function createAuthRoutes({ service, keys }: { service: AuthService; keys: Keys }): Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/auth/register',
      tag,
      access: 'anyone',
      summary: 'Register',
      description: 'The answer is the same whether the address is new or known; the mail that follows differs.',
      body: schema.registrationInput,
      responses: { 202: schema.accepted },
      errors: [handleTaken],
      async handle({ body, origin }) {
        await service.register(body, origin);
        return { status: 202, data: { message: 'Look into your mailbox to go on.' } };
      },
    }),
    openRoute({
      method: 'post',
      path: '/auth/verify-email',
      tag,
      access: 'anyone',
      summary: 'Prove an e-mail address',
      description: 'With the token of the link, or with the address and the six-digit code; each works once.',
      body: schema.verifyInput,
      responses: { 200: schema.verified },
      errors: [verificationFailed],
      async handle({ body, origin }) {
        await service.verifyEmail(body, origin);
        return { data: { emailVerified: true } };
      },
    }),
    openRoute({
      method: 'post',
      path: '/auth/login',
      tag,
      access: 'anyone',
      summary: 'Sign in',
      body: schema.loginInput,
      responses: { 200: schema.tokenPair },
      errors: [invalidCredentials, accountDeactivated],
      handle: async ({ body, origin }) => ({ data: await service.login(body, origin) }),
    }),
    openRoute({
      method: 'post',
      path: '/auth/refresh',
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
      tag,
      access: 'anyone',
      summary: 'Sign out',
      description: 'Ends the session of the refresh token in the body, or else of the access token.',
      body: schema.logoutInput,
      responses: { 204: Joi.any() },
      errors: [unauthenticated],
      async handle({ body, identity, origin }) {
        if (!identity && !body.refreshToken) throw unauthenticated();
        await service.logout(identity, body.refreshToken, origin);
        return { status: 204, data: null };
      },
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
