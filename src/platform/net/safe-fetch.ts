// Fetching what strangers point at: the one way for requests to addresses that people have typed. A name is resolved once,
// every address it has is checked, and the connection goes to what was checked; the same again after each redirect.
import type { LookupFunction } from 'node:net';
import { buildConnector, Client } from 'undici';
import type { Dns } from './dns.ts';
import { type RefusalReason, Refused, reasonOf } from './refusal.ts';
import { readBody } from './response-body.ts';

export interface FetchedPage {
  readonly ok: true;
  /** Where the page was in the end. */
  readonly url: string;
  readonly status: number;
  /** In lower case, without parameters; empty without one. */
  readonly contentType: string;
  /** Where it leads on, for a redirect that was not to be followed. */
  readonly location: string | undefined;
  readonly body: Buffer;
}

export type Fetched = FetchedPage | { readonly ok: false; readonly reason: RefusalReason };

/** GET. Never throws: a page that cannot be had is a reason. */
export type SafeFetch = (url: string, options?: { readonly maxRedirects?: number }) => Promise<Fetched>;

export interface SafeFetchOptions {
  readonly dns: Pick<Dns, 'addressesOf'>;
  /** Whether a connection may go to this address. */
  readonly isReachable: (address: string) => boolean;
  readonly ports: readonly number[];
  readonly userAgent: string;
  /** For everything together: names, redirects, the last byte. */
  readonly timeoutMs?: number;
  /** Of the body as it is read, after decompression. */
  readonly maxBytes?: number;
  /** Certificates to trust instead of the usual ones. */
  readonly ca?: string;
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxHeaderBytes = 16 * 1024;
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const { dns, isReachable, ports, userAgent, ca } = options;
  const { timeoutMs = 10_000, maxBytes = 1024 * 1024 } = options;

  /** What can be told from the address alone. @throws Refused */
  function requireAllowed(url: URL): void {
    const standardPort = defaultPorts[url.protocol];
    if (standardPort === undefined) throw new Refused('not-http');
    if (url.username || url.password) throw new Refused('has-credentials');
    if (!ports.includes(url.port ? Number(url.port) : standardPort)) throw new Refused('forbidden-port');
  }

  /** The addresses of the host. One that must not be reached is enough to refuse them all. @throws Refused */
  async function addressesOf({ hostname }: URL): Promise<readonly string[]> {
    const literal = hostname.replace(/^\[(.*)\]$/, '$1');
    const isLiteral = literal !== hostname || /^[\d.]+$/.test(hostname);
    const addresses = isLiteral ? [literal] : await dns.addressesOf(hostname);
    if (addresses.length === 0) throw new Refused('unknown-host');
    if (!addresses.every(isReachable)) throw new Refused('forbidden-address');
    return addresses;
  }

  /** A client whose sockets know these addresses and no others. */
  function clientFor(url: URL, addresses: readonly string[]): Client {
    const checked = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const lookup: LookupFunction = (_name, { all }, done) => {
      const [first] = checked;
      if (all) done(null, checked);
      else done(null, first?.address ?? '', first?.family);
    };
    const connect = buildConnector({ lookup, autoSelectFamily: true, timeout: timeoutMs, ...(ca && { ca }) });
    return new Client(url.origin, {
      connect,
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  async function request(url: URL, signal: AbortSignal, follows: boolean): Promise<FetchedPage> {
    requireAllowed(url);
    const client = clientFor(url, await endingWith(signal, addressesOf(url)));
    try {
      const { statusCode, headers, body } = await client.request({
        method: 'GET',
        path: `${url.pathname}${url.search}`,
        headers: { 'user-agent': userAgent, accept: 'text/html, */*;q=0.1', 'accept-encoding': 'gzip, deflate, br' },
        signal,
      });
      const page = {
        ok: true,
        url: url.href,
        status: statusCode,
        contentType: one(headers['content-type']).split(';', 1)[0]?.trim().toLowerCase() ?? '',
        location: redirectStatuses.has(statusCode) ? one(headers.location) || undefined : undefined,
      } as const;
      if (page.location !== undefined && follows) return { ...page, body: Buffer.alloc(0) };
      const encoding = one(headers['content-encoding']).trim().toLowerCase();
      return { ...page, body: await readBody(body, { encoding, maxBytes, signal }) };
    } finally {
      // Whatever is still on its way is not wanted, and nobody keeps a connection to a stranger.
      await client.destroy();
    }
  }

  async function follow(address: string, maxRedirects: number, signal: AbortSignal): Promise<FetchedPage> {
    let url = parse(address);
    for (let redirects = 0; ; redirects++) {
      const page = await request(url, signal, maxRedirects > 0);
      if (page.location === undefined || maxRedirects === 0) return page;
      if (redirects === maxRedirects) throw new Refused('too-many-redirects');
      const next = parse(page.location, url);
      if (url.protocol === 'https:' && next.protocol === 'http:') throw new Refused('insecure-redirect');
      url = next;
    }
  }

  return async (address, { maxRedirects = 3 } = {}) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await follow(address, maxRedirects, signal);
    } catch (error) {
      return { ok: false, reason: signal.aborted ? 'timeout' : reasonOf(error) };
    }
  };
}

const one = (header: string | string[] | undefined): string => (Array.isArray(header) ? header[0] : header) ?? '';

/** @throws Refused */
function parse(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new Refused('not-http');
  return new URL(address, base?.href);
}

/** What `work` comes to, unless time is over before. */
async function endingWith<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = () => {};
  const over = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Refused('timeout'));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
