// A second factor as its owner sets it up and takes it away.
import { type AccountRepository, requireVerified } from '../accounts/index.ts';
import type { ActivityType } from '../contracts/activities.ts';
import type { AuditAction } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { RequireFresh } from './reauthentication.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import {
  noPendingSecondFactor,
  secondFactorNeedsPassword,
  secondFactorOff,
  secondFactorOn,
  wrongSecondFactor,
} from './second-factor-errors.ts';
import type { SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export type SecondFactorService = ReturnType<typeof createSecondFactorService>;

export function createSecondFactorService(deps: {
  accounts: Pick<AccountRepository, 'findById'>;
  factors: SecondFactors;
  recoveryCodes: RecoveryCodes;
  sessions: Pick<Sessions, 'endAll' | 'refreshProof'>;
  requireFresh: RequireFresh;
  throttle: Pick<SignInThrottle, 'attemptInSession' | 'succeededInSession'>;
  transact: Transact;
}) {
  const { factors, recoveryCodes, sessions, transact } = deps;

  function tell(unit: UnitOfWork, { tenantId, userId }: Identity, type: ActivityType, action: AuditAction): void {
    const actor = { kind: 'account', id: userId } as const;
    unit.record({ tenantId, userId, actorId: userId, type });
    unit.audit({ tenantId, action, actor, target: { type: 'account', id: userId } });
  }

  return {
    /** Whether it is on, since when, and how many recovery codes are left. */
    async find({ userId }: Identity): Promise<{ enabled: boolean; since: Date | null; recoveryCodesLeft: number }> {
      const since = await factors.findSince(userId);
      return { enabled: since !== null, since, recoveryCodesLeft: await recoveryCodes.countLeft(userId) };
    },

    /**
     * Makes a secret for an authenticator app; nothing is asked for before `confirm`.
     * @throws REAUTHENTICATION_REQUIRED, EMAIL_NOT_VERIFIED, SECOND_FACTOR_NEEDS_PASSWORD, SECOND_FACTOR_ON
     */
    async begin(identity: Identity, origin: Origin): Promise<{ secret: string; uri: string; expiresAt: Date }> {
      requireVerified(identity, 'second-factor:enable');
      await deps.requireFresh(identity);
      const account = await deps.accounts.findById(identity.userId);
      if (!account?.passwordHash) throw secondFactorNeedsPassword();
      const label = account.email ?? account.id;
      const begun = await transact(origin, (unit) => factors.begin(unit.tx, identity, label));
      if (!begun) throw secondFactorOn();
      return begun;
    },

    /**
     * Switches it on with a first code, and returns the recovery codes. Every other session ends: it was opened without.
     * @throws NO_PENDING_SECOND_FACTOR, WRONG_SECOND_FACTOR, SIGN_IN_THROTTLED
     */
    async confirm(identity: Identity, code: string, origin: Origin): Promise<{ recoveryCodes: readonly string[] }> {
      const { tenantId, userId, sessionId } = identity;
      await deps.throttle.attemptInSession(sessionId);
      const match = await factors.matchPending(userId, code);
      if (!match) throw noPendingSecondFactor();
      if (match === 'wrong') throw wrongSecondFactor();
      await deps.throttle.succeededInSession(sessionId);
      return transact(origin, async (unit) => {
        if (!(await factors.confirm(unit.tx, userId, match))) throw noPendingSecondFactor();
        const codes = await recoveryCodes.replaceAll(unit.tx, userId);
        await sessions.endAll(unit.tx, userId, 'a second factor was switched on', sessionId);
        await sessions.refreshProof(unit.tx, sessionId, ['totp']);
        tell(unit, identity, 'second-factor.enabled', 'second-factors.enabled');
        unit.emit({ type: 'second-factor.enabled', tenantId, userId });
        unit.announce(`account:${tenantId}/${userId}`);
        return { recoveryCodes: codes };
      });
    },

    /** Switches it off, if it is on. @throws REAUTHENTICATION_REQUIRED */
    async disable(identity: Identity, origin: Origin): Promise<void> {
      await deps.requireFresh(identity);
      const { tenantId, userId } = identity;
      await transact(origin, async (unit) => {
        if (!(await factors.remove(unit.tx, userId))) return;
        tell(unit, identity, 'second-factor.disabled', 'second-factors.disabled');
        unit.emit({ type: 'second-factor.disabled', tenantId, userId });
      });
    },

    /** Makes new recovery codes; the others end. @throws REAUTHENTICATION_REQUIRED, SECOND_FACTOR_OFF */
    async renewRecoveryCodes(identity: Identity, origin: Origin): Promise<{ recoveryCodes: readonly string[] }> {
      await deps.requireFresh(identity);
      return transact(origin, async (unit) => {
        if (!(await factors.lock(unit.tx, identity.userId))) throw secondFactorOff();
        tell(unit, identity, 'second-factor.recovery-codes-renewed', 'second-factors.recovery-codes-renewed');
        return { recoveryCodes: await recoveryCodes.replaceAll(unit.tx, identity.userId) };
      });
    },
  };
}
