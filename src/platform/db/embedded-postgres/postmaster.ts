// The server's first process: finding a living one, telling it from leftovers, starting and stopping it.
import { spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, commandLines } from '../../os/processes.ts';
import { identityOf, serverEnvironment } from './cluster.ts';
import { shortHash } from './home.ts';
import type { OsUser } from './os-user.ts';

export interface Postmaster {
  pid: number;
  port: number;
  socketDirectory: string;
  status: string;
}

export interface LaunchOptions {
  program: string;
  dataDirectory: string;
  socketDirectory: string;
  logFile: string;
  user: OsUser | undefined;
  settings: Readonly<Record<string, string>>;
}

const port = 5432;
const startTimeoutMs = 120_000; // recovery after a crash replays the log first
const stopTimeoutMs = 30_000;
const leftoverTimeoutMs = 15_000;

/** Shown in the title of every backend, which is how those of a killed server are recognised. */
const clusterName = (dataDirectory: string) => `cameo-${shortHash(dataDirectory)}`;

const isPostmaster = (pid: number, dataDirectory: string) => commandLine(pid).includes(` -D ${dataDirectory} `);

/** The living server of `dataDirectory`; a pid file whose process is gone, or is another program by now, is none. */
function findPostmaster(dataDirectory: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, , , portLine, socketDirectory = '', , , status = ''] = lines;
  if (!isPostmaster(Number(pid), dataDirectory)) return undefined;
  return { pid: Number(pid), port: Number(portLine), socketDirectory, status: status.trim() };
}

async function until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/**
 * The server of `dataDirectory` once `isAnswering`; undefined when there is none. One that is coming up, going down or
 * dying of kill -9 is waited for: until it answers or is gone.
 */
export async function adopt(
  dataDirectory: string,
  isAnswering: (postmaster: Postmaster) => Promise<boolean>,
): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(dataDirectory);
    if (!postmaster) return undefined;
    if (postmaster.status === 'ready' && (await isAnswering(postmaster))) return postmaster;
    await sleep(50);
  }
  throw new Error(`The PostgreSQL that runs in ${dataDirectory} does not answer`);
}

/** Removes the lock files of a server that was killed, once its last backend is gone: two servers would ruin the data. */
async function clearLeftovers(dataDirectory: string, socketDirectory: string): Promise<void> {
  const title = `postgres: ${clusterName(dataDirectory)}: `;
  const gone = await until(() => !commandLines().some((line) => line.startsWith(title)), leftoverTimeoutMs);
  if (!gone)
    throw new Error(`Processes of a killed PostgreSQL still run (${title.trim()}): end them, then start again`);
  rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
  for (const suffix of ['', '.lock']) rmSync(join(socketDirectory, `.s.PGSQL.${port}${suffix}`), { force: true });
}

/** Resolves with the reason when the server has ended. */
function spawnServer(options: LaunchOptions): Promise<string> {
  const { program, dataDirectory, socketDirectory, logFile, user, settings } = options;
  const log = openSync(logFile, 'a', 0o600);
  if (user) fchownSync(log, user.uid, user.gid);
  const all = {
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    cluster_name: clusterName(dataDirectory),
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program, ['-D', dataDirectory, '-p', String(port), ...args], {
    ...identityOf(user),
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', log, log],
    // A session of its own: Ctrl-C in the terminal must not stop the database before its users have drained.
    detached: true,
  });
  closeSync(log);
  child.unref();
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
    child.once('error', (error) => resolve(error.message));
  });
}

function lastLines(logFile: string): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
}

/** Starts a server on a directory that has none. It outlives this process unless stopped. */
export async function launch(options: LaunchOptions): Promise<Postmaster> {
  const { dataDirectory, logFile } = options;
  await clearLeftovers(dataDirectory, options.socketDirectory);
  let ended: string | undefined;
  void spawnServer(options).then((reason) => {
    ended = reason;
  });
  await until(() => ended !== undefined || findPostmaster(dataDirectory)?.status === 'ready', startTimeoutMs);
  const postmaster = findPostmaster(dataDirectory);
  if (postmaster?.status === 'ready') return postmaster;
  throw new Error(`PostgreSQL did not start: ${ended ?? 'it took too long'}. ${logFile} says:\n${lastLines(logFile)}`);
}

/** Stops the server: open transactions are rolled back, everything committed is kept. Resolves when it is gone. */
export async function stop(dataDirectory: string): Promise<void> {
  const gone = (pid: number) => () => !isPostmaster(pid, dataDirectory);
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const postmaster = findPostmaster(dataDirectory);
    if (!postmaster) return;
    process.kill(postmaster.pid, signal);
    if (await until(gone(postmaster.pid), stopTimeoutMs)) return;
  }
  throw new Error(`PostgreSQL in ${dataDirectory} does not stop`);
}
