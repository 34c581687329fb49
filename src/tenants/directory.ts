// Which tenant a request is for, and how that tenant is set up; remembered until it changes.
import { LRUCache } from 'lru-cache';
import { defaultTenantId } from '../contracts/identity.ts';
import type { ChangeFeed } from '../platform/changes.ts';
import type { TenantRepository } from './repository.ts';
import type { Tenant, TenantSettings } from './settings.ts';

const maxTenants = 1_000;
// Whoever announces a change may die before it is sent: nothing is believed for longer without a look.
const ttlMs = 60_000;

/** Loads once for all who ask meanwhile. What was loading when everything was forgotten may be old: it is not kept. */
function createMemory<Key extends string, Value>(max: number, load: (key: Key) => Promise<Value>) {
  const kept = new LRUCache<Key, { readonly value: Value }>({ max, ttl: ttlMs });
  const loading = new Map<Key, Promise<Value>>();

  async function loadAndKeep(key: Key): Promise<Value> {
    const flight = load(key);
    loading.set(key, flight);
    try {
      const value = await flight;
      if (loading.get(key) === flight) kept.set(key, { value });
      return value;
    } finally {
      if (loading.get(key) === flight) loading.delete(key);
    }
  }

  return {
    async get(key: Key): Promise<Value> {
      const hit = kept.get(key);
      return hit ? hit.value : (loading.get(key) ?? loadAndKeep(key));
    },
    forget(): void {
      kept.clear();
      loading.clear();
    },
  };
}

export type TenantDirectory = ReturnType<typeof createTenantDirectory>;

export function createTenantDirectory(deps: {
  repository: Pick<TenantRepository, 'findById' | 'findIdBySlug' | 'hosts'>;
  changes: Pick<ChangeFeed, 'subscribe' | 'connected'>;
}) {
  const { repository, changes } = deps;
  const tenants = createMemory(maxTenants, (id: string) => repository.findById(id));
  // All of them: a lookup for each strange `Host` header would be a statement that anybody can cause.
  const hosts = createMemory(1, (_all: 'all') => repository.hosts());
  const forget = () => {
    tenants.forget();
    hosts.forget();
  };
  changes.subscribe({
    changed(topic) {
      if (topic.startsWith('tenant:')) forget();
    },
    gap: forget,
  });

  const find = (id: string): Promise<Tenant | undefined> =>
    changes.connected() ? tenants.get(id) : repository.findById(id);

  return {
    find,

    /** The tenant that answers at this host name; the default one at any other. */
    async ofHost(host: string): Promise<string> {
      const known = changes.connected() ? await hosts.get('all') : await repository.hosts();
      return known.get(host.toLowerCase()) ?? defaultTenantId;
    },

    ofSlug: (slug: string): Promise<string | undefined> => repository.findIdBySlug(slug),

    settingsOf: async (id: string): Promise<TenantSettings> => (await find(id))?.settings ?? {},
  };
}
