// Who is asking, by token or by cookie, of ours or of those whom the installation trusts: a strategy of passport checks
// each kind once; outcomes are remembered until they expire or are revoked.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { decodeProtectedHeader } from 'jose';
import passport from 'passport';
import { Strategy as CustomStrategy } from 'passport-custom';
import { ExtractJwt, Strategy } from 'passport-jwt';
import type { Caller } from '../contracts/identity.ts';
import type { ChangeFeed } from '../platform/changes.ts';
import type { Clock } from '../platform/clock.ts';
import { crossSiteRequest, unauthenticated } from '../platform/http/errors.ts';
import { originOf } from '../platform/http/request-scope.ts';
import { isUuid } from '../platform/ids.ts';
import type { Keys } from '../platform/keys.ts';
import { tokenAudience } from '../platform/tokens.ts';
import { cookieOf, isFromOurPages, isSafe, sessionCookieOf, setSessionCookie } from './cookies.ts';
import type { ExternalProof } from './external-proof.ts';
import type { ExternalSignIn } from './external-sign-in.ts';
import type { Issuer } from './issuer.ts';
import { type Kratos, type KratosCredential, kratosCookieName } from './kratos.ts';
import { isServiceToken, type ServiceTokens } from './service-tokens.ts';
import type { Sessions } from './sessions.ts';
import { createTokenMemory, type Verified } from './token-memory.ts';

// Issuers put much into theirs.
const maxTokenLength = 8192;
// A use of a service token is noted when it is looked at.
const rememberServiceMs = 5 * 60_000;
const rememberCookieMs = 60_000;
// Kratos alone knows when its session ends.
const rememberKratosMs = 5_000;
const bearer = /^Bearer +(\S+)$/i;

// A cookie counts for less than a token: it must never be taken for one.
const hashOf = (kind: string, secret: string) => createHash('sha256').update(`${kind} ${secret}`).digest('base64');

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

const bearerOf = ({ headers }: Pick<Request, 'headers'>): string | undefined =>
  bearer.exec(headers.authorization ?? '')?.[1];

/** What a program sends counts before what a browser sends by itself. */
function kratosCredentialOf(request: Request): KratosCredential | undefined {
  const token = request.headers['x-session-token'];
  if (typeof token === 'string') return { kind: 'token', value: token };
  const cookie = cookieOf(request, kratosCookieName);
  return cookie === undefined ? undefined : { kind: 'cookie', value: cookie };
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
  /** Those who sign people in beside us. */
  issuer: Pick<Issuer, 'prove'> | undefined;
  kratos: Pick<Kratos, 'prove'> | undefined;
  signInExternally: ExternalSignIn['signIn'];
  /** Where people are who come with nothing that names their tenant. */
  tenantOfHost: (host: string) => Promise<string>;
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

  const checkBy = (strategyName: string, request: Request): Promise<Verified | undefined> =>
    new Promise((resolve, reject) => {
      const settle = (error: unknown, user?: Verified | false) => (error ? reject(error) : resolve(user || undefined));
      authenticator.authenticate(strategyName, { session: false }, settle)(request, request.res, reject);
    });

  const tenantOf = (request: Request): Promise<string> => deps.tenantOfHost(request.hostname ?? '');

  /** A strategy by which somebody else says who it is. */
  function useExternal(
    name: string,
    prove: (request: Request, tenantId: string) => Promise<ExternalProof | undefined>,
    rememberMs = Number.POSITIVE_INFINITY,
  ): void {
    async function verify(request: Request): Promise<Verified | undefined> {
      const proof = await prove(request, await tenantOf(request));
      const caller = proof && (await deps.signInExternally(proof, originOf(request)));
      const untilMs = deps.clock().getTime() + rememberMs;
      return caller && { caller, expiresAtMs: Math.min(proof.session.expiresAt.getTime(), untilMs) };
    }
    authenticator.use(
      name,
      new CustomStrategy((request, done) => {
        verify(request).then((verified) => done(null, verified ?? false), done);
      }),
    );
  }

  const { issuer, kratos } = deps;
  if (issuer) useExternal('issuer', (request, tenantId) => issuer.prove(bearerOf(request) ?? '', tenantId));
  if (kratos)
    useExternal(
      'kratos',
      async (request, tenantId) => {
        const credential = kratosCredentialOf(request);
        return credential && kratos.prove(credential, tenantId);
      },
      rememberKratosMs,
    );

  async function checkServiceToken(token: string): Promise<Verified | undefined> {
    const caller = await deps.serviceTokens.find(token);
    return caller && { caller, expiresAtMs: deps.clock().getTime() + rememberServiceMs };
  }

  /** The caller as remembered, or as `check` finds; undefined if it finds nobody. */
  const lookUp = async (hash: string, check: () => Promise<Verified | undefined>): Promise<Caller | undefined> =>
    (await memory.find(hash, check))?.caller;

  /** Remembered by tenant: the same person is another account at another host. */
  const lookUpExternal = async (request: Request, kind: 'issuer' | 'kratos', secret: string) =>
    lookUp(hashOf(kind, `${await tenantOf(request)} ${secret}`), () => checkBy(kind, request));

  function callerOf(request: Request, token: string): Promise<Caller | undefined> {
    if (isServiceToken(token)) return lookUp(hashOf('token', token), () => checkServiceToken(token));
    const isTheirs = issuer !== undefined && keyIdOf(token) !== deps.keys.signing.kid;
    if (isTheirs) return lookUpExternal(request, 'issuer', token);
    return lookUp(hashOf('token', token), () => checkBy('access-token', request));
  }

  async function callerByToken(request: Request): Promise<Caller> {
    const token = bearerOf(request);
    if (token === undefined || token.length > maxTokenLength) throw refused();
    const caller = await callerOf(request, token);
    if (!caller) throw refused();
    return caller;
  }

  /** Browsers send cookies along with what other sites make them ask. */
  function requireOurPages(request: Request): void {
    if (!isSafe(request) && !isFromOurPages(request, publicOrigin)) throw crossSiteRequest();
  }

  async function callerByKratos(request: Request, { kind, value }: KratosCredential): Promise<Caller | undefined> {
    if (value.length > maxTokenLength) throw refused();
    const caller = await lookUpExternal(request, 'kratos', `${kind} ${value}`);
    if (kind === 'token' && !caller) throw refused();
    if (kind === 'cookie' && caller) requireOurPages(request);
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
    if (caller) requireOurPages(request);
    return caller;
  }

  return async (request) => {
    if (request.headers.authorization !== undefined) return callerByToken(request);
    const cookie = sessionCookieOf(request);
    const caller = cookie === undefined ? undefined : await callerByCookie(request, cookie);
    const theirs = caller || !kratos ? undefined : kratosCredentialOf(request);
    return theirs ? callerByKratos(request, theirs) : caller;
  };
}
