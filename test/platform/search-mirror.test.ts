// The index in Meilisearch is kept by its mirror: built, told of changes, built again when it is lost.
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { createLogger } from '../../src/platform/logger.ts';
import { createSearchChanges } from '../../src/platform/search/changes.ts';
import { nextUid } from '../../src/platform/search/meilisearch/indexing.ts';
import { createSearchMirror } from '../../src/platform/search/meilisearch/mirror.ts';
import { settingsVersion } from '../../src/platform/search/meilisearch/settings.ts';
import type { SearchEntry } from '../../src/platform/search/port.ts';
import { type OpenMeilisearch, openMeilisearch } from '../support/meilisearch.ts';

const tenants = [randomUUID(), randomUUID()].sort();
const [tenantId = '', otherId = ''] = tenants;

let opened: OpenMeilisearch;
let people: Map<string, SearchEntry>;
let now: number;
let warn: () => unknown;
let mirror: ReturnType<typeof createSearchMirror>;
let changes: ReturnType<typeof createSearchChanges>;

function person(name: string, home = tenantId, id = uuidv7(), version = 1): SearchEntry {
  const fields = [{ text: name, weight: 10, isName: true }];
  const documents = [{ audience: 'public' as const, privacyVersion: 1, fields, facets: {}, orders: {} }];
  return { tenantId: home, id, version, documents };
}
const put = (entry: SearchEntry): string => {
  people.set(entry.id, entry);
  return entry.id;
};
const of = (home: string) =>
  [...people.values()].filter((entry) => entry.tenantId === home).sort((a, b) => (a.id < b.id ? -1 : 1));

function createMirror() {
  return createSearchMirror({
    parts: opened.parts,
    changes,
    source: {
      nextTenant: async (after) => tenants.find((id) => after === null || id > after),
      page: async (home, after, limit) =>
        of(home)
          .filter(({ id }) => after === null || id > after)
          .slice(0, limit),
      entriesOf: async (home, ids) => of(home).filter(({ id }) => ids.includes(id)),
    },
    clock: () => new Date(now),
    logger: Object.assign(createLogger({ level: 'silent', process: 'test' }), { warn: () => warn() }),
  });
}

beforeEach(async () => {
  opened = await openMeilisearch();
  people = new Map();
  now = Date.now();
  warn = () => {};
  changes = createSearchChanges(opened);
  mirror = createMirror();
});
afterEach(() => opened?.close());

async function find(text: string, home = tenantId): Promise<string[]> {
  const page = await opened.engine.search({ tenantId: home, audience: 'public', text, limit: 100 });
  return page.hits.map(({ id }) => id);
}
/** A later turn, which looks at everything again. */
async function turn(): Promise<void> {
  now += 60_000;
  await mirror.turn();
}

test('an index is built where there is none, for all tenants; until then nobody is sent there', async () => {
  const [ada, bob] = [put(person('Ada')), put(person('Bob', otherId))];
  expect(await mirror.isReady()).toBe(false);
  await expect(opened.engine.check()).rejects.toThrow();
  await turn();
  now += 60_000;
  expect(await mirror.isReady()).toBe(true);
  await expect(opened.engine.check()).resolves.toBeUndefined();
  expect([await find('ada'), await find('bob', otherId), await find('bob')]).toEqual([[ada], [bob], []]);
  expect(await find('')).toEqual([ada]);
});

test('more than a page of people are all there', async () => {
  const ids = Array.from({ length: 1_203 }, (_, at) => put(person(`Crowd ${at}`)));
  for (let turns = 0; turns < 5 && !(await opened.parts.states.find()).live; turns++) await turn();
  const listed = [];
  for (let after: string | null = null; ; ) {
    const page = await opened.engine.list(tenantId, after, 400);
    listed.push(...page.map(({ id }) => id));
    after = page.at(-1)?.id ?? null;
    if (after === null) break;
  }
  expect(listed).toEqual(ids.toSorted());
});

test('changes are told as they are by then, those who left are forgotten, and nothing is noted without an index', async () => {
  await changes.note([{ tenantId, id: uuidv7() }]);
  expect(await changes.next(10)).toEqual([]);
  const [ada, eve] = [put(person('Ada')), put(person('Eve'))];
  await turn();
  put(person('Adele', tenantId, ada, 2));
  people.delete(eve);
  await changes.note([
    { tenantId, id: ada },
    { tenantId, id: eve },
    { tenantId, id: ada },
  ]);
  expect(await changes.next(10)).toHaveLength(2);
  await turn();
  expect([await find('adele'), await find('eve')]).toEqual([[ada], []]);
  expect(await changes.next(10)).toEqual([]);
});

test('a change that comes in while it is being told is told again', async () => {
  const ada = put(person('Ada'));
  await turn();
  await changes.note([{ tenantId, id: ada }]);
  const [told] = await changes.next(1);
  await changes.note([{ tenantId, id: ada }]);
  await changes.strike(told ? [told] : []);
  expect(await changes.next(10)).toHaveLength(1);
});

test.each(['deleted', 'emptied', 'another one'])('an index that is %s is built again', async (fate) => {
  const { client, indexUid } = opened.parts;
  const ada = put(person('Ada'));
  await turn();
  if (fate === 'deleted') await client.deleteIndex(indexUid).waitTask();
  if (fate === 'emptied') await client.index(indexUid).deleteAllDocuments().waitTask();
  if (fate === 'another one')
    await client
      .index(indexUid)
      .addDocuments([{ id: 'mark', mark: randomUUID() }])
      .waitTask();
  await turn();
  expect(await find('ada')).toEqual([ada]);
  expect((await opened.parts.states.find()).live).not.toBeNull();
});

test('another version of the settings is built beside the index, which answers until it is replaced', async () => {
  const ada = put(person('Ada'));
  await turn();
  await opened.parts.states.change({ liveSettings: settingsVersion - 1 });
  now += 60_000;
  expect(await mirror.isReady()).toBe(false);
  const bob = put(person('Bob'));
  const seen: string[][] = [];
  const asking = setInterval(() => void find('ada').then((ids) => seen.push(ids)), 2);
  await turn();
  clearInterval(asking);
  expect(new Set(seen.map((ids) => ids.join()))).toEqual(new Set([ada]));
  expect([await find('ada'), await find('bob')]).toEqual([[ada], [bob]]);
  const { results } = await opened.parts.client.getRawIndexes({ limit: 100 });
  expect(results.map(({ uid }) => uid)).not.toContain(nextUid(opened.parts.indexUid));
});

test('what is written while an index is being built is in both, the removals too', async () => {
  const [ada, eve] = [put(person('Ada')), put(person('Eve'))];
  await turn();
  await opened.build();
  expect(await find('')).toEqual([]);
  const { live } = await opened.parts.states.find();
  await opened.parts.client.createIndex(nextUid(opened.parts.indexUid), { primaryKey: 'id' }).waitTask();
  await opened.parts.states.change({ building: randomUUID(), buildingSettings: settingsVersion });
  await opened.engine.index([person('Ada', tenantId, ada), person('Eve', tenantId, eve)]);
  await opened.engine.erase(tenantId, eve);
  const { client, indexUid } = opened.parts;
  for (const uid of [indexUid, nextUid(indexUid)]) {
    const { results } = await client.index(uid).getDocuments({ fields: ['profileId'] });
    expect(results.flatMap(({ profileId }) => profileId ?? [])).toEqual([ada]);
  }
  expect((await opened.parts.states.find()).live).toBe(live);
});

test('whoever finds a swap that another did not see through takes it for done', async () => {
  const ada = put(person('Ada'));
  await turn();
  const { live, liveSettings } = await opened.parts.states.find();
  await opened.parts.states.change({ live: null, liveSettings: null, building: live, buildingSettings: liveSettings });
  await turn();
  expect(await opened.parts.states.find()).toMatchObject({ live, building: null });
  expect(await find('ada')).toEqual([ada]);
});

test('an older deploy leaves the index of a newer one alone', async () => {
  await turn();
  const ada = put(person('Ada'));
  await changes.note([{ tenantId, id: ada }]);
  await opened.parts.states.change({ liveSettings: settingsVersion + 1 });
  await turn();
  expect(await changes.next(10)).toHaveLength(1);
  expect(await mirror.isReady()).toBe(false);
});

test('two at once do the work of one', async () => {
  for (let at = 0; at < 30; at++) put(person(`Twin ${at}`));
  const other = createMirror();
  now += 60_000;
  await Promise.all([mirror.turn(), other.turn()]);
  await turn();
  expect(await find('twin')).toHaveLength(30);
});

test('while the server is away the pauses grow to half a minute, and one turn after it is back all is told', async () => {
  const { server } = opened;
  if (!server) return;
  const ada = put(person('Ada'));
  await turn();
  await server.stop();
  await changes.note([{ tenantId, id: put(person('Bob')) }]);
  const tries: number[] = [];
  let seconds = 0;
  warn = () => tries.push(seconds);
  for (; seconds < 120; seconds++) {
    now += 1_000;
    await mirror.turn();
  }
  const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30);
  expect(pauses.length).toBeLessThan(12);
  await server.start();
  now += 30_000;
  await mirror.turn();
  expect([await find('ada'), await changes.next(1)]).toEqual([[ada], []]);
});

test('a person whom the server refuses holds up nobody else', async () => {
  const { server } = opened;
  if (!server) return;
  await turn();
  const broken = put({ ...person('Broken'), id: uuidv7() });
  const fine = [put(person('Fine One')), put(person('Fine Two'))];
  await changes.note([broken, ...fine].map((id) => ({ tenantId, id })));
  let refused = 0;
  // The batch, then the first of its three.
  server.traits.failTask = ({ type }) =>
    type === 'documentAdditionOrUpdate' && refused++ < 2 ? 'invalid_document_id' : undefined;
  now += 60_000;
  await mirror.turn();
  expect((await find('fine')).sort()).toEqual(fine.toSorted());
});

test('on demand an index is built anew, while the one that is there answers', async () => {
  const ada = put(person('Ada'));
  await turn();
  const bob = put(person('Bob')); // of whom nobody told
  await mirror.rebuild();
  now += 60_000;
  expect(await mirror.isReady()).toBe(true);
  expect([await find('ada'), await find('bob')]).toEqual([[ada], []]);
  await turn();
  expect([await find('ada'), await find('bob')]).toEqual([[ada], [bob]]);
});
