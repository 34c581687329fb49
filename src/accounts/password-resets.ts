// Links that let the owner of an address choose a new password: signed, an hour long, each used once.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { isUuid, newId } from '../platform/ids.ts';
import type { Tokens } from '../platform/tokens.ts';

const lifetimeSeconds = 3600;

interface ResetRow {
  readonly id: string;
  readonly userId: string;
  /** The address the link was sent to; it opens nothing once the account has another. */
  readonly email: string;
  readonly expiresAt: Date;
}

const openSql = `
select id, user_id as "userId", email, expires_at as "expiresAt" from password_resets
where id = $1 and consumed_at is null and replaced_at is null`;

export type PasswordResets = ReturnType<typeof createPasswordResets>;

export function createPasswordResets(deps: { sequelize: Sequelize; tokens: Tokens; clock: Clock }) {
  const { sequelize, tokens, clock } = deps;

  async function findOpen(id: string, tx?: Tx): Promise<ResetRow | undefined> {
    const [row] = await sequelize.query<ResetRow>(tx ? `${openSql} for update` : openSql, {
      type: QueryTypes.SELECT,
      bind: [id],
      ...(tx && { transaction: tx }),
    });
    return row && row.expiresAt > clock() ? row : undefined;
  }

  const end = (tx: Tx, column: 'consumed_at' | 'replaced_at', where: string, bind: unknown[]) =>
    sequelize.query(
      `update password_resets set ${column} = $1 where ${where} and consumed_at is null and replaced_at is null`,
      { transaction: tx, bind: [clock(), ...bind] },
    );

  async function closeAll(tx: Tx, userId: string): Promise<void> {
    await end(tx, 'replaced_at', 'user_id = $2', [userId]);
  }

  return {
    /** Opens a link for the account's address and closes the one before it. Returns its id. */
    async request(tx: Tx, account: { id: string; tenantId: string; email: string }): Promise<string> {
      await closeAll(tx, account.id);
      const id = newId();
      const expiresAt = new Date(clock().getTime() + lifetimeSeconds * 1000);
      await sequelize.query(
        'insert into password_resets (id, tenant_id, user_id, email, expires_at) values ($1, $2, $3, $4, $5)',
        { transaction: tx, bind: [id, account.tenantId, account.id, account.email, expiresAt] },
      );
      return id;
    },

    /** What the mail says; undefined when the link is over by the time the mail would go out. */
    async mailFor(id: string): Promise<{ to: string; token: string } | undefined> {
      const row = await findOpen(id);
      if (!row) return undefined;
      const secondsLeft = Math.max(1, Math.floor((row.expiresAt.getTime() - clock().getTime()) / 1000));
      return { to: row.email, token: await tokens.sign('reset-password', { subject: row.userId, id }, secondsLeft) };
    },

    /** The open link that a token stands for, locked for the one who is about to use it. */
    async lock(tx: Tx, token: string): Promise<ResetRow | undefined> {
      const claims = await tokens.verify('reset-password', token);
      return typeof claims?.jti === 'string' && isUuid(claims.jti) ? findOpen(claims.jti, tx) : undefined;
    },

    async consume(tx: Tx, id: string): Promise<void> {
      await end(tx, 'consumed_at', 'id = $2', [id]);
    },

    /** Ends the link of an account, if there is one. */
    closeAll,
  };
}
