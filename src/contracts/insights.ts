// What is counted of profiles, where viewers can come from, and below which number nothing is told.

/** Nothing is told of fewer viewers than this. */
export const smallestCrowd = 5;

/** A number, or that it is too small to be told. */
export type Told = number | { readonly fewerThan: typeof smallestCrowd };

export type EventKind = 'view' | 'search' | 'link-click' | 'share' | 'avatar-view';

/** Other sites by the hosts that they are known by; of every other site only that it is another one is kept. */
const sites = {
  google: ['google.*'],
  bing: ['bing.com'],
  duckduckgo: ['duckduckgo.com'],
  github: ['github.com'],
  gitlab: ['gitlab.com'],
  linkedin: ['linkedin.com', 'lnkd.in'],
  twitter: ['twitter.com', 'x.com', 't.co'],
  bluesky: ['bsky.app'],
  facebook: ['facebook.com', 'fb.com'],
  instagram: ['instagram.com'],
  youtube: ['youtube.com', 'youtu.be'],
  reddit: ['reddit.com'],
  stackoverflow: ['stackoverflow.com'],
  'news.ycombinator': ['news.ycombinator.com'],
} as const satisfies Record<string, readonly string[]>;

/** All that can be kept of where a viewer came from. */
export const viewSources = [
  'direct',
  'search',
  'discover',
  ...(Object.keys(sites) as (keyof typeof sites)[]),
  'other',
] as const;
export type ViewSource = (typeof viewSources)[number];

const isHostOf = (host: string, pattern: string): boolean => {
  if (!pattern.endsWith('.*')) return host === pattern || host.endsWith(`.${pattern}`);
  // Of a site with a domain in each country: google.de, www.google.co.uk, and not google.de.example.org.
  const labels = host.split('.');
  const at = labels.indexOf(pattern.slice(0, -2));
  const suffix = labels.slice(at + 1);
  return at >= 0 && (suffix.length === 1 || (suffix.length === 2 && /^com?$/.test(suffix[0] ?? '')));
};

/** The site of a host, `other` where it is none of the known ones. */
export function siteOf(host: string): ViewSource {
  const known = (Object.keys(sites) as (keyof typeof sites)[]).find((name) =>
    sites[name].some((pattern) => isHostOf(host, pattern)),
  );
  return known ?? 'other';
}
