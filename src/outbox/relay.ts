// The carrier's two hands: the relay enqueues promises right after their commit, the sweeper those that are late.
import { QueryTypes } from 'sequelize';
import type { JobName } from '../contracts/jobs/index.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import type { Logger } from '../platform/logger.ts';
import type { QueuedJob, Queues } from '../platform/queue/queues.ts';

const batchSize = 500;

export interface Relay {
  /** Takes promises whose transaction has committed; never throws, never blocks. */
  deliver(promised: readonly QueuedJob[]): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

/** Enqueues in batches. What the queue does not take now the sweeper brings later. */
export function createRelay(deps: { queues: Queues; logger: Logger }): Relay {
  let pending: QueuedJob[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending.slice(0, batchSize);
      pending = pending.slice(batchSize);
      try {
        await deps.queues.add(batch);
      } catch (error) {
        // A queue that is down must not pile up memory here: the rows are the promise.
        deps.logger.warn(
          { err: error, jobs: batch.length + pending.length },
          'queue unavailable, the sweeper will enqueue',
        );
        pending = [];
      }
    }
  }

  return {
    deliver(promised) {
      pending.push(...promised);
      running ??= drain().finally(() => {
        running = undefined;
      });
    },
    async idle() {
      while (running) await running;
    },
  };
}

interface LateRow extends QueuedJob {
  readonly attempts: number;
}

// Each look at a late promise waits twice as long for the next one, ten minutes at most.
const claimSql = `
update outbox set attempts = attempts + 1, due_at = now() + least(interval '10 minutes', interval '10 seconds' * (2 ^ least(attempts, 10)))
where id in (
  select id from outbox where due_at <= now() and failed_at is null
  order by due_at limit $1 for update skip locked
)
returning id, name, payload, subject, request_id as "requestId", attempts`;

export interface Sweeper {
  /** One pass over what is late. Returns how many promises were enqueued again. */
  sweep(): Promise<number>;
}

/** Any number of processes may sweep at once: rows are claimed with SKIP LOCKED. */
export function createSweeper(deps: {
  sequelize: Sequelize;
  queues: Queues;
  logger: Logger;
  /** Called once for a promise whose job has failed for good. */
  giveUp: (job: QueuedJob) => Promise<void>;
}): Sweeper {
  const { sequelize, queues, logger } = deps;

  async function abandon(row: LateRow): Promise<void> {
    await deps.giveUp(row);
    const failure = await queues.failureOf(row);
    await sequelize.query('update outbox set failed_at = now(), failure = $2 where id = $1', {
      bind: [row.id, failure ?? null],
    });
    logger.error({ job: row.name, jobId: row.id, failure }, 'job failed for good');
  }

  async function reconcile(row: LateRow): Promise<QueuedJob[]> {
    const outcome = await queues.outcomeOf(row);
    if (outcome === 'failed') await abandon(row);
    return outcome === 'missing' ? [row] : [];
  }

  return {
    async sweep() {
      let enqueued = 0;
      for (;;) {
        const rows = await sequelize.query<LateRow>(claimSql, { type: QueryTypes.SELECT, bind: [batchSize] });
        const missing: QueuedJob[] = [];
        for (const row of rows) missing.push(...(await reconcile(row)));
        if (missing.length > 0) {
          // Not coalesced: a key that outlived its job must not hold the promise back.
          await queues.add(missing, { coalesce: false });
          logger.info({ jobs: missing.length }, 'late jobs enqueued again');
        }
        enqueued += missing.length;
        if (rows.length < batchSize) return enqueued;
      }
    },
  };
}

/** Strikes out what a finished run has fulfilled: its own promise, and those of the same subject up to `version`. */
export async function settle(
  sequelize: Sequelize,
  done: { id: string; name: JobName; subject?: string; version?: number },
): Promise<void> {
  const sql =
    done.subject === undefined
      ? 'delete from outbox where id = $1'
      : 'delete from outbox where id = $1 or (subject = $2 and name = $3 and version <= $4)';
  const bind = done.subject === undefined ? [done.id] : [done.id, done.subject, done.name, done.version ?? 0];
  await sequelize.query(sql, { bind });
}
