// Rows of `second_factors`: the secret that an authenticator app shares with us (TOTP, RFC 6238), and which of its codes
// have been used. One that was seen over a shoulder, or passed on by a forged page, is not good a second time.
import { Secret, TOTP } from 'otpauth';
import { QueryTypes, type Sequelize } from 'sequelize';
import type { PersonalKeys } from '../accounts/index.ts';
import type { UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import type { AuthMethod } from './sessions.ts';

const secretBytes = 20;
const pendingMs = 3_600_000;
// Clocks of telephones go wrong, and people type slowly: one code earlier or later is good, too.
const window = 1;

/** What somebody shows: six digits of the app, or a code from paper. */
export type SecondProof = { readonly code: string } | { readonly recoveryCode: string };

interface Person {
  readonly userId: string;
  readonly tenantId: string;
}

interface FactorRow {
  readonly id: string;
  readonly secret: Buffer;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
}

/** What was shown belongs to the account; whether it is still good is seen when it is used. */
export type SecondMatch =
  | { readonly kind: 'totp'; readonly factorId: string; readonly counter: number }
  | { readonly kind: 'recovery-code'; readonly hash: Buffer };

const isOnSql = 'select 1 from second_factors where user_id = $1 and confirmed_at is not null';
const beginSql = `
insert into second_factors as f (user_id, tenant_id, id, secret, created_at) values ($1, $2, $3, $4, $5)
on conflict (user_id) do update set id = excluded.id, secret = excluded.secret, created_at = excluded.created_at
where f.confirmed_at is null returning 1`;
const useSql = `
update second_factors set last_counter = $3
where user_id = $1 and id = $2 and confirmed_at is not null and last_counter < $3 returning 1`;
const confirmSql = `
update second_factors set confirmed_at = $4, last_counter = $3
where user_id = $1 and id = $2 and confirmed_at is null returning 1`;

export type SecondFactors = ReturnType<typeof createSecondFactors>;

export function createSecondFactors(deps: {
  sequelize: Sequelize;
  personalKeys: Pick<PersonalKeys, 'seal' | 'open'>;
  recoveryCodes: Pick<RecoveryCodes, 'hashOf' | 'use'>;
  /** What authenticator apps call us. */
  issuer: string;
  clock: Clock;
}) {
  const { sequelize, personalKeys, recoveryCodes, clock } = deps;
  const select = <Row extends object>(sql: string, bind: unknown[], tx?: Tx) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, ...(tx && { transaction: tx }) });

  const totpOf = (secret: Secret, label = '') => new TOTP({ issuer: deps.issuer, label, secret });

  async function find(userId: string): Promise<FactorRow | undefined> {
    const [row] = await select<FactorRow>(
      `select id, secret, created_at as "createdAt", confirmed_at as "confirmedAt" from second_factors where user_id = $1`,
      [userId],
    );
    return row;
  }

  const isPending = ({ confirmedAt, createdAt }: FactorRow): boolean =>
    confirmedAt === null && clock().getTime() - createdAt.getTime() <= pendingMs;

  /** The half minute that a code is of; undefined for one that is of none just now. */
  async function counterOf(userId: string, { secret }: FactorRow, code: string): Promise<number | undefined> {
    const opened = await personalKeys.open(userId, secret);
    if (!opened) return undefined;
    const totp = totpOf(new Secret({ buffer: Uint8Array.from(opened).buffer }));
    const timestamp = clock().getTime();
    const delta = totp.validate({ token: code, timestamp, window });
    return delta === null ? undefined : totp.counter({ timestamp }) + delta;
  }

  return {
    async isOn(userId: string): Promise<boolean> {
      return (await select(isOnSql, [userId])).length === 1;
    },

    /** Since when; null where it is off. */
    async findSince(userId: string): Promise<Date | null> {
      return (await find(userId))?.confirmedAt ?? null;
    },

    /** Waits until the transaction's end with whatever changes it meanwhile. False where it is off. */
    async lock(tx: Tx, userId: string): Promise<boolean> {
      return (await select(`${isOnSql} for update`, [userId], tx)).length === 1;
    },

    /** Keeps a new secret, to be confirmed within an hour; `uri` is what a QR code shows. Undefined where one is in use. */
    async begin(
      tx: Tx,
      { userId, tenantId }: Person,
      label: string,
    ): Promise<{ secret: string; uri: string; expiresAt: Date } | undefined> {
      const secret = new Secret({ size: secretBytes });
      const sealed = await personalKeys.seal(tx, userId, Buffer.from(secret.bytes));
      const now = clock();
      const begun = await select(beginSql, [userId, tenantId, newId(), sealed, now], tx);
      if (begun.length === 0) return undefined;
      const expiresAt = new Date(now.getTime() + pendingMs);
      return { secret: secret.base32, uri: totpOf(secret, label).toString(), expiresAt };
    },

    /** Whether a code is of the secret that is to be confirmed; undefined when there is none. */
    async matchPending(userId: string, code: string): Promise<SecondMatch | 'wrong' | undefined> {
      const row = await find(userId);
      if (!row || !isPending(row)) return undefined;
      const counter = await counterOf(userId, row, code);
      return counter === undefined ? 'wrong' : { kind: 'totp', factorId: row.id, counter };
    },

    /** Switches it on. False when somebody else has, or has begun anew. */
    async confirm(tx: Tx, userId: string, match: SecondMatch): Promise<boolean> {
      if (match.kind !== 'totp') return false;
      const bind = [userId, match.factorId, match.counter, clock()];
      return (await select(confirmSql, bind, tx)).length === 1;
    },

    /** To be asked before a transaction begins; undefined for what does not belong to the account. */
    async match(userId: string, proof: SecondProof): Promise<SecondMatch | undefined> {
      if ('recoveryCode' in proof)
        return { kind: 'recovery-code', hash: recoveryCodes.hashOf(userId, proof.recoveryCode) };
      const row = await find(userId);
      const counter = row?.confirmedAt ? await counterOf(userId, row, proof.code) : undefined;
      return row && counter !== undefined ? { kind: 'totp', factorId: row.id, counter } : undefined;
    },

    /** Uses it up, and tells of a recovery code. Undefined when it was used before. */
    async use(unit: UnitOfWork, { userId, tenantId }: Person, match: SecondMatch): Promise<AuthMethod | undefined> {
      if (match.kind === 'totp') {
        const used = await select(useSql, [userId, match.factorId, match.counter], unit.tx);
        return used.length === 1 ? 'totp' : undefined;
      }
      if (!(await recoveryCodes.use(unit.tx, userId, match.hash))) return undefined;
      const actor = { kind: 'account', id: userId } as const;
      unit.record({ tenantId, userId, actorId: userId, type: 'second-factor.recovery-code-used' });
      unit.audit({
        ...{ tenantId, action: 'second-factors.recovery-code-used', actor },
        target: { type: 'account', id: userId },
      });
      unit.emit({ type: 'recovery-code.used', tenantId, userId });
      return 'recovery-code';
    },

    /** Forgets the secret and the recovery codes. Returns whether it was on; with `since`, only one that was not on before. */
    async remove(tx: Tx, userId: string, since: Date | null = null): Promise<boolean> {
      const removed = await select<{ wasOn: boolean }>(
        `delete from second_factors where user_id = $1 and ($2::timestamptz is null or confirmed_at is null or confirmed_at >= $2)
         returning confirmed_at is not null as "wasOn"`,
        [userId, since],
        tx,
      );
      return removed[0]?.wasOn ?? false;
    },
  };
}
