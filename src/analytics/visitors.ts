// Who looks, as far as it must be known to count: pure. What is made here stays in memory for a second.
import type { IncomingHttpHeaders } from 'node:http';
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

// What crawlers, link previews, monitors and headless browsers say of themselves: "bot" and "crawl" as most of them do,
// then those that say neither. Whoever lies is counted once a day, as any other visitor.
const bots =
  /bot\b|bot[/;_-]|crawl|spider|slurp|facebookexternalhit|facebookcatalog|meta-externalagent|whatsapp\/|embedly|quora link|outbrain|vkshare|skypeuripreview|bingpreview|google-(?:read-aloud|inspectiontool|structured)|googleother|mediapartners|lighthouse|pagespeed|pingdom|uptime|statuscake|site24x7|headless|phantomjs|ia_archiver|archive\.org|feedfetcher|bytespider|yandex\.com\/|baiduspider|duckduckgo-favicons/i;

const isFetchedAhead = (headers: IncomingHttpHeaders): boolean =>
  /prefetch|prerender|preview/i.test(`${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''}`);

/** Undefined for those who do not count: known bots, and browsers that fetch what nobody has asked for yet. */
export function visitorOf({ ip, headers }: Visit, identity: Identity | undefined): Visitor | undefined {
  const agent = headers['user-agent'] ?? '';
  if (bots.test(agent) || isFetchedAhead(headers)) return undefined;
  if (identity) return { mark: identity.userId, accountId: identity.userId };
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
