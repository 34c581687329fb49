// Rows of `recovery_codes`: what lets somebody in who has lost their authenticator. Ten at a time, shown once, used once.
import { createHmac, randomBytes } from 'node:crypto';
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Tx } from '../platform/db/sequelize.ts';

const codesAtOnce = 10;
const codeLength = 10; // 50 bits: nobody guesses one, however many they try

// Crockford's base 32: no letter in it is taken for a digit.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function createCode(): string {
  const letters = [...randomBytes(codeLength)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** However somebody types it from paper. */
const canonicalCode = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1');

export type RecoveryCodes = ReturnType<typeof createRecoveryCodes>;

export function createRecoveryCodes({ sequelize, key }: { sequelize: Sequelize; key: Buffer }) {
  const hashOf = (userId: string, code: string): Buffer =>
    createHmac('sha256', key)
      .update(`${userId} ${canonicalCode(code)}`)
      .digest();

  return {
    hashOf,

    /** Makes new ones, which are readable now and never again; those before them end. */
    async replaceAll(tx: Tx, userId: string): Promise<string[]> {
      const codes = Array.from({ length: codesAtOnce }, createCode);
      await sequelize.query('delete from recovery_codes where user_id = $1', { bind: [userId], transaction: tx });
      await sequelize.query('insert into recovery_codes (user_id, hash) select $1, unnest($2::bytea[])', {
        bind: [userId, codes.map((code) => hashOf(userId, code))],
        transaction: tx,
      });
      return codes;
    },

    /** True for the one who uses it first. */
    async use(tx: Tx, userId: string, hash: Buffer): Promise<boolean> {
      const used = await sequelize.query(
        'update recovery_codes set used_at = now() where user_id = $1 and hash = $2 and used_at is null returning 1',
        { type: QueryTypes.SELECT, bind: [userId, hash], transaction: tx },
      );
      return used.length === 1;
    },

    async countLeft(userId: string): Promise<number> {
      const [row] = await sequelize.query<{ left: number }>(
        'select count(*)::int as left from recovery_codes where user_id = $1 and used_at is null',
        { type: QueryTypes.SELECT, bind: [userId] },
      );
      return row?.left ?? 0;
    },
  };
}
