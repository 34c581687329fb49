// Process `worker`: runs the jobs of the queues in WORKER_QUEUES. SIGTERM finishes the jobs that run, then exits 0.
import { loadConfig } from '../config/index.ts';
import { createContainer } from '../src/container.ts';
import { queueNames } from '../src/contracts/queues.ts';
import { runUntilStopped } from '../src/platform/os/run-until-stopped.ts';
import { exitWithParent } from '../src/platform/supervisor.ts';
import { watchConsumption } from './consumption.ts';
import { createHandlers } from './handlers.ts';
import { startHousekeeping } from './housekeeping.ts';
import { startQueueWorker } from './queue-worker.ts';
import { createRunJob } from './run-job.ts';

// Less than the 30 seconds after which supervisors kill. A job that takes longer is handed back: its lock expires, and
// another worker begins it anew.
const graceMs = 25_000;

await runUntilStopped(
  async ({ stopping, defer }) => {
    exitWithParent(() => process.kill(process.pid, 'SIGTERM'));
    const config = loadConfig();
    const names = queueNames.filter((name) => config.queue.workerQueues.includes(name));
    const container = await createContainer({ config, process: `worker-${names.join('-')}`, workers: names.length });
    defer(container.close);

    const runJob = createRunJob(container, createHandlers(container));
    const workers = names.map((queue) => startQueueWorker(container, queue, runJob));
    defer(async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    });
    await container.queueBackend.ready();
    defer(startHousekeeping(container));
    container.logger.info({ queues: names }, 'working');
    await watchConsumption({ workers, hasWaiting: container.queues.hasWaiting, signal: stopping });
  },
  { graceMs },
);
