// Rows of `profile_extensions`. The only writer.
import { QueryTypes } from 'sequelize';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import type { Audience } from '../privacy/index.ts';

export interface ExtensionRow {
  readonly id: string;
  readonly extensionType: string;
  readonly extensionData: unknown;
  readonly audience: Audience;
  readonly sortOrder: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Content = Pick<ExtensionRow, 'extensionType' | 'extensionData' | 'audience' | 'sortOrder'>;

export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

const columns = `id, extension_type as "extensionType", extension_data as "extensionData", audience,
  sort_order as "sortOrder", created_at as "createdAt", updated_at as "updatedAt"`;

export type ExtensionRepository = ReturnType<typeof createExtensionRepository>;

export function createExtensionRepository(sequelize: Sequelize) {
  const selectOfPerson = hotStatement<ExtensionRow>(
    sequelize,
    `select ${columns} from profile_extensions where user_id = $1 and tenant_id = $2 order by sort_order, id`,
  );
  const write = (tx: Tx, sql: string, bind: unknown[]): Promise<ExtensionRow[]> =>
    sequelize.query<ExtensionRow>(sql, { type: QueryTypes.SELECT, bind, transaction: tx });

  async function writeContent(tx: Tx, sql: string, key: readonly string[], content: Content): Promise<ExtensionRow> {
    const { extensionType, extensionData, audience, sortOrder } = content;
    const bind = [...key, extensionType, JSON.stringify(extensionData), audience, sortOrder];
    const [row] = await write(tx, `${sql} returning ${columns}`, bind);
    if (!row) throw new Error('The block is gone although its profile is locked');
    return row;
  }

  return {
    /** Every block of a person, in order; there are never more than a page of them. */
    ofPerson: ({ tenantId, userId }: Person, tx?: Tx): Promise<ExtensionRow[]> =>
      selectOfPerson([userId, tenantId], tx),

    insert: (tx: Tx, { tenantId, userId }: Person, id: string, content: Content): Promise<ExtensionRow> =>
      writeContent(
        tx,
        `insert into profile_extensions (id, tenant_id, user_id, extension_type, extension_data, audience, sort_order)
         values ($1, $2, $3, $4, $5::json, $6, $7)`,
        [id, tenantId, userId],
        content,
      ),

    /** Of a block that is known to be there. */
    update: (tx: Tx, { tenantId, userId }: Person, id: string, content: Content): Promise<ExtensionRow> =>
      writeContent(
        tx,
        `update profile_extensions
         set extension_type = $4, extension_data = $5::json, audience = $6, sort_order = $7, updated_at = now()
         where id = $1 and tenant_id = $2 and user_id = $3`,
        [id, tenantId, userId],
        content,
      ),

    async remove(tx: Tx, { tenantId, userId }: Person, id: string): Promise<void> {
      await write(
        tx,
        `delete from profile_extensions where id = $1 and tenant_id = $2 and user_id = $3 returning ${columns}`,
        [id, tenantId, userId],
      );
    },

    /** Numbers the blocks in the order of `ids`, from zero. */
    async reorder(tx: Tx, { tenantId, userId }: Person, ids: readonly string[]): Promise<void> {
      await write(
        tx,
        `update profile_extensions e set sort_order = o.place - 1, updated_at = now()
         from unnest($3::uuid[]) with ordinality as o (id, place)
         where e.id = o.id and e.tenant_id = $1 and e.user_id = $2 returning e.id`,
        [tenantId, userId, ids],
      );
    },
  };
}
