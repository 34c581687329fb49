// Addresses that never leave this machine.
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a host (a name, or an address with or without the brackets of a URL) is this machine itself. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const address = bare.replace(/^::ffff:(?=\d+\.)/, ''); // IPv4 as a socket for both families names it
  const version = isIP(address);
  if (version === 0) return bare === 'localhost' || bare.endsWith('.localhost');
  return loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
