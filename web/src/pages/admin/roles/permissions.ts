// What roles allow, by how far it reaches: as far as oneself, one's tenant, or the installation.
import type { components } from '../../../api/schema.d.ts';

export type Permission = components['schemas']['Me']['permissions'][number];

export type Role = components['schemas']['Role'];

export const reaches = ['own', 'tenant', 'installation'] as const;
type Reach = (typeof reaches)[number];

const reachOf = (permission: string): Reach =>
  reaches.find((reach) => permission.endsWith(`:${reach}`)) ?? 'installation';

/** The permissions that reach so far. */
export const permissionsOf = (sentences: Readonly<Record<Permission, string>>, reach: Reach): Permission[] =>
  (Object.keys(sentences) as Permission[]).filter((permission) => reachOf(permission) === reach);
