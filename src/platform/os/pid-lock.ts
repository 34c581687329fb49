// A lock file that names its owner's process, so that it can be taken over when the owner has died without releasing it.
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.ts';
import { processIdentity } from './processes.ts';

export type PidLock = { acquired: true; release(): void } | { acquired: false; pid: number };

// Longer than anybody needs between creating a file and writing it; only a crash leaves such a file behind.
const unfinishedMs = 5_000;

function ageMs(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}

function readOwner(path: string): { pid: number; identity: string } | undefined {
  try {
    const [pid, identity] = readFileSync(path, 'utf8').split('\n');
    return identity ? { pid: Number(pid), identity } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isAbandoned(path: string): boolean {
  const owner = readOwner(path);
  return owner ? processIdentity(owner.pid) !== owner.identity : ageMs(path) > unfinishedMs;
}

/** Removes a dead owner's file. One process at a time looks again and removes, so that nobody removes a living lock. */
function removeAbandoned(path: string): void {
  const guard = `${path}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if (ageMs(guard) > unfinishedMs) rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (isAbandoned(path)) rmSync(path, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

/** Takes the lock at `path`, or says which living process holds it. */
export function tryPidLock(path: string): PidLock {
  const mine = `${process.pid}\n${processIdentity(process.pid)}\n`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return { acquired: true, release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    if (isAbandoned(path)) removeAbandoned(path);
  }
  return { acquired: false, pid: readOwner(path)?.pid ?? 0 };
}

/** Runs `work` while holding the lock at `path`; waits for another holder, at most `timeoutMs`. */
export async function withPidLock<T>(path: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const lock = tryPidLock(path);
    if (lock.acquired) return work().finally(lock.release);
    if (Date.now() > deadline) throw new Error(`Process ${lock.pid} has held ${path} for too long`);
    await sleep(50);
  }
}
