// What counting requests costs a signed-in read: the same server with and without limits, in turn.
import { compare, load } from './support/compare.mjs';
import { openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const people = 1_000;
const active = 200;

// High enough that nobody is refused, low enough that everybody is told to the store, as only busy clients are.
const limits = {
  RATE_LIMITS: 'on',
  RATE_LIMIT_READS: String(12_000),
  RATE_LIMIT_ACCOUNTS_PER_ADDRESS: String(active),
};

const stage = await openStage();
const servers = [];
try {
  const ids = await seedPeople(stage.pool, people);
  const tokens = await signIn(stage, ids.slice(0, active));
  const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl };
  const start = async (more) => {
    const server = await startServer('dist/src/server.js', { ...variables, ...more }, '/health/ready');
    servers.push(server);
    return server;
  };
  const without = await start({ RATE_LIMITS: 'off' });
  const withLimits = await start(limits);
  const requests = tokens.map((token) => ({
    method: 'GET',
    path: '/api/v1/profile',
    headers: { authorization: `Bearer ${token}` },
  }));
  const measure = (server) => () => load({ url: server.url, requests, seconds: 1 });
  const candidates = [
    { name: 'without limits', run: measure(without) },
    { name: 'with limits', run: measure(withLimits), goal: 0.95 },
  ];
  // Short turns, many of them: the difference is smaller than what a busy machine drifts by in seconds.
  await compare(`Own profile, ${active} people, 50 connections`, candidates, { rounds: 41 });
} finally {
  for (const server of servers) await server.stop();
  await stage.close();
}
