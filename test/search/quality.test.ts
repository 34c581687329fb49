// A part of bench/search-quality, so that what people type keeps finding whom they mean.
import { randomUUID } from 'node:crypto';
// biome-ignore lint/correctness/useImportExtensions: the declarations beside it are not the file
import { askAll, entryOf, readPeople, readQueries, score } from '../../bench/search-quality/scoring.mjs';
import { createSequelize, type Sequelize } from '../../src/platform/db/sequelize.ts';
import { createPostgresSearchEngine } from '../../src/platform/search/postgres/engine.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const files = new URL('../../bench/search-quality/', import.meta.url);
const peopleCount = 300;

let database: TestDatabase;
let sequelize: Sequelize;
beforeAll(async () => {
  database = await createTestDatabase();
  sequelize = createSequelize(database.url, { poolSize: 2 });
});
afterAll(async () => {
  await sequelize?.close();
  await database?.drop();
});

test('sixty queries find whom they mean among three hundred people', async () => {
  const queries = readQueries(new URL('queries.tsv', files)).filter((_, index) => index % 5 === 0);
  const wanted = new Set(queries.flatMap(({ expected }) => expected));
  const everybody = readPeople(new URL('people.jsonl', files));
  const others = everybody.filter(({ id }) => !wanted.has(id));
  const people = [...everybody.filter(({ id }) => wanted.has(id)), ...others].slice(0, peopleCount);
  expect([queries.length, people.length]).toEqual([60, peopleCount]);

  const engine = createPostgresSearchEngine({ sequelize, liveFilter: 'true', schema: { facets: [], orders: {} } });
  const tenantId = randomUUID();
  await engine.index(people.map((person) => entryOf(person, tenantId)));
  const find = async (text: string, limit: number) =>
    (await engine.search({ tenantId, audience: 'public', text, limit })).hits.map(({ id }) => id);
  const asked = await askAll(find, people, queries);
  const missed = asked.filter(({ rank }) => rank < 1 || rank > 5).map(({ kind, query }) => `${kind}: ${query}`);
  expect(missed.slice(3)).toEqual([]); // three misses at most: 0.95
  expect(score(asked).mrr).toBeGreaterThan(0.9);
});
