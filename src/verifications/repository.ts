// Rows of `verification_requests` and `verification_files`. The only writer.
import { violates } from '../platform/db/failure.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { requestPending } from './errors.ts';
import type { EvidenceType } from './evidence-types.ts';

export const requestStatuses = ['pending', 'approved', 'declined', 'withdrawn'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

export interface FileSummary {
  readonly id: string;
  readonly type: EvidenceType;
  readonly bytes: number;
}

export interface RequestRow {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly slug: string;
  readonly badge: string;
  readonly verifies: boolean;
  readonly message: string;
  readonly links: readonly string[];
  readonly status: RequestStatus;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly files: readonly FileSummary[];
}

export interface FileRow extends FileSummary {
  readonly userId: string;
}

const columns = `r.id, r.tenant_id as "tenantId", r.user_id as "userId", r.slug, b.name as badge, b.verifies, r.message, r.links,
  r.status, r.created_at as "createdAt", r.decided_at as "decidedAt", r.decided_by as "decidedBy", r.decision_reason as reason,
  coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'type', f.type, 'bytes', f.bytes) order by f.id)
    from verification_files f where f.request_id = r.id), '[]') as files`;
const from = 'from verification_requests r join badges b on b.tenant_id = r.tenant_id and b.slug = r.slug';
const fileColumns = `f.id, f.user_id as "userId", f.type, f.bytes`;

export type VerificationRepository = ReturnType<typeof createVerificationRepository>;

export function createVerificationRepository(sequelize: Sequelize) {
  const request = (sql: string) => hotStatement<RequestRow>(sequelize, sql);
  const file = (sql: string) => hotStatement<FileRow>(sequelize, sql);
  const insert = hotStatement(
    sequelize,
    `insert into verification_requests (id, tenant_id, user_id, slug, message, links, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
  );
  const lock = request(`select ${columns} ${from} where r.id = $1 and r.tenant_id = $2 for update of r`);
  const selectOne = request(`select ${columns} ${from} where r.id = $1`);
  const selectLatest = request(
    `select ${columns} ${from} where r.user_id = $1 and r.slug = $2 and r.status = 'declined' order by r.id desc limit 1`,
  );
  const selectOfPerson = request(
    `select ${columns} ${from} where r.user_id = $1 and ($2::uuid is null or r.id < $2) order by r.id desc limit $3`,
  );
  // The oldest first: who has waited longest is looked at first.
  const selectQueue = request(
    `select ${columns} ${from} where r.tenant_id = $1 and r.status = $2 and ($3::uuid is null or r.id > $3) order by r.id limit $4`,
  );
  const decide = hotStatement(
    sequelize,
    `update verification_requests set status = $2, decided_at = $3, decided_by = $4, decision_reason = $5, grant_id = $6 where id = $1`,
  );
  const insertFile = file(
    `insert into verification_files as f (id, request_id, user_id, type, bytes) values ($1, $2, $3, $4, $5) returning ${fileColumns}`,
  );
  const selectFile = file(
    `select ${fileColumns} from verification_files f join verification_requests r on r.id = f.request_id
     where f.id = $1 and r.id = $2 and r.tenant_id = $3`,
  );
  const selectOver = file(
    `select ${fileColumns} from verification_files f join verification_requests r on r.id = f.request_id
     where r.decided_at < $1 or r.status = 'withdrawn' order by f.id limit $2`,
  );
  const deleteFile = hotStatement(sequelize, 'delete from verification_files where id = $1');
  const selectKnown = hotStatement<{ id: string }>(
    sequelize,
    'select id from verification_files where id = any($1::uuid[])',
  );

  return {
    /** @throws VERIFICATION_PENDING */
    async insert(
      tx: Tx,
      row: Pick<RequestRow, 'id' | 'tenantId' | 'userId' | 'slug' | 'message' | 'links' | 'createdAt'>,
    ): Promise<void> {
      const { id, tenantId, userId, slug, message, links, createdAt } = row;
      try {
        await insert([id, tenantId, userId, slug, message, links, createdAt], tx);
      } catch (error) {
        throw violates(error, 'verification_requests_pending') ? requestPending({ cause: error }) : error;
      }
    },

    /** The request, locked until the transaction ends. */
    lock: async (tx: Tx, tenantId: string, id: string) => (await lock([id, tenantId], tx))[0],
    find: async (id: string, tx?: Tx) => (await selectOne([id], tx))[0],
    findDeclined: async (tx: Tx, userId: string, slug: string) => (await selectLatest([userId, slug], tx))[0],
    ofPerson: (userId: string, after: string | null, limit: number) => selectOfPerson([userId, after, limit]),
    queue: (tenantId: string, status: RequestStatus, after: string | null, limit: number) =>
      selectQueue([tenantId, status, after, limit]),

    async decide(
      tx: Tx,
      id: string,
      outcome: { status: RequestStatus; at: Date; by: string | null; reason: string | null; grantId: string | null },
    ): Promise<void> {
      const { status, at, by, reason, grantId } = outcome;
      await decide([id, status, at, by, reason, grantId], tx);
    },

    async insertFile(tx: Tx, requestId: string, { id, userId, type, bytes }: FileRow): Promise<void> {
      await insertFile([id, requestId, userId, type, bytes], tx);
    },
    findFile: async (tenantId: string, requestId: string, id: string) =>
      (await selectFile([id, requestId, tenantId]))[0],

    /** Files of requests that were decided before `moment`, or taken back: those prove nothing to anybody. */
    filesOver: (moment: Date, limit: number) => selectOver([moment, limit]),
    async deleteFile(id: string): Promise<void> {
      await deleteFile([id]);
    },
    /** Of these ids, those that are files. */
    knownFiles: async (ids: readonly string[]) => new Set((await selectKnown([ids])).map(({ id }) => id)),
  };
}
