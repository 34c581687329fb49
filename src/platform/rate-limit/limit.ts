// A limit: so many points for each key in a fixed window. Two ways to count, for what is rare and for what is hot.
import { LRUCache } from 'lru-cache';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { ErrorDefinition } from '../errors.ts';
import { rateLimited } from './errors.ts';

export interface Rule {
  /** In keys, metrics and logs. */
  readonly name: string;
  readonly points: number;
  /** Of the window, which begins with the first point. */
  readonly seconds: number;
}

/** What is left after a request. */
export interface Allowance {
  readonly rule: Rule;
  readonly isSpent: boolean;
  readonly remaining: number;
  readonly resetMs: number;
}

export interface Limit {
  readonly rule: Rule;
  /** Counts one. Never fails: a store that is down is replaced by the memory of the process. */
  count(key: string): Allowance | Promise<Allowance>;
}

/** A limit that knows at once. */
export interface LocalLimit extends Limit {
  count(key: string): Allowance;
}

export interface SharedLimit extends Limit {
  count(key: string): Promise<Allowance>;
  /** Takes one back. */
  refund(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

/** What both ways need of a limiter of rate-limiter-flexible. */
export interface Counter {
  consume(key: string): Promise<RateLimiterRes>;
  penalty(key: string, points: number): Promise<RateLimiterRes>;
  reward(key: string, points: number): Promise<RateLimiterRes>;
  delete(key: string): Promise<boolean>;
}

/** Whole seconds, never 0: who comes back at once would be refused again. */
export const secondsUntilReset = ({ resetMs }: Allowance): number => Math.max(1, Math.ceil(resetMs / 1000));

/** Counts one. @throws RATE_LIMITED, or what `refuse` makes, with `Retry-After` */
export async function requireAllowance(
  limit: Limit,
  key: string,
  refuse: ErrorDefinition = rateLimited,
): Promise<void> {
  const allowance = await limit.count(key);
  if (allowance.isSpent) throw refuse({ headers: { 'Retry-After': String(secondsUntilReset(allowance)) } });
}

function countWith(counter: Pick<Counter, 'consume'>, rule: Rule, onRefusal: (rule: Rule) => void) {
  const allowanceOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes, isSpent: boolean): Allowance => ({
    rule,
    isSpent,
    remaining: remainingPoints,
    resetMs: msBeforeNext,
  });
  const accepted = (outcome: RateLimiterRes) => allowanceOf(outcome, false);
  const refused = (outcome: unknown) => {
    if (!(outcome instanceof RateLimiterRes)) throw outcome;
    onRefusal(rule);
    return allowanceOf(outcome, true);
  };
  return (key: string): Promise<Allowance> => counter.consume(key).then(accepted, refused);
}

/** Every request asks the store that all processes share: exact, for what is rare or dear. */
export function createSharedLimit(rule: Rule, store: Counter, onRefusal: (rule: Rule) => void): SharedLimit {
  return {
    rule,
    count: countWith(store, rule, onRefusal),
    async refund(key) {
      await store.reward(key, 1);
    },
    async forget(key) {
      await store.delete(key);
    },
  };
}

// Who uses less than this part of a limit costs the store nothing.
const quietPart = 0.1;
const tellEveryMs = 1000;
// Who forges addresses without end pushes out the oldest counts, not the process out of its memory.
const maxWindows = 100_000;

interface Window {
  used: number;
  endsAtMs: number;
}

/**
 * The process counts for itself and at once, since requests of every kind pass here; nobody waits for the store. Once a
 * second that is told of the few who use more than a tenth of their limit, and answers who has spent it in all processes
 * together: each process may be late by a tenth and a second.
 */
export function createLocalFirstLimit(
  rule: Rule,
  store: Counter | undefined,
  onRefusal: (rule: Rule) => void,
): LocalLimit & { close(): void } {
  const windows = new LRUCache<string, Window>({ max: maxWindows });
  const quietPoints = Math.floor(rule.points * quietPart);
  const untold = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  async function tell(shared: Counter): Promise<void> {
    const keys = [...untold];
    untold.clear();
    for (const [key, points] of keys) {
      const { consumedPoints, msBeforeNext } = await shared.penalty(key, points);
      if (consumedPoints > rule.points)
        windows.set(key, { used: rule.points, endsAtMs: performance.now() + msBeforeNext });
    }
  }

  function note(shared: Counter, key: string, used: number): void {
    // The first time, what was quiet until now is told with it.
    const points = used === quietPoints + 1 ? used : 1;
    untold.set(key, (untold.get(key) ?? 0) + points);
    timer ??= setTimeout(() => {
      void tell(shared).finally(() => {
        timer = undefined;
      });
    }, tellEveryMs).unref();
  }

  function windowOf(key: string, now: number): Window {
    const known = windows.get(key);
    if (known && known.endsAtMs > now) return known;
    const opened = { used: 0, endsAtMs: now + rule.seconds * 1000 };
    windows.set(key, opened);
    return opened;
  }

  return {
    rule,
    count(key) {
      const now = performance.now();
      const window = windowOf(key, now);
      const isSpent = window.used >= rule.points;
      if (isSpent) onRefusal(rule);
      else {
        window.used += 1;
        if (store && window.used > quietPoints) note(store, key, window.used);
      }
      return { rule, isSpent, remaining: rule.points - window.used, resetMs: Math.round(window.endsAtMs - now) };
    },
    close: () => clearTimeout(timer),
  };
}
