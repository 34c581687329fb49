// The issuer that signs browsers in, where there is one, and the way back from it.
import type { components } from '../api/schema.d.ts';

type Entry = NonNullable<components['schemas']['Storefront']['continueWith']>;

const longest = 2_000;

/** A path as the service takes it: in ASCII, without what a browser could take for a host. */
function pathOf(address: string): string {
  const { pathname, search, hash } = new URL(address, location.origin);
  const path = `${pathname.replace(/^\/+/, '/')}${search}${hash}`.replaceAll('\\', '%5C');
  return path.length > longest ? '/' : path;
}

/** The address that leads to the issuer and then back to `next`; with `fresh` only after another proof. */
export function issuerAddress({ href }: Entry, next: string, { fresh = false } = {}): string {
  const query = new URLSearchParams({ returnTo: pathOf(next), ...(fresh && { fresh: 'true' }) });
  return `${href}?${query}`;
}
