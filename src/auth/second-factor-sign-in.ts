// Signing in with a second factor: the password opens a challenge, and what answers it opens the session.
import type { AccountRepository } from '../accounts/index.ts';
import type { Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { OpenedSession, OpenSession, SignedInAccount } from './open-session.ts';
import {
  type Challenge,
  hasItsPassword,
  type OpenChallenge,
  type SecondFactorChallenges,
} from './second-factor-challenges.ts';
import { challengeOver, secondFactorFailed } from './second-factor-errors.ts';
import type { SecondFactors, SecondMatch, SecondProof } from './second-factors.ts';
import type { AuthMethod, Carrier } from './sessions.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

/** An answer to a challenge, given at the tenant it was opened at. */
export interface ChallengeAnswer {
  readonly tenantId: string;
  readonly challenge: string;
  readonly proof: SecondProof;
}

export function createSecondFactorSignIn(deps: {
  accounts: Pick<AccountRepository, 'findById'>;
  factors: Pick<SecondFactors, 'isOn' | 'match' | 'use'>;
  challenges: SecondFactorChallenges;
  openSession: OpenSession;
  throttle: Pick<SignInThrottle, 'attemptCode' | 'succeededCode' | 'succeeded'>;
  transact: Transact;
}) {
  const { factors, challenges, throttle, transact } = deps;

  /** The account as it stood when the challenge was opened. @throws SECOND_FACTOR_CHALLENGE_OVER */
  async function requireAccount({ tenantId, challenge: token }: ChallengeAnswer) {
    const challenge = await challenges.find(token);
    const account = challenge?.tenantId === tenantId ? await deps.accounts.findById(challenge.userId) : null;
    if (!challenge || account?.status !== 'active' || !account.passwordHash) throw challengeOver();
    if (!hasItsPassword(challenge, account.passwordHash)) throw challengeOver();
    const address = account.emailKey ?? account.id;
    return { challenge, address, account: { tenantId, userId: account.id, passwordHash: account.passwordHash } };
  }

  function tellFailure(unit: UnitOfWork, { tenantId, userId }: OpenChallenge): void {
    const target = { type: 'account', id: userId } as const;
    unit.audit({ tenantId, action: 'sign-in.failed', actor: { kind: 'anonymous' }, outcome: 'failed', target });
  }

  /** Wrong tries are committed: tries at once count one after another. */
  const settle = (challenge: OpenChallenge, match: SecondMatch | undefined, origin: Origin) =>
    transact(origin, async (unit): Promise<AuthMethod | 'over' | undefined> => {
      if (!(await challenges.lock(unit.tx, challenge.id))) return 'over';
      const method = match && (await factors.use(unit, challenge, match));
      if (method) await challenges.end(unit.tx, challenge.id);
      else {
        await challenges.countWrong(unit.tx, challenge.id);
        tellFailure(unit, challenge);
      }
      return method;
    });

  return {
    /** What somebody whose password was right has to answer; undefined where it is enough. */
    async challenge(account: Required<SignedInAccount>, origin: Origin): Promise<Challenge | undefined> {
      const { tenantId, userId } = account;
      if (!(await factors.isOn(userId))) return undefined;
      return transact(origin, async (unit) => {
        const target = { type: 'account', id: userId } as const;
        unit.audit({ tenantId, action: 'sign-in.challenged', actor: { kind: 'anonymous' }, target });
        return challenges.open(unit.tx, account);
      });
    },

    /**
     * `cookies` and `deviceCookie` as in signing in by password.
     * @throws SECOND_FACTOR_CHALLENGE_OVER, SECOND_FACTOR_FAILED, SECOND_FACTOR_THROTTLED
     */
    async answerChallenge(
      answer: ChallengeAnswer,
      carrier: Carrier,
      origin: Origin,
      cookies: string | undefined,
    ): Promise<OpenedSession & { readonly deviceCookie: string }> {
      const { challenge, address, account } = await requireAccount(answer);
      const signInTry = { tenantId: answer.tenantId, address, ip: origin.ip, cookies };
      // Nobody guesses a recovery code: whoever is kept out by others' tries gets in with one.
      const isGuessable = 'code' in answer.proof;
      if (isGuessable) await throttle.attemptCode(signInTry);
      const outcome = await settle(challenge, await factors.match(account.userId, answer.proof), origin);
      if (outcome === 'over') throw challengeOver();
      if (!outcome) throw secondFactorFailed();
      if (isGuessable) await throttle.succeededCode(signInTry);
      const opened = await deps.openSession(account, origin, { methods: ['password', outcome], carrier });
      if (!opened) throw challengeOver();
      return { ...opened, deviceCookie: await throttle.succeeded(signInTry) };
    },
  };
}
