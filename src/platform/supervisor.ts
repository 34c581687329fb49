// Keeps child processes alive: starts them, restarts those that die, and stops all of them together.
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessType } from './procfile.ts';

export interface SupervisorOptions {
  processes: readonly ProcessType[];
  /** The children's working directory. */
  directory: string;
  /** The children's environment; a process's own variables go on top. */
  environment: Readonly<Record<string, string | undefined>>;
  log(message: string): void;
  /** How long children may drain after SIGTERM before they are killed. */
  graceMs?: number;
  /** The wait before a restart doubles from `firstMs` to `longestMs`; a child that lived for `stableMs` begins anew. */
  backoff?: { firstMs: number; longestMs: number; stableMs: number };
}

export interface Supervisor {
  start(): void;
  /** Sends SIGTERM to every child and resolves when all are gone. */
  stop(): Promise<void>;
  /** Kills what is still there. */
  kill(): void;
}

const defaultBackoff = { firstMs: 500, longestMs: 30_000, stableMs: 60_000 };

/** Supervises `processes`; nothing runs before `start`. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { processes, log, graceMs = 30_000, backoff = defaultBackoff } = options;
  const children = new Map<string, ChildProcess>();
  const stopping = new AbortController();
  let lives: Promise<void>[] = [];

  const signalAll = (signal: NodeJS.Signals) => {
    for (const child of children.values()) child.kill(signal);
  };

  async function runOnce(type: ProcessType): Promise<string> {
    const child = launch(type, options);
    children.set(type.name, child);
    const reason = await ending(child);
    children.delete(type.name);
    return reason;
  }

  async function keepAlive(type: ProcessType): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const reason = await runOnce(type);
      if (stopping.signal.aborted) return;
      failures = Date.now() - startedAt > backoff.stableMs ? 1 : failures + 1;
      const delayMs = jittered(Math.min(backoff.firstMs * 2 ** (failures - 1), backoff.longestMs));
      log(`Process ${type.name} ended (${reason}); it starts again in ${(delayMs / 1000).toFixed(1)} s`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    start() {
      lives = processes.map(keepAlive);
    },
    async stop() {
      stopping.abort();
      signalAll('SIGTERM');
      const deadline = setTimeout(() => {
        log(`Killing what has not stopped within ${graceMs / 1000} s: ${[...children.keys()].join(', ')}`);
        signalAll('SIGKILL');
      }, graceMs);
      await Promise.all(lives);
      clearTimeout(deadline);
    },
    kill: () => signalAll('SIGKILL'),
  };
}

/** Between half of it and all of it, so that children that died together do not come back together. */
const jittered = (delayMs: number) => Math.round(delayMs * (0.5 + Math.random() / 2));

function launch(
  { program, args, variables }: ProcessType,
  { directory, environment }: SupervisorOptions,
): ChildProcess {
  return spawn(program === 'node' ? process.execPath : program, args, {
    cwd: directory,
    env: { ...environment, ...variables },
    // The channel closes when we die, however we die: see exitWithParent.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A group of its own: Ctrl-C is for us to pass on, when the child's turn to drain has come.
    detached: true,
  });
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
    });
  });
}

/** In a child: calls `shutdown` when the supervisor is gone, even by kill -9. Without a supervisor it does nothing. */
export function exitWithParent(shutdown: () => void): void {
  if (process.connected === false) shutdown();
  process.once('disconnect', shutdown);
  process.channel?.unref(); // listening would keep a drained process from ending
}
