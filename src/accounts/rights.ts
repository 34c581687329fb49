// What an account may do: its roles, resolved in the one statement that looks at it.
import type { Role } from '../contracts/identity.ts';
import { type Permission, permissionsOf } from '../contracts/permissions.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';

export interface Rights {
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
}

/** Columns of rights of an account `u`; `rightsOf` reads them. */
export const rightsSql = `u.roles, array(
  select distinct granted from roles r, unnest(r.permissions) granted where r.tenant_id = u.tenant_id and r.name = any(u.roles)
) as granted`;

export interface RightsRow {
  readonly roles: readonly Role[];
  readonly granted: readonly string[];
}

export const rightsOf = ({ roles, granted }: RightsRow): Rights => ({
  roles,
  permissions: permissionsOf(roles, granted),
});

/** What decides, beside the rights, whether an account counts as a member. */
export interface MemberRights extends Rights {
  readonly emailVerified: boolean;
}

/** Finds the rights of an active account of a tenant. */
export function createFindRights(sequelize: Sequelize) {
  const select = hotStatement<RightsRow & Pick<MemberRights, 'emailVerified'>>(
    sequelize,
    `select ${rightsSql}, u.email_verified_at is not null as "emailVerified" from users u where u.id = $1 and u.tenant_id = $2 and u.status = 'active'`,
  );
  return async (tenantId: string, userId: string): Promise<MemberRights | undefined> => {
    const [row] = await select([userId, tenantId]);
    return row && { ...rightsOf(row), emailVerified: row.emailVerified };
  };
}
