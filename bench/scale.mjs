// Reads of profiles in a small and in a large database, side by side on one server: what does a hundred times the people
// cost one request? The cache is off, people are drawn from the whole table, and PostgreSQL counts the statements.
// `npm run bench -- scale`; BENCH_LARGE=100000 for a quick run (a million people take two or three minutes to write).
import autocannon from 'autocannon';
import { apart } from './support/compare.mjs';
import { handleOf, openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const sizes = { small: Number(process.env.BENCH_SMALL ?? 10_000), large: Number(process.env.BENCH_LARGE ?? 1_000_000) };
const active = 2_000;
const connections = 10;
const seconds = 2;
const rounds = 5;
const goal = 1.3;

const spread = (list, count) => Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)]);
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
const median = (values) =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
const fixed = (value) => value.toFixed(2);

/** A database with `people` in it, a server of its own, and requests of each kind. */
async function openSide(stage, name, people) {
  const startedAt = performance.now();
  const { url, pool } = await stage.openDatabase(name);
  await pool.query('create extension if not exists pg_stat_statements');
  const ids = await seedPeople(pool, people);
  const chosen = spread(ids, active);
  const numbers = spread(
    ids.map((_, at) => at + 1),
    active,
  );
  const tokens = await signIn({ pool, directory: stage.directory }, chosen);
  const variables = { DATABASE_URL: url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl, PROFILE_CACHE_TTL: '0' };
  const server = await startServer('dist/src/server.js', variables, '/health/ready');
  console.log(`${people} people written in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  const get = (path) => (token, at) => ({
    method: 'GET',
    path: path(at),
    headers: { authorization: `Bearer ${token}` },
  });
  // Far apart, so that no page of the other is at hand because the viewer's was read.
  const other = (list, at) => list[(at + active / 2) % active];
  const requests = {
    'own profile': tokens.map(get(() => '/api/v1/profile')),
    'another by id': tokens.map(get((at) => `/api/v1/profiles/${other(chosen, at)}`)),
    'another by handle': tokens.map(get((at) => `/api/v1/profiles/${handleOf(other(numbers, at))}`)),
  };
  return { server, pool, requests };
}

/** Latencies in milliseconds, sorted. */
async function load(url, requests, options) {
  const times = [];
  const run = autocannon({ url, connections, ...apart(requests, connections), ...options });
  run.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  const { non2xx, errors } = await run;
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx, ${errors} errors`);
  return times.toSorted((a, b) => a - b);
}

/** Statements that read profiles, and all others that PostgreSQL saw meanwhile: views, upkeep, a token's look once a minute. */
async function countStatements({ pool, server, requests }, kind) {
  await pool.query('select pg_stat_statements_reset()');
  const sent = (await load(server.url, requests[kind], { amount: 2 * active })).length;
  const { rows } = await pool.query(
    `select coalesce(sum(calls) filter (where reads), 0)::int as reads, coalesce(sum(calls) filter (where not reads), 0)::int as others
     from pg_stat_statements, lateral (select query ~ 'from profiles p|join profiles p' as reads) _
     where dbid = (select oid from pg_database where datname = current_database()) and query !~ 'pg_stat_statements'`,
  );
  return { sent, ...rows[0] };
}

const stage = await openStage({
  settings: { shared_preload_libraries: 'pg_stat_statements', shared_buffers: '512MB', max_wal_size: '4GB' },
});
const sides = {};
try {
  for (const [name, people] of Object.entries(sizes)) sides[name] = await openSide(stage, name, people);
  await stage.pool.query('checkpoint');
  for (const kind of Object.keys(sides.small.requests)) {
    const p50 = { small: [], large: [] };
    const p95 = { small: [], large: [] };
    // Warm-up: every token is known, every page that is asked for has been read once.
    for (const { server, requests } of Object.values(sides)) await load(server.url, requests[kind], { amount: active });
    for (let round = 0; round < rounds; round++) {
      for (const [name, { server, requests }] of Object.entries(sides)) {
        const times = await load(server.url, requests[kind], { duration: seconds });
        p50[name].push(quantile(times, 0.5));
        p95[name].push(quantile(times, 0.95));
      }
    }
    const ratio = median(p95.large.map((ms, round) => ms / p95.small[round]));
    console.log(`\n${kind}, cache off, ${connections} connections (${rounds} rounds in turn)`);
    for (const [name, side] of Object.entries(sides)) {
      const { sent, reads, others } = await countStatements(side, kind);
      const noise = (Math.max(...p95[name]) - Math.min(...p95[name])) / median(p95[name]);
      console.log(
        `  ${String(sizes[name]).padStart(9)} people  p50 ${fixed(median(p50[name]))} ms  p95 ${fixed(median(p95[name]))} ms` +
          ` (noise ±${(noise * 50).toFixed(0)} %)  ${fixed(reads / sent)} statements a request, ${others} others in all of ${sent}`,
      );
    }
    console.log(`  p95 ratio ${fixed(ratio)}, goal ${fixed(goal)}: ${ratio <= goal ? 'reached' : 'MISSED'}`);
  }
} finally {
  for (const { server } of Object.values(sides)) await server.stop();
  await stage.close();
}
