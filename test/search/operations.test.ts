// The index as operators keep it: `search:reindex` and `search:verify` of the shell, and the verification by the clock.
import { defaultTenantId as tenantId } from '../../src/contracts/identity.ts';
import { reindexSearch, verifySearch } from '../../src/search-commands.ts';
import { createHandlers } from '../../workers/handlers.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { runShell, type Said } from '../support/shell.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

const names = ['Ottoline', 'Barnabas', 'Clementine', 'Digory', 'Eglantine'];
let app: TestApp;
let people: Person[];

beforeAll(async () => {
  // Without workers, so that nobody else mends what is broken here.
  app = await startTestApp();
  people = [];
  for (const displayName of names)
    people.push(await createPerson(app, { displayName, privacy: { visibility: 'public' } }));
  for (const { id } of people) await app.container.search.indexProfile({ tenantId, userId: id });
  await run(app, 'delete from outbox');
}, 60_000);
afterAll(() => app?.close());

/** The command in this process: much faster than one of its own. */
async function cameo(name: 'search:reindex' | 'search:verify', ...args: string[]): Promise<Said> {
  let err = '';
  const say = (line: string) => {
    err += `${line}\n`;
  };
  const command = name === 'search:reindex' ? reindexSearch : verifySearch;
  try {
    return { code: 0, out: `${await command((work) => work(app.container), say)(args)}\n`, err };
  } catch (error) {
    return { code: 1, out: '', err: `${err}${error instanceof Error ? error.message : String(error)}\n` };
  }
}

const idOf = (name: string): string => people[names.indexOf(name)]?.id ?? '';
const isFound = async (name: string): Promise<boolean> =>
  (await app.http.get('/api/v1/profiles').query({ q: name }).expect(200)).body.data[0]?.id === idOf(name);
const loseEverybody = async () => {
  for (const { id } of people) await app.container.engine.erase(tenantId, id);
};

test('verify finds who is missing, outdated and too much, and mends it when told to', async () => {
  expect(await cameo('search:verify')).toEqual({
    code: 0,
    out: 'OK: nothing differs; looked at 5, 0 are about to be indexed\n',
    err: '',
  });

  const { engine } = app.container;
  const ghost = '0198c1a2-0000-7000-8000-000000000abc';
  const [kept] = await engine.list(tenantId, null, 1);
  const words = { fields: [{ text: 'Ghost', weight: 1 }], facets: {}, orders: {} };
  const documents = [{ audience: 'public' as const, privacyVersion: 1, ...words }];
  await engine.erase(tenantId, idOf('Barnabas'));
  // As after a backup was restored: the engine remembers a future that the database has forgotten.
  await engine.index([{ tenantId, id: idOf('Ottoline'), version: 1_000, documents }]);
  await engine.index([{ tenantId, id: idOf('Digory'), version: 1_000, documents: [] }]);
  await engine.index([{ tenantId, id: ghost, version: 1, documents }]);

  const found = await runShell(app, 'search:verify');
  expect(found).toMatchObject({ code: 1, out: '' });
  const lines = found.err.trimEnd().split('\n').sort();
  expect(lines).toEqual([
    expect.stringMatching(/^4 differ; looked at 6, 0 are about to be indexed\. --fix mends them$/),
    `postgres: are in the index and should not be: 1 (${ghost})`,
    `postgres: are in the index otherwise than they should be: 1 (${idOf('Ottoline')})`,
    `postgres: are not in the index and should be: 2 (${[idOf('Barnabas'), idOf('Digory')].sort().join(', ')})`,
  ]);
  expect(await cameo('search:verify', '--fix')).toMatchObject({ code: 0, out: expect.stringMatching(/^Mended 4;/) });
  expect(await cameo('search:verify')).toMatchObject({ code: 0 });
  for (const name of names) expect([name, await isFound(name)]).toEqual([name, true]);
  expect((await engine.list(tenantId, null, 1))[0]).toEqual(kept);
}, 60_000);

test('whoever is about to be indexed does not differ', async () => {
  const id = idOf('Clementine');
  await run(
    app,
    `insert into outbox (id, tenant_id, name, payload, subject, version, due_at)
     values (gen_random_uuid(), $1, 'search.index-profile', '{}', $2, 1, now() + interval '1 hour')`,
    [tenantId, id],
  );
  await app.container.engine.erase(tenantId, id);
  expect(await cameo('search:verify')).toMatchObject({
    code: 0,
    out: 'OK: nothing differs; looked at 5, 1 are about to be indexed\n',
  });
  await run(app, 'delete from outbox where subject = $1', [id]);
});

test('reindex brings everybody back', async () => {
  await loseEverybody();
  expect(await isFound('Ottoline')).toBe(false);
  expect(await cameo('search:reindex', '--rate', '1000')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Indexed 5 people in \d+ s\n$/),
  });
  for (const name of names) expect([name, await isFound(name)]).toEqual([name, true]);
});

test('a reindexing that was ended goes on where it was, unless it is to begin again', async () => {
  const { searchReindexing } = app.container;
  await loseEverybody();
  for await (const { done, total } of searchReindexing.run({ rate: 2 })) {
    expect([done, total]).toEqual([2, 5]);
    break;
  }
  const ids = people.map(({ id }) => id).sort();
  const rest: string[] = [];
  for await (const { done, lastId } of searchReindexing.run({ rate: 3 })) {
    rest.push(lastId);
    expect(done).toBe(5);
  }
  expect(rest).toEqual(ids.slice(4));
  for (const name of names) expect(await isFound(name)).toBe(true);

  const walk = async (options: Parameters<typeof searchReindexing.run>[0]) => {
    const seen: number[] = [];
    for await (const { done } of searchReindexing.run(options)) seen.push(done);
    return seen.at(-1) ?? 0;
  };
  for await (const _ of searchReindexing.run({ rate: 4 })) break;
  expect(await walk({ restart: true })).toBe(5);
  expect(await walk({ tenantId, from: ids[2] ?? '' })).toBe(2);
  expect(await walk({ tenantId: '0198c1a2-0000-7000-8000-00000000dead' })).toBe(0);
  expect(await rowsOf(app, "select walk from search_walks where walk like 'reindex%'")).toEqual([]);
});

test('every tenant is reindexed, or one', async () => {
  const stranger = await createPersonElsewhere(app);
  const [row] = await rowsOf<{ tenant: string }>(app, 'select tenant_id as tenant from users where id = $1', [
    stranger.id,
  ]);
  expect(await cameo('search:reindex')).toMatchObject({ out: expect.stringMatching(/^Indexed 6 people/) });
  expect(await cameo('search:reindex', '--tenant', row?.tenant ?? '')).toMatchObject({
    out: expect.stringMatching(/^Indexed 1 people/),
  });
});

/** Entries that were missing and have been mended, as Prometheus sees it. */
async function mendedSoFar(): Promise<number> {
  const { text } = await app.http.get('/metrics').expect(200);
  return Number(/^cameo_search_repaired_entries_total\{.*kind="missing".*\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

test('the clock mends the index, too, and counts what it has mended', async () => {
  const before = await mendedSoFar();
  await loseEverybody();
  await createHandlers(app.container)['search.verify']({}, { id: 'test' });
  for (const name of names) expect([name, await isFound(name)]).toEqual([name, true]);
  expect((await mendedSoFar()) - before).toBe(5);
});

test('a rate of nothing is refused by the shell with a sentence and status 1', async () => {
  const { code, out, err } = await runShell(app, 'search:reindex', '--rate', '0');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/rate must be greater than or equal to 1[\s\S]*Usage/);
});

test.each<[name: string, command: Parameters<typeof cameo>, says: RegExp]>([
  ['a tenant that is none', ['search:reindex', '--tenant', 'nowhere'], /tenant must be a valid GUID[\s\S]*Usage/],
  ['an unknown option', ['search:verify', '--fxi'], /--fxi/],
])('%s: refused with a sentence and status 1', async (_, command, says) => {
  const { code, out, err } = await cameo(...command);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(says);
});
