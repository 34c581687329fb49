// Making tenants and setting them up.
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { newId } from '../platform/ids.ts';
import { mergePatch } from '../platform/json/merge-patch.ts';
import { tenantNotFound } from './errors.ts';
import type { TenantRepository } from './repository.ts';
import type { Tenant, TenantSettings } from './settings.ts';

export interface NewTenant {
  readonly slug: string;
  readonly name: string;
  readonly hosts: readonly string[];
}

export interface TenantChange {
  readonly name?: string;
  readonly hosts?: readonly string[];
}

export type TenantService = ReturnType<typeof createTenantService>;

export function createTenantService({ repository, transact }: { repository: TenantRepository; transact: Transact }) {
  async function requireLocked({ tx }: UnitOfWork, id: string): Promise<Tenant> {
    const tenant = await repository.lock(tx, id);
    if (!tenant) throw tenantNotFound();
    return tenant;
  }

  async function reread(id: string): Promise<Tenant> {
    const tenant = await repository.findById(id);
    if (!tenant) throw tenantNotFound();
    return tenant;
  }

  /** In the trail of whoever did it, and in that of those it was done to. */
  function audit(
    unit: UnitOfWork,
    identity: Identity,
    action: 'created' | 'updated' | 'configured',
    tenant: { id: string; before?: object; after: object },
  ): void {
    const { id, ...values } = tenant;
    const entry = { action: `tenants.${action}`, actor: actorOf(identity), target: { type: 'tenant', id } } as const;
    for (const tenantId of new Set([identity.tenantId, id])) unit.audit({ tenantId, ...entry, ...values });
  }

  return {
    /** @throws TENANT_NOT_FOUND */
    read: reread,

    list: (after: string | null, limit: number): Promise<Tenant[]> => repository.list(after, limit),

    /** @throws TENANT_EXISTS, HOST_TAKEN */
    async create(identity: Identity, { hosts, ...tenant }: NewTenant, origin: Origin): Promise<Tenant> {
      const id = newId();
      await transact(origin, async (unit) => {
        await repository.insert(unit.tx, { id, ...tenant });
        await repository.setHosts(unit.tx, id, hosts);
        audit(unit, identity, 'created', { id, after: { ...tenant, hosts } });
        unit.announce(`tenant:${id}/settings`);
      });
      return reread(id);
    },

    /** @throws TENANT_NOT_FOUND, HOST_TAKEN */
    async update(identity: Identity, id: string, change: TenantChange, origin: Origin): Promise<Tenant> {
      await transact(origin, async (unit) => {
        const tenant = await requireLocked(unit, id);
        await repository.write(unit.tx, id, { ...tenant, name: change.name ?? tenant.name });
        if (change.hosts) await repository.setHosts(unit.tx, id, change.hosts);
        audit(unit, identity, 'updated', { id, before: { name: tenant.name, hosts: tenant.hosts }, after: change });
        unit.announce(`tenant:${id}/settings`);
      });
      return reread(id);
    },

    /** Merges the changes into the settings of the administrator's own tenant; null gives one back to the installation. */
    async configure(identity: Identity, change: object, origin: Origin): Promise<Tenant> {
      const { tenantId } = identity;
      await transact(origin, async (unit) => {
        const tenant = await requireLocked(unit, tenantId);
        const settings = mergePatch(tenant.settings, change) as TenantSettings;
        await repository.write(unit.tx, tenantId, { name: tenant.name, settings });
        audit(unit, identity, 'configured', { id: tenantId, before: tenant.settings, after: settings });
        unit.emit({ type: 'tenant.configured', tenantId });
        unit.announce(`tenant:${tenantId}/settings`);
      });
      return reread(tenantId);
    },
  };
}
