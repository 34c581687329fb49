// Measures the search engine in PostgreSQL in a small and a large index, side by side on one server, each question beside
// its bare SQL: the same statements alone, through pg. Then how fast it indexes, and the plans of the statements.
// `npm run bench -- search-postgres`; BENCH_SMALL and BENCH_LARGE are numbers of people, BENCH_PLANS=0 leaves the plans out.
import { setImmediate as breathe } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { createSequelize } from '../dist/src/platform/db/sequelize.js';
import { createPostgresSearchEngine } from '../dist/src/platform/search/postgres/engine.js';
import { liveFilter, searchSchema as schema } from '../dist/src/search/index.js';
import { buildEntry, wordOf, writePeople } from './support/search-people.mjs';
import { openStage } from './support/stage.mjs';

const sizes = {
  small: Number(process.env.BENCH_SMALL ?? 100_000),
  large: Number(process.env.BENCH_LARGE ?? 1_000_000),
};
const rounds = Number(process.env.BENCH_ROUNDS ?? 200);
const goals = { p95: 10, growth: 2.5, documents: 2_000 };

const quantile = (times, q) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))];
const ms = (value) => value.toFixed(2).padStart(7);
const since = (start) => performance.now() - start;

/** A database with `people` in its index, and an engine that leaves its statements in `recorded`. */
async function openSide(stage, name, people) {
  const start = performance.now();
  const { url, pool } = await stage.openDatabase(name);
  const tenantId = await writePeople(pool, people);
  console.log(`${people} people written in ${(since(start) / 1_000).toFixed(0)} s`);
  const client = await pool.connect();
  await client.query('set jit = off');
  const recorded = [];
  const connection = {
    query(statement) {
      recorded.push(statement);
      return client.query(statement);
    },
  };
  const connectionManager = { getConnection: async () => connection, releaseConnection() {} };
  const engine = createPostgresSearchEngine({ sequelize: { connectionManager }, liveFilter, schema });
  return { people, tenantId, url, pool, client, recorded, engine };
}

const misspell = (word) => {
  const at = 1 + Math.floor(Math.random() * (word.length - 2));
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
};
const begin = (word, letters) => word.slice(0, letters);
const some = (most) => 1 + Math.floor(Math.random() * most);
const having = (facet) => ({ facet, anyOf: [wordOf(facet)] });
const counted = ['skills', 'location', 'language'];

/** What is asked; `goal` where p95 in the larger index is promised. `page` is what page is measured. */
const questions = {
  newest: { ask: () => ({}) },
  'prefix of 1 to 5 letters': {
    ask: () => ({ text: begin(wordOf(Math.random() < 0.5 ? 'first' : 'last'), some(5)) }),
    goal: true,
  },
  'suggest: names of 1 to 5 letters': {
    ask: () => ({ text: begin(wordOf('last'), some(5)), namesOnly: true, limit: 8 }),
    goal: true,
  },
  'suggest: name and a beginning': {
    ask: () => ({ text: `${wordOf('first')} ${begin(wordOf('last'), 3)}`, namesOnly: true, limit: 8 }),
  },
  'typo in a last name': { ask: () => ({ text: misspell(wordOf('last')) }), goal: true },
  'first name': { ask: () => ({ text: wordOf('first') }) },
  'first and last name': { ask: () => ({ text: `${wordOf('first')} ${wordOf('last')}` }) },
  'both misspelt': { ask: () => ({ text: `${misspell(wordOf('first'))} ${misspell(wordOf('last'))}` }) },
  'first name and three letters': { ask: () => ({ text: `${wordOf('first')} ${begin(wordOf('last'), 3)}` }) },
  'two words of most texts': { ask: () => ({ text: `${wordOf('text', some(4))} ${wordOf('text', 0)}` }) },
  'skill and place': { ask: () => ({ filters: [having('skills'), having('location')] }) },
  'word and skill': { ask: () => ({ text: wordOf('text'), filters: [having('skills')] }) },
  'skill and place, facets': { ask: () => ({ filters: [having('skills'), having('location')], facets: counted }) },
  'first name, facets': { ask: () => ({ text: wordOf('first'), facets: counted }) },
  'everybody, facets': { ask: () => ({ facets: counted }) },
  'deep page, newest': { ask: () => ({}), page: 40 },
  'deep page, common word': { ask: () => ({ text: wordOf('text', some(20)) }), page: 40 },
  'by name': { ask: () => ({ order: 'name' }) },
  'by endorsements, a skill': { ask: () => ({ order: 'endorsements', filters: [having('skills')] }) },
  'first name, by endorsements': { ask: () => ({ text: wordOf('first'), order: 'endorsements' }) },
  'people like these': {
    ask: () => ({ traits: { skills: [wordOf('skills'), wordOf('skills')], location: [wordOf('location')] } }),
  },
};

const put = (side, question) => ({
  tenantId: side.tenantId,
  audience: 'authenticated',
  text: '',
  limit: 20,
  ...question,
});

async function answer(side, question) {
  if (question.traits) return { hits: await side.engine.findSimilar(put(side, question)) };
  return side.engine.search(put(side, question));
}

/** The question for the page that is measured: the pages before it are turned outside the clock. */
async function turnTo(side, question, page = 1) {
  let asked = question;
  for (let turned = 1; turned < page; turned++) {
    const { nextCursor } = await answer(side, asked);
    if (!nextCursor) break;
    asked = { ...question, cursor: nextCursor };
  }
  return asked;
}

async function measure(sides, { ask, page }, times = rounds) {
  const results = sides.map(() => ({ engine: [], bare: [], hits: 0 }));
  for (let round = 0; round < (page ? times / 4 : times); round++) {
    const question = ask();
    for (const [at, side] of sides.entries()) {
      const asked = await turnTo(side, question, page);
      await breathe();
      side.recorded.length = 0;
      const start = performance.now();
      const { hits } = await answer(side, asked);
      results[at].engine.push(since(start));
      results[at].hits += hits.length;
      let bare = 0;
      for (const statement of side.recorded) {
        const from = performance.now();
        await side.client.query(statement);
        bare += since(from);
      }
      results[at].bare.push(bare);
    }
  }
  return results;
}

function print(name, sides, results, goal) {
  const p95 = results.map(({ engine }) => quantile(engine, 0.95));
  for (const [at, { engine, bare, hits }] of results.entries()) {
    const added = quantile(engine, 0.5) - quantile(bare, 0.5);
    console.log(
      `${(at === 0 ? name : '').padEnd(34)}${String(sides[at].people).padStart(9)}  p50 ${ms(quantile(engine, 0.5))}  p95 ${ms(p95[at])}` +
        `   bare SQL p50 ${ms(quantile(bare, 0.5))}  p95 ${ms(quantile(bare, 0.95))}   added ${ms(added)}   ${(hits / engine.length).toFixed(1)} hits`,
    );
  }
  const ratio = p95[1] / p95[0];
  const promised = quantile(results[1].bare, 0.95);
  const verdict = (isReached) => (isReached ? 'reached' : 'MISSED');
  console.log(
    `${''.padEnd(34)}growth of p95 ${ratio.toFixed(2)}, goal ${goals.growth}: ${verdict(ratio <= goals.growth)}` +
      (goal
        ? `; p95 in the database ${promised.toFixed(2)} ms, goal ${goals.p95}: ${verdict(promised <= goals.p95)}`
        : ''),
  );
}

/** New people, then the same ones again as a later version with other words, through the engine as it is. */
async function measureIndexing({ url, tenantId }, writers, { batch = 200, people = 4_000 } = {}) {
  const sequelize = createSequelize(url, { poolSize: writers });
  const engine = createPostgresSearchEngine({ sequelize, liveFilter, schema });
  const ids = Array.from({ length: people }, () => uuidv7());
  for (const [version, what] of [
    [1, 'new people'],
    [2, 'the same again, changed'],
  ]) {
    const entries = ids.map((id) => buildEntry(tenantId, id, version));
    const start = performance.now();
    const write = async () => {
      while (entries.length > 0) await engine.index(entries.splice(0, batch));
    };
    await Promise.all(Array.from({ length: writers }, write));
    const documents = (2 * people * 1_000) / since(start);
    console.log(
      `${what}, ${writers} at a time in batches of ${batch}: ${documents.toFixed(0)} documents a second, goal ${goals.documents}: ${documents >= goals.documents ? 'reached' : 'MISSED'}`,
    );
  }
  await sequelize.close();
}

async function explain(side, name, { ask }) {
  side.recorded.length = 0;
  const question = ask();
  await answer(side, question);
  for (const { text, values } of [...side.recorded]) {
    const { rows } = await side.client.query(`explain (analyze, buffers, costs off) ${text}`, values);
    console.log(`\n-- ${name}: ${JSON.stringify(question)}\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`);
  }
}

const stage = await openStage({
  settings: { shared_buffers: '512MB', max_wal_size: '8GB', wal_level: 'minimal', max_wal_senders: '0' },
});
try {
  const sides = [];
  for (const [name, people] of Object.entries(sizes)) sides.push(await openSide(stage, name, people));
  await stage.pool.query('checkpoint');
  const tables = await sides[1].pool.query(
    `select relname, pg_size_pretty(pg_total_relation_size(oid)) as size, reltuples::bigint as rows from pg_class
     where relname like 'search\\_%' and relkind = 'r' and reltuples > 0 order by pg_total_relation_size(oid) desc`,
  );
  console.table(tables.rows);
  for (const question of Object.values(questions)) await measure(sides, question, rounds / 4); // warm-up
  for (const [name, question] of Object.entries(questions))
    print(name, sides, await measure(sides, question), question.goal);
  if (process.env.BENCH_PLANS !== '0')
    for (const [name, question] of Object.entries(questions)) await explain(sides[1], name, question);
  console.log('');
  for (const writers of [1, 2]) await measureIndexing(sides[1], writers);
  for (const { client } of sides) client.release();
} finally {
  await stage.close();
}
