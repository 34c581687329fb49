// Where visitors of a profile can come from, as its owner's numbers have it.
import type { components } from '../api/schema.d.ts';

export type Source = components['schemas']['Insights']['sources'][number]['source'];

/** Sites, which have one name in every language. */
export const sites = {
  google: 'Google',
  bing: 'Bing',
  duckduckgo: 'DuckDuckGo',
  github: 'GitHub',
  gitlab: 'GitLab',
  linkedin: 'LinkedIn',
  twitter: 'X',
  bluesky: 'Bluesky',
  facebook: 'Facebook',
  instagram: 'Instagram',
  youtube: 'YouTube',
  reddit: 'Reddit',
  stackoverflow: 'Stack Overflow',
  'news.ycombinator': 'Hacker News',
} as const satisfies Partial<Record<Source, string>>;

export type Site = keyof typeof sites;

export const isSite = (source: string): source is Site => Object.hasOwn(sites, source);
