// Rows of `extension_types`. The only writer.
import { QueryTypes } from 'sequelize';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import type { JsonSchema } from '../platform/json/data-schema.ts';

export interface ExtensionTypeRow {
  /** Of this registration: a type that is removed and registered again gets another. */
  readonly id: string;
  readonly type: string;
  readonly description: string | null;
  readonly dataSchema: JsonSchema;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type ExtensionTypeContent = Pick<ExtensionTypeRow, 'type' | 'description' | 'dataSchema'>;

const columns = `id, type, description, data_schema as "dataSchema", version, created_at as "createdAt",
  updated_at as "updatedAt"`;

export type ExtensionTypeRepository = ReturnType<typeof createExtensionTypeRepository>;

export function createExtensionTypeRepository(sequelize: Sequelize) {
  const selectAll = hotStatement<ExtensionTypeRow>(
    sequelize,
    `select ${columns} from extension_types where tenant_id = $1 order by type`,
  );
  const selectByType = hotStatement<ExtensionTypeRow>(
    sequelize,
    `select ${columns} from extension_types where tenant_id = $1 and type = $2`,
  );
  const write = async (tx: Tx, sql: string, bind: unknown[]): Promise<ExtensionTypeRow | undefined> => {
    const [row] = await sequelize.query<ExtensionTypeRow>(sql, { type: QueryTypes.SELECT, bind, transaction: tx });
    return row;
  };

  return {
    all: (tenantId: string, tx?: Tx): Promise<ExtensionTypeRow[]> => selectAll([tenantId], tx),

    async findByType(tenantId: string, type: string, tx?: Tx): Promise<ExtensionTypeRow | undefined> {
      return (await selectByType([tenantId, type], tx))[0];
    },

    /** Undefined when the type is registered already. */
    insert: (tx: Tx, tenantId: string, id: string, { type, description, dataSchema }: ExtensionTypeContent) =>
      write(
        tx,
        `insert into extension_types (id, tenant_id, type, description, data_schema) values ($1, $2, $3, $4, $5::json)
         on conflict (tenant_id, type) do nothing returning ${columns}`,
        [id, tenantId, type, description, JSON.stringify(dataSchema)],
      ),

    /** Undefined when there is no such type. */
    update: (tx: Tx, tenantId: string, { type, description, dataSchema }: ExtensionTypeContent) =>
      write(
        tx,
        `update extension_types set description = $3, data_schema = $4::json, version = version + 1, updated_at = now()
         where tenant_id = $1 and type = $2 returning ${columns}`,
        [tenantId, type, description, JSON.stringify(dataSchema)],
      ),

    remove: (tx: Tx, tenantId: string, type: string) =>
      write(tx, `delete from extension_types where tenant_id = $1 and type = $2 returning ${columns}`, [
        tenantId,
        type,
      ]),
  };
}
