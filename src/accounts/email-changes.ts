// Rows of `email_changes`: another address for an account, which waits until it is proved and can be taken back for a week.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { isUuid, newId } from '../platform/ids.ts';
import type { Tokens } from '../platform/tokens.ts';
import type { AccountRow } from './model.ts';

const daySeconds = 86_400;
const proofSeconds = daySeconds;
const undoSeconds = 7 * daySeconds;
const maxWrongCodes = 5;

export interface EmailChange {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  /** That asked for it. */
  readonly sessionId: string;
  readonly oldEmail: string | null;
  readonly oldEmailKey: string | null;
  readonly oldVerifiedAt: Date | null;
  readonly newEmail: string;
  readonly newEmailKey: string;
  readonly stateHash: Buffer;
  /** Null where no mail went to the new address: then nothing proves it. */
  readonly proofId: string | null;
  readonly createdAt: Date;
  /** Of the proof. */
  readonly expiresAt: Date;
  readonly changedAt: Date | null;
  readonly endedAt: Date | null;
}

type Account = Pick<AccountRow, 'id' | 'tenantId' | 'email' | 'emailKey' | 'emailVerifiedAt' | 'passwordHash'>;

const columns = `id, tenant_id as "tenantId", user_id as "userId", session_id as "sessionId", old_email as "oldEmail",
  old_email_key as "oldEmailKey", old_verified_at as "oldVerifiedAt", new_email as "newEmail", new_email_key as "newEmailKey",
  state_hash as "stateHash", proof_id as "proofId", created_at as "createdAt", expires_at as "expiresAt",
  changed_at as "changedAt", ended_at as "endedAt"`;

const insertSql = `
insert into email_changes (id, tenant_id, user_id, session_id, old_email, old_email_key, old_verified_at, new_email,
  new_email_key, state_hash, proof_id, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

const pending = 'changed_at is null and ended_at is null';

const stateOf = ({ emailKey, passwordHash }: Account): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([emailKey, passwordHash]))
    .digest();

const after = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);

export type EmailChanges = ReturnType<typeof createEmailChanges>;

export function createEmailChanges(deps: {
  sequelize: Sequelize;
  tokens: Tokens;
  /** Makes the codes: they are derived, so that no readable code is ever stored. */
  codeKey: Buffer;
  clock: Clock;
}) {
  const { sequelize, tokens, clock } = deps;
  const run = (tx: Tx, sql: string, bind: unknown[]) => sequelize.query(sql, { bind, transaction: tx });

  async function find(where: string, bind: unknown[], tx?: Tx): Promise<EmailChange | undefined> {
    const sql = `select ${columns} from email_changes where ${where}${tx ? ' for update' : ''}`;
    const [row] = await sequelize.query<EmailChange>(sql, {
      type: QueryTypes.SELECT,
      bind,
      ...(tx && { transaction: tx }),
    });
    return row;
  }

  function codeOf(proofId: string): string {
    const digest = createHmac('sha256', deps.codeKey).update(proofId).digest();
    return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0');
  }

  const secondsUntil = (end: Date): number => Math.max(1, Math.floor((end.getTime() - clock().getTime()) / 1000));
  const undoableUntil = ({ changedAt, expiresAt }: EmailChange): Date => after(changedAt ?? expiresAt, undoSeconds);

  /** Whether the old address can still be put back, or kept. */
  const canBeUndone = (change: EmailChange): boolean =>
    change.endedAt === null && change.oldVerifiedAt !== null && undoableUntil(change) > clock();

  async function findByToken(purpose: 'confirm-email-change' | 'undo-email-change', token: string) {
    const claims = await tokens.verify(purpose, token);
    if (typeof claims?.jti !== 'string' || !isUuid(claims.jti)) return undefined;
    return find(`${purpose === 'undo-email-change' ? 'id' : 'proof_id'} = $1`, [claims.jti]);
  }

  return {
    /** Asks for another address, instead of what was asked before; with a proof, if a mail takes it there. */
    async ask(
      tx: Tx,
      account: Account,
      wanted: { sessionId: string; email: string; emailKey: string; withProof: boolean },
    ): Promise<{ changeId: string; proofId: string | null }> {
      const now = clock();
      const changeId = newId();
      const proofId = wanted.withProof ? newId() : null;
      await run(tx, `update email_changes set ended_at = $2 where user_id = $1 and ${pending}`, [account.id, now]);
      await run(tx, insertSql, [
        ...[changeId, account.tenantId, account.id, wanted.sessionId],
        ...[account.email, account.emailKey, account.emailVerifiedAt],
        ...[wanted.email, wanted.emailKey, stateOf(account), proofId, now, after(now, proofSeconds)],
      ]);
      return { changeId, proofId };
    },

    /** Another proof of the same change; the one before it ends. */
    async renewProof(tx: Tx, id: string): Promise<string> {
      const proofId = newId();
      const expiresAt = after(clock(), proofSeconds);
      const sql = 'update email_changes set proof_id = $2, wrong_codes = 0, expires_at = $3 where id = $1';
      await run(tx, sql, [id, proofId, expiresAt]);
      return proofId;
    },

    async countSince(tx: Tx, userId: string, since: Date): Promise<number> {
      const [row] = await sequelize.query<{ count: number }>(
        'select count(*)::int as count from email_changes where user_id = $1 and created_at > $2',
        { type: QueryTypes.SELECT, bind: [userId, since], transaction: tx },
      );
      return row?.count ?? 0;
    },

    findPending: (userId: string) => find(`user_id = $1 and ${pending}`, [userId]),
    findByToken,

    lock: (tx: Tx, id: string) => find('id = $1', [id], tx),
    lockPending: (tx: Tx, userId: string) => find(`user_id = $1 and ${pending}`, [userId], tx),

    /** Whether it can still be proved, for an account whose address and password are those of then. */
    isOpen: (change: EmailChange, account: Account): boolean =>
      change.changedAt === null &&
      change.endedAt === null &&
      change.expiresAt > clock() &&
      change.stateHash.equals(stateOf(account)),

    canBeUndone,

    hasCode: ({ proofId }: EmailChange, code: string): boolean =>
      proofId !== null && timingSafeEqual(Buffer.from(codeOf(proofId)), Buffer.from(code)),

    /** The caller must commit it before it answers. */
    async countWrongCode(tx: Tx, id: string): Promise<void> {
      await run(
        tx,
        `update email_changes set wrong_codes = wrong_codes + 1,
           proof_id = case when wrong_codes + 1 < ${maxWrongCodes} then proof_id end where id = $1`,
        [id],
      );
    },

    async markChanged(tx: Tx, id: string): Promise<void> {
      await run(tx, 'update email_changes set changed_at = $2 where id = $1', [id, clock()]);
    },

    async end(tx: Tx, id: string): Promise<void> {
      await run(tx, 'update email_changes set ended_at = $2 where id = $1', [id, clock()]);
    },

    /** Ends this change and those after it: what an intruder did next must not be put back by their links. */
    async endFrom(tx: Tx, { userId, createdAt }: EmailChange): Promise<void> {
      const sql = 'update email_changes set ended_at = $3 where user_id = $1 and created_at >= $2 and ended_at is null';
      await run(tx, sql, [userId, createdAt, clock()]);
    },

    /** What the mail to the new address says; undefined when there is nothing to prove by the time it would go out. */
    async proofMailFor(proofId: string): Promise<{ to: string; token: string; code: string } | undefined> {
      const change = await find('proof_id = $1', [proofId]);
      if (!change || change.changedAt || change.endedAt || change.expiresAt <= clock()) return undefined;
      const subject = { subject: change.userId, id: proofId };
      const token = await tokens.sign('confirm-email-change', subject, secondsUntil(change.expiresAt));
      return { to: change.newEmail, token, code: codeOf(proofId) };
    },

    /** What mails to the old address say: its link takes the change back, a week after it at the latest. */
    async undoMailFor(
      id: string,
    ): Promise<{ to: string; newEmail: string; token: string; isDone: boolean } | undefined> {
      const change = await find('id = $1', [id]);
      if (!change || change.oldEmail === null || !canBeUndone(change)) return undefined;
      const { userId, newEmail, oldEmail: to } = change;
      const token = await tokens.sign(
        'undo-email-change',
        { subject: userId, id },
        secondsUntil(undoableUntil(change)),
      );
      return { to, newEmail, token, isDone: change.changedAt !== null };
    },
  };
}
