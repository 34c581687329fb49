// Changing a password that one knows, and replacing one that is forgotten.
import {
  type AccountRepository,
  checkPassword,
  hashPassword,
  type PasswordResets,
  requireStrongPassword,
  resetFailed,
} from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import type { ProfileRows } from '../profiles/index.ts';
import { wrongPassword } from './errors.ts';
import type { SettleFirstProof } from './proof.ts';
import type { RequireFresh } from './reauthentication.ts';
import type { SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export function createPasswords(deps: {
  accounts: Pick<AccountRepository, 'findById' | 'lockById' | 'setPassword'>;
  rows: Pick<ProfileRows, 'findById'>;
  resets: PasswordResets;
  sessions: Sessions;
  settleFirstProof: SettleFirstProof;
  factors: Pick<SecondFactors, 'isOn'>;
  requireFresh: RequireFresh;
  throttle: Pick<SignInThrottle, 'attemptInSession' | 'succeededInSession'>;
  transact: Transact;
}) {
  const { accounts, resets, sessions, transact } = deps;

  /** @throws WEAK_PASSWORD also for one that is made of the owner's own names */
  async function requireStrongFor(
    password: string,
    account: { id: string; tenantId: string; email: string | null },
    tx?: Tx,
  ) {
    const profile = await deps.rows.findById(account.tenantId, account.id, tx);
    const names = profile && [profile.displayName, profile.firstName, profile.lastName, profile.handle];
    requireStrongPassword(password, [account.email, ...(names ?? [])]);
  }

  function tell(
    unit: UnitOfWork,
    account: { id: string; tenantId: string },
    type: 'password.changed' | 'password.reset',
  ) {
    const { id: userId, tenantId } = account;
    const actor = { kind: 'account', id: userId } as const;
    unit.record({ tenantId, userId, actorId: userId, type });
    unit.audit({ tenantId, action: 'passwords.changed', actor, target: { type: 'account', id: userId } });
    unit.emit({ type: 'password.changed', tenantId, userId });
    unit.announce(`account:${tenantId}/${userId}`);
  }

  return {
    /** Ends every other session. @throws WRONG_PASSWORD, WEAK_PASSWORD, SIGN_IN_THROTTLED, REAUTHENTICATION_REQUIRED */
    async change(identity: Identity, current: string, wanted: string, origin: Origin): Promise<void> {
      // A session and a password that were stolen together must not be enough where there is a second factor.
      if (await deps.factors.isOn(identity.userId)) await deps.requireFresh(identity);
      await deps.throttle.attemptInSession(identity.sessionId);
      const before = await accounts.findById(identity.userId);
      if (!before || !(await checkPassword(current, before.passwordHash))) throw wrongPassword();
      await deps.throttle.succeededInSession(identity.sessionId);
      await requireStrongFor(wanted, before);
      const passwordHash = await hashPassword(wanted);
      await transact(origin, async (unit) => {
        const account = await accounts.lockById(unit.tx, identity.userId);
        // Somebody else was faster, and knows another password by now.
        if (account?.passwordHash !== before.passwordHash) throw wrongPassword();
        await accounts.setPassword(unit.tx, account.id, passwordHash);
        await resets.closeAll(unit.tx, account.id);
        await sessions.endAll(unit.tx, account.id, 'the password was changed', identity.sessionId);
        await sessions.refreshProof(unit.tx, identity.sessionId, ['password']);
        tell(unit, account, 'password.changed');
      });
    },

    /** Ends every session. Whoever has the link reads the mailbox, which proves the address. @throws RESET_FAILED, WEAK_PASSWORD */
    async reset(token: string, wanted: string, origin: Origin): Promise<void> {
      await transact(origin, async (unit) => {
        const link = await resets.lock(unit.tx, token);
        const account = link && (await accounts.lockById(unit.tx, link.userId));
        if (account?.status !== 'active' || account.email !== link?.email) throw resetFailed();
        await requireStrongFor(wanted, account, unit.tx);
        const passwordHash = await hashPassword(wanted);
        await resets.consume(unit.tx, link.id);
        if (account.emailVerifiedAt) {
          await accounts.setPassword(unit.tx, account.id, passwordHash);
          await sessions.endAll(unit.tx, account.id, 'the password was reset');
        } else {
          await deps.settleFirstProof(unit, account, { verificationId: null, passwordHash, handle: null });
        }
        tell(unit, account, 'password.reset');
      });
    },
  };
}
