// The one way to a session, whatever a person signed in with.
import type { Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { Tokens } from '../platform/tokens.ts';
import { setSessionCookie } from './cookies.ts';
import type { NewSession, Sessions } from './sessions.ts';

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
  readonly tokenType: 'Bearer';
}

/** What the client is given. `cookie` is the value of a `Set-Cookie` header. */
export type OpenedSession =
  | { readonly carrier: 'tokens'; readonly tokens: TokenPair }
  | { readonly carrier: 'cookie'; readonly cookie: string };

/** The account, which has just proved itself. `passwordHash` is the one that was checked, if a password was. */
export type SignedInAccount = Pick<NewSession, 'userId' | 'tenantId' | 'passwordHash'>;

/** With what a person proved themselves, and what their client wants to hold. */
export type HowSignedIn = Pick<NewSession, 'methods' | 'carrier' | 'provedAt'>;

export type IssueTokens = (userId: string, session: { sessionId: string; refreshToken: string }) => Promise<TokenPair>;

export function createIssueTokens(deps: { tokens: Tokens; accessTokenSeconds: number }): IssueTokens {
  return async (userId, { sessionId, refreshToken }) => {
    const access = { subject: userId, claims: { sid: sessionId } };
    return {
      accessToken: await deps.tokens.sign('access', access, deps.accessTokenSeconds),
      refreshToken,
      expiresIn: deps.accessTokenSeconds,
      tokenType: 'Bearer',
    };
  };
}

/** Resolves to undefined when the account was switched off, or its password changed, since it proved itself. */
export type OpenSession = (
  account: SignedInAccount,
  origin: Origin,
  how: HowSignedIn,
) => Promise<OpenedSession | undefined>;

export function createOpenSession(deps: {
  sessions: Pick<Sessions, 'open'>;
  issueTokens: IssueTokens;
  transact: Transact;
  lifetimeDays: number;
}): OpenSession {
  return async (account, origin, how) => {
    const { tenantId, userId } = account;
    const opened = await deps.transact(origin, async (unit) => {
      const session = await deps.sessions.open(unit.tx, { ...account, ...how }, origin);
      if (!session) return undefined;
      const actor = { kind: 'account', id: userId } as const;
      unit.record({ tenantId, userId, actorId: userId, type: 'session.opened' });
      unit.audit({ tenantId, action: 'sign-in.succeeded', actor, target: { type: 'account', id: userId } });
      return session;
    });
    if (!opened) return undefined;
    const { sessionId, secret } = opened;
    if (how.carrier === 'cookie') return { carrier: 'cookie', cookie: setSessionCookie(secret, deps.lifetimeDays) };
    return { carrier: 'tokens', tokens: await deps.issueTokens(userId, { sessionId, refreshToken: secret }) };
  };
}
