// Configuration: environment variables in, one frozen typed object out. Nothing else reads process.env.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Key, Section, Values } from './key.ts';
import { productionProblems } from './production.ts';
import { searchProblems } from './sections/adapters.ts';
import { sections } from './sections/index.ts';
import { limitProblems } from './sections/limits.ts';
import { mailProblems } from './sections/mail.ts';
import { signInProblems } from './sections/sign-in.ts';
import { storageProblems } from './sections/storage.ts';

type Sections = typeof sections;
type Raw = { readonly [S in keyof Sections]: Values<Sections[S]> };

export type Config = Omit<Raw, 'runtime' | 'http'> & {
  readonly environment: Raw['runtime']['environment'];
  readonly logLevel: Raw['runtime']['logLevel'];
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly http: Omit<Raw['http'], 'publicUrl'> & { readonly publicUrl: string };
};

/** Every problem at once, each naming its variable; never a value, which may be a secret. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

function textOf(key: Key<unknown>, env: Environment): string | undefined {
  const file = key.secret ? env[`${key.variable}_FILE`] : undefined;
  const text = file ? readFileSync(file, 'utf8').trim() : env[key.variable];
  return text === '' ? undefined : text;
}

function readKey(key: Key<unknown>, env: Environment, problems: string[]): unknown {
  let text: string | undefined;
  try {
    text = textOf(key, env);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
    problems.push(`${key.variable}_FILE: cannot be read (${code})`);
    return key.fallback;
  }
  if (text === undefined) return key.fallback;
  if (key.unavailable) {
    problems.push(`${key.variable}: ${key.unavailable}`);
    return key.fallback;
  }
  const { error, value } = key.schema.label(key.variable).validate(text, { errors: { wrap: { label: false } } });
  if (!error) return value;
  // A joi message may repeat the value (a pattern's does): secrets get a sentence without it.
  problems.push(key.secret ? `${key.variable}: is not of the required form (${key.description})` : error.message);
  return key.fallback;
}

function readSection(section: Section, env: Environment, problems: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(section.keys).map(([name, key]) => [name, readKey(key, env, problems)]));
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** Reads and checks the whole configuration. @throws ConfigError listing every problem. */
export function loadConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  // Each section is read by the very keys that give `Raw` its types.
  const raw = Object.fromEntries(
    Object.entries(sections).map(([name, section]) => [name, readSection(section, env, problems)]),
  ) as unknown as Raw;
  const { runtime, ...rest } = raw;
  // A value that is wrong in itself has been told; that it is missing, too, would confuse.
  const told = new Set(problems.map((problem) => /^\w+/.exec(problem)?.[0]));
  problems.push(
    ...[
      ...productionProblems(raw),
      ...limitProblems(raw.limits, raw.queue),
      ...mailProblems(raw.mail),
      ...searchProblems(raw.search),
      ...signInProblems(raw.signIn),
      ...storageProblems(raw.storage),
    ].filter((problem) => !told.has(/^\w+/.exec(problem)?.[0])),
  );
  if (problems.length > 0) throw new ConfigError(problems);
  const publicUrl = (raw.http.publicUrl ?? `http://localhost:${raw.http.port}`).replace(/\/+$/, '');
  return deepFreeze({
    ...rest,
    environment: runtime.environment,
    logLevel: runtime.logLevel,
    dataDirectory: resolve(runtime.dataDirectory),
    http: { ...raw.http, publicUrl },
  });
}
