// `npm start`: everything on one machine. The embedded database, the schema, then the Procfile's processes as children.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Config, loadConfig } from '../config/index.ts';
import { startEmbeddedPostgres } from './platform/db/embedded-postgres/index.ts';
import { createEnterable } from './platform/os/directories.ts';
import { findFreePort } from './platform/os/free-port.ts';
import { tryPidLock } from './platform/os/pid-lock.ts';
import { type Lifetime, runUntilStopped } from './platform/os/run-until-stopped.ts';
import { parseProcfile } from './platform/procfile.ts';
import { createSupervisor } from './platform/supervisor.ts';
import { presentWelcome } from './welcome.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const log = (message: string) => void process.stdout.write(`${message}\n`);

await runUntilStopped(async (lifetime) => {
  const wanted = loadConfig();
  claimDataDirectory(wanted.dataDirectory, lifetime);
  const port = await choosePort(wanted);
  const database = await provideDatabase(wanted, lifetime);
  // The children read the configuration again, from the same variables and these; those that stay do not learn who owns
  // the database.
  const { DATABASE_MIGRATION_URL: _owner, DATABASE_MIGRATION_URL_FILE: _file, ...inherited } = process.env;
  const environment = { ...inherited, PORT: String(port), DATABASE_URL: database.application };
  const config = loadConfig(environment);
  await migrate({ ...environment, DATABASE_MIGRATION_URL: database.owner }, lifetime);
  superviseProcfile(environment, lifetime);
  await untilReady(config.http, lifetime);
  log(presentWelcome(config, database.directory));
});

function claimDataDirectory(directory: string, { defer }: Lifetime): void {
  createEnterable(directory);
  const lock = tryPidLock(join(directory, 'cameo.lock'));
  if (!lock.acquired) {
    throw new Error(
      `Cameo is already running on ${directory} (process ${lock.pid}): stop it first, or set DATA_DIR to another directory`,
    );
  }
  defer(lock.release);
}

async function choosePort({ environment, http: { host, port } }: Config): Promise<number> {
  const inProduction = environment === 'production';
  const free = await findFreePort(host, port, inProduction ? 0 : 20);
  if (free === undefined) {
    throw new Error(`PORT: ${port} is taken on ${host}; stop what listens there, or set PORT to another one`);
  }
  if (port !== 0 && free !== port) log(`Port ${port} is taken; using ${free}`);
  return free;
}

async function provideDatabase(config: Config, { defer, stopping }: Lifetime) {
  const { url, migrationUrl = url } = config.database;
  if (url) return { application: url, owner: migrationUrl, directory: undefined };
  const server = await startEmbeddedPostgres({ directory: join(config.dataDirectory, 'postgres'), log });
  defer(server.stop);
  stopping.throwIfAborted();
  if (server.adopted) log('Found the database still running and took it over');
  await server.ensureDatabase('cameo');
  return { application: server.applicationUrl('cameo'), owner: server.url('cameo'), directory: server.directory };
}

async function migrate(environment: NodeJS.ProcessEnv, { stopping: signal }: Lifetime): Promise<void> {
  const options = { cwd: root, env: environment, signal };
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/src/migrate.js'], options);
  log(stdout.trim());
}

function superviseProcfile(environment: NodeJS.ProcessEnv, { defer, hurrying }: Lifetime): void {
  const processes = parseProcfile(readFileSync(join(root, 'Procfile'), 'utf8'));
  const supervisor = createSupervisor({ processes, directory: root, environment, log });
  hurrying.addEventListener('abort', supervisor.kill);
  defer(() => {
    log('Stopping: what has begun is finished first');
    return supervisor.stop();
  });
  supervisor.start();
}

/** Resolves when the service answers that all its parts are there. */
async function untilReady({ host, port }: Config['http'], { stopping }: Lifetime): Promise<void> {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host;
  const isReady = async () => {
    try {
      const { ok } = await fetch(`http://${reachable}:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      return ok;
    } catch {
      return false;
    }
  };
  while (!(await isReady())) await sleep(200, undefined, { signal: stopping });
}
