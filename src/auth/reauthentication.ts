// Showing once more that it is you, before what an unattended screen or a stolen token must not be enough for.
import { type AccountRepository, checkPassword } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { unauthenticated } from '../platform/http/errors.ts';
import { reauthenticationRequired, wrongPassword } from './errors.ts';
import { secondFactorMissing, wrongSecondFactor } from './second-factor-errors.ts';
import type { SecondFactors, SecondMatch } from './second-factors.ts';
import type { AuthMethod, Sessions } from './sessions.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

const freshMs = 10 * 60_000;

/** The password, and where two-step sign-in is on one of the codes. */
export interface Reauthentication {
  readonly password: string;
  readonly code?: string;
  readonly recoveryCode?: string;
}

/** Resolves if the person proved themselves in this session within ten minutes. @throws REAUTHENTICATION_REQUIRED */
export type RequireFresh = (identity: Pick<Identity, 'sessionId'>) => Promise<void>;

export function createRequireFresh(deps: { sessions: Pick<Sessions, 'provedAt'>; clock: Clock }): RequireFresh {
  return async ({ sessionId }) => {
    const provedAt = await deps.sessions.provedAt(sessionId);
    if (!provedAt || deps.clock().getTime() - provedAt.getTime() > freshMs) throw reauthenticationRequired();
  };
}

export function createReauthentication(deps: {
  accounts: Pick<AccountRepository, 'findById'>;
  sessions: Pick<Sessions, 'refreshProof'>;
  factors: Pick<SecondFactors, 'isOn' | 'match' | 'use'>;
  throttle: Pick<SignInThrottle, 'attemptInSession' | 'succeededInSession'>;
  transact: Transact;
}) {
  const { factors } = deps;

  /** Null where the password is enough. @throws SECOND_FACTOR_MISSING, WRONG_SECOND_FACTOR */
  async function matchSecond(userId: string, { code, recoveryCode }: Reauthentication): Promise<SecondMatch | null> {
    if (!(await factors.isOn(userId))) return null;
    const proof = code === undefined ? recoveryCode !== undefined && { recoveryCode } : { code };
    if (!proof) throw secondFactorMissing();
    const match = await factors.match(userId, proof);
    if (!match) throw wrongSecondFactor();
    return match;
  }

  return {
    /**
     * Returns until when the session counts as fresh.
     * @throws WRONG_PASSWORD, SECOND_FACTOR_MISSING, WRONG_SECOND_FACTOR, SIGN_IN_THROTTLED
     */
    async reauthenticate(identity: Identity, proof: Reauthentication, origin: Origin): Promise<{ freshUntil: Date }> {
      const { tenantId, userId, sessionId } = identity;
      await deps.throttle.attemptInSession(sessionId);
      const account = await deps.accounts.findById(userId);
      if (!(await checkPassword(proof.password, account?.passwordHash))) throw wrongPassword();
      const match = await matchSecond(userId, proof);
      const provedAt = await deps.transact(origin, async (unit) => {
        const methods: AuthMethod[] = ['password'];
        if (match) {
          const method = await factors.use(unit, identity, match);
          if (!method) throw wrongSecondFactor();
          methods.push(method);
        }
        unit.record({ tenantId, userId, actorId: userId, type: 'session.reauthenticated' });
        return deps.sessions.refreshProof(unit.tx, sessionId, methods);
      });
      if (!provedAt) throw unauthenticated();
      await deps.throttle.succeededInSession(sessionId);
      return { freshUntil: new Date(provedAt.getTime() + freshMs) };
    },
  };
}
