// Accounts of our own, put together: registering, proving the address, passwords, signing in and out.
import type { Sequelize } from 'sequelize';
import type { AccountRepository, Mailboxes, PasswordResets, Verifications } from '../accounts/index.ts';
import { defaultTenantId, type Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { ProfileRows, ProfileService } from '../profiles/index.ts';
import type { TenantDirectory } from '../tenants/index.ts';
import { createAddressAnswers } from './address-answers.ts';
import type { AddressRequests } from './address-requests.ts';
import type { ExternalSessions } from './external-sessions.ts';
import { createExternalSignIn } from './external-sign-in.ts';
import type { IssueTokens, OpenSession } from './open-session.ts';
import { createPasswords } from './passwords.ts';
import { createProofs, createSettleFirstProof } from './proof.ts';
import { createReauthentication, type RequireFresh } from './reauthentication.ts';
import { type AccountOrder, createRegistration } from './registration.ts';
import type { SecondFactorChallenges } from './second-factor-challenges.ts';
import { createSecondFactorSignIn } from './second-factor-sign-in.ts';
import type { SecondFactors } from './second-factors.ts';
import type { RefreshTokens } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

interface Mailbox {
  readonly tenantId: string;
  readonly email: string;
}

export type AuthService = ReturnType<typeof createAuthService>;

export function createAuthService(deps: {
  sequelize: Sequelize;
  accounts: AccountRepository;
  verifications: Verifications;
  resets: PasswordResets;
  mailboxes: Mailboxes;
  requests: AddressRequests;
  settingsOf: TenantDirectory['settingsOf'];
  profiles: ProfileService;
  rows: ProfileRows;
  sessions: Sessions;
  externalSessions: ExternalSessions;
  factors: SecondFactors;
  challenges: SecondFactorChallenges;
  requireFresh: RequireFresh;
  /** Whether an account goes to whoever others vouch for with its address. */
  linkByEmail: boolean;
  refreshTokens: RefreshTokens;
  openSession: OpenSession;
  issueTokens: IssueTokens;
  throttle: SignInThrottle;
  transact: Transact;
  isHandleFree: (tenantId: string, handle: string, tx?: UnitOfWork['tx']) => Promise<boolean>;
  clock: Clock;
}) {
  const { answer: answerRegistration, insertAccount, ...registration } = createRegistration(deps);
  const settleFirstProof = createSettleFirstProof(deps);
  const { answer } = createAddressAnswers({ ...deps, registration: { answer: answerRegistration } });
  const secondFactor = createSecondFactorSignIn(deps);
  const { change: changePassword, reset: resetPassword } = createPasswords({ ...deps, settleFirstProof });
  const external = createExternalSignIn({ ...deps, insertAccount, settleFirstProof });
  return {
    ...registration,

    /** @throws ACCOUNT_EXISTS, HANDLE_TAKEN, WEAK_PASSWORD */
    async createAccount(order: AccountOrder): Promise<string> {
      const makeAccount = await registration.prepareAccount(order);
      const { tenantId = defaultTenantId, roles, verified } = order;
      return deps.transact(null, async (unit) => {
        const id = await makeAccount(unit);
        const about = { target: { type: 'account', id }, after: { roles, emailVerified: verified } } as const;
        unit.audit({ tenantId, action: 'users.created', actor: { kind: 'system' }, ...about });
        return id;
      });
    },

    ...createProofs({ ...deps, settleFirstProof }),
    ...createSignIn({ ...deps, secondFactor }),
    answerChallenge: secondFactor.answerChallenge,
    changePassword,
    resetPassword,
    ...createReauthentication(deps),
    signInExternally: external.signIn,
    recognizeExternally: external.recognize,

    /** Promises another verification mail, if there is something to verify. */
    resendVerification: (mailbox: Mailbox, origin: Origin): Promise<void> =>
      deps.requests.keep('verification', mailbox, origin),

    /** Promises a mail with a link that resets the password, if somebody has this address. */
    forgotPassword: (mailbox: Mailbox, origin: Origin): Promise<void> =>
      deps.requests.keep('password-reset', mailbox, origin),

    /** The workers' half of what is asked in the name of an address. */
    answerAddressRequest: answer,
  };
}
