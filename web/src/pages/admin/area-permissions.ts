// The parts of the administration, in their order, and what one must be allowed to enter each.

export const areaPermissions = {
  people: 'users:read:tenant',
  verification: 'verification:review:tenant',
  reports: 'profiles:moderate:tenant',
  unmasking: 'aliases:unmask:tenant',
  badges: 'badges:define:tenant',
  settings: 'settings:define:tenant',
  blocks: 'extension-types:define:tenant',
  completeness: 'completeness:define:tenant',
  roles: 'roles:define:tenant',
  tokens: 'service-tokens:manage:tenant',
  audit: 'audit:read:tenant',
  tenant: 'tenant:configure:tenant',
  tenants: 'tenants:manage',
  insights: 'insights:read:tenant',
  system: 'operations:read',
} as const;

export type AreaName = keyof typeof areaPermissions;
export const areaNames = Object.keys(areaPermissions) as AreaName[];
export const areaPath = (name: AreaName): string => `/admin/${name}`;
