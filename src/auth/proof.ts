// Proving an address. Anybody can register any address, so the proof decides about everything that came before it: the
// one who reads the mail says with which password the account goes on, and every session opened so far ends.
import {
  type AccountRepository,
  checkPassword,
  hashPassword,
  requireStrongPassword,
  type Verifications,
  verificationFailed,
} from '../accounts/index.ts';
import type { Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { normalizeEmail } from '../platform/text/email.ts';
import { handleTaken, type ProfileService } from '../profiles/index.ts';
import { passwordDiffers } from './errors.ts';
import type { Sessions } from './sessions.ts';

/** The link's token, or the address and the code. */
type Evidence =
  | { readonly token: string }
  | { readonly tenantId: string; readonly email: string; readonly code: string };

/** The password of the registration, as its author knows it; or a new one. */
type ChosenPassword = { readonly password: string } | { readonly newPassword: string };

export type EmailProof = Evidence & ChosenPassword;

interface Account {
  readonly id: string;
  readonly tenantId: string;
}

/** Whatever a stranger may have left on an account before its address was proved ends here. */
export type SettleFirstProof = (unit: UnitOfWork, account: Account, proved: FirstProof) => Promise<void>;

export interface FirstProof {
  /** The verification that did it; null when another mail to the address did. */
  readonly verificationId: string | null;
  /** The hash the account goes on with; null for none. */
  readonly passwordHash: string | null;
  readonly handle: string | null;
}

export function createSettleFirstProof(deps: {
  accounts: Pick<AccountRepository, 'markVerified' | 'setPassword'>;
  verifications: Pick<Verifications, 'finish'>;
  sessions: Pick<Sessions, 'endAll'>;
  profiles: Pick<ProfileService, 'welcomeVerified'>;
  clock: Clock;
}): SettleFirstProof {
  return async (unit, { id: userId, tenantId }, { verificationId, passwordHash, handle }) => {
    await deps.accounts.markVerified(unit.tx, userId, deps.clock());
    await deps.accounts.setPassword(unit.tx, userId, passwordHash);
    await deps.verifications.finish(unit.tx, userId, verificationId);
    await deps.sessions.endAll(unit.tx, userId, 'the address was proved');
    await deps.profiles.welcomeVerified(unit, { tenantId, userId }, handle);
    unit.record({ tenantId, userId, actorId: userId, type: 'email.verified' });
    unit.announce(`account:${tenantId}/${userId}`);
  };
}

export function createProofs(deps: {
  accounts: Pick<AccountRepository, 'lockById'>;
  verifications: Pick<Verifications, 'findByToken' | 'findByCode'>;
  settleFirstProof: SettleFirstProof;
  transact: Transact;
}) {
  const keyOf = (email: string): string => {
    const parsed = normalizeEmail(email);
    return parsed.ok ? parsed.value.key : '';
  };

  /** The hash that the account goes on with. @throws PASSWORD_DIFFERS, WEAK_PASSWORD */
  async function decidePassword(proof: EmailProof, email: string, typedBefore: readonly (string | null)[]) {
    if ('newPassword' in proof) {
      requireStrongPassword(proof.newPassword, [email]);
      return hashPassword(proof.newPassword);
    }
    for (const hash of typedBefore) if (hash !== null && (await checkPassword(proof.password, hash))) return hash;
    throw passwordDiffers();
  }

  /** False when the evidence is none. @throws PASSWORD_DIFFERS, WEAK_PASSWORD, HANDLE_TAKEN; it can be used again then */
  const prove = (proof: EmailProof, origin: Origin): Promise<boolean> =>
    deps.transact(origin, async (unit) => {
      const found =
        'token' in proof
          ? await deps.verifications.findByToken(unit.tx, proof.token)
          : await deps.verifications.findByCode(
              unit.tx,
              { tenantId: proof.tenantId, emailKey: keyOf(proof.email) },
              proof.code,
            );
      if (!found) return false;
      // Nothing is left to decide: whoever wants another password now asks for a reset.
      if (found.repeated) return 'password' in proof;
      const { id: verificationId, userId, email, handle, passwordHash: typedAgain } = found.verification;
      const account = await deps.accounts.lockById(unit.tx, userId);
      // The account may have another address by now: a link proves the one that it was sent to.
      if (account?.status !== 'active' || account.email !== email) return false;
      const passwordHash = await decidePassword(proof, email, [typedAgain, account.passwordHash]);
      await deps.settleFirstProof(unit, account, { verificationId, passwordHash, handle });
      return true;
    });

  return {
    /** Proves an address by link or code. @throws VERIFICATION_FAILED, PASSWORD_DIFFERS, WEAK_PASSWORD */
    async verifyEmail(proof: EmailProof, origin: Origin): Promise<void> {
      const proved = await prove(proof, origin).catch((error) => {
        // Somebody else claimed the wished handle at the same moment: now it is taken, and the proof stands without it.
        if (error instanceof AppError && error.code === handleTaken.code) return prove(proof, origin);
        throw error;
      });
      if (!proved) throw verificationFailed();
    },
  };
}
