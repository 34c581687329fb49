// Rows of `avatar_uploads`. The only writer.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Tx } from '../platform/db/sequelize.ts';

export type UploadStatus = 'stored' | 'processing' | 'ready' | 'rejected' | 'failed' | 'superseded' | 'removed';

export interface UploadRow {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly status: UploadStatus;
  readonly hash: string;
  readonly type: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** Why it was refused, for its owner. */
  readonly reason: string | null;
  /** When it had arrived whole; ids tell when it began. */
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export type NewUpload = Pick<UploadRow, 'id' | 'tenantId' | 'userId' | 'hash' | 'type' | 'bytes' | 'width' | 'height'>;

const columns = `id, tenant_id as "tenantId", user_id as "userId", status, hash, type, bytes, width, height, reason,
  created_at as "createdAt", finished_at as "finishedAt"`;

export type UploadRepository = ReturnType<typeof createUploadRepository>;

export function createUploadRepository(sequelize: Sequelize) {
  async function one(sql: string, bind: unknown[], tx?: Tx): Promise<UploadRow | undefined> {
    const [row] = await sequelize.query<UploadRow>(sql, {
      type: QueryTypes.SELECT,
      bind,
      ...(tx && { transaction: tx }),
    });
    return row;
  }

  return {
    async insert(tx: Tx, upload: NewUpload): Promise<UploadRow> {
      const { id, tenantId, userId, hash, type, bytes, width, height } = upload;
      const row = await one(
        `insert into avatar_uploads (id, tenant_id, user_id, status, hash, type, bytes, width, height, created_at)
         values ($1, $2, $3, 'stored', $4, $5, $6, $7, $8, date_trunc('milliseconds', clock_timestamp()))
         returning ${columns}`,
        [id, tenantId, userId, hash, type, bytes, width, height],
        tx,
      );
      if (!row) throw new Error('an insert returned nothing');
      return row;
    },

    find: (id: string) => one(`select ${columns} from avatar_uploads where id = $1`, [id]),

    findLatest: (tenantId: string, userId: string) =>
      one(
        `select ${columns} from avatar_uploads where user_id = $2 and tenant_id = $1
         order by created_at desc, id desc limit 1`,
        [tenantId, userId],
      ),

    /** Takes an upload that is not finished into work; undefined when there is nothing (more) to do. */
    start: (id: string) =>
      one(
        `update avatar_uploads set status = 'processing' where id = $1 and status in ('stored', 'processing')
         returning ${columns}`,
        [id],
      ),

    /** Ends work on an upload; undefined when somebody ended it first. */
    finish: (tx: Tx, id: string, status: UploadStatus, reason: string | null = null) =>
      one(
        `update avatar_uploads set status = $2, reason = $3, finished_at = now()
         where id = $1 and status in ('stored', 'processing') returning ${columns}`,
        [id, status, reason],
        tx,
      ),

    /** Ends everything of a person that is still on its way. */
    async cancelPending(tx: Tx, userId: string): Promise<string[]> {
      const rows = await sequelize.query<{ id: string }>(
        `update avatar_uploads set status = 'removed', finished_at = now()
         where user_id = $1 and status in ('stored', 'processing') returning id`,
        { type: QueryTypes.SELECT, bind: [userId], transaction: tx },
      );
      return rows.map(({ id }) => id);
    },
  };
}
