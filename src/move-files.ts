// `npm run storage:migrate`: moves every file from one place to the other while the service runs.
import { parseArgs } from 'node:util';
import Joi from 'joi';
import type { Config } from '../config/index.ts';
import { adapterOf, openStorage, type StorageAdapter } from './container/files.ts';
import { loadKeys } from './platform/keys.ts';
import { moveObjects } from './platform/storage/index.ts';

export const moveUsage = 'npm run storage:migrate -- --from <disk|s3> --to <disk|s3> [--keep]';

interface MoveOptions {
  from: StorageAdapter;
  to: StorageAdapter;
  keep: boolean;
}

const moveOptions = Joi.object<MoveOptions>({
  from: Joi.valid('disk', 's3').required(),
  to: Joi.valid('disk', 's3').required(),
  keep: Joi.boolean().default(false),
});

const sayEveryMs = 1_000;
const count = new Intl.NumberFormat('en');
const megabytes = (bytes: number) => `${count.format(Math.round(bytes / 100_000) / 10)} MB`;

function readOptions(args: string[]): MoveOptions {
  const { values } = parseArgs({
    args,
    options: { from: { type: 'string' }, to: { type: 'string' }, keep: { type: 'boolean' } },
  });
  const { error, value } = moveOptions.validate(values, { abortEarly: false, errors: { wrap: { label: false } } });
  if (error) throw new Error(`${error.message}\n\nUsage: ${moveUsage}`);
  if (value.from === value.to) throw new Error(`to must be another place\n\nUsage: ${moveUsage}`);
  return value;
}

/** Moves what `args` say and resolves to a sentence about it. Killed, it goes on when it is run again. */
export async function moveFiles(config: Config, args: string[], say: (line: string) => void): Promise<string> {
  const { from, to, keep } = readOptions(args);
  const { encryption, fallback } = config.storage;
  if (adapterOf(config.storage) !== to)
    throw new Error(
      `STORAGE_ADAPTER: Cameo writes to ${from}. Set it to ${to} and STORAGE_FALLBACK to ${from}, restart Cameo, then move`,
    );
  if (fallback !== from)
    say(`Without STORAGE_FALLBACK=${from} a running Cameo does not find files that are not moved yet`);
  const keys = loadKeys({ ...config.auth, dataDirectory: config.dataDirectory });
  const places = {
    // What was left open by an earlier STORAGE_ENCRYPTION=off is encrypted on its way.
    from: await openStorage(config, keys, from, encryption === 'off' ? 'off' : 'adopt'),
    to: await openStorage(config, keys, to, encryption),
  };

  say(`Looking at what is in ${from}`);
  let last = { total: 0, done: 0, bytes: 0, different: [] as readonly string[] };
  let saidAt = performance.now();
  for await (const progress of moveObjects({ ...places, keep })) {
    last = progress;
    if (performance.now() - saidAt < sayEveryMs) continue;
    saidAt = performance.now();
    say(`${count.format(last.done)} of ${count.format(last.total)} files, ${megabytes(last.bytes)}`);
  }
  const { done, bytes, different } = last;
  if (different.length > 0)
    throw new Error(
      `${count.format(different.length)} files are in both places with different content, and were left alone:\n${different.join('\n')}`,
    );
  return `${keep ? 'Copied' : 'Moved'} ${count.format(done)} files, ${megabytes(bytes)}, from ${from} to ${to}; STORAGE_FALLBACK can go`;
}
