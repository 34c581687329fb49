// The producer's side: promises of the outbox become BullMQ jobs.
import { ErrorCode } from 'bullmq';
import type { JobName, ScheduledJobName } from '../../contracts/jobs/index.ts';
import { jobs } from '../../contracts/jobs/index.ts';
import { type QueueName, queueNames } from '../../contracts/queues.ts';
import type { JobQueue, JobsOptions, QueueBackend } from './backend.ts';

export interface QueuedJob {
  /** The outbox row's id, and BullMQ's job id: adding it twice is adding it once. */
  readonly id: string;
  readonly name: JobName;
  readonly payload: object;
  readonly subject: string | null;
  readonly requestId: string | null;
  /** The span that promised it (W3C), where it was traced. */
  readonly traceparent?: string | null;
}

/** What a job carries: the payload of its contract and, for logs and traces, the request that caused it. */
export interface JobData {
  readonly payload: object;
  readonly requestId: string | null;
  readonly traceparent?: string;
}

export type JobOutcome = 'pending' | 'failed' | 'missing';

export interface Queues {
  /** `coalesce: false` adds even when a job of the same subject is waiting (the sweeper's way out of a stuck key). */
  add(batch: readonly QueuedJob[], options?: { coalesce: boolean }): Promise<void>;
  /** Sees to it that the job is run at its times. Any number of processes may call it, at any time. */
  schedule(name: ScheduledJobName): Promise<void>;
  outcomeOf(job: Pick<QueuedJob, 'id' | 'name'>): Promise<JobOutcome>;
  failureOf(job: Pick<QueuedJob, 'id' | 'name'>): Promise<string | undefined>;
  /** Whether jobs wait that a worker could take now. */
  hasWaiting(queue: QueueName): Promise<boolean>;
  /** Jobs by state, for each queue. */
  depths(): Promise<Record<QueueName, Record<string, number>>>;
  readonly all: readonly JobQueue[];
  check(): Promise<void>;
  close(): Promise<void>;
}

function lifeOf(name: JobName): JobsOptions {
  const { attempts, backoffMs } = jobs[name];
  return {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
    removeOnComplete: true,
    // By age only: on the Postgres backend retention by count deadlocks.
    removeOnFail: { age: 7 * 24 * 3600 },
  };
}

const dataOf = ({ payload, requestId, traceparent }: QueuedJob): JobData => ({
  payload,
  requestId,
  ...(traceparent && { traceparent }),
});

function optionsFor(job: QueuedJob, coalesce: boolean): JobsOptions {
  return {
    jobId: job.id,
    ...lifeOf(job.name),
    ...(coalesce && job.subject && { deduplication: { id: `${job.name}/${job.subject}`, keepLastIfActive: true } }),
  };
}

/** Another process has planned the same turn at the same moment. */
const isPlannedAlready = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === ErrorCode.SchedulerJobIdCollision;

/** Opens every queue for producing. */
export function createQueues(backend: QueueBackend): Queues {
  const byName = new Map<string, JobQueue>(queueNames.map((name) => [name, backend.queue(name)]));
  const queueOf = (name: JobName): JobQueue => {
    // A row may hold the job of a newer deploy.
    const queue = Object.hasOwn(jobs, name) && byName.get(jobs[name].queue);
    if (!queue) throw new Error(`no queue for ${name}`);
    return queue;
  };
  const all = [...byName.values()];

  function groupByQueue(batch: readonly QueuedJob[]): Map<JobQueue, QueuedJob[]> {
    const groups = new Map<JobQueue, QueuedJob[]>();
    for (const job of batch) {
      const queue = queueOf(job.name);
      const group = groups.get(queue);
      if (group) group.push(job);
      else groups.set(queue, [job]);
    }
    return groups;
  }

  return {
    all,
    async add(batch, { coalesce } = { coalesce: true }) {
      for (const [queue, members] of groupByQueue(batch)) {
        await queue.addBulk(
          members.map((job) => ({
            name: job.name,
            data: dataOf(job),
            opts: optionsFor(job, coalesce),
          })),
        );
      }
    },
    async schedule(name) {
      const data: JobData = { payload: {}, requestId: null };
      // A pattern and not an interval, which every call would begin anew.
      const times = { pattern: jobs[name].schedule, tz: 'UTC' };
      try {
        await queueOf(name).upsertJobScheduler(name, times, { name, data, opts: lifeOf(name) });
      } catch (error) {
        if (!isPlannedAlready(error)) throw error;
      }
    },
    async outcomeOf({ id, name }) {
      const state = await queueOf(name).getJobState(id);
      if (state === 'failed') return 'failed';
      return state === 'unknown' || state === 'completed' ? 'missing' : 'pending';
    },
    async failureOf({ id, name }) {
      return (await queueOf(name).getJob(id))?.failedReason;
    },
    async hasWaiting(name) {
      const queue = all.find((one) => one.name === name);
      if (!queue || (await queue.isPaused())) return false;
      const { waiting = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'prioritized');
      return waiting + prioritized > 0;
    },
    async depths() {
      const entries = await Promise.all(all.map(async (queue) => [queue.name, await queue.getJobCounts()] as const));
      return Object.fromEntries(entries) as Record<QueueName, Record<string, number>>;
    },
    check: () => backend.check(),
    async close() {
      await Promise.all(all.map((queue) => queue.close()));
    },
  };
}
