// How long an answer takes for an address that is known and for one that is not, asked in turn: medians side by side.
import { hash } from '@node-rs/argon2';
import { openStage, seedPeople, startServer } from './support/stage.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 150);
const password = 'correct horse battery';
const kinds = ['known', 'unknown'];

const quantile = (values, part) => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)];
const ms = (value) => value.toFixed(2).padStart(8);

/** What each route is sent; nobody asks twice for the same address, and everybody sits elsewhere. */
const routes = {
  register: (email) => ({ email, password }),
  login: (email) => ({ email, password: 'not this password' }),
  'forgot-password': (email) => ({ email }),
  'resend-verification': (email) => ({ email }),
};

const stage = await openStage();
let server;
try {
  await seedPeople(stage.pool, rounds * Object.keys(routes).length);
  const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  await stage.pool.query('update users set password_hash = $1', [await hash(password, cost)]);
  const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, TRUST_PROXY: '1' };
  server = await startServer('dist/src/server.js', variables, '/health/ready');

  let sent = 0;
  async function time(path, email) {
    sent++;
    const started = process.hrtime.bigint();
    const reply = await fetch(`${server.url}/api/v1/auth/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.${sent >> 16}.${(sent >> 8) & 255}.${sent & 255}`,
      },
      body: JSON.stringify(routes[path](email)),
    });
    await reply.arrayBuffer();
    const took = Number(process.hrtime.bigint() - started) / 1e6;
    if (![202, 401].includes(reply.status)) throw new Error(`${path} answered ${reply.status}`);
    return took;
  }

  console.log(`\nAnswers in ms, ${rounds} each, in turn; the order within a turn is drawn`);
  console.log(
    `  ${'POST /auth/…'.padEnd(22)}${kinds.map((kind) => `${kind}: median, 90th`.padStart(24)).join('')}   difference`,
  );
  let person = 0;
  for (const path of Object.keys(routes)) {
    const took = { known: [], unknown: [] };
    for (let round = -5; round < rounds; round++) {
      const addresses = { known: `${(person % (rounds * 4)) + 1}@example.com`, unknown: `x${person}@example.com` };
      person++;
      for (const kind of Math.random() < 0.5 ? kinds : kinds.toReversed()) {
        const value = await time(path, addresses[kind]);
        if (round >= 0) took[kind].push(value);
      }
    }
    const medians = kinds.map((kind) => quantile(took[kind], 0.5));
    const columns = kinds
      .map((kind, at) => `${ms(medians[at])} ${ms(quantile(took[kind], 0.9))}`.padStart(24))
      .join('');
    console.log(`  ${path.padEnd(22)}${columns}   ${ms(medians[0] - medians[1])}`);
  }
} finally {
  await server?.stop();
  await stage.close();
}
