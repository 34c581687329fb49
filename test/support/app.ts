// A whole Cameo in the test's process: API and, if wanted, workers, on a database of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { type Config, loadConfig } from '../../config/index.ts';
import { createApp } from '../../src/app.ts';
import { type Container, createContainer } from '../../src/container.ts';
import { queueNames } from '../../src/contracts/queues.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { createHttpServer } from '../../src/platform/http/server.ts';
import { createHandlers } from '../../workers/handlers.ts';
import { startHousekeeping } from '../../workers/housekeeping.ts';
import { startQueueWorker } from '../../workers/queue-worker.ts';
import { createRunJob } from '../../workers/run-job.ts';
import { createTestDatabase } from './database.ts';

export interface TestApp {
  readonly url: string;
  readonly config: Config;
  readonly container: Container;
  /** A supertest agent on the running server. */
  readonly http: ReturnType<typeof supertest>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Runs the workers of every queue in this process, too. */
  readonly workers?: boolean;
  /** Environment variables on top of the tests' own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Joins another app, as one more process on its database, files and keys; close this one first. */
  readonly beside?: TestApp;
}

/** A database and a directory of its own, or those of `beside`. */
async function findPlace(beside: TestApp | undefined) {
  const { dataDirectory, database } = beside?.config ?? {};
  if (dataDirectory && database?.url)
    return { directory: dataDirectory, databaseUrl: database.url, leave: async () => {} };
  const own = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'cameo-test-'));
  return {
    directory,
    databaseUrl: own.url,
    async leave() {
      await own.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function startWorkers(container: Container): () => Promise<void> {
  const runJob = createRunJob(container, createHandlers(container));
  const workers = queueNames.map((queue) => startQueueWorker(container, queue, runJob));
  const endHousekeeping = startHousekeeping(container);
  return async () => {
    await endHousekeeping();
    await Promise.all(workers.map((worker) => worker.close()));
  };
}

/** Starts it on a free port of the loopback interface; `close` leaves nothing behind. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { workers = false, env = {}, clock, beside } = options;
  const { directory, databaseUrl, leave } = await findPlace(beside);
  const server = createHttpServer((request, response) => app(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: directory,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    RATE_LIMITS: 'off', // hundreds of people act from one address here
    PUBLIC_URL: beside?.config.http.publicUrl ?? url,
    ...env,
  });
  const container = await createContainer({
    config,
    process: 'test',
    workers: workers ? queueNames.length : 0,
    ...(clock && { clock }),
  });
  const app = createApp(container);
  const stopWorkers = workers ? startWorkers(container) : async () => {};

  return {
    url,
    config,
    container,
    http: supertest(url),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await stopWorkers();
      await container.close();
      await leave();
    },
  };
}
