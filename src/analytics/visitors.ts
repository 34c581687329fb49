// Who looks, as far as it must be known to count: pure. What is made here stays in memory for a second.
import type { IncomingHttpHeaders } from 'node:http';
import { isBot } from 'isbot';
import type { Identity } from '../contracts/identity.ts';
import { siteOf, type ViewSource } from '../contracts/insights.ts';

/** What is looked at of a request. */
export interface Visit {
  readonly ip?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Visitor {
  /** Tells visitors of one day apart: an account, or a network address with its browser. */
  readonly mark: string;
  /** Whose preferences are asked; null for strangers. */
  readonly accountId: string | null;
}

const isFetchedAhead = (headers: IncomingHttpHeaders): boolean =>
  /prefetch|prerender|preview/i.test(`${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''}`);

// No browser says more of itself, and patterns should not be made to look through it.
const maxAgentCharacters = 1_000;

/** Undefined for those who do not count: bots and other programs that nobody signed in, and browsers that fetch ahead. */
export function visitorOf({ ip, headers }: Visit, identity: Identity | undefined): Visitor | undefined {
  if (isFetchedAhead(headers)) return undefined;
  // Whoever is signed in is no bot, though an application may speak for them with a library that names itself.
  if (identity) return { mark: identity.userId, accountId: identity.userId };
  const agent = headers['user-agent'] ?? '';
  // Whoever lies is counted once a day, as any other visitor.
  if (agent.length > maxAgentCharacters || isBot(agent)) return undefined;
  return { mark: `${ip ?? ''}\n${agent}`, accountId: null };
}

/** Where a visitor came from: as the page says, else by the site whose link was followed; never more than its name. */
export function sourceOf({ headers }: Visit, stated: ViewSource | undefined, ownHosts: readonly string[]): ViewSource {
  if (stated) return stated;
  const { referer } = headers;
  // What a page's own script asks for has that page as its referrer, which is no link that anybody followed.
  const isNavigation = (headers['sec-fetch-dest'] ?? 'document') === 'document';
  if (!referer || !isNavigation || !URL.canParse(referer)) return 'direct';
  const { hostname } = new URL(referer);
  return [...ownHosts, headers.host?.replace(/:\d+$/, '')].includes(hostname) ? 'direct' : siteOf(hostname);
}
