// What rows of `badges` tell of uploaded icons. The only writer of these columns.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';

export const iconStatuses = ['processing', 'ready', 'rejected', 'failed'] as const;
export type IconStatus = (typeof iconStatuses)[number];

export interface IconRow {
  readonly tenantId: string;
  readonly slug: string;
  /** What is shown, as icon-files.ts names it; null for the built-in icon. */
  readonly iconFile: string | null;
  /** The last upload; what came before it is shown until it is ready. */
  readonly iconUpload: string | null;
  readonly status: IconStatus | null;
  readonly reason: string | null;
}

const columns = `b.tenant_id as "tenantId", b.slug, b.icon_file as "iconFile", b.icon_upload as "iconUpload",
  b.icon_status as status, b.icon_reason as reason`;

export type BadgeIconRows = ReturnType<typeof createBadgeIconRows>;

export function createBadgeIconRows(sequelize: Sequelize) {
  const statement = (sql: string) => hotStatement<IconRow>(sequelize, sql);
  const select = statement(`select ${columns} from badges b where b.tenant_id = $1 and b.slug = $2`);
  const lock = statement(`select ${columns} from badges b where b.tenant_id = $1 and b.slug = $2 for update`);
  const selectPending = statement(
    `select ${columns} from badges b where b.icon_upload = $1 and b.icon_status = 'processing'`,
  );
  const lockPending = statement(
    `select ${columns} from badges b where b.icon_upload = $1 and b.icon_status = 'processing' for update`,
  );
  const begin = statement(
    `update badges b set icon_upload = $3, icon_status = 'processing', icon_reason = null
     where b.tenant_id = $1 and b.slug = $2 returning ${columns}`,
  );
  const publish = statement(
    `update badges b set icon_file = $2, icon_status = 'ready', updated_at = now() where b.icon_upload = $1 returning ${columns}`,
  );
  const finish = statement(
    `update badges b set icon_status = $2, icon_reason = $3
     where b.icon_upload = $1 and b.icon_status = 'processing' returning ${columns}`,
  );
  const clear = statement(
    `update badges b set icon_file = null, icon_upload = null, icon_status = null, icon_reason = null, updated_at = now()
     where b.tenant_id = $1 and b.slug = $2 returning ${columns}`,
  );
  const selectLive = hotStatement<{ id: string }>(
    sequelize,
    `select id from unnest($1::text[]) id where exists (
       select from badges b where split_part(b.icon_file, '/', 1) = id or (b.icon_upload::text = id and b.icon_status = 'processing'))`,
  );

  return {
    find: async (tenantId: string, slug: string) => (await select([tenantId, slug]))[0],
    lock: async (tx: Tx, tenantId: string, slug: string) => (await lock([tenantId, slug], tx))[0],
    /** The badge whose last upload this is, while that waits for its icon. */
    findPending: async (iconId: string) => (await selectPending([iconId]))[0],
    lockPending: async (tx: Tx, iconId: string) => (await lockPending([iconId], tx))[0],
    begin: async (tx: Tx, tenantId: string, slug: string, iconId: string) =>
      (await begin([tenantId, slug, iconId], tx))[0],
    async publish(tx: Tx, iconId: string, file: string): Promise<void> {
      await publish([iconId, file], tx);
    },
    /** Ends an upload without an icon; undefined when somebody ended it first. */
    finish: async (tx: Tx, iconId: string, status: 'rejected' | 'failed', reason: string) =>
      (await finish([iconId, status, reason], tx))[0],
    async clear(tx: Tx, tenantId: string, slug: string): Promise<void> {
      await clear([tenantId, slug], tx);
    },
    /** Those of the uploads that are shown, or are to be. */
    live: async (iconIds: readonly string[]): Promise<ReadonlySet<string>> =>
      new Set((await selectLive([iconIds])).map(({ id }) => id)),
  };
}
