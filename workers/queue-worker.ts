// One BullMQ worker on one queue.
import type { Container } from '../src/container.ts';
import type { QueueName } from '../src/contracts/queues.ts';
import type { RunnableJob } from './run-job.ts';

// Two photos at once fill two cores and stay within the memory that a worker may use.
const maxConcurrency: Partial<Record<QueueName, number>> = { media: 2, analytics: 1 };

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
  return {
    queue,
    pause: () => worker.pause(true),
    close: () => worker.close(),
    begun: () => begun,
    isFull: () => running >= concurrency,
  };
}
