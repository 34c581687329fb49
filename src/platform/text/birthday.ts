// Birthdays: a calendar date, or only month and day where the year is withheld.
import { accept, type Checked, refuse } from './checked.ts';

export type BirthdayReason = 'NOT_A_DATE' | 'IN_THE_FUTURE';

const LEAP_YEAR = '2000';
const FARTHEST_AHEAD_MS = 14 * 60 * 60 * 1000; // UTC+14 has the first new day

/** Checks `YYYY-MM-DD`, `--MM-DD` (ISO 8601, vCard) or `0000-MM-DD`; a withheld year is kept as `--MM-DD`. */
export function normalizeBirthday(input: string, now: Date): Checked<string, BirthdayReason> {
  const [, year, monthDay] = /^(\d{4}|-)-(\d\d-\d\d)$/.exec(input.trim()) ?? [];
  const withheld = year === '-' || year === '0000';
  if (!isCalendarDate(`${withheld ? LEAP_YEAR : year}-${monthDay}`)) {
    return refuse('NOT_A_DATE', 'must be a date like 1990-12-31, or --12-31 without the year');
  }
  if (withheld) return accept(`--${monthDay}`);
  const date = `${year}-${monthDay}`;
  const latestToday = new Date(now.getTime() + FARTHEST_AHEAD_MS).toISOString().slice(0, 10);
  return date > latestToday ? refuse('IN_THE_FUTURE', 'must not be in the future') : accept(date);
}

function isCalendarDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
