// Reads and writes of one's own profile over HTTP, against node:http with prepared statements doing the same.
import { compare, load } from './support/compare.mjs';
import { openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const people = Number(process.env.BENCH_PEOPLE ?? 10_000);
const active = 200;

const stage = await openStage();
const servers = [];
try {
  const ids = await seedPeople(stage.pool, people);
  const step = Math.floor(ids.length / active);
  const some = ids.filter((_, at) => at % step === 0).slice(0, active);
  const tokens = await signIn(stage, some);
  const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl };
  const start = async (file, more, ready) => {
    const server = await startServer(file, { ...variables, ...more }, ready);
    servers.push(server);
    return server;
  };
  const bare = await start('bench/support/bare-server.mjs', {}, '/ready');
  const uncached = await start('dist/src/server.js', { PROFILE_CACHE_TTL: '0' }, '/health/ready');
  const cached = await start('dist/src/server.js', { PROFILE_CACHE_TTL: '300' }, '/health/ready');

  const headersOf = (token) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
  const reads = tokens.map((token) => ({ method: 'GET', path: '/api/v1/profile', headers: headersOf(token) }));
  const others = some.map((id, at) => ({
    method: 'GET',
    path: `/api/v1/profiles/${some[(at + 1) % some.length] ?? id}`,
    headers: headersOf(tokens[at]),
  }));
  const writes = tokens.map((token, at) => ({
    method: 'PUT',
    path: '/api/v1/profile',
    headers: headersOf(token),
    body: JSON.stringify({ headline: `Engineer number ${at}` }),
  }));
  const measure = (server, requests) => (seconds) => load({ url: server.url, requests, ...(seconds && { seconds }) });

  await compare(`Own profile, ${people} people, 50 connections`, [
    { name: 'node:http and pg', run: measure(bare, reads) },
    { name: 'Cameo, cache off', run: measure(uncached, reads), goal: 0.35 },
    { name: 'Cameo, cache on', run: measure(cached, reads), goal: 0.55 },
  ]);
  await compare(`Another person's profile, ${people} people, 50 connections`, [
    { name: 'node:http and pg', run: measure(bare, reads) },
    { name: 'Cameo, cache off', run: measure(uncached, others), goal: 0.35 },
    { name: 'Cameo, cache on', run: measure(cached, others), goal: 0.55 },
  ]);
  await compare(`Write of one field with its activity entry and two promises, ${people} people, 50 connections`, [
    { name: 'node:http and pg, five statements', run: measure(bare, writes) },
    { name: 'Cameo, enqueuing included', run: measure(uncached, writes), goal: 0.35 },
  ]);
} finally {
  for (const server of servers) await server.stop();
  await stage.close();
}
