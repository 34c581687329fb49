// Proof of an e-mail address: a signed link that only shows a page, and a six-digit code; both used once.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { isUuid, newId } from '../platform/ids.ts';
import type { Tokens } from '../platform/tokens.ts';
import type { VerificationRow } from './model.ts';
import type { AccountRepository } from './repository.ts';

const lifetimeSeconds = 24 * 3600;
const maxWrongCodes = 5;

export interface VerificationMail {
  readonly to: string;
  readonly token: string;
  readonly code: string;
}

/** A verification that was asked for with its token or code; `repeated` when it has done its work before. */
export interface Proof {
  readonly verification: VerificationRow;
  readonly repeated: boolean;
}

/** What the account gets with the proof; null leaves what it has. */
export interface Pending {
  readonly passwordHash: string | null;
  readonly handle: string | null;
}

export type Verifications = ReturnType<typeof createVerifications>;

export function createVerifications(deps: {
  repository: AccountRepository;
  tokens: Tokens;
  /** Makes the codes: they are derived, so that no readable code is ever stored. */
  codeKey: Buffer;
  clock: Clock;
}) {
  const { repository, tokens, clock } = deps;

  function codeOf(verificationId: string): string {
    const digest = createHmac('sha256', deps.codeKey).update(verificationId).digest();
    return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0');
  }

  const isOpen = (row: VerificationRow) =>
    row.consumedAt === null && row.replacedAt === null && row.expiresAt > clock();

  async function request(
    tx: Tx,
    account: { id: string; tenantId: string; email: string },
    pending: Pending,
  ): Promise<string> {
    const now = clock();
    const id = newId();
    const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
    const { tenantId, email } = account;
    const { passwordHash, handle } = pending;
    const row = { id, tenantId, userId: account.id, email, passwordHash, handle, expiresAt };
    await repository.replaceVerification(tx, row, now);
    return id;
  }

  return {
    /** Starts a proof of `email`; an earlier one that is still open ends. Returns its id. */
    request,

    /** Starts anew, with what the last one would have brought. */
    async renew(tx: Tx, account: { id: string; tenantId: string; email: string }): Promise<string> {
      const last = await repository.findLastVerification(tx, account.id);
      return request(tx, account, last ?? { passwordHash: null, handle: null });
    },

    /** What the mail says; undefined when the verification is over by the time the mail would go out. */
    async mailFor(verificationId: string): Promise<VerificationMail | undefined> {
      const row = await repository.findVerification(verificationId);
      if (!row || !isOpen(row)) return undefined;
      const secondsLeft = Math.max(1, Math.floor((row.expiresAt.getTime() - clock().getTime()) / 1000));
      const token = await tokens.sign(
        'verify-email',
        { subject: row.userId, id: row.id, claims: { email: row.email } },
        secondsLeft,
      );
      return { to: row.email, token, code: codeOf(row.id) };
    },

    /** By the token of the link; undefined, whether it is old, forged or unknown. */
    async findByToken(tx: Tx, token: string): Promise<Proof | undefined> {
      const claims = await tokens.verify('verify-email', token);
      const row =
        typeof claims?.jti === 'string' && isUuid(claims.jti)
          ? await repository.lockVerification(tx, claims.jti)
          : null;
      // A token for one address never proves another.
      if (!row || claims?.email !== row.email) return undefined;
      // A second click on a link that has done its work is no failure to the person who clicks.
      if (row.consumedAt !== null) return { verification: row, repeated: true };
      return isOpen(row) ? { verification: row, repeated: false } : undefined;
    },

    /** By address and code. Undefined for a wrong code: the caller must commit the count of wrong tries before it answers. */
    async findByCode(
      tx: Tx,
      { tenantId, emailKey }: { tenantId: string; emailKey: string },
      code: string,
    ): Promise<Proof | undefined> {
      const account = await repository.findByKey(tenantId, emailKey, tx);
      const row = account ? await repository.lockOpenVerification(tx, account.id) : null;
      if (!row || !isOpen(row)) return undefined;
      if (timingSafeEqual(Buffer.from(codeOf(row.id)), Buffer.from(code)))
        return { verification: row, repeated: false };
      const wrongCodes = row.wrongCodes + 1;
      await row.update(
        { wrongCodes, ...(wrongCodes >= maxWrongCodes && { replacedAt: clock() }) },
        { transaction: tx },
      );
      return undefined;
    },

    /** The proof has done its work: neither it nor any other of the account brings a password any more. */
    async finish(tx: Tx, userId: string, consumedId: string | null): Promise<void> {
      await repository.closeVerifications(tx, userId, consumedId, clock());
    },
  };
}
