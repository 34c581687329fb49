// A circuit breaker: whoever has failed several times in a row is left alone for a while, then tried once.
import type { Clock } from './clock.ts';

export interface CircuitBreaker {
  /** Whether to call now. When the pause is over one caller is let through, and its outcome decides for all. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
}

/** Opens after `failures` in a row, first for `pauseMs`; each failed trial doubles the pause, up to `maxPauseMs`. */
export function createCircuitBreaker(options: {
  failures: number;
  pauseMs: number;
  maxPauseMs: number;
  clock: Clock;
}): CircuitBreaker {
  const { clock, maxPauseMs } = options;
  let inARow = 0;
  let pauseMs = options.pauseMs;
  let closedUntil: number | undefined;
  return {
    allows() {
      if (closedUntil === undefined) return true;
      const now = clock().getTime();
      if (now < closedUntil) return false;
      // The others wait for this one's outcome; were it lost, the next would be let through after another pause.
      closedUntil = now + pauseMs;
      return true;
    },
    succeeded() {
      inARow = 0;
      pauseMs = options.pauseMs;
      closedUntil = undefined;
    },
    failed() {
      inARow++;
      if (inARow < options.failures) return;
      if (inARow > options.failures) pauseMs = Math.min(maxPauseMs, pauseMs * 2);
      closedUntil = clock().getTime() + pauseMs;
    },
  };
}
