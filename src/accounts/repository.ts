// Rows of `users` and `email_verifications`. The only writer of both.
import { Op, QueryTypes, type Sequelize } from 'sequelize';
import type { Role } from '../contracts/identity.ts';
import { violates } from '../platform/db/failure.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { type AccountRow, type AccountStatus, defineAccounts, type VerificationRow } from './model.ts';

/** Whether an account may be used, and what for. */
export interface Standing {
  readonly status: AccountStatus;
  readonly roles: readonly Role[];
}

export interface NewAccount {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string | null;
  readonly emailKey: string | null;
  readonly passwordHash: string | null;
  readonly roles?: readonly Role[];
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

    /** The row, locked until the transaction ends. */
    lockById(tx: Tx, id: string): Promise<AccountRow | null> {
      return accounts.findByPk(id, { transaction: tx, lock: tx.LOCK.UPDATE });
    },

    async markVerified(tx: Tx, id: string, now: Date): Promise<void> {
      const where = { id, emailVerifiedAt: null, email: { [Op.ne]: null } };
      await accounts.update({ emailVerifiedAt: now }, { where, transaction: tx });
    },

    /** Gives a proved address to an account that has none. False when it has one, or somebody else has this one. */
    async setAddress(
      tx: Tx,
      id: string,
      address: { email: string; emailKey: string; provedAt: Date },
    ): Promise<boolean> {
      try {
        // A savepoint: whoever registers it at this moment must not undo what else is done here.
        const given = await sequelize.transaction({ transaction: tx }, (savepoint) =>
          sequelize.query(
            `update users set email = $2, email_key = $3, email_verified_at = $4, updated_at = now()
             where id = $1 and email is null returning id`,
            {
              type: QueryTypes.SELECT,
              bind: [id, address.email, address.emailKey, address.provedAt],
              transaction: savepoint,
            },
          ),
        );
        return given.length === 1;
      } catch (error) {
        if (violates(error, 'users_email_key')) return false;
        throw error;
      }
    },

    /** Gives an account another address, which is proved. False when somebody else has it. */
    async replaceAddress(
      tx: Tx,
      id: string,
      address: { email: string; emailKey: string; provedAt: Date },
    ): Promise<boolean> {
      const { provedAt: emailVerifiedAt, ...names } = address;
      try {
        // A savepoint: whoever registers it at this moment must not undo what else is done here.
        await sequelize.transaction({ transaction: tx }, (savepoint) =>
          accounts.update({ ...names, emailVerifiedAt }, { where: { id }, transaction: savepoint }),
        );
        return true;
      } catch (error) {
        if (violates(error, 'users_email_key')) return false;
        throw error;
      }
    },

    /** Takes an address from an account of somebody else that has never proved it. */
    async releaseUnproved(tx: Tx, tenantId: string, emailKey: string, exceptId: string): Promise<void> {
      await accounts.update(
        { email: null, emailKey: null },
        { where: { tenantId, emailKey, emailVerifiedAt: null, id: { [Op.ne]: exceptId } }, transaction: tx },
      );
    },

    async setPassword(tx: Tx, id: string, passwordHash: string | null): Promise<void> {
      await accounts.update({ passwordHash }, { where: { id }, transaction: tx });
    },

    /** One after another: changes of what accounts of a tenant may do. */
    async lockTenant(tx: Tx, tenantId: string): Promise<void> {
      await sequelize.query('select from tenants where id = $1 for update', { bind: [tenantId], transaction: tx });
    },

    async lockStanding(tx: Tx, tenantId: string, id: string): Promise<Standing | undefined> {
      const account = await accounts.findOne({
        where: { id, tenantId },
        attributes: ['status', 'roles'],
        transaction: tx,
        lock: tx.LOCK.UPDATE,
      });
      return account ? { status: account.status, roles: account.roles } : undefined;
    },

    async setStanding(tx: Tx, id: string, { status, roles }: Standing): Promise<void> {
      await accounts.update({ status, roles: [...roles] }, { where: { id }, transaction: tx });
    },

    count: (tx: Tx, tenantId: string): Promise<number> => accounts.count({ where: { tenantId }, transaction: tx }),

    /** The active accounts of a tenant with one of these roles. */
    countAdmins(tx: Tx, tenantId: string, adminRoles: readonly Role[]): Promise<number> {
      const where = { tenantId, status: 'active', roles: { [Op.overlap]: [...adminRoles] } };
      return accounts.count({ where, transaction: tx });
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

    /** The newest, whatever became of it. */
    findLastVerification(tx: Tx, userId: string): Promise<VerificationRow | null> {
      return verifications.findOne({ where: { userId }, order: [['id', 'DESC']], transaction: tx });
    },

    /** Consumes one (or none) and closes all; what they would have brought is forgotten. */
    async closeVerifications(tx: Tx, userId: string, consumedId: string | null, now: Date): Promise<void> {
      await sequelize.query(
        `update email_verifications set password_hash = null,
           consumed_at = case when id = $2 then $3 else consumed_at end,
           replaced_at = case when id = $2 or consumed_at is not null then replaced_at else coalesce(replaced_at, $3) end
         where user_id = $1`,
        { bind: [userId, consumedId, now], transaction: tx },
      );
    },

    lockOpenVerification(tx: Tx, userId: string): Promise<VerificationRow | null> {
      return verifications.findOne({ where: { userId, ...open }, transaction: tx, lock: tx.LOCK.UPDATE });
    },
  };
}
