// Rows of `avatar_uploads`. The only writer. Whoever locks a profile as well locks it before the upload.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Tx } from '../platform/db/sequelize.ts';
import type { AvatarRecord } from '../profiles/index.ts';

export type UploadStatus = 'stored' | 'processing' | 'ready' | 'rejected' | 'failed' | 'superseded' | 'removed';

/** A rectangle in pixels of the upright picture. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `stored`, `decoding`, the name of a file that was written, or `published`. */
export interface UploadStep {
  readonly step: string;
  readonly at: string;
}

export interface UploadRow {
  readonly id: string;
  /** Random; the name of the picture in addresses. */
  readonly publicId: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly status: UploadStatus;
  readonly hash: string;
  readonly type: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly crop: Crop | null;
  readonly alt: string | null;
  /** In the order they happened; a run that was killed and begun anew is there twice. */
  readonly steps: readonly UploadStep[];
  /** The record as it was published, as long as its files are kept. */
  readonly variants: AvatarRecord | null;
  /** When it last became the picture. */
  readonly publishedAt: Date | null;
  /** Tells whether a retry is the same request. */
  readonly fingerprint: Buffer | null;
  /** Why it was refused, for its owner. */
  readonly reason: string | null;
  /** When it had arrived whole; ids tell when it began. */
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export type NewUpload = Pick<
  UploadRow,
  'id' | 'tenantId' | 'userId' | 'hash' | 'type' | 'bytes' | 'width' | 'height' | 'crop' | 'alt' | 'fingerprint'
> & { readonly idempotencyKey: string | null };

const columns = `id, public_id as "publicId", tenant_id as "tenantId", user_id as "userId", status, hash, type, bytes, width,
  height, crop, alt, steps, variants, published_at as "publishedAt", fingerprint, reason, created_at as "createdAt",
  finished_at as "finishedAt"`;

const now = `date_trunc('milliseconds', clock_timestamp())`;
const step = (name: string) => `jsonb_build_object('step', ${name}, 'at', ${now})`;

/** An upload that has files, or may have them any moment. */
export interface LiveUpload extends Pick<UploadRow, 'id' | 'userId' | 'hash'> {
  /** Under way, or finished within the last hour. */
  readonly isRecent: boolean;
  /** The variants that are shown or kept. */
  readonly files: readonly string[];
}

/** Pictures of a person that can be chosen again, the present one included. */
const historyLength = 5;

export type UploadRepository = ReturnType<typeof createUploadRepository>;

export function createUploadRepository(sequelize: Sequelize) {
  const many = (sql: string, bind: unknown[], tx?: Tx): Promise<UploadRow[]> =>
    sequelize.query<UploadRow>(sql, { type: QueryTypes.SELECT, bind, ...(tx && { transaction: tx }) });
  const one = async (sql: string, bind: unknown[], tx?: Tx) => (await many(sql, bind, tx))[0];

  return {
    async insert(tx: Tx, upload: NewUpload): Promise<UploadRow> {
      const { id, tenantId, userId, hash, type, bytes, width, height, crop, alt, idempotencyKey, fingerprint } = upload;
      const row = await one(
        `insert into avatar_uploads (id, tenant_id, user_id, status, hash, type, bytes, width, height, crop, alt,
           idempotency_key, fingerprint, steps, created_at)
         values ($1, $2, $3, 'stored', $4, $5, $6, $7, $8, $9, $10, $11, $12, jsonb_build_array(${step(`'stored'`)}), ${now})
         returning ${columns}`,
        [
          id,
          tenantId,
          userId,
          hash,
          type,
          bytes,
          width,
          height,
          crop && JSON.stringify(crop),
          alt,
          idempotencyKey,
          fingerprint,
        ],
        tx,
      );
      if (!row) throw new Error('an insert returned nothing');
      return row;
    },

    find: (id: string, tx?: Tx) => one(`select ${columns} from avatar_uploads where id = $1`, [id], tx),

    /** Those that exist, in no particular order. */
    findMany: (ids: readonly string[]) =>
      many(`select ${columns} from avatar_uploads where id = any($1::uuid[])`, [ids]),

    findByPublicId: (publicId: string) => one(`select ${columns} from avatar_uploads where public_id = $1`, [publicId]),

    findByKey: (userId: string, idempotencyKey: string, tx?: Tx) =>
      one(
        `select ${columns} from avatar_uploads where user_id = $1 and idempotency_key = $2`,
        [userId, idempotencyKey],
        tx,
      ),

    findLatest: (tenantId: string, userId: string, tx?: Tx) =>
      one(
        `select ${columns} from avatar_uploads where user_id = $2 and tenant_id = $1
         order by created_at desc, id desc limit 1`,
        [tenantId, userId],
        tx,
      ),

    /** When the uploads of the last `seconds` arrived, newest first, `limit` of them at most; `now` is the database's. */
    async findArrivals(userId: string, seconds: number, limit: number, tx?: Tx): Promise<{ at: Date; now: Date }[]> {
      return sequelize.query<{ at: Date; now: Date }>(
        `select created_at as at, clock_timestamp() as now from avatar_uploads
         where user_id = $1 and created_at > clock_timestamp() - make_interval(secs => $2)
         order by created_at desc, id desc limit $3`,
        { type: QueryTypes.SELECT, bind: [userId, seconds, limit], ...(tx && { transaction: tx }) },
      );
    },

    findLive: (userIds: readonly string[]): Promise<LiveUpload[]> =>
      sequelize.query<LiveUpload>(
        `select * from (
           select id, user_id as "userId", hash, coalesce(variants -> 'variants', '[]') as files,
             finished_at is null or finished_at > clock_timestamp() - interval '1 hour' as "isRecent"
           from avatar_uploads where user_id = any($1::uuid[])
         ) uploads where "isRecent" or jsonb_array_length(files) > 0`,
        { type: QueryTypes.SELECT, bind: [userIds] },
      ),

    /** Takes an upload that is not finished into work; undefined when there is nothing (more) to do. */
    start: (id: string) =>
      one(
        `update avatar_uploads set status = 'processing' where id = $1 and status in ('stored', 'processing')
         returning ${columns}`,
        [id],
      ),

    /** Tells whoever watches that work got this far. */
    async appendStep(id: string, name: string): Promise<void> {
      await sequelize.query(
        `update avatar_uploads set steps = steps || ${step('$2::text')} where id = $1 and status in ('stored', 'processing')`,
        { bind: [id, name] },
      );
    },

    /** Ends work on an upload; undefined when somebody ended it first. */
    finish: (tx: Tx, id: string, status: Exclude<UploadStatus, 'ready'>, reason: string | null = null) =>
      one(
        `update avatar_uploads set status = $2, reason = $3, finished_at = ${now}
         where id = $1 and status in ('stored', 'processing') returning ${columns}`,
        [id, status, reason],
        tx,
      ),

    /**
     * Ends an upload as the picture; undefined when somebody ended it first. `variants` of the row is the record to
     * publish: its `id` and `alt` are the row's, since people may change the description while work is under way.
     */
    publish: (tx: Tx, id: string, record: Omit<AvatarRecord, 'id' | 'alt'>) =>
      one(
        `update avatar_uploads set status = 'ready', reason = null, finished_at = ${now}, published_at = ${now},
           steps = steps || ${step(`'published'`)},
           variants = $2::jsonb || jsonb_build_object('id', public_id, 'alt', alt)
         where id = $1 and status in ('stored', 'processing') returning ${columns}`,
        [id, JSON.stringify(record)],
        tx,
      ),

    /** Adds files to a picture that is shown or kept; undefined when it is neither. Names that are there stay single. */
    extend: (tx: Tx, id: string, files: readonly string[]) =>
      one(
        `update avatar_uploads set variants = jsonb_set(variants, '{variants}', variants -> 'variants' || (
           select coalesce(jsonb_agg(file), '[]') from jsonb_array_elements($2::jsonb) file
           where not variants -> 'variants' @> file))
         where id = $1 and variants is not null returning ${columns}`,
        [id, JSON.stringify(files)],
        tx,
      ),

    /** Makes a picture of former days the newest again; undefined when its files are gone. */
    republish: (tx: Tx, userId: string, id: string) =>
      one(
        `update avatar_uploads set published_at = ${now} where id = $2 and user_id = $1 and variants is not null
         returning ${columns}`,
        [userId, id],
        tx,
      ),

    /** The pictures that can be chosen again, the present one first. */
    findHistory: (userId: string) =>
      many(
        `select ${columns} from avatar_uploads where user_id = $1 and variants is not null
         order by published_at desc, id desc limit ${historyLength}`,
        [userId],
      ),

    /** Drops the pictures that are older than the history is long; their files have to go. */
    async trimHistory(tx: Tx, userId: string): Promise<string[]> {
      const dropped = await many(
        `update avatar_uploads set status = 'removed', variants = null, crop = null, alt = null where id in (
           select id from avatar_uploads where user_id = $1 and variants is not null
           order by published_at desc, id desc offset ${historyLength}
         ) returning ${columns}`,
        [userId],
        tx,
      );
      return dropped.map(({ id }) => id);
    },

    /** Describes a picture, published or on its way. */
    describe: (tx: Tx, id: string, alt: string | null) =>
      one(
        `update avatar_uploads set alt = $2, variants = variants || jsonb_build_object('alt', $2::text)
         where id = $1 returning ${columns}`,
        [id, alt],
        tx,
      ),

    /** Ends everything of a person that is still on its way. */
    async cancelPending(tx: Tx, userId: string, status: 'superseded' | 'removed'): Promise<string[]> {
      const cancelled = await many(
        `update avatar_uploads set status = $2, finished_at = ${now}
         where user_id = $1 and status in ('stored', 'processing') returning ${columns}`,
        [userId, status],
        tx,
      );
      return cancelled.map(({ id }) => id);
    },

    /** Forgets every picture of a person, shown, kept or on its way; gives the uploads whose files have to go. */
    async removeAll(tx: Tx, userId: string): Promise<string[]> {
      const removed = await many(
        `update avatar_uploads set status = 'removed', variants = null, crop = null, alt = null,
           finished_at = coalesce(finished_at, ${now})
         where user_id = $1 and (variants is not null or status in ('stored', 'processing')) returning ${columns}`,
        [userId],
        tx,
      );
      return removed.map(({ id }) => id);
    },
  };
}
