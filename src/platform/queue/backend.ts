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
import { Client } from '../db/client.ts';

/** What we use of a BullMQ queue. */
export type JobQueue = Pick<
  Queue,
  'addBulk' | 'getJob' | 'getJobCounts' | 'getJobState' | 'isPaused' | 'name' | 'upsertJobScheduler'
> & { close(): Promise<void> };
export type JobWorker = Pick<Worker, 'on' | 'close' | 'pause'>;
export type { JobsOptions, Processor };

export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  queue(name: string): JobQueue;
  worker(name: string, processor: Processor, options: { concurrency: number }): JobWorker;
  /** Resolves when what has been opened is usable; call it before relying on it. @throws when it never will be */
  ready(): Promise<void>;
  /** Throws when the backend does not answer. */
  check(): Promise<void>;
  /** Call after every queue and worker has been closed. */
  close(): Promise<void>;
}

// A worker that dies mid-job is replaced within lock + stalled check + a little: 15 s, not BullMQ's 60 to 90 s.
// Five stalls are forgiven: a deploy that kills workers in a row must not fail an innocent job, a poisonous one still ends.
const liveness = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5, drainDelay: 5 };

const ignore = () => {}; // each command reports its own failure

/** Jobs of the same backend share connections; `workers` says how many of them will each keep one for LISTEN. */
function postgresBackend(url: string, { workers }: { workers: number }): QueueBackend {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pool = new pg.Pool({
    Client,
    connectionString: url,
    options: '-c search_path=bullmq',
    application_name: 'cameo-queue',
    max: workers * 2 + 4,
    // bullmq asks for the schema once per part: on a machine so busy that the first connections take long, a part whose
    // question fails would stay unusable for good. A database that is down refuses at once, however long this is.
    connectionTimeoutMillis: 30_000,
  });
  pool.on('error', () => {}); // an idle connection that breaks is replaced; queries report their own errors
  pool.setMaxListeners(0); // every queue and worker adds one
  const connection = pool as typeof pool & Record<string, never>; // bullmq's pool type wants an index signature
  const opened: { waitUntilReady(): Promise<unknown> }[] = [];
  return {
    kind: 'postgres',
    queue: (name) => {
      const queue = new Queue(name, { connection });
      queue.on('error', ignore);
      opened.push(queue);
      return queue as unknown as JobQueue;
    },
    worker: (name, processor, { concurrency }) => {
      const worker = new Worker(name, processor, { connection, concurrency, ...liveness });
      opened.push(worker);
      return worker as unknown as JobWorker;
    },
    ready: async () => {
      await Promise.all(opened.map((part) => part.waitUntilReady()));
    },
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
  producer.on('error', ignore);
  const consumers: Redis[] = [];
  return {
    kind: 'redis',
    queue: (name) => {
      // Otherwise commands given before the first connection would wait for it, however long.
      const queue = new Queue(name, {
        connection: producer,
        prefix,
        skipVersionCheck: true,
        skipWaitingForReady: true,
      });
      queue.on('error', ignore);
      return queue as unknown as JobQueue;
    },
    worker: (name, processor, { concurrency }) => {
      const connection = new Redis(url, { maxRetriesPerRequest: null });
      connection.on('error', () => {}); // the worker emits it too
      consumers.push(connection);
      return new Worker(name, processor, { connection, prefix, concurrency, ...liveness }) as unknown as JobWorker;
    },
    // Connections are made again and again: a Redis that is down must not keep the service from starting.
    ready: async () => {},
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
