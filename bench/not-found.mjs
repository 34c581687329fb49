// How long a 404 takes for a profile that is absent, hidden, deleted or of somebody who blocks: medians side by side.
import { randomUUID } from 'node:crypto';
import { openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 400);
const kinds = ['absent', 'hidden', 'deleted', 'blocked'];

const quantile = (values, part) => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)];
const ms = (value) => value.toFixed(2).padStart(8);
const shuffled = (values) =>
  values
    .map((value) => [Math.random(), value])
    .toSorted()
    .map(([, value]) => value);

const stage = await openStage();
const servers = [];
try {
  const [viewer, ...others] = await seedPeople(stage.pool, 1 + rounds * kinds.length);
  const [token] = await signIn(stage, [viewer]);
  const people = Object.fromEntries(kinds.map((kind, at) => [kind, others.slice(at * rounds, (at + 1) * rounds)]));
  people.absent = people.absent.map(() => randomUUID());
  await stage.pool.query(`update profiles set visibility = 'private' where user_id = any($1)`, [people.hidden]);
  await stage.pool.query('update profiles set deleted_at = now() where user_id = any($1)', [people.deleted]);
  await stage.pool.query(
    `insert into blocks (tenant_id, blocker_id, blocked_id)
     select tenant_id, user_id, $2 from profiles where user_id = any($1)`,
    [people.blocked, viewer],
  );
  await stage.pool.query('vacuum analyze');

  const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl };
  const headers = { authorization: `Bearer ${token}` };
  async function time(server, id) {
    const started = process.hrtime.bigint();
    const reply = await fetch(`${server.url}/api/v1/profiles/${id}`, { headers });
    await reply.arrayBuffer();
    const took = Number(process.hrtime.bigint() - started) / 1e6;
    if (reply.status !== 404) throw new Error(`A profile answered ${reply.status}`);
    return took;
  }

  console.log(`\n404s in ms, ${rounds} of each kind, in turn; the order within a turn is drawn`);
  console.log(`  ${''.padEnd(26)}${kinds.map((kind) => `${kind}: median, 90th`.padStart(24)).join('')}`);
  for (const [name, ttl] of [
    ['cache off', '0'],
    ['cache on, first time', '300'],
  ]) {
    const server = await startServer('dist/src/server.js', { ...variables, PROFILE_CACHE_TTL: ttl }, '/health/ready');
    servers.push(server);
    const turns = ttl === '0' ? [name] : [name, 'cache on, again'];
    for (let warm = 0; warm < 50; warm++) await time(server, randomUUID());
    for (const turn of turns) {
      const took = Object.fromEntries(kinds.map((kind) => [kind, []]));
      for (let round = 0; round < rounds; round++)
        for (const kind of shuffled(kinds)) took[kind].push(await time(server, people[kind][round]));
      const columns = kinds.map((kind) =>
        `${ms(quantile(took[kind], 0.5))} ${ms(quantile(took[kind], 0.9))}`.padStart(24),
      );
      console.log(`  ${turn.padEnd(26)}${columns.join('')}`);
    }
  }
} finally {
  for (const server of servers) await server.stop();
  await stage.close();
}
