// Whether the grants protect the trail: they mean nothing to a superuser, nor to whoever owns its tables, or may put
// functions where their owner would run them.
import { QueryTypes } from 'sequelize';
import type { Sequelize } from '../platform/db/sequelize.ts';

const unprotectedSql = `
select coalesce(bool_or(pg_has_role(c.relowner, 'member') or has_table_privilege(c.oid, 'update, delete, truncate')), true)
  or has_schema_privilege('public', 'create') as unprotected
from pg_class c where c.relnamespace = to_regnamespace('audit') and c.relkind = 'r'`;

export function createAuditProtection({ sequelize }: { sequelize: Sequelize }) {
  return {
    /** @throws when the role of our own connections could change what the trail says */
    async check(): Promise<void> {
      const [answer] = await sequelize.query<{ unprotected: boolean }>(unprotectedSql, { type: QueryTypes.SELECT });
      if (answer?.unprotected)
        throw new Error(
          'The audit trail is not protected: DATABASE_URL names a role that may change it. ' +
            'Set DATABASE_MIGRATION_URL, and let DATABASE_URL name a role of its own',
        );
    },
  };
}
