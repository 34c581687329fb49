// Who is asking: passport-jwt checks an access token once; its outcome is remembered until it expires or is revoked.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { decodeProtectedHeader } from 'jose';
import { LRUCache } from 'lru-cache';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import type { Caller } from '../contracts/identity.ts';
import type { ChangeFeed, ChangeTopic } from '../platform/changes.ts';
import type { Clock } from '../platform/clock.ts';
import { unauthenticated } from '../platform/http/errors.ts';
import { isUuid } from '../platform/ids.ts';
import type { Keys } from '../platform/keys.ts';
import { tokenAudience } from '../platform/tokens.ts';
import { isServiceToken, type ServiceTokens } from './service-tokens.ts';
import type { Sessions } from './sessions.ts';

interface Verified {
  readonly caller: Caller;
  /** When the token must be looked at again. */
  readonly expiresAtMs: number;
}

const maxTokens = 50_000;
/** Whoever announces a revocation may die before it is sent: nothing is believed for longer without a look. */
const maxRememberedMs = 60_000;
const maxTokenLength = 4096;
// A use of a service token is noted when it is looked at.
const rememberServiceMs = 5 * 60_000;
const bearer = /^Bearer +(\S+)$/i;

const refused = () =>
  unauthenticated({
    message: 'This access token is not valid (any more).',
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });

/** What announces that the caller's rights have changed. */
const topicOf = (caller: Caller): ChangeTopic =>
  caller.kind === 'service'
    ? `service:${caller.tenantId}/${caller.tokenId}`
    : `account:${caller.tenantId}/${caller.userId}`;

/** Remembers verified tokens by hash, and which of them belong to one account or service. */
function createTokenMemory(changes: ChangeFeed, clock: Clock) {
  const byTopic = new Map<string, Set<string>>();
  const verified = new LRUCache<string, Verified>({
    max: maxTokens,
    ttl: maxRememberedMs,
    dispose({ caller }, hash) {
      const topic = topicOf(caller);
      const hashes = byTopic.get(topic);
      hashes?.delete(hash);
      if (hashes?.size === 0) byTopic.delete(topic);
    },
  });
  let epoch = 0;
  changes.subscribe({
    changed(topic) {
      if (!/^(account|service|roles):/.test(topic)) return;
      epoch += 1;
      // Rare, and its holders are not known here.
      if (topic.startsWith('roles:')) verified.clear();
      for (const hash of byTopic.get(topic) ?? []) verified.delete(hash);
    },
    gap() {
      epoch += 1;
      verified.clear();
    },
  });
  return {
    find(hash: string): Verified | undefined {
      const known = changes.connected() ? verified.get(hash) : undefined;
      return known && known.expiresAtMs > clock().getTime() ? known : undefined;
    },
    /** Call before a check; what it found is kept only if nobody's rights changed meanwhile. */
    begin: () => epoch,
    keep(hash: string, value: Verified, since: number): void {
      if (epoch !== since || !changes.connected()) return;
      verified.set(hash, value);
      const topic = topicOf(value.caller);
      byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(hash));
    },
  };
}

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

/** Makes the function that finds who makes a request: undefined without a token. @throws UNAUTHENTICATED for a bad one */
export function createAuthenticate(deps: {
  keys: Keys;
  issuer: string;
  sessions: Sessions;
  serviceTokens: Pick<ServiceTokens, 'find'>;
  changes: ChangeFeed;
  clock: Clock;
}): (request: Request) => Promise<Caller | undefined> {
  const memory = createTokenMemory(deps.changes, deps.clock);
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
      issuer: deps.issuer,
      audience: tokenAudience,
    },
    (payload: unknown, done: (error: unknown, user?: Verified | false) => void) => {
      const claims = accessClaims(payload);
      if (!claims) return done(null, false);
      deps.sessions.findAccount(claims.sid).then(
        (account) => {
          if (!account || account.userId !== claims.sub) return done(null, false);
          const caller = { kind: 'account', ...account, sessionId: claims.sid } as const;
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

  return async (request) => {
    const header = request.headers.authorization;
    if (header === undefined) return undefined;
    const token = bearer.exec(header)?.[1];
    if (token === undefined || token.length > maxTokenLength) throw refused();
    const hash = createHash('sha256').update(token).digest('base64');
    const known = memory.find(hash);
    if (known) return known.caller;
    const since = memory.begin();
    const verified = await (isServiceToken(token) ? checkServiceToken(token) : checkAccessToken(request));
    if (!verified) throw refused();
    memory.keep(hash, verified, since);
    return verified.caller;
  };
}
