// What every worker process does now and then. Any number may do it at once: rows are claimed, upserts are repeatable.
import type { Container } from '../src/container.ts';
import type { JobName } from '../src/contracts/jobs/index.ts';
import { createSweeper } from '../src/outbox/index.ts';
import type { QueuedJob } from '../src/platform/queue/queues.ts';
import { createFarewells, type Farewells } from './handlers.ts';
import { type ParsedJob, parseJob } from './run-job.ts';
import { keepSchedules } from './schedule.ts';

const sweepMs = 2_000;
const publishMetricsMs = 5_000;
const sealAuditMs = 2_000;
const mirrorSearchMs = 1_000;
const pruneWordsMs = 10 * 60_000;
const keepSchedulesMs = 60_000;

/** Calls `task` again and again, never twice at once; a failure is logged and tried again at the next turn. */
function repeat(
  everyMs: number,
  task: () => Promise<unknown>,
  failed: (error: unknown) => void,
  { atOnce = false } = {},
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const turn = () => {
    if (busy) return;
    busy = true;
    running = task()
      .catch(failed)
      .finally(() => {
        busy = false;
      });
  };
  if (atOnce) turn();
  const timer = setInterval(turn, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

const bidFarewell = async <Name extends JobName>(farewells: Farewells, { name, payload }: ParsedJob<Name>) =>
  farewells[name]?.(payload);

async function giveUp(farewells: Farewells, { name, payload }: QueuedJob): Promise<void> {
  let job: ParsedJob<JobName>;
  try {
    job = parseJob({ name, data: { payload } });
  } catch {
    return; // what nobody could read, nobody waits for
  }
  await bidFarewell(farewells, job);
}

/** Starts the chores. Returns what ends them. */
export function startHousekeeping(container: Container): () => Promise<void> {
  const { sequelize, queues, logger, metrics, workerMetrics, engine, searchMirror, auditSealer } = container;
  const farewells = createFarewells(container);
  const sweeper = createSweeper({
    sequelize,
    queues,
    logger,
    giveUp: (job) => giveUp(farewells, job),
  });
  const warn = (chore: string) => (error: unknown) => logger.warn({ chore, err: error }, 'chore failed');
  const ends = [
    repeat(sweepMs, () => sweeper.sweep(), warn('sweep')),
    repeat(publishMetricsMs, () => workerMetrics.publish(metrics), warn('publish metrics')),
    repeat(sealAuditMs, () => auditSealer.seal(), warn('seal the audit trail')),
    ...(searchMirror ? [repeat(mirrorSearchMs, () => searchMirror.turn(), warn('mirror search'))] : []),
    repeat(pruneWordsMs, () => engine.pruneWords(), warn('prune search words')),
    repeat(keepSchedulesMs, () => keepSchedules(queues), warn('keep schedules'), { atOnce: true }),
  ];
  return async () => {
    await Promise.all(ends.map((end) => end()));
  };
}
