// Scoring everybody of a tenant anew after its rules have changed: how many profiles a second, with one worker.
// `npm run bench -- completeness`; BENCH_PEOPLE=2000 for a quick run.
import { loadConfig } from '../dist/config/index.js';
import { createContainer } from '../dist/src/container.js';
import { defaultTenantId } from '../dist/src/contracts/identity.js';
import { openStage, seedPeople } from './support/stage.mjs';

const people = Number(process.env.BENCH_PEOPLE ?? 50_000);
const rounds = 3;
const goal = 2_000;

const hint = { en: 'Do it.' };
/** Other weights in every round, so that every score is another one and is written. */
const rulesOf = (round) =>
  [
    { kind: 'graphemes', field: 'bio', atLeast: 150 },
    { kind: 'count', field: 'skills', atLeast: 4 },
    { kind: 'filled', fields: ['firstName', 'lastName'], need: 'all' },
    { kind: 'filled', fields: ['avatar'], need: 'all' },
    { kind: 'email-verified' },
    { kind: 'link-verified' },
    { kind: 'privacy-reviewed' },
  ].map((condition, index) => ({
    key: `rule-${index}`,
    condition,
    weight: 10 + ((index * 7 + round * 3) % 11),
    hint,
    link: '/profile',
    mayNotApply: false,
  }));

const stage = await openStage({ settings: { max_wal_size: '4GB' } });
try {
  const [first] = await seedPeople(stage.pool, people);
  const config = loadConfig({ ...process.env, LOG_LEVEL: 'warn', DATABASE_URL: stage.url, DATA_DIR: stage.directory });
  const container = await createContainer({ config, process: 'bench' });
  const { completenessRules: rules, completenessRescorings: rescorings } = container;
  const identity = { kind: 'account', tenantId: defaultTenantId, userId: first };
  const origin = { requestId: 'bench', ip: undefined, userAgent: undefined };
  console.log(`Scoring ${people} people anew, ${rounds} rounds`);
  const rates = [];
  for (let round = 0; round < rounds; round++) {
    await rules.change(identity, rulesOf(round), undefined, origin);
    const startedAt = performance.now();
    await rescorings.run(defaultTenantId);
    const seconds = (performance.now() - startedAt) / 1000;
    const { state, done } = await rescorings.progress(identity);
    const { rows } = await stage.pool.query(
      'select count(*)::int as people, count(distinct rules_version)::int as versions from completeness_scores',
    );
    if (state !== 'done' || done !== people || rows[0].people !== people || rows[0].versions !== 1)
      throw new Error(`not everybody was scored: ${JSON.stringify({ state, done, ...rows[0] })}`);
    rates.push(people / seconds);
    console.log(`  ${seconds.toFixed(1)} s: ${Math.round(people / seconds)} profiles a second`);
  }
  const median = rates.toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
  console.log(`Median ${Math.round(median)} a second, goal ${goal}: ${median >= goal ? 'reached' : 'MISSED'}`);
  await container.close();
} finally {
  await stage.close();
}
