// The carrier's two hands: the relay enqueues promises right after their commit, the sweeper those that are late.
import { setTimeout as pause } from 'node:timers/promises';
import { QueryTypes } from 'sequelize';
import type { JobName } from '../contracts/jobs/index.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { isUuid } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { QueuedJob, Queues } from '../platform/queue/queues.ts';
import type { Tracing } from '../platform/tracing.ts';

const batchSize = 500;
// More than this is on its way only when the queue does not take it; the rows are the promise, memory is not.
const maxPending = 10_000;
// A lone promise is enqueued at once; under load they gather, since each batch costs the queue a transaction.
const gatherMs = 20;

export interface Relay {
  /** Takes promises whose transaction has committed; never throws, never blocks. */
  deliver(promised: readonly QueuedJob[]): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
}

/** Enqueues in batches. What the queue does not take now the sweeper brings later. */
export function createRelay(deps: {
  queues: Pick<Queues, 'add'>;
  tracing: Pick<Tracing, 'begin'>;
  logger: Logger;
}): Relay {
  let pending: QueuedJob[] = [];
  let running: Promise<void> | undefined;

  function leaveToSweeper(jobs: number, error: unknown): void {
    deps.logger.warn({ err: error, jobs }, 'queue unavailable, the sweeper will enqueue');
  }

  async function drain(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending.slice(0, batchSize);
      pending = pending.slice(batchSize);
      const ends = batch.flatMap(({ id, name, traceparent }) =>
        traceparent ? [deps.tracing.begin(`relay ${name}`, { 'messaging.message.id': id }, traceparent)] : [],
      );
      const endSpans = (error?: unknown) => {
        for (const end of ends) end(error);
      };
      try {
        await deps.queues.add(batch);
        endSpans();
      } catch (error) {
        endSpans(error);
        leaveToSweeper(batch.length + pending.length, error);
        pending = [];
      }
      if (pending.length > 0 && pending.length < batchSize) await pause(gatherMs);
    }
    // Here, not in a callback of the promise: what is delivered in between would wait for the next delivery.
    running = undefined;
  }

  return {
    deliver(promised) {
      if (pending.length >= maxPending) return leaveToSweeper(promised.length, new Error('too many jobs on their way'));
      pending.push(...promised);
      running ??= Promise.resolve().then(drain);
    },
    async idle() {
      while (running) await running;
    },
  };
}

interface LateRow extends QueuedJob {
  /** A newer promise of the same subject is late, too: its run fulfils this one. */
  readonly superseded: boolean;
}

// Each look at a late promise waits twice as long for the next one, ten minutes at most.
const claimSql = `
update outbox o
set attempts = attempts + 1, due_at = now() + least(interval '10 minutes', interval '10 seconds' * (2 ^ least(attempts, 10)))
where id in (
  select id from outbox where due_at <= now() and failed_at is null
  order by due_at limit $1 for update skip locked
)
returning id, name, payload, subject, request_id as "requestId", traceparent, exists (
  select 1 from outbox newer
  where newer.subject = o.subject and newer.name = o.name and newer.version > o.version
    and newer.failed_at is null and (newer.due_at <= now() or newer.attempts > 0)
) as superseded`;

// A run does what the newest version asks for: where it failed for good, the older promises would fail one by one.
const failSql = `
update outbox o set failed_at = now(), failure = $2 from outbox newest
where newest.id = $1 and o.failed_at is null
  and (o.id = newest.id or (o.subject = newest.subject and o.name = newest.name and o.version < newest.version))`;

export interface Sweeper {
  /** One pass over what is late. Returns how many promises were enqueued again. @throws when the queue does not answer */
  sweep(): Promise<number>;
}

/** Any number of processes may sweep at once: rows are claimed with SKIP LOCKED. */
export function createSweeper(deps: {
  sequelize: Sequelize;
  queues: Pick<Queues, 'add' | 'check' | 'outcomeOf' | 'failureOf'>;
  logger: Logger;
  /** Called for a promise whose job has failed for good; when it throws, it is called again later. */
  giveUp: (job: QueuedJob) => Promise<void>;
}): Sweeper {
  const { sequelize, queues, logger } = deps;

  async function abandon(row: LateRow): Promise<void> {
    await deps.giveUp(row);
    const failure = await queues.failureOf(row);
    await sequelize.query(failSql, { bind: [row.id, failure ?? null] });
    logger.error({ job: row.name, jobId: row.id, failure }, 'job failed for good');
  }

  /** Whether the queue has lost the job, or never had it. */
  async function isMissing(row: LateRow): Promise<boolean> {
    try {
      const outcome = await queues.outcomeOf(row);
      if (outcome === 'failed') await abandon(row);
      return outcome === 'missing' && !row.superseded;
    } catch (error) {
      // One promise that cannot be looked after (a newer deploy's job, say) must not hold up the others.
      logger.warn({ job: row.name, jobId: row.id, err: error }, 'late job not looked after');
      return false;
    }
  }

  async function reconcile(rows: readonly LateRow[]): Promise<number> {
    const lost = await Promise.all(rows.map(isMissing));
    const missing = rows.filter((_row, at) => lost[at]);
    if (missing.length === 0) return 0;
    // Not coalesced: a key that outlived its job must not hold the promise back.
    await queues.add(missing, { coalesce: false });
    logger.info({ jobs: missing.length }, 'late jobs enqueued again');
    return missing.length;
  }

  return {
    async sweep() {
      let enqueued = 0;
      for (;;) {
        // While nothing can be enqueued, promises must not be put off further and further.
        await queues.check();
        const rows = await sequelize.query<LateRow>(claimSql, { type: QueryTypes.SELECT, bind: [batchSize] });
        enqueued += await reconcile(rows);
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
  // A job that BullMQ made itself, for what came in while its predecessor ran, has an id of BullMQ's.
  const id = isUuid(done.id) ? done.id : null;
  await sequelize.query('delete from outbox where id = $1 or (subject = $2 and name = $3 and version <= $4)', {
    bind: [id, done.subject ?? null, done.name, done.version ?? 0],
  });
}
