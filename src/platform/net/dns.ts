// Names, asked of DNS itself: no hosts file, and none of the few threads that `getaddrinfo` would hold up.
import { Resolver } from 'node:dns/promises';

export interface Dns {
  /** Every address of a host, IPv4 first; empty when there is none. */
  addressesOf(host: string): Promise<readonly string[]>;
  /** The TXT records of a name, each in one piece; empty when there is none. */
  textsOf(name: string): Promise<readonly string[]>;
}

const tryMs = 2_000;
const tries = 2;

/** @param servers as `address` or `address:port`; without them those of the system */
export function createDns({ servers }: { servers?: readonly string[] | undefined } = {}): Dns {
  const resolver = new Resolver({ timeout: tryMs, tries });
  if (servers) resolver.setServers(servers);
  return {
    async addressesOf(host) {
      const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    },
    async textsOf(name) {
      try {
        return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
      } catch {
        return [];
      }
    },
  };
}
