// The periods that a range of days falls into: pure. All in UTC; weeks begin on Monday.
import { addDays, daysBetween, startOf } from './days.ts';

export const granularities = ['hour', 'day', 'week', 'month'] as const;
export type Granularity = (typeof granularities)[number];

export interface Range {
  readonly from: string;
  /** The last day, included. */
  readonly to: string;
}

export const maxDays = 366;
/** More days than this are not told hour by hour. */
export const maxDaysByHour = 31;

const weekday = (day: string): number => (startOf(day).getUTCDay() + 6) % 7;

/** The name of the period that a day (and hour) is in: its first day, or the hour as `2026-11-21T14`. */
export function periodOf(granularity: Granularity, day: string, hour = 0): string {
  if (granularity === 'hour') return `${day}T${String(hour).padStart(2, '0')}`;
  if (granularity === 'week') return addDays(day, -weekday(day));
  return granularity === 'month' ? `${day.slice(0, 7)}-01` : day;
}

const daysOf = ({ from, to }: Range): string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));

/** Every period of the range, in order, whether anything happened in it or not. */
export function periodsOf(granularity: Granularity, range: Range): string[] {
  const hours = granularity === 'hour' ? Array.from({ length: 24 }, (_, hour) => hour) : [0];
  return [...new Set(daysOf(range).flatMap((day) => hours.map((hour) => periodOf(granularity, day, hour))))];
}
