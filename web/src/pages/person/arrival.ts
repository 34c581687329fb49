// How somebody came to a person's page, for the numbers of that person.
import { useLocation, useSearchParams } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { isSite, type Site, type Source } from '../../profile/sources.ts';

/** Lists of people that tell the page they lead to. */
const lists = ['search', 'discover'] as const satisfies readonly Source[];
export type PeopleList = (typeof lists)[number];

/** What a link of a list carries: along with the step, so that the address can be passed on without it. */
export const stepFrom = (list: PeopleList) => ({ source: list });

function listOf(state: unknown): PeopleList | undefined {
  if (typeof state !== 'object' || state === null || !('source' in state)) return undefined;
  return lists.find((list) => list === state.source);
}

const siteOf = (name: string | null | undefined): Site | undefined => (name && isSite(name) ? name : undefined);

// The service has seen which site led to the page that was opened first; what is opened from there was not led to by it.
const opened = {
  path: location.pathname,
  site: siteOf(document.querySelector('meta[name="cameo-source"]')?.getAttribute('content')),
};

/** As the list says that led here, or the link that was shared, or the site it was followed on. */
export function useArrival(): Source | undefined {
  const state: unknown = useHistoryState();
  const [path] = useLocation();
  const [params] = useSearchParams();
  return listOf(state) ?? siteOf(params.get('source')) ?? (path === opened.path ? opened.site : undefined);
}
