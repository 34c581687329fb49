// What the operating system knows about processes: from /proc where there is one, from `ps` elsewhere (macOS).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { errorCode } from './error-code.ts';

const hasProc = existsSync('/proc/self/stat');

function readProc(pid: number | string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(...args: string[]): string {
  return spawnSync('ps', args, { encoding: 'utf8', env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' } }).stdout?.trim() ?? '';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM'; // it exists, and is another user's
  }
}

/**
 * Tells a living process from a later one with the same pid, by the moment it started.
 * Undefined when nothing lives under `pid`; a zombie does not live.
 */
export function processIdentity(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0 || !exists(pid)) return undefined;
  if (!hasProc) return ps('-o', 'lstart=', '-p', String(pid)) || undefined;
  const stat = readProc(pid, 'stat');
  if (stat === undefined) return exists(pid) ? 'hidden' : undefined;
  // The name in parentheses may itself hold spaces and parentheses: the fields begin after the last one.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : fields[18];
}

/** The words of a process's command line, each followed by a space; empty when it is gone or a zombie. */
export function commandLine(pid: number | string): string {
  if (!hasProc) return `${ps('-o', 'command=', '-p', String(pid))} `;
  return (readProc(pid, 'cmdline') ?? '').replaceAll('\0', ' ');
}

/** The command lines of all processes that we may see. */
export function commandLines(): string[] {
  if (!hasProc) return ps('-axo', 'command=').split('\n');
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(commandLine);
}
