// What the service adds to its search engine: the bare engine, the service in process and GET over HTTP, asked in turn.
// `BENCH_PEOPLE` people (5,000), `BENCH_ROUNDS` questions of each kind (300). The engine alone: search-postgres.
import { performance } from 'node:perf_hooks';
import { loadConfig } from '../dist/config/index.js';
import { createContainer } from '../dist/src/container.js';
import { defaultTenantId } from '../dist/src/contracts/identity.js';
import { openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const people = Number(process.env.BENCH_PEOPLE ?? 5_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 300);
const goalMs = 2;
const goalDocuments = 2_000;

// A generator with a seed, and a skew like that of real names: few are common, most are rare.
let state = 1;
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const skewed = (below) => Math.floor(below ** random()) - 1;
const syllables = 'ma ri an na jo han el sa ro ber to lu ca da vi le on chi ka te pe tra fe li mo ha ni ki so ya'.split(
  ' ',
);
function wordOf(number) {
  let word = '';
  for (let rest = number + 900; rest > 0; rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length];
  return word;
}
const firstName = () => wordOf(skewed(500));
const lastName = () => wordOf(5_000 + skewed(20_000));
const skill = () => `skill ${wordOf(40_000 + skewed(300))}`;
const town = () => wordOf(60_000 + skewed(100));
const misspelt = (word) => `${word.slice(0, 2)}${word.charAt(3)}${word.charAt(2)}${word.slice(4)}`;

const nothing = {
  q: '',
  skills: [],
  interests: [],
  location: [],
  language: [],
  badge: [],
  facets: [],
  sort: 'relevance',
  limit: 20,
};
const kinds = {
  'no words': () => ({}),
  prefix: () => ({ q: firstName().slice(0, 3) }),
  'one word': () => ({ q: lastName() }),
  'misspelt word': () => ({ q: misspelt(lastName()) }),
  'two words': () => ({ q: `${firstName()} ${lastName()}` }),
  'filter and facets': () => ({ skills: [skill()], facets: ['skills', 'location'] }),
  'by name, a place': () => ({ location: [town()], sort: 'name' }),
};

const ms = (value) => value.toFixed(2).padStart(7);
function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.95].map((share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
}
async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

const stage = await openStage();
let server;
let container;
try {
  const ids = await seedPeople(stage.pool, people);
  const profiles = ids.map((id) => ({
    id,
    name: `${firstName()} ${lastName()}`,
    skills: [skill(), skill(), skill()],
    town: town(),
  }));
  await stage.pool.query(
    `update profiles p set display_name = s.name, skills = array(select jsonb_array_elements_text(s.skills)), location = s.town
     from jsonb_to_recordset($1) as s (id uuid, name text, skills jsonb, town text) where p.user_id = s.id`,
    [JSON.stringify(profiles)],
  );
  const [token] = await signIn(stage, [ids[0]]);
  const variables = { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: publicUrl };
  container = await createContainer({ config: loadConfig({ ...variables, LOG_LEVEL: 'warn' }), process: 'bench' });
  const { engine, search, searchReindexing } = container;
  for (const what of ['into an empty index', 'again, as reindexing does']) {
    if (what !== 'into an empty index')
      await stage.pool.query(`update profiles set headline = headline || ' anew', version = version + 1`);
    const from = performance.now();
    for await (const _progress of searchReindexing.run());
    // One document for the public and one for members.
    const documents = (2 * people * 1000) / (performance.now() - from);
    console.log(
      `${people} people ${what}: ${documents.toFixed(0)} documents a second, goal ${goalDocuments}: ${documents >= goalDocuments ? 'reached' : 'MISSED'}`,
    );
  }
  await stage.pool.query('vacuum analyze');
  server = await startServer('dist/src/server.js', variables, '/health/ready');

  const identity = {
    kind: 'account',
    userId: ids[0],
    tenantId: defaultTenantId,
    emailVerified: true,
    permissions: new Set(),
    roles: [],
  };
  const scope = { tenantId: defaultTenantId, audience: 'authenticated', excludedIds: [] };
  const headers = { authorization: `Bearer ${token}` };
  async function get(path, query) {
    const response = await fetch(`${server.url}/api/v1${path}?${new URLSearchParams(query)}`, { headers });
    await response.text();
    if (!response.ok) throw new Error(`${path} → ${response.status}`);
  }

  async function measure(name, ways) {
    const times = ways.map(() => []);
    for (let round = -20; round < rounds; round++)
      for (const [at, way] of ways.entries()) {
        const took = await timed(way);
        if (round >= 0) times[at].push(took);
      }
    const [bare, service, http] = times.map(quantiles);
    const added = service[0] - bare[0];
    const verdict = added <= goalMs ? 'reached' : 'MISSED';
    console.log(
      `${name.padEnd(18)} p50/p95 ms: engine ${ms(bare[0])}${ms(bare[1])}  service ${ms(service[0])}${ms(service[1])}` +
        `  HTTP ${ms(http[0])}${ms(http[1])}  added at p50 ${ms(added)} (goal ${goalMs}: ${verdict})`,
    );
  }

  for (const [name, ask] of Object.entries(kinds)) {
    // Each way meets its own questions, so that none is served from what another has warmed up.
    const filtersOf = ({ skills = [], location = [], q }) => [
      ...skills.map((value) => ({ facet: 'skills', anyOf: [value] })),
      ...(location.length > 0 ? [{ facet: 'location', anyOf: location }] : []),
      ...(q ? [] : [{ facet: 'discoverable', anyOf: ['true'] }]),
    ];
    await measure(name, [
      () => {
        const asked = ask();
        const { q: text = '', facets, sort } = asked;
        const filters = filtersOf(asked);
        return engine.search({
          ...scope,
          text,
          filters,
          limit: 20,
          ...(facets && { facets }),
          ...(sort && { order: sort }),
        });
      },
      () => search.findPeople(defaultTenantId, identity, { ...nothing, ...ask() }),
      () => get('/profiles', ask()),
    ]);
  }
  const typed = () => firstName().slice(0, 2 + Math.floor(random() * 3));
  await measure('suggestions', [
    () => engine.search({ ...scope, text: typed(), namesOnly: true, limit: 8 }),
    () => search.suggest(defaultTenantId, identity, typed()),
    () => get('/profiles/suggest', { q: typed() }),
  ]);
} finally {
  await server?.stop();
  await container?.close();
  await stage.close();
}
