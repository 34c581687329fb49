// Rows of `sign_in_challenges`: a password was right, and the second factor has yet to be shown. Each is good for five
// minutes and five wrong tries, for the account and the password that it was opened with.
import { createHash, timingSafeEqual } from 'node:crypto';
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { isUuid, newId } from '../platform/ids.ts';
import type { Tokens } from '../platform/tokens.ts';
import type { SignedInAccount } from './open-session.ts';

const lifetimeSeconds = 5 * 60;
const maxWrongCodes = 5;

/** What the client keeps until the person has found their telephone. */
export interface Challenge {
  readonly challenge: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface OpenChallenge {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly passwordDigest: Buffer;
}

const digestOf = (passwordHash: string): Buffer => createHash('sha256').update(passwordHash).digest();

/** Whether the account has the password yet that the challenge was opened with. */
export const hasItsPassword = ({ passwordDigest }: OpenChallenge, passwordHash: string): boolean =>
  timingSafeEqual(passwordDigest, digestOf(passwordHash));

const openSql = `
select id, tenant_id as "tenantId", user_id as "userId", password_digest as "passwordDigest" from sign_in_challenges
where id = $1 and ended_at is null and expires_at > $2`;

export type SecondFactorChallenges = ReturnType<typeof createSecondFactorChallenges>;

export function createSecondFactorChallenges(deps: { sequelize: Sequelize; tokens: Tokens; clock: Clock }) {
  const { sequelize, tokens, clock } = deps;
  const run = (tx: Tx, sql: string, bind: unknown[]) => sequelize.query(sql, { bind, transaction: tx });

  return {
    async open(tx: Tx, { tenantId, userId, passwordHash }: Required<SignedInAccount>): Promise<Challenge> {
      const id = newId();
      const expiresAt = new Date(clock().getTime() + lifetimeSeconds * 1000);
      await run(
        tx,
        'insert into sign_in_challenges (id, tenant_id, user_id, password_digest, expires_at) values ($1, $2, $3, $4, $5)',
        [id, tenantId, userId, digestOf(passwordHash), expiresAt],
      );
      const challenge = await tokens.sign('second-factor', { subject: userId, id }, lifetimeSeconds);
      return { challenge, expiresIn: lifetimeSeconds };
    },

    /** The open challenge that a token stands for. */
    async find(token: string): Promise<OpenChallenge | undefined> {
      const claims = await tokens.verify('second-factor', token);
      if (typeof claims?.jti !== 'string' || !isUuid(claims.jti)) return undefined;
      const [row] = await sequelize.query<OpenChallenge>(openSql, {
        type: QueryTypes.SELECT,
        bind: [claims.jti, clock()],
      });
      return row;
    },

    /** Tries of one challenge run one after another. False when it is over. */
    async lock(tx: Tx, id: string): Promise<boolean> {
      const bind = [id, clock()];
      const rows = await sequelize.query(`${openSql} for update`, { type: QueryTypes.SELECT, bind, transaction: tx });
      return rows.length === 1;
    },

    async countWrong(tx: Tx, id: string): Promise<void> {
      await run(
        tx,
        `update sign_in_challenges set wrong_codes = wrong_codes + 1,
           ended_at = case when wrong_codes + 1 >= ${maxWrongCodes} then $2::timestamptz end where id = $1`,
        [id, clock()],
      );
    },

    async end(tx: Tx, id: string): Promise<void> {
      await run(tx, 'update sign_in_challenges set ended_at = $2 where id = $1', [id, clock()]);
    },
  };
}
