// Which network addresses an outgoing request may reach. What is not known to be the public internet is refused.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What IPv6 has given out to the public internet; all the rest of it is something else, or nothing yet. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Networks of one's own: reached only where the operator says so. */
const ownNetworks: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

// What clouds tell their machines, keys included, at addresses that are no link-local ones: never, whatever is allowed.
const machineSecrets: ReadonlySet<string> = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254']);

/**
 * Whether a request may go to this address (as a resolver or a parsed URL writes it, without brackets). An IPv4 address
 * inside an IPv6 one (mapped, NAT64, 6to4, Teredo) is refused whatever it is: a name that means the public one has it, too.
 */
export function isReachable(address: string, { allowPrivate }: { readonly allowPrivate: boolean }): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (machineSecrets.has(parsed.toString())) return false;
  const range = parsed.range();
  if (ownNetworks.has(range)) return allowPrivate;
  return range === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast));
}
