// Insights: what counting costs those who look, that it is exact, how fast it is counted, and how fast it is told.
// BENCH_SECONDS (10) of 1,000 views a second on one profile; BENCH_EVENTS (500,000) counted at once.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { loadConfig } from '../dist/config/index.js';
import { createContainer } from '../dist/src/container.js';
import { defaultTenantId } from '../dist/src/contracts/identity.js';
import { openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const events = Number(process.env.BENCH_EVENTS ?? 500_000);
const wantedViews = 1_000;
// What two cores answer without a queue; in a queue everybody pays for those before.
const calmReads = 300;

const stage = await openStage();
const servers = [];
const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
const say = (name, value, goal, isReached) =>
  console.log(`  ${name.padEnd(52)} ${value}${goal ? `, goal ${goal}: ${isReached ? 'reached' : 'MISSED'}` : ''}`);
const query = async (sql, values) => (await stage.pool.query(sql, values)).rows;

/** `perSecond` views for the time; every answer's latency in milliseconds. */
function view(url, paths, headers, perSecond, duration = seconds) {
  return new Promise((resolve, reject) => {
    const latencies = [];
    let next = 0;
    const run = autocannon(
      {
        url,
        connections: 20,
        duration,
        overallRate: perSecond,
        setupClient(client) {
          client.setHeaders(headers[next % headers.length]);
          client.setRequests([
            { method: 'GET', path: paths[next++ % paths.length], headers: headers[next % headers.length] },
          ]);
        },
      },
      (error, result) => (error ? reject(error) : resolve({ latencies, result })),
    );
    run.on('response', (_client, status, _bytes, ms) => {
      if (status === 200) latencies.push(ms);
    });
  });
}

try {
  const ids = await seedPeople(stage.pool, 1_000);
  const [hot, ...others] = ids;
  const tokens = await signIn(stage, [hot, ...others.slice(0, 100)]);
  const [ownersToken, ...viewersTokens] = tokens;
  const auth = (token) => ({ authorization: `Bearer ${token}` });
  const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl };
  const start = async (more = {}) => {
    const server = await startServer('dist/src/server.js', { ...variables, ...more }, '/health/ready');
    servers.push(server);
    return server;
  };

  console.log(`\nReads of another's profile, counted and not (${seconds} s in turn, ${calmReads}/s)`);
  const server = await start();
  const path = `/api/v1/profiles/${hot}`;
  const counted = viewersTokens.map(auth);
  // The same request of a browser that fetches ahead: shown, and not counted.
  const uncounted = counted.map((headers) => ({ ...headers, 'sec-purpose': 'prefetch' }));
  await view(server.url, [path], counted, calmReads, 2);
  const rounds = [];
  for (let round = 0; round < 7; round++) {
    const without = await view(server.url, [path], uncounted, calmReads);
    const withCounting = await view(server.url, [path], counted, calmReads);
    rounds.push([without, withCounting].map(({ latencies }) => percentile(latencies, 0.95)));
  }
  const plain = percentile(
    rounds.map(([without]) => without),
    0.5,
  );
  const ratio = percentile(
    rounds.map(([without, withCounting]) => withCounting / without),
    0.5,
  );
  say('p95 without counting', `${plain.toFixed(2)} ms`);
  say('p95 with counting, to that without', ratio.toFixed(2), '1.05', ratio <= 1.05);

  console.log(`\n${wantedViews} views a second on one profile, its owner editing 10 times a second`);
  await sleep(2_500);
  const writtenBefore = (await query(`select count(*) as count from analytics.events where kind = 'view'`))[0].count;
  const [{ version }] = await query('select version from profiles where user_id = $1', [hot]);
  let edits = 0;
  /** The views, while the owner edits. */
  async function viewWhileEdited(headers) {
    let editing = true;
    const editor = (async () => {
      while (editing) {
        const began = performance.now();
        const reply = await fetch(`${server.url}/api/v1/profile`, {
          method: 'PATCH',
          headers: { ...auth(ownersToken), 'content-type': 'application/json' },
          body: JSON.stringify({ headline: `Edit number ${edits}` }),
        });
        if (reply.ok) edits += 1;
        await sleep(Math.max(0, 100 - (performance.now() - began)));
      }
    })();
    const seen = await view(server.url, [path], headers, wantedViews);
    editing = false;
    await editor;
    return seen;
  }
  const uncountedAsOften = percentile((await viewWhileEdited(uncounted)).latencies, 0.95);
  const { latencies, result } = await viewWhileEdited(counted);
  await sleep(2_500);
  const written =
    (await query(`select count(*) as count from analytics.events where kind = 'view'`))[0].count - writtenBefore;
  const [after] = await query('select version, headline from profiles where user_id = $1', [hot]);
  // Clients that were cut off at the end had been served: their views count, their answers were not read.
  const sent = result.requests.sent;
  say('views a second', (latencies.length / seconds).toFixed(0));
  say('p95 without counting', `${uncountedAsOften.toFixed(2)} ms`);
  say(
    'views written, of those answered (to those sent)',
    `${written} of ${latencies.length} (${sent})`,
    'all',
    written >= latencies.length && written <= sent,
  );
  say(
    'edits kept, of those acknowledged',
    `${after.version - version} of ${edits}`,
    'all',
    after.version - version === edits,
  );
  say(
    'p95 of the read, to that without',
    (percentile(latencies, 0.95) / uncountedAsOften).toFixed(2),
    '1.30',
    percentile(latencies, 0.95) / uncountedAsOften <= 1.3,
  );
  await server.stop();
  servers.pop();

  console.log(`\nCounting ${events} events of 1,000 profiles, as a day brings them`);
  const container = await createContainer({
    config: loadConfig({ ...process.env, ...variables, LOG_LEVEL: 'silent' }),
    process: 'bench',
  });
  try {
    await container.analytics.aggregate(defaultTenantId);
    await query(`select analytics.make_day(current_date - 1)`);
    await query(
      `insert into analytics.events (day, hour, tenant_id, user_id, kind, source, viewer_key)
       select current_date - 1, (n::bigint * 24 / ($3::int + 1))::int, $1, ($2::uuid[])[1 + (random() ^ 3 * 999)::int], 'view',
         (array['direct', 'search', 'github'])[1 + n % 3], decode(md5((random() * 20000)::int::text), 'hex')
       from generate_series(1, $3::int) n`,
      [defaultTenantId, ids, events],
    );
    await query('analyze');
    const began = performance.now();
    await container.analytics.aggregate(defaultTenantId);
    const perSecond = events / ((performance.now() - began) / 1000);
    say('events a second', perSecond.toFixed(0), '50000', perSecond >= 50_000);
    const [{ sum }] = await query(`select sum(events) as sum from analytics.profile_days where day < current_date`);
    say('events counted', `${sum} of ${events}`, 'all', Number(sum) === events);

    console.log('\nInsights of one profile over a year');
    await query(
      `insert into analytics.profile_days (user_id, day, kind, source, tenant_id, events, viewers)
       select $1, current_date - n, k, case when k = 'view' then s else '' end, $2, 40, 20
       from generate_series(1, 366) n, unnest(array['view', 'search', 'share', 'link-click']) k,
         unnest(array['direct', 'search', 'discover', 'github', 'google', 'other']) s
       where k = 'view' or s = 'direct' on conflict do nothing`,
      [hot, defaultTenantId],
    );
    await query(`insert into analytics.days (day, closed_at) select current_date - n, now() from generate_series(1, 366) n
       on conflict (day) do update set closed_at = now()`);
    await query('analyze');
    const server = await start();
    const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    const times = [];
    for (let round = 0; round < 200; round++) {
      const asked = performance.now();
      const reply = await fetch(`${server.url}/api/v1/profile/insights?from=${day(366)}&to=${day(1)}`, {
        headers: auth(ownersToken),
      });
      await reply.arrayBuffer();
      if (!reply.ok) throw new Error(`insights: ${reply.status}`);
      if (round >= 20) times.push(performance.now() - asked);
    }
    const p95 = percentile(times, 0.95);
    say('p95', `${p95.toFixed(1)} ms`, '20 ms', p95 <= 20);
  } finally {
    await container.close();
  }
} finally {
  for (const server of servers) await server.stop();
  await stage.close();
}
