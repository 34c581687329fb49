// Rows of `users` and `email_verifications`. The only writer of both.
import { Op, QueryTypes, type Sequelize } from 'sequelize';
import type { Role } from '../contracts/identity.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { type AccountRow, defineAccounts, type VerificationRow } from './model.ts';

export interface NewAccount {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly passwordHash: string;
  readonly roles?: Role[];
  readonly emailVerifiedAt?: Date;
}

export interface NewVerification {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly handle: string | null;
  readonly expiresAt: Date;
}

export type AccountRepository = ReturnType<typeof createAccountRepository>;

export function createAccountRepository(sequelize: Sequelize) {
  const { accounts, verifications } = defineAccounts(sequelize);
  const open = { consumedAt: null, replacedAt: null };

  return {
    /** False when the folded address has an account already; concurrent calls make one row. */
    async insertUnlessKnown(tx: Tx, account: NewAccount): Promise<boolean> {
      const inserted = await sequelize.query(
        `insert into users (id, tenant_id, email, email_key, password_hash, roles, email_verified_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, email_key) do nothing returning id`,
        {
          type: QueryTypes.SELECT,
          transaction: tx,
          bind: [
            account.id,
            account.tenantId,
            account.email,
            account.emailKey,
            account.passwordHash,
            account.roles ?? ['user'],
            account.emailVerifiedAt ?? null,
          ],
        },
      );
      return inserted.length === 1;
    },

    findByKey(tenantId: string, emailKey: string, tx: Tx | null = null): Promise<AccountRow | null> {
      return accounts.findOne({ where: { tenantId, emailKey }, transaction: tx });
    },

    findById(id: string, tx: Tx | null = null): Promise<AccountRow | null> {
      return accounts.findByPk(id, { transaction: tx });
    },

    /** True for one caller in `quietMs`: the one who may tell the owner. */
    async claimNotice(tx: Tx, id: string, now: Date, quietMs: number): Promise<boolean> {
      const quietSince = new Date(now.getTime() - quietMs);
      const [changed] = await accounts.update(
        { noticedAt: now },
        {
          where: { id, [Op.or]: [{ noticedAt: null }, { noticedAt: { [Op.lt]: quietSince } }] },
          transaction: tx,
          silent: true,
        },
      );
      return changed === 1;
    },

    async markVerified(tx: Tx, id: string, now: Date, passwordHash: string | null): Promise<void> {
      await accounts.update(
        { emailVerifiedAt: now, ...(passwordHash !== null && { passwordHash }) },
        { where: { id }, transaction: tx },
      );
    },

    /** Opens a verification and closes the one before it. */
    async replaceVerification(tx: Tx, verification: NewVerification, now: Date): Promise<void> {
      await verifications.update(
        { replacedAt: now },
        { where: { userId: verification.userId, ...open }, transaction: tx },
      );
      await verifications.create({ ...verification }, { transaction: tx });
    },

    findVerification(id: string): Promise<VerificationRow | null> {
      return verifications.findByPk(id);
    },

    /** The row, locked for the one who is about to consume it. */
    lockVerification(tx: Tx, id: string): Promise<VerificationRow | null> {
      return verifications.findByPk(id, { transaction: tx, lock: tx.LOCK.UPDATE });
    },

    lockOpenVerification(tx: Tx, userId: string): Promise<VerificationRow | null> {
      return verifications.findOne({ where: { userId, ...open }, transaction: tx, lock: tx.LOCK.UPDATE });
    },
  };
}
