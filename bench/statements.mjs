// No statement of the API’s normal traffic takes longer than 100 ms among many people: requests of every kind to a server,
// then PostgreSQL’s own word on the slowest run of each statement. Ends with 1 when one took longer.
// `npm run bench -- statements`; BENCH_PEOPLE=5000 for a quick run.
import autocannon from 'autocannon';
import { loadConfig } from '../dist/config/index.js';
import { createContainer } from '../dist/src/container.js';
import { defaultTenantId } from '../dist/src/contracts/identity.js';
import { apart } from './support/compare.mjs';
import { handleOf, openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const people = Number(process.env.BENCH_PEOPLE ?? 100_000);
const active = 500;
const connections = 4;
const amount = Number(process.env.BENCH_REQUESTS ?? 2_000);
const limitMs = 100;

const json = { 'content-type': 'application/json' };
const send = (method, path, body) => ({ method, path: `/api/v1${path}`, body: body && JSON.stringify(body) });
const get = (path) => send('GET', path);

/** What people do, each with a number of their own; administrators do the last ones. */
const kinds = {
  'own profile': () => get('/profile'),
  'another by id': (_at, other) => get(`/profiles/${other.id}`),
  'another by handle': (_at, other) => get(`/profiles/${handleOf(other.number)}`),
  search: (at) => get(`/profiles?q=${['person', 'engineer', 'mathematics', 'london'][at % 4]}&limit=20`),
  completeness: () => get('/profile/completeness'),
  preferences: () => get('/profile/preferences'),
  settings: () => get('/users/me/settings'),
  activity: () => get('/profile/activity'),
  insights: () => get('/profile/insights'),
  badges: (_at, other) => get(`/profiles/${other.id}/badges`),
  'a change': (at) => send('PATCH', '/profile', { headline: `Engineer of thing ${at}` }),
  'a change of privacy': (at) => send('PUT', '/profile/privacy', { location: at % 2 ? 'public' : 'private' }),
  accounts: () => get('/users?limit=50'),
  'incomplete accounts': () => get('/users?completenessTo=50&sort=-completeness&limit=50'),
  'accounts by a part of a name': (at) =>
    get(`/users?q=${['person', 'rst las', '9@example', 'nobody at all'][at % 4]}&limit=50`),
  'rules of completeness': () => get('/completeness/rules'),
};
const administration = new Set([
  'accounts',
  'incomplete accounts',
  'accounts by a part of a name',
  'rules of completeness',
]);

const stage = await openStage({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } });
let server;
let slow = [];
try {
  const ids = await seedPeople(stage.pool, people);
  const config = loadConfig({ ...process.env, LOG_LEVEL: 'warn', DATABASE_URL: stage.url, DATA_DIR: stage.directory });
  const container = await createContainer({ config, process: 'bench' });
  await container.searchReindexing.indexTenant(defaultTenantId);
  await container.close();
  await stage.pool.query('vacuum analyze');
  console.log(`${people} people written and indexed`);

  const chosen = Array.from({ length: active }, (_, at) => ids[Math.floor((at * ids.length) / active)]);
  const admin = ids.at(-1);
  await stage.pool.query(`update users set roles = '{user,admin}' where id = $1`, [admin]);
  const tokens = await signIn(stage, chosen);
  const [adminToken] = await signIn(stage, [admin]);
  const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl };
  server = await startServer('dist/src/server.js', variables, '/health/ready');

  for (const isCounted of [false, true]) {
    if (isCounted) await stage.pool.query('select pg_stat_statements_reset()'); // what has been read from disk once is warm
    for (const [name, make] of Object.entries(kinds)) {
      const isAdmin = administration.has(name);
      const requests = (isAdmin ? [adminToken] : tokens).map((token, at) => {
        const number = ((at * 7919) % people) + 1;
        return { ...make(at, { id: ids[number - 1], number }), headers: { ...json, authorization: `Bearer ${token}` } };
      });
      const options = { url: server.url, connections, amount: isCounted ? amount : Math.ceil(amount / 4) };
      const { non2xx, errors, latency } = await autocannon({ ...options, ...apart(requests, connections) });
      if (non2xx + errors > 0) throw new Error(`${name}: ${non2xx} answers were not 2xx, ${errors} errors`);
      if (isCounted) console.log(`  ${name.padEnd(24)} p50 ${latency.p50} ms  p99 ${latency.p99} ms`);
    }
  }

  const { rows } = await stage.pool.query(
    `select left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as statement, calls::int, max_exec_time as max, mean_exec_time as mean
     from pg_stat_statements join pg_database d on d.oid = dbid join pg_roles r on r.oid = userid
     where d.datname = current_database() and r.rolname <> current_user and query !~ 'bullmq' order by max_exec_time desc`,
  );
  console.log(`\n${rows.length} statements, the slowest runs:`);
  for (const { statement, calls, max, mean } of rows.slice(0, 8))
    console.log(
      `  ${max.toFixed(1).padStart(8)} ms at worst, ${mean.toFixed(2)} ms on average of ${calls}: ${statement}`,
    );
  slow = rows.filter(({ max }) => max > limitMs);
  console.log(`${slow.length} took longer than ${limitMs} ms: ${slow.length === 0 ? 'reached' : 'MISSED'}`);
} finally {
  await server?.stop();
  await stage.close();
}
if (slow.length > 0) process.exitCode = 1;
