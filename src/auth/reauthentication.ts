// Showing once more that it is you, before what an unattended screen or a stolen token must not be enough for.
import { type AccountRepository, checkPassword } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { unauthenticated } from '../platform/http/errors.ts';
import { reauthenticationRequired, wrongPassword } from './errors.ts';
import type { Sessions } from './sessions.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

const freshMs = 10 * 60_000;

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
  throttle: Pick<SignInThrottle, 'attemptInSession' | 'succeededInSession'>;
  transact: Transact;
}) {
  return {
    /** Returns until when the session counts as fresh. @throws WRONG_PASSWORD, SIGN_IN_THROTTLED */
    async byPassword(identity: Identity, password: string, origin: Origin): Promise<{ freshUntil: Date }> {
      const { tenantId, userId, sessionId } = identity;
      await deps.throttle.attemptInSession(sessionId);
      const account = await deps.accounts.findById(userId);
      if (!(await checkPassword(password, account?.passwordHash))) throw wrongPassword();
      await deps.throttle.succeededInSession(sessionId);
      const provedAt = await deps.transact(origin, async (unit) => {
        unit.record({ tenantId, userId, actorId: userId, type: 'session.reauthenticated' });
        return deps.sessions.refreshProof(unit.tx, sessionId, ['password']);
      });
      if (!provedAt) throw unauthenticated();
      return { freshUntil: new Date(provedAt.getTime() + freshMs) };
    },
  };
}
