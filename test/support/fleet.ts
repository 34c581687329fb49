// The service as it is run for real: the Procfile's processes on a database, files and a queue of their own, to be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { parseProcfile } from '../../src/platform/procfile.ts';
import { createQueueBackend } from '../../src/platform/queue/backend.ts';
import { createQueues, type Queues } from '../../src/platform/queue/queues.ts';
import { createTestDatabase } from './database.ts';
import { findLastingPort } from './ports.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const processTypes = parseProcfile(readFileSync(join(root, 'Procfile'), 'utf8'));
const ready: Readonly<Record<string, string>> = { web: '"msg":"listening"' };
const keptLogChars = 200_000;

export interface FleetProcess {
  readonly pid: number;
  isAlive(): boolean;
  /** What it has written. */
  log(): string;
  /** kill -9 */
  kill(): Promise<void>;
  /** SIGTERM. Resolves to its exit code. */
  stop(): Promise<number | null>;
  freeze(): void;
  thaw(): void;
}

export interface Fleet {
  readonly url: string;
  readonly directory: string;
  readonly queues: Queues;
  /** Starts a process of the Procfile; resolves when it is at work. */
  start(type: string): Promise<FleetProcess>;
  rows<Row extends object>(sql: string, bind?: unknown[]): Promise<Row[]>;
  /** Ends every database connection but this one. */
  cutConnections(): Promise<void>;
  /** Keeps everybody from the queue's tables until the result is called. */
  lockQueueTables(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Resolves to the first value of `look` that is neither undefined nor false. @throws after `timeoutMs`, saying `what` */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = 60_000,
): Promise<T> {
  for (const deadline = performance.now() + timeoutMs; ; await sleep(10)) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${what}`);
  }
}

function supervise(child: ChildProcess): FleetProcess {
  let log = '';
  const keep = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-keptLogChars);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = once(child, 'exit');
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  return {
    pid: child.pid ?? 0,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    log: () => log,
    async kill() {
      signal('SIGKILL');
      await ended;
    },
    async stop() {
      signal('SIGTERM');
      await ended;
      return child.exitCode;
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}

/** Makes a place for the processes; none is started yet. */
export async function createFleet(variables: Readonly<Record<string, string>>): Promise<Fleet> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'cameo-fleet-'));
  const port = await findLastingPort();
  const url = `http://127.0.0.1:${port}`;
  const processes: FleetProcess[] = [];
  const environment = {
    NODE_ENV: 'test',
    DATA_DIR: directory,
    DATABASE_URL: database.url,
    PORT: String(port),
    PUBLIC_URL: url,
    RATE_LIMITS: 'off',
    ...variables,
  };
  const pool = new pg.Pool({ connectionString: database.url, application_name: 'spectator', max: 3 });
  pool.on('error', () => {});
  const backend = createQueueBackend({ databaseUrl: database.url, redisUrl: variables.REDIS_URL, workers: 0 });
  const queues = createQueues(backend);

  return {
    url,
    directory,
    queues,
    async start(name) {
      const type = processTypes.find((one) => one.name === name);
      if (!type) throw new Error(`The Procfile has no ${name}`);
      const child = spawn(process.execPath, type.args, { cwd: root, env: { ...environment, ...type.variables } });
      const started = supervise(child);
      processes.push(started);
      const sign = ready[name] ?? '"msg":"working"';
      await until(`${name} is at work`, async () => {
        if (!started.isAlive()) throw new Error(`${name} ended at its start:\n${started.log()}`);
        return started.log().includes(sign);
      });
      return started;
    },
    async rows(sql, bind = []) {
      return (await pool.query(sql, bind)).rows;
    },
    async cutConnections() {
      await pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name <> 'spectator'`,
      );
    },
    async lockQueueTables() {
      const client = await pool.connect();
      await client.query('begin; lock table bullmq.job in access exclusive mode');
      return async () => {
        await client.query('rollback');
        client.release();
      };
    },
    async close() {
      await Promise.all(processes.filter((one) => one.isAlive()).map((one) => one.kill()));
      await queues.close();
      await backend.close();
      await pool.end();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
