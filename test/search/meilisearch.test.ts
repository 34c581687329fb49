// Search on Meilisearch, as people see it: who is found, what the server is told, what happens while it is away, and
// what a token lets a browser see.
import { Meilisearch } from 'meilisearch';
import { defaultIndexUid } from '../../src/platform/search/meilisearch/engine.ts';
import { reindexSearch, verifySearch } from '../../src/search-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { holds } from '../support/eventually.ts';
import { type MeilisearchServer, startMeilisearchServer } from '../support/meilisearch-server.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

// Pauses grow to half a minute while the server is away.
const patienceMs = 45_000;
const timeoutMs = 60_000;

let server: MeilisearchServer;
let app: TestApp;
let member: Person;
let ada: Person;

async function search(q: string, headers: Partial<Person['auth']> = {}) {
  const { body } = await app.http.get('/api/v1/profiles').query({ q }).set(headers).expect(200);
  const ids: string[] = body.data.map(({ id }: { id: string }) => id);
  return { ids, engine: String(body.meta.engine), meta: body.meta };
}
const told = () => JSON.stringify([...server.indexes.values()].map(({ documents }) => [...documents.values()]));

/** Resolves when Meilisearch answers with these people. */
const found = (q: string, ids: string[], headers: Partial<Person['auth']> = {}) =>
  holds(async () => expect(await search(q, headers)).toMatchObject({ ids, engine: 'meilisearch' }), patienceMs);

const profile = { displayName: 'Ada Byron', skills: ['canaryskill'], bio: 'Poetical science', location: 'Marylebone' };

beforeAll(async () => {
  server = await startMeilisearchServer();
  app = await startTestApp({ workers: true, env: { MEILI_URL: server.url, MEILI_API_KEY: server.adminKey } });
  member = await createPerson(app, { profile: { displayName: 'Charles Member' } });
  ada = await createPerson(app, {
    profile,
    privacy: { visibility: 'public', bio: 'private', skills: 'authenticated' },
  });
}, timeoutMs);
afterEach(() => {
  Object.assign(server.traits, { failsWith: undefined, answerMs: 0, taskMs: 1 });
});
afterAll(async () => {
  await app?.close();
  await server?.close();
});

test(
  'Meilisearch answers, each by what the one who asks may read, and is never told the rest',
  async () => {
    await found('byron', [ada.id]);
    await found('canaryskill', [ada.id], member.auth);
    expect(await search('canaryskill')).toMatchObject({ ids: [], engine: 'meilisearch' });
    expect(await search('poetical', ada.auth)).toMatchObject({ ids: [], engine: 'meilisearch' });
    const all = told();
    expect(all).toContain('Byron');
    for (const secret of ['poetical', 'Poetical', ada.email, member.email, 'Charles'])
      expect(all).not.toContain(secret);
    const { body } = await app.http.get('/api/v1/profiles?facets=skills').set(member.auth).expect(200);
    expect(body.meta).toMatchObject({ engine: 'meilisearch', total: { count: 1 } });
    expect(body.meta.facets.skills).toEqual([{ value: 'canaryskill', count: 1 }]);
  },
  timeoutMs,
);

test(
  'whoever has just hidden is not shown, although Meilisearch was not told yet; then it forgets',
  async () => {
    const eve = await createPerson(app, { profile: { displayName: 'Eve Hidden' }, privacy: { visibility: 'public' } });
    await found('eve hidden', [eve.id]);
    server.traits.taskMs = 1_500;
    await app.http.put('/api/v1/profile/privacy').set(eve.auth).send({ visibility: 'private' }).expect(200);
    expect((await search('eve hidden')).ids).toEqual([]);
    server.traits.taskMs = 1;
    await holds(async () => expect(told()).not.toContain(eve.id), patienceMs);
  },
  timeoutMs,
);

test('a page of another engine is refused', async () => {
  const postgres = Buffer.from(JSON.stringify([1, ada.id, 'x', 0, null])).toString('base64url');
  for (const cursor of [postgres, 'mWzEsW10sIngiXQ']) {
    const { body } = await app.http.get('/api/v1/profiles').query({ q: 'byron', cursor }).expect(400);
    expect(body.code).toBe('INVALID_CURSOR');
  }
});

describe('a token for browsers', () => {
  const ask = (person: Person) => app.http.post('/api/v1/search/token').set(person.auth);

  test(
    'finds what its holder may read, and nothing that a question adds widens it',
    async () => {
      await found('byron', [ada.id], member.auth);
      await holds(async () => void (await ask(member).expect(200)), patienceMs);
      const { body } = await ask(member).expect(200);
      const { token, url, index, expiresAt } = body.data;
      expect(url).toBe(server.url);
      expect(new Date(expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(15 * 60_000);
      const browser = new Meilisearch({ host: url, apiKey: token }).index(index);
      const { hits } = await browser.search('canaryskill');
      expect(hits).toEqual([{ profileId: ada.id, privacyVersion: expect.any(Number), title: expect.any(Array) }]);
      for (const filter of [
        'audience = "public"',
        'audience = "public" OR tenantId EXISTS',
        'NOT profileId EXISTS OR profileId EXISTS',
      ])
        for (const hit of (await browser.search('', { filter })).hits) expect(hit).toMatchObject({ profileId: ada.id });
      expect((await browser.search('canaryskill', { filter: 'audience = "public"' })).hits).toEqual([]);
      await expect(browser.getDocuments()).rejects.toThrow('invalid');
      await expect(browser.getSettings()).rejects.toThrow('invalid');
      await expect(browser.searchForFacetValues({ facetName: 'facets.skills' })).rejects.toThrow();
      const elsewhere = new Meilisearch({ host: url, apiKey: token }).index('another-index');
      await expect(elsewhere.search('')).rejects.toThrow('invalid');
    },
    timeoutMs,
  );

  test(
    'leaves out whom its holder blocks, who blocks its holder, and who is not to be discovered',
    async () => {
      const [blocked, shy] = [
        await createPerson(app, { profile: { displayName: 'Zed Blocked' }, privacy: { visibility: 'public' } }),
        await createPerson(app, { profile: { displayName: 'Zed Shy' }, privacy: { visibility: 'public' } }),
      ];
      await app.http
        .put('/api/v1/profile/preferences')
        .set(shy.auth)
        .send({ privacy: { discoverable: false } })
        .expect(200);
      await found('zed', [blocked.id, shy.id].sort(), member.auth);
      await app.http.put(`/api/v1/profile/blocks/${member.id}`).set(blocked.auth).expect(204);
      await holds(async () => {
        const { body } = await ask(member).expect(200);
        const { token, url, index } = body.data;
        expect((await new Meilisearch({ host: url, apiKey: token }).index(index).search('zed')).hits).toEqual([]);
      }, patienceMs);
      expect((await search('zed', member.auth)).ids).toEqual([shy.id]);
    },
    timeoutMs,
  );

  test('is for those who are signed in, is signed with a key that can only search, and is refused when that is not so', async () => {
    await app.http.post('/api/v1/search/token').expect(401);
    const [key] = server.keys.list().filter(({ name }) => name?.startsWith('Cameo'));
    expect(key).toMatchObject({ actions: ['search'], indexes: [defaultIndexUid] });
    const { body } = await ask(member).expect(200);
    const claims = JSON.parse(Buffer.from(body.data.token.split('.')[1], 'base64url').toString());
    expect(claims.apiKeyUid).toBe(key?.uid);
    for (const secret of [server.masterKey, server.adminKey]) expect(JSON.stringify(body)).not.toContain(secret);
  });

  test('is not given while Meilisearch is behind', async () => {
    const waiting = '00000000-0000-7000-8000-000000000000';
    server.traits.failsWith = 503;
    await run(
      app,
      "insert into search_changes (tenant_id, id, noted_at) values ($1, $1, now() - interval '5 minutes')",
      [waiting],
    );
    const { body } = await ask(member).expect(409);
    expect(body.code).toBe('SEARCH_TOKEN_UNAVAILABLE');
    const { text } = await app.http.get('/metrics').expect(200);
    const lag = /^cameo_search_index_lag_seconds\{index="outside"\} (\S+)$/m.exec(text)?.[1];
    expect(Number(lag)).toBeGreaterThanOrEqual(300);
    await run(app, 'delete from search_changes where id = $1', [waiting]);
  });
});

test(
  'while Meilisearch is late or away PostgreSQL answers, writes do not wait, and afterwards all is told',
  async () => {
    await found('byron', [ada.id]);
    // Were it waited for, it would be the one that answers.
    server.traits.answerMs = 3_000;
    expect(await search('byron')).toMatchObject({ ids: [ada.id], engine: 'postgres' });
    server.traits.answerMs = 0;
    await server.stop();
    const grace = await createPerson(app, {
      profile: { displayName: 'Grace Meanwhile' },
      privacy: { visibility: 'public' },
    });
    await workDone(app);
    expect(await search('grace meanwhile')).toMatchObject({ ids: [grace.id], engine: 'postgres' });
    expect((await search('canaryskill')).ids).toEqual([]);
    const health = await app.http.get('/health').expect(200);
    expect(health.body).toMatchObject({ status: 'degraded', search: 'unhealthy', database: 'healthy' });
    await server.start();
    await found('grace meanwhile', [grace.id]);
    await holds(async () => expect((await app.http.get('/health')).body.search).toBe('healthy'), patienceMs);
    const metrics = await app.container.metrics.registry.metrics();
    expect(Number(/cameo_search_fallbacks_total(?:\{[^}]*\})? (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(0);
  },
  timeoutMs,
);

test(
  'a lost index is built again from the database, while PostgreSQL answers',
  async () => {
    server.indexes.clear();
    expect(await search('byron')).toMatchObject({ ids: [ada.id], engine: 'postgres' });
    await found('byron', [ada.id]);
  },
  timeoutMs,
);

test(
  'the shell verifies this index, too, and has it built anew',
  async () => {
    await found('byron', [ada.id]);
    const quiet = () => {};
    const documents = server.indexes.get(defaultIndexUid)?.documents ?? new Map();
    for (const key of [...documents.keys()]) if (key.includes(ada.id)) documents.delete(key);
    expect((await search('byron')).ids).toEqual([]);
    await verifySearch((work) => work(app.container), quiet)(['--fix']);
    await found('byron', [ada.id]);

    const liveIndex = async () => (await rowsOf<{ live: string }>(app, 'select live from search_mirrors'))[0]?.live;
    const before = await liveIndex();
    await reindexSearch((work) => work(app.container), quiet)([]);
    await holds(async () => expect([null, before]).not.toContain(await liveIndex()), patienceMs);
    await found('byron', [ada.id]);
  },
  timeoutMs,
);
