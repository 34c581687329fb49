// Whom people find by what they type: recall among the first five, and mean reciprocal rank, over all queries and by kind.
// `npm run bench -- search-quality`, or for people and queries of your own:
// npm run bench -- search-quality <path of people.jsonl> <path of queries.tsv>
// The engine is PostgreSQL, or with MEILI_URL (and MEILI_API_KEY) Meilisearch, in an index that is removed afterwards.
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Sequelize } from 'sequelize';
import { v7 as uuidv7 } from 'uuid';
import { createMeilisearchEngine, createMeilisearchParts } from '../dist/src/platform/search/meilisearch/engine.js';
import { createSearchMirror } from '../dist/src/platform/search/meilisearch/mirror.js';
import { createPostgresSearchEngine } from '../dist/src/platform/search/postgres/engine.js';
// biome-ignore lint/correctness/useImportExtensions: the declarations beside it are not the file
import { askAll, entryOf, readPeople, readQueries, score } from './search-quality/scoring.mjs';
import { openStage } from './support/stage.mjs';

const goal = 0.95;
const shownMisses = 20;
const batchSize = 500;
const tenantId = uuidv7();
const schema = { facets: [], orders: {} };
const shipped = (name) => fileURLToPath(new URL(`search-quality/${name}`, import.meta.url));

const [peopleFile = shipped('people.jsonl'), queriesFile = shipped('queries.tsv')] = process.argv.slice(2);
const people = readPeople(peopleFile);
const queries = readQueries(queriesFile);
const stage = await openStage();
const sequelize = new Sequelize(stage.url, { logging: false, pool: { max: 4 } });

const batches = () =>
  Array.from({ length: Math.ceil(people.length / batchSize) }, (_, at) =>
    people.slice(at * batchSize, (at + 1) * batchSize).map((person) => entryOf(person, tenantId)),
  );

async function openPostgres() {
  const engine = createPostgresSearchEngine({ sequelize, liveFilter: 'true', schema });
  for (const entries of batches()) await engine.index(entries);
  await engine.pruneWords();
  return { engine, close: async () => {} };
}

async function openMeilisearch(url) {
  const indexUid = `cameo-bench-${Date.now()}`;
  const options = { sequelize, url, apiKey: process.env.MEILI_API_KEY, schema, askTimeoutMs: 5_000, indexUid };
  const parts = createMeilisearchParts(options);
  const [entries] = [batches().flat()];
  const source = {
    nextTenant: async (after) => (after === null ? tenantId : undefined),
    page: async (_, after, limit) => entries.filter(({ id }) => after === null || id > after).slice(0, limit),
    entriesOf: async () => [],
  };
  const changes = { next: async () => [], strike: async () => {}, putLast: async () => {} };
  const logger = { info() {}, warn: console.warn, error: console.error };
  const mirror = createSearchMirror({ parts, changes, source, clock: () => new Date(), logger });
  const engine = createMeilisearchEngine(parts);
  for (let ready = false; !ready; ) {
    await mirror.turn();
    ready = await engine.check().then(
      () => true,
      () => false,
    );
  }
  return { engine, close: () => parts.client.deleteIndex(indexUid) };
}

const rowOf = (asked) => {
  const { queries: count, recall, mrr } = score(asked);
  return { queries: count, 'recall@5': recall.toFixed(3), MRR: mrr.toFixed(3) };
};

try {
  const startedAt = performance.now();
  const { engine, close } = process.env.MEILI_URL ? await openMeilisearch(process.env.MEILI_URL) : await openPostgres();
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${people.length} people in ${engine.name}, indexed in ${seconds.toFixed(1)} s`);
  const find = async (text, limit) =>
    (await engine.search({ tenantId, audience: 'public', text, limit })).hits.map(({ id }) => id);
  const asked = await askAll(find, people, queries);
  const kinds = [...new Set(queries.map(({ kind }) => kind))];
  console.table({
    ...Object.fromEntries(kinds.map((kind) => [kind, rowOf(asked.filter((one) => one.kind === kind))])),
    all: rowOf(asked),
  });
  const byUuid = new Map(people.map((person) => [person.uuid, person.displayName]));
  const byId = new Map(people.map((person) => [person.id, person.displayName]));
  const worst = asked.filter(({ rank }) => rank !== 1).sort((a, b) => (a.rank || 100) - (b.rank || 100));
  for (const { kind, query, expected, rank, found } of worst.reverse().slice(0, shownMisses)) {
    const place = rank === 0 ? 'not found' : `place ${rank}`;
    const before = found[0] === undefined ? 'nobody' : byUuid.get(found[0]);
    console.log(`${kind}: ${query} → ${byId.get(expected[0])}: ${place}, first is ${before}`);
  }
  const { recall } = score(asked);
  console.log(`recall@5 ${recall.toFixed(3)}, goal ${goal}: ${recall >= goal ? 'reached' : 'MISSED'}`);
  if (recall < goal) process.exitCode = 1;
  await close();
} finally {
  await sequelize.close();
  await stage.close();
}
