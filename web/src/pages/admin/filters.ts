// What a list is narrowed to and which page of it is shown, as the address has it: it can be shared, and gone back to.
import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { PagerProps } from './pager.tsx';

export type Filters<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** The whole day in UTC, as filters of time take it. */
export const startOf = (day: string): string => `${day}T00:00:00.000Z`;

/** The moment at which the day is over. */
export function endOf(day: string): string {
  const end = new Date(startOf(day));
  end.setUTCDate(end.getUTCDate() + 1);
  return end.toISOString();
}

const isDay = /^\d{4}-\d\d-\d\d$/;

/** An address that somebody has bent is read as far as it makes sense. */
export const dayIn = (text: string | undefined): string | undefined =>
  text && isDay.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

/** The address of a file with what is shown. */
export function fileHref(path: string, query: Readonly<Record<string, string | number | boolean>>): string {
  const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return params.size > 0 ? `${path}?${params}` : path;
}

const noNames: readonly never[] = [];

export function useFilters<Name extends string = never>(names: readonly Name[] = noNames) {
  const [params, setParams] = useSearchParams();
  const [path] = useLocation();
  const filters = useMemo(
    () =>
      Object.fromEntries(
        names.flatMap((name) => {
          const value = params.get(name);
          return value ? [[name, value]] : [];
        }),
      ) as Filters<Name>,
    [names, params],
  );
  const cursor = params.get('cursor') ?? undefined;
  const withPage = (chosen: Readonly<Record<string, string | undefined>>) =>
    new URLSearchParams(Object.entries(chosen).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const pageHref = (at?: string) => {
    const search = withPage({ ...filters, cursor: at }).toString();
    return search === '' ? path : `${path}?${search}`;
  };
  return {
    filters,
    cursor,
    /** Begins at the first page. `replace`: typing leaves no trail of half words. */
    change: (part: Readonly<Partial<Record<Name, string | undefined>>>, { replace = false } = {}) =>
      setParams(withPage({ ...filters, ...part }), { replace }),
    /** The ways to the other pages, by what a page says of itself. */
    pagesBy: (meta: { readonly nextCursor?: string | null } | undefined): PagerProps => ({
      isFirst: cursor === undefined,
      nextCursor: meta?.nextCursor,
      href: pageHref,
    }),
  };
}
