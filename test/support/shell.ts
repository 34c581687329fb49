// The shell (`npm run cameo -- …`) as operators run it: the built one, in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestApp } from './app.ts';

const shell = join(import.meta.dirname, '../../dist/src/shell.js');

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts a command with these variables and no others; `ended` resolves to what it has said. */
export function startShell(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { readonly child: ChildProcess; readonly ended: Promise<Said> } {
  const child = spawn(process.execPath, [shell, ...args], { env: { PATH: process.env.PATH, ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))) };
}

/** Runs a command on the database and files of `app`. */
export function runShell({ config }: Pick<TestApp, 'config'>, ...args: string[]): Promise<Said> {
  const { database, dataDirectory, http } = config;
  const env = { DATABASE_URL: database.url, DATA_DIR: dataDirectory, PUBLIC_URL: http.publicUrl };
  return startShell(args, env).ended;
}
