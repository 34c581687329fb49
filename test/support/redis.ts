// A throw-away Redis for tests: keeps nothing, so that a restart comes back empty.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';
import { findLastingPort } from './ports.ts';

export interface RedisServer {
  readonly url: string;
  /** Starts it again, empty, on the same port, unless it runs. */
  start(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  flushAll(): Promise<void>;
}

const isInstalled = () => spawnSync('redis-server', ['--version']).status === 0;
const isRequired = () => (process.env.CAMEO_REQUIRE ?? '').split(',').includes('redis');

/** Declares tests that need a `redis-server`. Without one they are skipped, saying so, or fail where it is required. */
export function describeWithRedis(name: string, declare: () => void): void {
  if (isInstalled()) {
    describe(name, declare);
    return;
  }
  if (isRequired()) {
    test(`${name}: redis-server is installed`, () => {
      throw new Error('CAMEO_REQUIRE names redis, and redis-server is not installed');
    });
    return;
  }
  process.stderr.write(`${name} skipped: redis-server is not installed\n`);
  describe.skip(name, declare);
}

async function untilAnswering(url: string, server: ChildProcess): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => {}); // refused until it listens
  const ended = once(server, 'exit').then(() => 'ended');
  const first = await Promise.race([client.ping(), ended]);
  client.disconnect();
  if (first === 'ended') throw new Error('redis-server ended at its start');
}

/** Starts a server on a free port of the loopback interface; `kill` it when done. */
export async function startRedis(): Promise<RedisServer> {
  const port = await findLastingPort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    if (server) return;
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', [...options, '--dir', tmpdir()], { stdio: 'ignore' });
    await untilAnswering(url, server);
  }

  await start();
  process.once('exit', () => server?.kill('SIGKILL'));
  return {
    url,
    start,
    async kill() {
      const dying = server;
      server = undefined;
      if (!dying || dying.exitCode !== null) return;
      dying.kill('SIGKILL');
      await once(dying, 'exit');
    },
    async flushAll() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
  };
}
