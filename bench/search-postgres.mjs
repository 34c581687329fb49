// Measures the search engine in PostgreSQL on made-up people and prints the plans of its statements.
// `npm run bench -- search-postgres`, or, to keep the data: node bench/search-postgres.mjs <url of a scratch database> [people]
// With 0 people it measures those that an earlier run has left.
import { performance } from 'node:perf_hooks';
import { QueryTypes, Sequelize } from 'sequelize';
import { v7 as uuidv7 } from 'uuid';
import { down, up } from '../dist/migrations/202611210300-create-search-index.js';
import { createPostgresSearchEngine } from '../dist/src/platform/search/postgres/engine.js';
import { storedForms } from '../dist/src/platform/search/spelling.js';
import { documentWords } from '../dist/src/platform/search/words.js';
import { openStage } from './support/stage.mjs';

const TENANT = '00000000-0000-7000-8000-000000000001';
const WRITERS = 4;
const ROUNDS = 300;

const [given, wanted = '100000'] = process.argv.slice(2);
const stage = given ? undefined : await openStage();
const url = given ?? stage.url;

// A generator with a seed, and a skew like that of real names: few are common, most are rare.
let state = 1;
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
const skewed = (below) => Math.floor(below ** random()) - 1;
const SYLLABLES = 'ma ri an na jo han el sa ro ber to lu ca da vi le on chi ka te pe tra fe li mo ha ni ki so ya'.split(
  ' ',
);
function wordOf(number) {
  let word = '';
  for (let rest = number + 900; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word;
}
const firstName = () => wordOf(skewed(5_000));
const lastName = () => wordOf(5_000 + skewed(100_000));
const biography = () => Array.from({ length: 12 }, () => wordOf(200_000 + skewed(5_000))).join(' ');

const sequelize = new Sequelize(url, { logging: false, pool: { max: WRITERS } });
const recorded = [];
const recorder = {
  query(sql, options) {
    recorded.push({ sql, bind: options.bind });
    return sequelize.query(sql, options);
  },
};
const liveFilter =
  'exists (select from live_people p where p.user_id = d.id and p.tenant_id = d.tenant_id and p.privacy_version = d.privacy_version)';

async function prepare() {
  const transact = (step) => sequelize.transaction((transaction) => step({ sequelize, transaction }));
  await sequelize.query('drop table if exists live_people');
  await transact(down).catch(() => {});
  await transact(up);
  await sequelize.query(
    'create table live_people (user_id uuid primary key, tenant_id uuid not null, privacy_version integer not null)',
  );
}

const BATCH = 1_000;

// The rows that the engine would write, in bulk; the engine itself indexes the last thousand people, for its speed.
async function load(people) {
  const [scope] = await sequelize.query(
    "insert into search_scopes (tenant_id, audience) values ($1, 'authenticated') returning id",
    { bind: [TENANT], type: QueryTypes.SELECT },
  );
  const wordIds = new Map();
  for (let done = 0; done < people - BATCH; done += BATCH) {
    const fresh = [];
    const terms = [];
    const ids = Array.from({ length: BATCH }, () => uuidv7());
    for (const id of ids) {
      for (const [term, weight] of documentWords(fields())) {
        if (!wordIds.has(term)) {
          wordIds.set(term, wordIds.size + 1);
          fresh.push(term);
        }
        terms.push([id, wordIds.get(term), -100 * weight]);
      }
    }
    await insert('search_words (id, scope_id, term) overriding system value', 'int, int, text', [
      ...fresh.map((term) => [wordIds.get(term), scope.id, term]),
    ]);
    const forms = fresh.flatMap((term) => storedForms(term).map((form) => [scope.id, form, wordIds.get(term)]));
    await insert('search_forms (scope_id, form, word_id)', 'int, text, int', forms);
    await insert('search_terms (id, word_id, rank)', 'uuid, int, int', terms);
    const documents = ids.map((id) => [scope.id, id, TENANT, 1, 1]);
    await insert('search_documents', 'int, uuid, uuid, int, int', documents);
    process.stderr.write(`\rloaded ${done + BATCH} of ${people}`);
  }
  await sequelize.query(
    "select setval(pg_get_serial_sequence('search_words', 'id'), (select max(id) from search_words))",
  );
  const engine = createPostgresSearchEngine({ sequelize, liveFilter });
  const start = performance.now();
  let left = BATCH;
  async function write() {
    while (left-- > 0) {
      const documents = [{ audience: 'authenticated', privacyVersion: 1, fields: fields() }];
      await engine.index({ tenantId: TENANT, id: uuidv7(), version: 1, documents });
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write));
  console.log(`\nindexed ${((BATCH / (performance.now() - start)) * 1_000).toFixed(0)} people a second`);
  await sequelize.query('insert into live_people select id, tenant_id, privacy_version from search_documents');
  const pruning = performance.now();
  await engine.pruneWords();
  console.log(`pruned in ${((performance.now() - pruning) / 1_000).toFixed(1)} s`);
  await sequelize.query('vacuum analyze');
}

function fields() {
  return [
    { text: `${firstName()} ${lastName()}`, weight: 10 },
    { text: biography(), weight: 1 },
  ];
}

async function insert(target, types, rows) {
  if (rows.length === 0) return;
  const columns = types.split(', ');
  const arrays = columns.map((type, index) => `$${index + 1}::${type}[]`).join(', ');
  const bind = columns.map((_, index) => rows.map((row) => row[index]));
  await sequelize.query(`insert into ${target} select * from unnest(${arrays})`, { bind });
}

const misspell = (word) => {
  const at = 1 + Math.floor(random() * (word.length - 2));
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
};
const QUERIES = {
  newest: () => '',
  'one letter': () => firstName().slice(0, 1),
  'two letters': () => firstName().slice(0, 2),
  'three letters': () => firstName().slice(0, 3),
  'five letters': () => lastName().slice(0, 5),
  'first name': firstName,
  'last name': lastName,
  'misspelt last name': () => misspell(lastName()),
  'two words': () => `${firstName()} ${lastName()}`,
  'two words, misspelt': () => `${misspell(firstName())} ${misspell(lastName())}`,
  'name and prefix': () => `${firstName()} ${lastName().slice(0, 3)}`,
  'two common words': () => `${wordOf(200_000)} ${wordOf(200_001)}`,
};

async function measure(audience) {
  const engine = createPostgresSearchEngine({ sequelize, liveFilter });
  for (const [name, text] of Object.entries(QUERIES)) {
    const times = [];
    let hits = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const query = { tenantId: TENANT, audience, text: text(), limit: 20 };
      const start = performance.now();
      hits += (await engine.search(query)).hits.length;
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const [p50, p95] = [0.5, 0.95].map((share) => times[Math.floor(times.length * share)].toFixed(2));
    console.log(`${name.padEnd(20)} p50 ${p50} ms, p95 ${p95} ms, ${(hits / ROUNDS).toFixed(1)} hits`);
  }
}

async function explain(text, audience) {
  recorded.length = 0;
  await createPostgresSearchEngine({ sequelize: recorder, liveFilter }).search({
    tenantId: TENANT,
    audience,
    text,
    limit: 20,
  });
  for (const { sql, bind } of recorded) {
    const rows = await sequelize.query(`explain (analyze, buffers) ${sql}`, { bind, type: QueryTypes.SELECT });
    console.log(`\n-- ${JSON.stringify(text)}\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`);
  }
}

if (Number(wanted) > 0) {
  await prepare();
  await load(Number(wanted));
}
const sizes = await sequelize.query(
  "select relname, pg_size_pretty(pg_total_relation_size(oid)) as size, reltuples::bigint as rows from pg_class where relname like 'search\\_%' and relkind = 'r' order by pg_total_relation_size(oid) desc",
  { type: QueryTypes.SELECT },
);
console.table(sizes);
await measure('authenticated');
for (const text of [
  firstName().slice(0, 2),
  misspell(lastName()),
  `${firstName()} ${lastName()}`,
  `${wordOf(200_000)} ${wordOf(200_001)}`,
]) {
  await explain(text, 'authenticated');
}
await sequelize.close();
await stage?.close();
