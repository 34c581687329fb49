// Who may do what: every permission, and which of them each built-in role holds. Routes, presenters and `GET /users/me`
// all read this table; roles that a tenant defines are made of the same permissions.

/** `resource:action`, of what is one's own, of everything in one's tenant, or (without an ending) of the installation. */
export const permissions = {
  'profiles:update:own': 'Write one’s profile, its privacy, and what belongs to it.',
  'avatars:update:own': 'Upload, restore and remove one’s picture.',
  'aliases:use:own': 'Appear under an anonymous alias.',
  'profiles:read:tenant': 'See every field of every profile, hidden ones too.',
  'profiles:moderate:tenant':
    'Change or clear fields of somebody’s profile, and remove a picture, with a reason that its owner sees.',
  'aliases:unmask:tenant': 'Ask who is behind an alias, and consent when a colleague asks.',
  'badges:grant:tenant': 'Give badges to people, and take them away.',
  'badges:define:tenant': 'Define badges.',
  'verification:review:tenant': 'See what people send in to be verified, and approve or decline it.',
  'completeness:define:tenant': 'Say what makes a profile complete.',
  'users:read:tenant': 'List, search and open accounts.',
  'users:create:tenant': 'Make accounts for others.',
  'users:update:tenant': 'Change somebody’s account.',
  'users:deactivate:tenant': 'Switch accounts off and on again.',
  'users:ban:tenant': 'Keep somebody out, under any alias.',
  'users:export:tenant': 'Take the list of accounts away as a file.',
  'roles:assign:tenant': 'Give and take roles, of those whose permissions one has oneself.',
  'roles:define:tenant': 'Define roles from permissions that one has oneself.',
  'settings:define:tenant': 'Define settings that people can choose.',
  'extension-types:define:tenant': 'Define types of custom blocks.',
  'service-tokens:manage:tenant': 'Make and revoke tokens of other back ends.',
  'insights:read:tenant': 'Read how one’s tenant does, in numbers.',
  'audit:read:tenant': 'Read who did what.',
  'tenant:configure:tenant': 'Change the settings of one’s tenant.',
  'tenants:manage': 'Make tenants, and act in any of them.',
  'operations:read': 'Look into queues and internal figures, which hold data of all tenants.',
} as const satisfies Readonly<Record<string, string>>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

const isOwn = (permission: Permission) => permission.endsWith(':own');
const isOfTenant = (permission: Permission) => permission.endsWith(':tenant');

const user = permissionNames.filter(isOwn);
const moderator: readonly Permission[] = [
  ...user,
  'profiles:moderate:tenant',
  'aliases:unmask:tenant',
  'badges:grant:tenant',
  'verification:review:tenant',
  'users:read:tenant',
  'users:ban:tenant',
];
const admin = permissionNames.filter((permission) => isOwn(permission) || isOfTenant(permission));

/** Each holds what the one before it holds. Other back ends are no accounts: they hold scopes instead. */
export const builtInRoles = { user, moderator, admin, 'platform-admin': permissionNames } as const satisfies Readonly<
  Record<string, readonly Permission[]>
>;

export type BuiltInRole = keyof typeof builtInRoles;
export const builtInRoleNames = Object.keys(builtInRoles) as BuiltInRole[];
export const isBuiltInRole = (name: string): name is BuiltInRole => Object.hasOwn(builtInRoles, name);

const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);

/**
 * What an account may do.
 * @param roles names of its roles; those of its tenant's own making mean nothing here
 * @param granted what the latter grant; a name that is no permission (any more) grants nothing
 */
export function permissionsOf(roles: readonly string[], granted: readonly string[]): ReadonlySet<Permission> {
  const builtIn = roles.flatMap((role): readonly Permission[] => (isBuiltInRole(role) ? builtInRoles[role] : []));
  return new Set([...builtIn, ...granted.filter(isPermission)]);
}
