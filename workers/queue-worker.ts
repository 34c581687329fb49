// One BullMQ worker on one queue.
import type { Container } from '../src/container.ts';
import type { QueueName } from '../src/contracts/queues.ts';
import type { JobWorker } from '../src/platform/queue/backend.ts';
import type { RunnableJob } from './run-job.ts';

// Two photos at once fill two cores and stay within the memory that a worker may use.
const maxConcurrency: Partial<Record<QueueName, number>> = { media: 2, analytics: 1 };

export function startQueueWorker(
  container: Container,
  queue: QueueName,
  runJob: (job: RunnableJob) => Promise<void>,
): JobWorker {
  const concurrency = Math.min(
    container.config.queue.workerConcurrency,
    maxConcurrency[queue] ?? Number.POSITIVE_INFINITY,
  );
  const worker = container.queueBackend.worker(queue, runJob, { concurrency });
  worker.on('error', (error) => container.logger.warn({ queue, err: error }, 'queue connection'));
  return worker;
}
