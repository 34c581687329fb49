// A worker that is up but consumes nothing is not healthy: it ends, so that its supervisor starts another.
import { setInterval as every, setTimeout as sleep } from 'node:timers/promises';
import type { QueueName } from '../src/contracts/queues.ts';
import type { QueueWorker } from './queue-worker.ts';

// Looks are counted, not seconds: a machine that slept has not been idle.
const defaultRhythm = { lookMs: 5_000, patience: 12 };

/**
 * Watches until `signal` aborts (and rejects then, as timers do). A worker is well while it begins jobs, while it has no
 * hand free, or while nothing waits for it. @throws when one has not been well for a minute
 */
export async function watchConsumption(deps: {
  workers: readonly Pick<QueueWorker, 'queue' | 'begun' | 'isFull'>[];
  /** Whether jobs wait that could be taken now. */
  hasWaiting: (queue: QueueName) => Promise<boolean>;
  signal: AbortSignal;
  rhythm?: typeof defaultRhythm;
}): Promise<void> {
  const { lookMs, patience } = deps.rhythm ?? defaultRhythm;
  const states = deps.workers.map((worker) => ({ worker, begun: 0, unwell: 0 }));

  async function hasNothingToDo(queue: QueueName): Promise<boolean> {
    try {
      // A queue that does not answer in time proves nothing.
      return !(await Promise.race([deps.hasWaiting(queue), sleep(lookMs, true, { ref: false })]));
    } catch {
      return false;
    }
  }

  async function look(state: (typeof states)[number]): Promise<void> {
    const { worker, begun } = state;
    state.begun = worker.begun();
    const isWell = state.begun > begun || worker.isFull() || (await hasNothingToDo(worker.queue));
    state.unwell = isWell ? 0 : state.unwell + 1;
    if (state.unwell >= patience)
      throw new Error(`The worker of ${worker.queue} has taken no job for ${(patience * lookMs) / 1000} s`);
  }

  for await (const _tick of every(lookMs, undefined, { signal: deps.signal })) await Promise.all(states.map(look));
}
