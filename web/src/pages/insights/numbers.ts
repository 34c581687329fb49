// How numbers are said that may be too small to be told, and what periods and sources are called.
import { useReading } from '../../i18n/index.tsx';
import { isSite, type Source, sites } from '../../profile/sources.ts';
import type { Granularity, Insights } from './question.ts';

export type Counts = Omit<Insights['periods'][number], 'period'>;
export type Told = Counts['views'];

/** What a chart draws of it: nothing where it is not told. */
export const drawn = (told: Told): number | null => (typeof told === 'number' ? told : null);

const formats: Readonly<Record<Granularity, Intl.DateTimeFormatOptions>> = {
  hour: { month: 'short', day: 'numeric', hour: 'numeric' },
  day: { month: 'short', day: 'numeric' },
  week: { month: 'short', day: 'numeric', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

export function useNumbers() {
  const { text, formatNumber, formatDate } = useReading();
  const { insights: words } = text;
  return {
    inWords: (told: Told): string =>
      typeof told === 'number' ? formatNumber(told) : words.fewerThan(formatNumber(told.fewerThan)),
    /** @param period its first day, or its hour as `2026-11-20T14` */
    periodName: (period: string, granularity: Granularity): string =>
      formatDate(period.includes('T') ? `${period}:00Z` : period, { ...formats[granularity], timeZone: 'UTC' }),
    dayName: (day: string): string => formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' }),
    sourceName: (source: Source): string => (isSite(source) ? sites[source] : words.sources[source]),
  };
}
