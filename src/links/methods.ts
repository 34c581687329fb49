// In which ways a link can be proved, and what of a link's address these ways go by.
import { getDomain } from 'tldts';
import { networkHosts } from '../profiles/index.ts';
import { isSharedHost } from './shared-hosts.ts';

export const proofMethods = ['rel-me', 'dns-txt', 'mail-domain'] as const;
/** `rel-me`: the page links back. `dns-txt`: a record at the host. `mail-domain`: a proved e-mail address at the host. */
export type ProofMethod = (typeof proofMethods)[number];

export interface Link {
  readonly network: string;
  readonly url: string;
}

/** As browsers write it, without the dot of the root. */
export const hostOf = (url: string): string => new URL(url).hostname.toLowerCase().replace(/\.$/, '');

/**
 * The domain that somebody has registered, by the Public Suffix List; null for what nobody can: suffixes such as `co.uk`,
 * network addresses, names of one label. Below the suffixes of hosting services each customer has one.
 */
const domainOf = (host: string): string | null =>
  getDomain(host, { allowPrivateDomains: true, extractHostname: false });

/** Networks where a person has a page, and not a host. */
const isShared = ({ network }: Link): boolean => network !== 'website' && network !== 'personal';

const knownHosts = Object.values(networkHosts).flat();

/** Whether the host of the link can be somebody's own. */
function hasOwnHost(link: Link): boolean {
  const host = hostOf(link.url);
  const isKnown = knownHosts.some((name) => host === name || host.endsWith(`.${name}`));
  return !isShared(link) && !isKnown && !isSharedHost(host) && domainOf(host) !== null;
}

/** The ways in which this link can be proved: its page can always link back; the rest needs a host of one's own. */
export const methodsFor = (link: Link): readonly ProofMethod[] => (hasOwnHost(link) ? proofMethods : ['rel-me']);

/** Whether two hosts are the same but for `www.` in front of one. */
const isSameHost = (a: string, b: string): boolean => a.replace(/^www\./, '') === b.replace(/^www\./, '');

/**
 * Whether an address at `domain` proves a link to `host`: the domain is the host (with or without `www.`) or lies above it,
 * one registered domain holds both, and it is none where anybody gets an address.
 */
export function provesHost(domain: string, host: string): boolean {
  const registered = domainOf(domain);
  if (registered === null || registered !== domainOf(host) || isSharedHost(domain)) return false;
  return isSameHost(domain, host) || host.endsWith(`.${domain}`);
}

/** Whether a page that was reached is still the one of the link: of a shared network the same page, else the same host. */
export function isSamePlace(link: Link, reached: string): boolean {
  if (!isSameHost(hostOf(link.url), hostOf(reached))) return false;
  return !isShared(link) || pathOf(link.url) === pathOf(reached);
}

const pathOf = (url: string): string => new URL(url).pathname.replace(/\/+$/, '').toLowerCase();

/** Whether the host is written in the letters in which it is looked up. */
export const isPlainHost = (url: string): boolean =>
  (/^https?:\/\/([^/?#:]+|\[[^\]]*\])/iu.exec(url)?.[1] ?? '').toLowerCase() === new URL(url).hostname;
