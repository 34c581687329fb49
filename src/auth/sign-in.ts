// Signing in by password, staying signed in, signing out.
import { type AccountRepository, checkPassword } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { normalizeEmail } from '../platform/text/email.ts';
import { signInMethodOff, type TenantDirectory } from '../tenants/index.ts';
import { accountDeactivated, invalidCredentials, invalidRefreshToken } from './errors.ts';
import type { IssueTokens, OpenedSession, OpenSession, SignedInAccount, TokenPair } from './open-session.ts';
import { secondFactorRequired } from './second-factor-errors.ts';
import type { createSecondFactorSignIn } from './second-factor-sign-in.ts';
import type { RefreshTokens } from './secrets.ts';
import type { Carrier, Sessions } from './sessions.ts';
import type { SignInThrottle, SignInTry } from './sign-in-throttle.ts';

export interface Credentials {
  readonly tenantId: string;
  readonly email: string;
  readonly password: string;
}

export function createSignIn(deps: {
  accounts: Pick<AccountRepository, 'findByKey'>;
  sessions: Sessions;
  refreshTokens: Pick<RefreshTokens, 'parse'>;
  openSession: OpenSession;
  secondFactor: Pick<ReturnType<typeof createSecondFactorSignIn>, 'challenge'>;
  issueTokens: IssueTokens;
  throttle: Pick<SignInThrottle, 'attempt' | 'succeeded'>;
  settingsOf: TenantDirectory['settingsOf'];
  transact: Transact;
}) {
  const { sessions, transact } = deps;

  /** The same statements whether or not the address is known. */
  const auditFailure = (tenantId: string, origin: Origin, userId: string | undefined) =>
    transact(origin, async (unit) => {
      const target = userId === undefined ? {} : { target: { type: 'account', id: userId } as const };
      unit.audit({ tenantId, action: 'sign-in.failed', actor: { kind: 'anonymous' }, outcome: 'failed', ...target });
    });

  /** Costs the same whether the address is known or not. @throws INVALID_CREDENTIALS, ACCOUNT_DEACTIVATED, SIGN_IN_METHOD_OFF */
  async function authenticate(credentials: Credentials, origin: Origin): Promise<Required<SignedInAccount>> {
    const { tenantId } = credentials;
    if ((await deps.settingsOf(tenantId)).signIn?.includes('password') === false) throw signInMethodOff();
    const email = normalizeEmail(credentials.email);
    // What is no address is nobody's: it is looked for all the same.
    const account = await deps.accounts.findByKey(tenantId, email.ok ? email.value.key : '');
    const matches = await checkPassword(credentials.password, account?.passwordHash);
    if (account?.passwordHash && matches && account.status === 'active')
      return { tenantId, userId: account.id, passwordHash: account.passwordHash };
    await auditFailure(tenantId, origin, account?.id);
    throw account && matches ? accountDeactivated() : invalidCredentials();
  }

  return {
    /**
     * `cookies` is the `Cookie` header; `deviceCookie` is a `Set-Cookie` header, by which the device is known from now on.
     * @throws SIGN_IN_THROTTLED, INVALID_CREDENTIALS, ACCOUNT_DEACTIVATED, SECOND_FACTOR_REQUIRED with the challenge
     */
    async login(
      credentials: Credentials,
      carrier: Carrier,
      origin: Origin,
      cookies: string | undefined,
    ): Promise<OpenedSession & { readonly deviceCookie: string }> {
      const email = normalizeEmail(credentials.email);
      const address = email.ok ? email.value.key : credentials.email;
      const signInTry: SignInTry = { tenantId: credentials.tenantId, address, ip: origin.ip, cookies };
      await deps.throttle.attempt(signInTry);
      const account = await authenticate(credentials, origin);
      // The try stays counted until the second step: whoever has only stolen the password is slowed down like a guesser.
      const challenge = await deps.secondFactor.challenge(account, origin);
      if (challenge) throw secondFactorRequired({ extra: { ...challenge } });
      const opened = await deps.openSession(account, origin, { methods: ['password'], carrier });
      if (!opened) throw invalidCredentials();
      return { ...opened, deviceCookie: await deps.throttle.succeeded(signInTry) };
    },

    /** @throws INVALID_REFRESH_TOKEN; a token used twice ends its whole session */
    async refresh(refreshToken: string, origin: Origin): Promise<TokenPair> {
      const outcome = await transact(origin, async (unit) => {
        const rotated = await sessions.rotate(unit.tx, refreshToken, origin);
        if (rotated && !rotated.refreshToken) {
          const whose = { tenantId: rotated.tenantId, userId: rotated.userId };
          const target = { type: 'account', id: whose.userId } as const;
          unit.record({ ...whose, type: 'session.replayed' });
          unit.audit({
            ...{ tenantId: whose.tenantId, action: 'sessions.replayed' },
            actor: { kind: 'anonymous' },
            target,
          });
          unit.announce(`account:${whose.tenantId}/${whose.userId}`);
        }
        return rotated;
      });
      if (!outcome?.refreshToken) throw invalidRefreshToken();
      if (!(await sessions.findAccount(outcome.sessionId))) throw invalidRefreshToken();
      return deps.issueTokens(outcome.userId, { sessionId: outcome.sessionId, refreshToken: outcome.refreshToken });
    },

    /** Ends the session of a refresh token, or of whoever made the request. */
    async logout(identity: Identity | undefined, refreshToken: string | undefined, origin: Origin): Promise<void> {
      const sessionId = (refreshToken && deps.refreshTokens.parse(refreshToken)?.sessionId) || identity?.sessionId;
      if (!sessionId) return;
      await transact(origin, async (unit) => {
        const ended = await sessions.end(unit.tx, sessionId);
        if (!ended) return;
        unit.record({ ...ended, actorId: ended.userId, type: 'session.ended' });
        unit.announce(`account:${ended.tenantId}/${ended.userId}`);
      });
    },
  };
}
