// A whole Cameo in the test's process: API and, if wanted, workers, on a database of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { type Config, loadConfig } from '../../config/index.ts';
import { createApp } from '../../src/app.ts';
import { type Container, createContainer } from '../../src/container.ts';
import { queueNames } from '../../src/contracts/queues.ts';
import type { Clock } from '../../src/platform/clock.ts';
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
export async function startTestApp({ workers = false, env = {}, clock }: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'cameo-test-'));
  const server = createServer((request, response) => app(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: directory,
    DATABASE_URL: database.url,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
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
    url: config.http.publicUrl,
    config,
    container,
    http: supertest(config.http.publicUrl),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await stopWorkers();
      await container.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
