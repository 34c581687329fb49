// One BullMQ worker on one queue.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Container } from '../src/container.ts';
import type { QueueName } from '../src/contracts/queues.ts';
import type { RunnableJob } from './run-job.ts';

// Two photos at once fill two cores and stay within the memory that a worker may use; a mail holds a connection to the
// database for as long as its server takes.
const maxConcurrency: Partial<Record<QueueName, number>> = { media: 2, analytics: 1, mail: 5, maintenance: 1 };

const pollMs = 50;
const partingMs = 3_000;

export interface QueueWorker {
  readonly queue: QueueName;
  /** Takes no more jobs; those that run go on. */
  pause(): Promise<void>;
  /** Resolves when the jobs that run are done. */
  close(): Promise<void>;
  /** How many jobs it has begun. */
  begun(): number;
  /** Whether it runs as many jobs as it may. */
  isFull(): boolean;
}

export function startQueueWorker(
  container: Container,
  queue: QueueName,
  runJob: (job: RunnableJob) => Promise<void>,
): QueueWorker {
  const concurrency = Math.min(
    container.config.queue.workerConcurrency,
    maxConcurrency[queue] ?? Number.POSITIVE_INFINITY,
  );
  let begun = 0;
  let running = 0;
  const countAndRun = async (job: RunnableJob) => {
    begun++;
    running++;
    try {
      await runJob(job);
    } finally {
      running--;
    }
  };
  const worker = container.queueBackend.worker(queue, countAndRun, { concurrency });
  worker.on('error', (error) => container.logger.warn({ queue, err: error }, 'queue connection'));
  /** Resolves a moment after the last job: enough to tell a queue that answers. */
  async function idle(): Promise<void> {
    while (running > 0) await sleep(pollMs);
    await sleep(partingMs, undefined, { ref: false });
  }
  return {
    queue,
    pause: () => worker.pause(true),
    // Without its backend a worker never finishes closing.
    close: () => Promise.race([worker.close(), idle()]),
    begun: () => begun,
    isFull: () => running >= concurrency,
  };
}
