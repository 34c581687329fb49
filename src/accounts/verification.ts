// Proof of an e-mail address: a signed link that only shows a page, and a six-digit code; both used once.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { defaultTenantId } from '../contracts/identity.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { isUuid, newId } from '../platform/ids.ts';
import type { Tokens } from '../platform/tokens.ts';
import { verificationFailed } from './errors.ts';
import type { VerificationRow } from './model.ts';
import type { AccountRepository } from './repository.ts';

const lifetimeSeconds = 24 * 3600;
const maxWrongCodes = 5;

export interface VerificationMail {
  readonly to: string;
  readonly token: string;
  readonly code: string;
}

/** What a proof came to: `repeated` when the address had been proved with it before. */
export interface Proof {
  readonly verification: VerificationRow;
  readonly repeated: boolean;
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

  async function consume(tx: Tx, row: VerificationRow): Promise<Proof> {
    await row.update({ consumedAt: clock() }, { transaction: tx });
    return { verification: row, repeated: false };
  }

  return {
    /** Starts a proof of `email`; an earlier one that is still open ends. Returns its id. */
    async request(
      tx: Tx,
      account: { id: string; tenantId: string; email: string },
      pending: { passwordHash: string | null; handle: string | null },
    ): Promise<string> {
      const now = clock();
      const id = newId();
      const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
      const { tenantId, email } = account;
      await repository.replaceVerification(tx, { id, tenantId, userId: account.id, email, ...pending, expiresAt }, now);
      return id;
    },

    /** What the mail says; undefined when the verification is over by the time the mail would go out. */
    async mailFor(verificationId: string): Promise<VerificationMail | undefined> {
      const row = await repository.findVerification(verificationId);
      if (!row || !isOpen(row)) return undefined;
      const secondsLeft = Math.max(1, Math.floor((row.expiresAt.getTime() - clock().getTime()) / 1000));
      const token = await tokens.sign('verify-email', { subject: row.userId, id: row.id }, secondsLeft);
      return { to: row.email, token, code: codeOf(row.id) };
    },

    /** @throws VERIFICATION_FAILED, the same whether the token is old, forged or unknown. */
    async proveByToken(tx: Tx, token: string): Promise<Proof> {
      const claims = await tokens.verify('verify-email', token);
      const row =
        typeof claims?.jti === 'string' && isUuid(claims.jti)
          ? await repository.lockVerification(tx, claims.jti)
          : null;
      if (!row) throw verificationFailed();
      // A second click on a link that has done its work is no failure to the person who clicks.
      if (row.consumedAt !== null) return { verification: row, repeated: true };
      if (!isOpen(row)) throw verificationFailed();
      return consume(tx, row);
    },

    /** Undefined for a wrong code: the caller must commit the count of wrong tries before it answers. */
    async proveByCode(tx: Tx, emailKey: string, code: string): Promise<Proof | undefined> {
      const account = await repository.findByKey(defaultTenantId, emailKey, tx);
      const row = account ? await repository.lockOpenVerification(tx, account.id) : null;
      if (!row || !isOpen(row)) return undefined;
      if (timingSafeEqual(Buffer.from(codeOf(row.id)), Buffer.from(code))) return consume(tx, row);
      const wrongCodes = row.wrongCodes + 1;
      await row.update(
        { wrongCodes, ...(wrongCodes >= maxWrongCodes && { replacedAt: clock() }) },
        { transaction: tx },
      );
      return undefined;
    },
  };
}
