// Rows of `link_proofs`. The only writer; profiles read them with every row (src/profiles/link-proofs.ts).
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { linkOfProof, type ProofBinding, proofStands } from '../profiles/index.ts';
import type { ProofMethod } from './methods.ts';

export interface ProofRow {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly network: string;
  readonly method: ProofMethod;
  readonly askedAt: Date;
  /** Whether a scheduled check asked last, and not the owner. */
  readonly askedByClock: boolean;
  readonly checkedAt: Date | null;
  /** Since when it is proved without a break. */
  readonly verifiedAt: Date | null;
  /** Scheduled checks in a row that found nothing. */
  readonly failedChecks: number;
  /** Why the last check failed. */
  readonly reason: string | null;
  readonly nextCheckAt: Date | null;
  /** The link as it is on the profile now. */
  readonly url: string | null;
  /** Whether the link, and what else the proof is bound to, is still the same. */
  readonly stands: boolean;
  readonly handle: string | null;
  /** The folded address of the person, if it is proved. */
  readonly emailKey: string | null;
}

/** What a check has come to. */
export type CheckedProof = Pick<
  ProofRow,
  'id' | 'checkedAt' | 'verifiedAt' | 'failedChecks' | 'reason' | 'nextCheckAt'
> & {
  /** What it is bound to from now on; without it, what it was. */
  readonly binding?: { readonly boundTo: ProofBinding; readonly digest: Buffer } | undefined;
};

export interface NewProof extends Pick<ProofRow, 'id' | 'tenantId' | 'userId' | 'network' | 'method' | 'askedAt'> {
  readonly digest: Buffer;
}

export interface DueProof {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
}

const columns = `l.id, l.tenant_id as "tenantId", l.user_id as "userId", l.network, l.method, l.asked_at as "askedAt",
  l.asked_by_clock as "askedByClock", l.checked_at as "checkedAt", l.verified_at as "verifiedAt",
  l.failed_checks as "failedChecks", l.reason, l.next_check_at as "nextCheckAt", ${linkOfProof} as url,
  coalesce(${proofStands}, false) as stands, p.handle,
  case when u.email_verified_at is not null then u.email_key end as "emailKey"`;
const from = 'from link_proofs l join profiles p on p.user_id = l.user_id join users u on u.id = l.user_id';

export type ProofRepository = ReturnType<typeof createProofRepository>;

export function createProofRepository(sequelize: Sequelize) {
  const selectOfPerson = hotStatement<ProofRow>(sequelize, `select ${columns} ${from} where l.user_id = $1`);
  const selectById = hotStatement<ProofRow>(sequelize, `select ${columns} ${from} where l.id = $1`);
  const selectForUpdate = hotStatement<ProofRow>(
    sequelize,
    `select ${columns} ${from} where l.id = $1 for update of l`,
  );
  const insert = hotStatement<object>(
    sequelize,
    `insert into link_proofs (id, tenant_id, user_id, network, method, bound_to, digest, asked_at)
     values ($1, $2, $3, $4, $5, 'link', $6, $7)`,
  );
  const markAsked = hotStatement<object>(
    sequelize,
    // What the clock has asked and nobody has checked yet still counts as the clock's.
    `update link_proofs set asked_at = $2, asked_by_clock = asked_by_clock and asked_at > coalesce(checked_at, '-infinity')
     where id = $1`,
  );
  const remove = hotStatement<object>(sequelize, 'delete from link_proofs where id = $1');
  const write = hotStatement<object>(
    sequelize,
    `update link_proofs set checked_at = $2, verified_at = $3, failed_checks = $4, reason = $5, next_check_at = $6,
       bound_to = coalesce($7, bound_to), digest = coalesce($8, digest) where id = $1`,
  );
  // Put off at once: a check that never comes to an end is asked for again at that time.
  const claimDue = hotStatement<DueProof>(
    sequelize,
    `update link_proofs set asked_at = $1, asked_by_clock = true, next_check_at = $2 where id in (
       select id from link_proofs where next_check_at <= $1 order by next_check_at limit $3 for update skip locked
     ) returning id, tenant_id as "tenantId", user_id as "userId"`,
  );

  return {
    ofPerson: (userId: string, tx?: Tx): Promise<ProofRow[]> => selectOfPerson([userId], tx),
    findById: async (id: string): Promise<ProofRow | undefined> => (await selectById([id]))[0],
    /** The row, locked until the transaction ends. */
    lockById: async (tx: Tx, id: string): Promise<ProofRow | undefined> => (await selectForUpdate([id], tx))[0],

    async insert(tx: Tx, { id, tenantId, userId, network, method, digest, askedAt }: NewProof): Promise<void> {
      await insert([id, tenantId, userId, network, method, digest, askedAt], tx);
    },
    async markAsked(tx: Tx, id: string, now: Date): Promise<void> {
      await markAsked([id, now], tx);
    },
    async remove(tx: Tx, id: string): Promise<void> {
      await remove([id], tx);
    },
    async write(tx: Tx, checked: CheckedProof): Promise<void> {
      const { id, checkedAt, verifiedAt, failedChecks, reason, nextCheckAt, binding } = checked;
      const bound = [binding?.boundTo ?? null, binding?.digest ?? null];
      await write([id, checkedAt, verifiedAt, failedChecks, reason, nextCheckAt, ...bound], tx);
    },

    /** Up to `limit` proofs whose time has come, which are then asked for until `nextAt`. */
    claimDue: (tx: Tx, now: Date, nextAt: Date, limit: number): Promise<DueProof[]> =>
      claimDue([now, nextAt, limit], tx),
  };
}
