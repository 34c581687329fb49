// Rows of `roles`. The only writer.
import { QueryTypes } from 'sequelize';
import type { Permission } from '../contracts/permissions.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';

export interface RoleContent {
  readonly description: string | null;
  readonly permissions: readonly Permission[];
}

export interface RoleRow extends RoleContent {
  readonly name: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = 'name, description, permissions, version, created_at as "createdAt", updated_at as "updatedAt"';

export type RoleRepository = ReturnType<typeof createRoleRepository>;

export function createRoleRepository(sequelize: Sequelize) {
  const select = (sql: string, bind: unknown[], tx?: Tx) =>
    sequelize.query<RoleRow>(sql, { type: QueryTypes.SELECT, bind, ...(tx && { transaction: tx }) });
  const one = async (tx: Tx, sql: string, bind: unknown[]) => (await select(sql, bind, tx))[0];

  return {
    all: (tenantId: string) => select(`select ${columns} from roles where tenant_id = $1 order by name`, [tenantId]),

    /** Locked against a change or a new holder until the transaction ends. */
    lock: (tx: Tx, tenantId: string, name: string) =>
      one(tx, `select ${columns} from roles where tenant_id = $1 and name = $2 for update`, [tenantId, name]),

    /** Undefined when the name is taken. */
    insert: (tx: Tx, tenantId: string, name: string, { description, permissions }: RoleContent) =>
      one(
        tx,
        `insert into roles (tenant_id, name, description, permissions) values ($1, $2, $3, $4)
         on conflict do nothing returning ${columns}`,
        [tenantId, name, description, permissions],
      ),

    update: (tx: Tx, tenantId: string, name: string, { description, permissions }: RoleContent) =>
      one(
        tx,
        `update roles set description = $3, permissions = $4, version = version + 1, updated_at = now()
         where tenant_id = $1 and name = $2 returning ${columns}`,
        [tenantId, name, description, permissions],
      ),

    async isHeld(tx: Tx, tenantId: string, name: string): Promise<boolean> {
      const holders = await select(
        'select 1 from users where tenant_id = $1 and roles @> array[$2]::text[] limit 1',
        [tenantId, name],
        tx,
      );
      return holders.length > 0;
    },

    remove: (tx: Tx, tenantId: string, name: string) =>
      one(tx, `delete from roles where tenant_id = $1 and name = $2 returning ${columns}`, [tenantId, name]),
  };
}
