// The relay's own promises: nothing that was delivered is forgotten, and a dead queue costs no memory.
import { createRelay } from '../../src/outbox/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { QueuedJob } from '../../src/platform/queue/queues.ts';
import { noTracing } from '../../src/platform/tracing.ts';

const logger = createLogger({ level: 'silent', process: 'test' });

const buildJob = (): QueuedJob => ({ id: newId(), name: 'mail.send', payload: {}, subject: null, requestId: null });

describe('the relay', () => {
  it('enqueues what comes in at the very end of a batch', async () => {
    const added: QueuedJob[] = [];
    const add = async (batch: readonly QueuedJob[]) => {
      added.push(...batch);
    };
    const relay = createRelay({ queues: { add }, tracing: noTracing, logger });
    // Whatever the number of microtasks after which the next delivery comes, it is not forgotten.
    for (let ticks = 0; ticks < 12; ticks++) {
      relay.deliver([buildJob()]);
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      relay.deliver([buildJob()]);
      await relay.idle();
      expect(added).toHaveLength(2 * (ticks + 1));
    }
  });

  it('keeps no more than a bounded number while the queue hangs, and goes on after that', async () => {
    const batches: number[] = [];
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const add = async (batch: readonly QueuedJob[]) => {
      batches.push(batch.length);
      await opened;
    };
    const relay = createRelay({ queues: { add }, tracing: noTracing, logger });
    for (let index = 0; index < 30_000; index++) relay.deliver([buildJob()]);
    open();
    await relay.idle();
    expect(batches.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(11_000);
    const before = batches.length;
    relay.deliver([buildJob()]);
    await relay.idle();
    expect(batches.slice(before)).toEqual([1]);
  });

  it('gathers what comes in while the queue is busy', async () => {
    const batches: number[] = [];
    const add = async (batch: readonly QueuedJob[]) => {
      batches.push(batch.length);
      await new Promise((resolve) => setImmediate(resolve));
    };
    const relay = createRelay({ queues: { add }, tracing: noTracing, logger });
    relay.deliver([buildJob()]);
    await Promise.resolve();
    for (let index = 0; index < 10; index++) {
      relay.deliver([buildJob()]);
      await Promise.resolve();
    }
    await relay.idle();
    expect(batches).toEqual([1, 10]);
  });

  it('leaves everything to the sweeper when the queue refuses, without a sound', async () => {
    let calls = 0;
    const add = () => {
      calls++;
      return Promise.reject(new Error('down'));
    };
    const relay = createRelay({ queues: { add }, tracing: noTracing, logger });
    for (let index = 0; index < 2_000; index++) relay.deliver([buildJob()]);
    await relay.idle();
    expect(calls).toBe(1);
  });
});
