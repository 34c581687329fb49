// BullMQ on PostgreSQL or on Redis, behind one face. Producers fail fast, consumers wait.
import {
  createPostgresBackend,
  createRedisBackend,
  type JobsOptions,
  type Processor,
  type Queue,
  type Worker,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** What we use of a BullMQ queue. */
export type JobQueue = Pick<
  Queue,
  'addBulk' | 'getJob' | 'getJobCounts' | 'getJobState' | 'isPaused' | 'name' | 'remove'
> & { close(): Promise<void> };
export type JobWorker = Pick<Worker, 'on' | 'close' | 'pause' | 'name' | 'isRunning' | 'concurrency'>;
export type { JobsOptions, Processor };

export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  queue(name: string): JobQueue;
  worker(name: string, processor: Processor, options: { concurrency: number }): JobWorker;
  /** Throws when the backend does not answer. */
  check(): Promise<void>;
  /** Call after every queue and worker has been closed. */
  close(): Promise<void>;
}

// A worker that dies mid-job is replaced within lock + stalled check + a little: 15 s, not BullMQ's 60 to 90 s.
// Five stalls are forgiven: a deploy that kills workers in a row must not fail an innocent job, a poisonous one still ends.
const liveness = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5, drainDelay: 5 };

/** Jobs of the same backend share connections; `workers` says how many of them will each keep one for LISTEN. */
function postgresBackend(url: string, { workers }: { workers: number }): QueueBackend {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pool = new pg.Pool({
    connectionString: url,
    options: '-c search_path=bullmq',
    application_name: 'cameo-queue',
    max: workers * 2 + 4,
    connectionTimeoutMillis: 5_000,
  });
  pool.on('error', () => {}); // an idle connection that breaks is replaced; queries report their own errors
  const connection = pool as typeof pool & Record<string, never>; // bullmq's pool type wants an index signature
  return {
    kind: 'postgres',
    queue: (name) => new Queue(name, { connection }) as unknown as JobQueue,
    worker: (name, processor, { concurrency }) =>
      new Worker(name, processor, { connection, concurrency, ...liveness }) as unknown as JobWorker,
    check: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

function redisBackend(url: string): QueueBackend {
  const { Queue, Worker } = withBackend(createRedisBackend);
  // The hash tag keeps all keys of a queue in one slot, so that Redis Cluster works.
  const prefix = '{cameo}';
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 5_000 });
  producer.on('error', () => {}); // reported by check() and by each command
  const consumers: Redis[] = [];
  return {
    kind: 'redis',
    queue: (name) => new Queue(name, { connection: producer, prefix }) as unknown as JobQueue,
    worker: (name, processor, { concurrency }) => {
      const connection = new Redis(url, { maxRetriesPerRequest: null });
      connection.on('error', () => {}); // the worker emits it too
      consumers.push(connection);
      return new Worker(name, processor, { connection, prefix, concurrency, ...liveness }) as unknown as JobWorker;
    },
    check: async () => {
      await producer.ping();
    },
    close: async () => {
      for (const connection of [producer, ...consumers]) connection.disconnect();
    },
  };
}

export function createQueueBackend(options: {
  databaseUrl: string;
  redisUrl: string | undefined;
  workers: number;
}): QueueBackend {
  return options.redisUrl ? redisBackend(options.redisUrl) : postgresBackend(options.databaseUrl, options);
}
