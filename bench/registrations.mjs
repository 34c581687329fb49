// Ten thousand registrations of one address at once, in five spellings, over two API processes: there must be one account and
// one mail, and no answer but 202. `npm run bench -- registrations`
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStage, startServer } from './support/stage.mjs';
import { publicUrl } from './support/tokens.mjs';

const total = Number(process.env.BENCH_REGISTRATIONS ?? 10_000);
const connections = 200;
const spellings = [
  'Zoé@Example.com',
  'ZOÉ@EXAMPLE.COM',
  'zoé@example.com',
  'zoe\u0301@example.com',
  'Zoe\u0301@EXAMPLE.com',
];

const stage = await openStage();
const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl };
const servers = [
  await startServer('dist/src/server.js', variables, '/health/ready'),
  await startServer('dist/src/server.js', variables, '/health/ready'),
];
const worker = spawn(process.execPath, [fileURLToPath(new URL('../dist/workers/index.js', import.meta.url))], {
  env: { ...process.env, LOG_LEVEL: 'warn', ...variables, WORKER_QUEUES: 'mail,search,completeness' },
  stdio: 'inherit',
});

const statuses = new Map();
let next = 0;
async function register() {
  for (let n = next++; n < total; n = next++) {
    const body = { email: spellings[n % spellings.length], password: 'correct horse battery' };
    const { status } = await fetch(`${servers[n % 2].url}/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
}

const countOf = async (table) => Number((await stage.pool.query(`select count(*) as n from ${table}`)).rows[0].n);
try {
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, register));
  const answered = ((performance.now() - startedAt) / 1000).toFixed(1);
  while ((await countOf('outbox')) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  const done = ((performance.now() - startedAt) / 1000).toFixed(1);
  const mails = readdirSync(join(stage.directory, 'mail')).filter((name) => name.endsWith('.json')).length;
  console.log(`${total} registrations answered in ${answered} s, all work done after ${done} s`);
  console.log(
    `answers ${JSON.stringify(Object.fromEntries(statuses))}; accounts ${await countOf('users')}; mails ${mails}`,
  );
} finally {
  worker.kill('SIGTERM');
  await once(worker, 'exit');
  for (const server of servers) await server.stop();
  await stage.close();
}
