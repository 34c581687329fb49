// Which numbers are asked for, as the address has it.
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { components } from '../../api/schema.d.ts';

export type Insights = components['schemas']['Insights'];
export type Granularity = Insights['granularity'];
export const granularities = ['hour', 'day', 'week', 'month'] as const satisfies readonly Granularity[];

/** Days in UTC, as `2026-11-20`; the service has its own where there are none. */
export interface Question {
  readonly from?: string;
  readonly to?: string;
  readonly granularity: Granularity;
}

const path = '/api/v1/profile/insights';
const dayMs = 86_400_000;
const isDay = (text: string | null): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The last `count` days that are over. */
export function lastDays(count: number): { from: string; to: string } {
  const last = Date.now() - dayMs;
  return { from: dayOf(last - (count - 1) * dayMs), to: dayOf(last) };
}

function read(params: URLSearchParams): Question {
  const from = params.get('from');
  const to = params.get('to');
  return {
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    granularity: granularities.find((one) => one === params.get('granularity')) ?? 'day',
  };
}

function write({ from, to, granularity }: Question): URLSearchParams {
  const params = new URLSearchParams();
  if (from) params.set('from', from);
  if (to) params.set('to', to);
  if (granularity !== 'day') params.set('granularity', granularity);
  return params;
}

export function csvPath(question: Question): string {
  const params = write(question);
  params.set('format', 'csv');
  return `${path}?${params}`;
}

/** Every day from the first to the last. */
export function daysOf(first: string, last: string): string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1;
  return Array.from({ length: Math.max(count, 1) }, (_, at) => dayOf(Date.parse(first) + at * dayMs));
}

export function useQuestion() {
  const [params, setParams] = useSearchParams();
  const question = useMemo(() => read(params), [params]);
  return { question, ask: (change: Partial<Question>) => setParams(write({ ...question, ...change })) };
}
