// Who is asking, by token or by cookie: passport-jwt checks an access token once; outcomes are remembered until they
// expire or are revoked.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { decodeProtectedHeader } from 'jose';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import type { Caller } from '../contracts/identity.ts';
import type { ChangeFeed } from '../platform/changes.ts';
import type { Clock } from '../platform/clock.ts';
import { crossSiteRequest, unauthenticated } from '../platform/http/errors.ts';
import { isUuid } from '../platform/ids.ts';
import type { Keys } from '../platform/keys.ts';
import { tokenAudience } from '../platform/tokens.ts';
import { isFromOurPages, isSafe, sessionCookieOf, setSessionCookie } from './cookies.ts';
import { isServiceToken, type ServiceTokens } from './service-tokens.ts';
import type { Sessions } from './sessions.ts';
import { createTokenMemory, type Verified } from './token-memory.ts';

const maxTokenLength = 4096;
// A use of a service token is noted when it is looked at.
const rememberServiceMs = 5 * 60_000;
const rememberCookieMs = 60_000;
const bearer = /^Bearer +(\S+)$/i;

// A cookie counts for less than a token: it must never be taken for one.
const hashOf = (kind: 'token' | 'cookie', secret: string) =>
  createHash('sha256').update(`${kind} ${secret}`).digest('base64');

const refused = () =>
  unauthenticated({
    message: 'This access token is not valid (any more).',
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });

interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly exp: number;
}

/** The claims of an access token, or undefined: tokens of other purposes are signed by the same key. */
function accessClaims(payload: unknown): AccessClaims | undefined {
  if (payload === null || typeof payload !== 'object') return undefined;
  const { purpose, sub, sid, exp } = payload as Record<string, unknown>;
  const complete = typeof sub === 'string' && typeof sid === 'string' && isUuid(sid) && typeof exp === 'number';
  return purpose === 'access' && complete ? { sub, sid, exp } : undefined;
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}

/**
 * Makes the function that finds who makes a request: undefined without a token, or with the cookie of a session that is
 * over, which browsers send without being asked. @throws UNAUTHENTICATED for a bad token, CROSS_SITE_REQUEST
 */
export function createAuthenticate(deps: {
  keys: Keys;
  /** The issuer of our tokens, and the address of our pages. */
  publicUrl: string;
  sessions: Sessions;
  lifetimeDays: number;
  serviceTokens: Pick<ServiceTokens, 'find'>;
  changes: ChangeFeed;
  clock: Clock;
}): (request: Request) => Promise<Caller | undefined> {
  const memory = createTokenMemory(deps.changes, deps.clock);
  const publicOrigin = new URL(deps.publicUrl).origin;
  const strategy = new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider(_request, token, done) {
        const { kid, publicKey } = deps.keys.signing;
        // A KeyObject: given text, every check would parse the key again.
        if (keyIdOf(token) === kid) done(null, publicKey as unknown as Buffer);
        else done(new Error('a token of another key'));
      },
      algorithms: ['ES256'],
      issuer: deps.publicUrl,
      audience: tokenAudience,
    },
    (payload: unknown, done: (error: unknown, user?: Verified | false) => void) => {
      const claims = accessClaims(payload);
      if (!claims) return done(null, false);
      deps.sessions.findAccount(claims.sid).then(
        (account) => {
          if (!account || account.userId !== claims.sub) return done(null, false);
          const caller = { kind: 'account', ...account } as const;
          done(null, { caller, expiresAtMs: claims.exp * 1000 });
        },
        (error) => done(error),
      );
    },
  );
  const authenticator = new passport.Passport();
  authenticator.use('access-token', strategy);

  const checkAccessToken = (request: Request): Promise<Verified | undefined> =>
    new Promise((resolve, reject) => {
      const settle = (error: unknown, user?: Verified | false) => (error ? reject(error) : resolve(user || undefined));
      authenticator.authenticate('access-token', { session: false }, settle)(request, request.res, reject);
    });

  async function checkServiceToken(token: string): Promise<Verified | undefined> {
    const caller = await deps.serviceTokens.find(token);
    return caller && { caller, expiresAtMs: deps.clock().getTime() + rememberServiceMs };
  }

  /** The caller as remembered, or as `check` finds; undefined if it finds nobody. */
  async function lookUp(hash: string, check: () => Promise<Verified | undefined>): Promise<Caller | undefined> {
    const known = memory.find(hash);
    if (known) return known.caller;
    const since = memory.begin();
    const verified = await check();
    if (verified) memory.keep(hash, verified, since);
    return verified?.caller;
  }

  async function callerByToken(request: Request, header: string): Promise<Caller> {
    const token = bearer.exec(header)?.[1];
    if (token === undefined || token.length > maxTokenLength) throw refused();
    const check = () => (isServiceToken(token) ? checkServiceToken(token) : checkAccessToken(request));
    const caller = await lookUp(hashOf('token', token), check);
    if (!caller) throw refused();
    return caller;
  }

  async function callerByCookie(request: Request, cookie: string): Promise<Caller | undefined> {
    const caller = await lookUp(hashOf('cookie', cookie), async () => {
      const found = await deps.sessions.findByCookie(cookie);
      if (!found) return undefined;
      // The browser must not forget what still lives.
      if (found.slid) request.res?.append('Set-Cookie', setSessionCookie(cookie, deps.lifetimeDays));
      return {
        caller: { kind: 'account', ...found.account },
        expiresAtMs: deps.clock().getTime() + rememberCookieMs,
      };
    });
    if (caller && !isSafe(request) && !isFromOurPages(request, publicOrigin)) throw crossSiteRequest();
    return caller;
  }

  return async (request) => {
    const header = request.headers.authorization;
    if (header !== undefined) return callerByToken(request, header);
    const cookie = sessionCookieOf(request);
    return cookie === undefined ? undefined : callerByCookie(request, cookie);
  };
}
