// The roles of a tenant: the built-in ones, and those it has defined. Nobody can put more into a role than they may do.
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import { builtInRoleNames, builtInRoles, isBuiltInRole, type Permission } from '../contracts/permissions.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { validationFailed } from '../platform/http/errors.ts';
import { permissionNotHeld, roleExists, roleHeld, roleNotFound } from './errors.ts';
import type { RoleContent, RoleRepository, RoleRow } from './repository.ts';

export interface RoleView extends RoleContent {
  readonly name: string;
  readonly builtIn: boolean;
  readonly version: number | null;
}

const present = ({ name, description, permissions, version }: RoleRow): RoleView => ({
  name,
  description,
  permissions,
  builtIn: false,
  version,
});
const builtIn: readonly RoleView[] = builtInRoleNames.map((name) => ({
  name,
  description: null,
  permissions: builtInRoles[name],
  builtIn: true,
  version: null,
}));

function requireHeld(identity: Identity, permissions: readonly Permission[]): void {
  const missing = permissions.filter((permission) => !identity.permissions.has(permission));
  if (missing.length > 0)
    throw permissionNotHeld({
      details: missing.map((permission) => ({ path: 'permissions', message: `you do not have ${permission}` })),
    });
}

function audit(
  unit: UnitOfWork,
  identity: Identity,
  action: 'defined' | 'redefined' | 'removed',
  name: string,
  values: { before?: RoleContent; after?: RoleContent },
): void {
  const { tenantId } = identity;
  const contents = Object.entries(values).map(([when, { description, permissions }]) => [
    when,
    { description, permissions },
  ]);
  const target = { type: 'role', id: name } as const;
  unit.audit({
    tenantId,
    action: `roles.${action}`,
    actor: actorOf(identity),
    target,
    ...Object.fromEntries(contents),
  });
}

export type RoleService = ReturnType<typeof createRoleService>;

export function createRoleService({ repository, transact }: { repository: RoleRepository; transact: Transact }) {
  /** The permissions of a role of this tenant, which stays as it is until the transaction ends. @throws VALIDATION_FAILED */
  async function requirePermissions(tx: Tx, tenantId: string, name: string): Promise<readonly Permission[]> {
    if (isBuiltInRole(name)) return builtInRoles[name];
    const role = await repository.lock(tx, tenantId, name);
    if (!role) throw validationFailed({ details: [{ path: 'roles', message: `there is no role ${name}` }] });
    return role.permissions;
  }

  return {
    list: async ({ tenantId }: Identity): Promise<RoleView[]> => [
      ...builtIn,
      ...(await repository.all(tenantId)).map(present),
    ],

    /** @throws ROLE_EXISTS, PERMISSION_NOT_HELD */
    define: (identity: Identity, name: string, content: RoleContent, origin: Origin): Promise<RoleView> =>
      transact(origin, async (unit) => {
        requireHeld(identity, content.permissions);
        const role = isBuiltInRole(name)
          ? undefined
          : await repository.insert(unit.tx, identity.tenantId, name, content);
        if (!role) throw roleExists();
        audit(unit, identity, 'defined', name, { after: role });
        return present(role);
      }),

    /** Changes what its holders may do, at once. @throws ROLE_NOT_FOUND, PERMISSION_NOT_HELD */
    redefine: (identity: Identity, name: string, content: RoleContent, origin: Origin): Promise<RoleView> =>
      transact(origin, async (unit) => {
        const before = await repository.lock(unit.tx, identity.tenantId, name);
        if (!before) throw roleNotFound();
        // What it grants already may stay, and may be taken away.
        requireHeld(
          identity,
          content.permissions.filter((permission) => !before.permissions.includes(permission)),
        );
        const role = await repository.update(unit.tx, identity.tenantId, name, content);
        if (!role) throw roleNotFound();
        unit.announce(`roles:${identity.tenantId}/${name}`);
        audit(unit, identity, 'redefined', name, { before, after: role });
        return present(role);
      }),

    /** @throws ROLE_NOT_FOUND, ROLE_HELD */
    remove: (identity: Identity, name: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const before = await repository.lock(unit.tx, identity.tenantId, name);
        if (!before) throw roleNotFound();
        if (await repository.isHeld(unit.tx, identity.tenantId, name)) throw roleHeld();
        await repository.remove(unit.tx, identity.tenantId, name);
        audit(unit, identity, 'removed', name, { before });
      }),

    /**
     * For whoever gives or takes roles: both need every permission of the role, or a role above could be taken away from below.
     * @throws VALIDATION_FAILED for a role that is none, PERMISSION_NOT_HELD
     */
    async requireAssignable(tx: Tx, identity: Identity, names: readonly string[]): Promise<void> {
      // In one order, so that two who lock the same roles do not wait for each other.
      for (const name of [...names].sort())
        requireHeld(identity, await requirePermissions(tx, identity.tenantId, name));
    },
  };
}
