// The addresses of a person's public page: what a page elsewhere links to in order to prove a link.
import { defaultTenantId } from '../contracts/identity.ts';
import type { TenantDirectory } from '../tenants/index.ts';

interface Person {
  readonly tenantId: string;
  readonly userId: string;
  readonly handle: string | null;
}

export interface ProfileAddress {
  readonly url: string;
  /** Whether it is the handle's, and ends with it. */
  readonly byHandle: boolean;
}

export type ProfileAddresses = ReturnType<typeof createProfileAddresses>;

export function createProfileAddresses(deps: { publicUrl: string; tenants: Pick<TenantDirectory, 'find'> }) {
  const { origin, protocol, port } = new URL(deps.publicUrl);

  /** Where the tenant is at home: one has hosts of its own, or is the one of the installation's address, or nothing. */
  async function originsOf(tenantId: string): Promise<readonly string[]> {
    const hosts = (await deps.tenants.find(tenantId))?.hosts ?? [];
    const own = hosts.map((host) => `${protocol}//${host}${port && `:${port}`}`);
    return tenantId === defaultTenantId ? [origin, ...own] : own;
  }

  /** All there are, the best one first. A handle is a name in one tenant only; an id is one everywhere. */
  async function of({ tenantId, userId, handle }: Person): Promise<readonly ProfileAddress[]> {
    const origins = await originsOf(tenantId);
    const byHandle = handle === null ? [] : origins.map((home) => ({ url: `${home}/@${handle}`, byHandle: true }));
    const byId = [...new Set([...origins, origin])].map((home) => ({ url: `${home}/p/${userId}`, byHandle: false }));
    return [...byHandle, ...byId];
  }

  return {
    of,
    best: async (person: Person): Promise<string> => (await of(person))[0]?.url ?? `${origin}/p/${person.userId}`,
  };
}

/** An address in the form in which two are compared; undefined for what is none, or asks something. */
export function comparable(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.search || url.username || url.password) return undefined;
  try {
    return `${url.origin}${decodeURIComponent(url.pathname).replace(/\/+$/, '').toLowerCase()}`;
  } catch {
    return undefined;
  }
}
