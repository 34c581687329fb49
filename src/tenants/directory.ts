// Which tenant a request is for, and how that tenant is set up; remembered until it changes.
import { LRUCache } from 'lru-cache';
import { defaultTenantId } from '../contracts/identity.ts';
import type { ChangeFeed } from '../platform/changes.ts';
import type { TenantRepository } from './repository.ts';
import type { Tenant, TenantSettings } from './settings.ts';

const maxTenants = 1_000;
// Whoever announces a change may die before it is sent: nothing is believed for longer without a look.
const ttlMs = 60_000;

export type TenantDirectory = ReturnType<typeof createTenantDirectory>;

export function createTenantDirectory(deps: {
  repository: Pick<TenantRepository, 'findById' | 'findIdBySlug' | 'hosts'>;
  changes: Pick<ChangeFeed, 'subscribe' | 'connected'>;
}) {
  const { repository, changes } = deps;
  const tenants = new LRUCache<string, { tenant: Tenant | undefined }>({
    max: maxTenants,
    ttl: ttlMs,
    fetchMethod: async (id) => ({ tenant: await repository.findById(id) }),
  });
  // All of them: a lookup for each strange `Host` header would be a statement that anybody can cause.
  const hosts = new LRUCache<'all', ReadonlyMap<string, string>>({
    max: 1,
    ttl: ttlMs,
    fetchMethod: () => repository.hosts(),
  });
  const forget = () => {
    tenants.clear();
    hosts.clear();
  };
  changes.subscribe({
    changed(topic) {
      if (topic.startsWith('tenant:')) forget();
    },
    gap: forget,
  });

  async function find(id: string): Promise<Tenant | undefined> {
    if (!changes.connected()) return repository.findById(id);
    return (await tenants.fetch(id))?.tenant;
  }

  return {
    find,

    /** The tenant that answers at this host name; the default one at any other. */
    async ofHost(host: string): Promise<string> {
      const known = changes.connected() ? await hosts.fetch('all') : await repository.hosts();
      return known?.get(host.toLowerCase()) ?? defaultTenantId;
    },

    ofSlug: (slug: string): Promise<string | undefined> => repository.findIdBySlug(slug),

    settingsOf: async (id: string): Promise<TenantSettings> => (await find(id))?.settings ?? {},
  };
}
