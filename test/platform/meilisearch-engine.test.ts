import { createHash, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { createMeilisearchEngine, createMeilisearchParts } from '../../src/platform/search/meilisearch/engine.ts';
import { MeilisearchFailure } from '../../src/platform/search/meilisearch/failures.ts';
import { buildSettings, settingsVersion } from '../../src/platform/search/meilisearch/settings.ts';
import type { SearchDocument, SearchEntry } from '../../src/platform/search/port.ts';
import { searchSchema } from '../../src/search/index.ts';
import { type OpenMeilisearch, openMeilisearch } from '../support/meilisearch.ts';
import { describeSearchEngine } from '../support/search-engine-suite.ts';
import { standSchema } from '../support/search-stand.ts';

describeSearchEngine('meilisearch', async () => {
  const opened = await openMeilisearch();
  await opened.build();
  return {
    engine: opened.engine,
    capabilities: {
      hidesAtOnce: false,
      hasKeysetPages: false,
      forgivesFirstLetters: false,
      showsCommonestSpelling: false,
    },
    setLive: async () => {},
    close: opened.close,
  };
});

test('settings that changed have a new version', () => {
  const digest = createHash('sha256')
    .update(JSON.stringify(buildSettings(searchSchema)))
    .digest('hex')
    .slice(0, 16);
  expect({ settingsVersion, digest }).toEqual({ settingsVersion: 1, digest: '81c2b26ba353b4d0' });
});

describe('what is sent to Meilisearch', () => {
  const tenantId = randomUUID();
  let opened: OpenMeilisearch;
  beforeAll(async () => {
    opened = await openMeilisearch();
    await opened.build();
  });
  afterAll(() => opened?.close());

  function document(audience: SearchDocument['audience'], name: string, skills: string[] = []): SearchDocument {
    return {
      audience,
      privacyVersion: 3,
      fields: [{ text: name, weight: 10, isName: true }],
      facets: { skills },
      orders: {},
    };
  }
  const entry = (id: string, documents: SearchDocument[], version = 1): SearchEntry => ({
    tenantId,
    id,
    version,
    documents,
  });
  const find = async (text: string, filters: { facet: string; anyOf: string[] }[] = []) =>
    (await opened.engine.search({ tenantId, audience: 'public', text, filters, limit: 100 })).hits.map(({ id }) => id);

  it('is one document for each audience that may see something, under an id that says whose', async () => {
    const id = uuidv7();
    await opened.engine.index([entry(id, [document('authenticated', 'Nora Secret')])]);
    const { client, indexUid } = opened.parts;
    const { results } = await client.index(indexUid).getDocuments({ filter: `profileId = "${id}"` });
    expect(results).toEqual([
      expect.objectContaining({ id: `${tenantId}_${id}_authenticated`, names: 'nora secret', title: ['Nora Secret'] }),
    ]);
    await opened.engine.index([entry(id, [document('public', 'Nora')], 2)]);
    const { results: later } = await client.index(indexUid).getDocuments({ filter: `profileId = "${id}"` });
    expect(later).toEqual([expect.objectContaining({ audience: 'public', names: 'nora', version: 2 })]);
  });

  it.each([
    '"',
    '\\',
    '\\"',
    '" OR tenantId EXISTS OR keys = "',
    "'",
    '] OR profileId EXISTS',
    'x'.repeat(5_000),
    '\ud800',
    '',
    'IN',
  ])('is no filter but the one that was meant: %j', async (value) => {
    const id = uuidv7();
    await opened.engine.index([entry(id, [document('public', 'Quentin', [value, 'common'])])]);
    await opened.engine.index([entry(uuidv7(), [document('public', 'Quentin', ['common'])])]);
    const found = await find('quentin', [{ facet: 'skills', anyOf: [value] }]);
    expect(found).toEqual(value === '' || value === '\ud800' ? [] : [id]);
    expect(await find('quentin', [{ facet: 'skills', anyOf: [] }])).toEqual([]);
    await opened.engine.erase(tenantId, id);
  });

  it('refuses ids and names that could be something else', async () => {
    const question = { tenantId, audience: 'public' as const, text: '', limit: 1 };
    const hostile = '" OR tenantId EXISTS';
    await expect(opened.engine.search({ ...question, tenantId: hostile })).rejects.toThrow(RangeError);
    await expect(opened.engine.search({ ...question, excludedIds: [hostile] })).rejects.toThrow(RangeError);
    await expect(opened.engine.search({ ...question, order: hostile })).rejects.toThrow(RangeError);
    await expect(opened.engine.search({ ...question, facets: [hostile] })).rejects.toThrow(RangeError);
  });

  it('fails as a job fails, and is sent again by the next try', async () => {
    const { server } = opened;
    if (!server) return;
    const id = uuidv7();
    server.traits.failTask = ({ type }) =>
      type === 'documentAdditionOrUpdate' ? 'no_space_left_on_device' : undefined;
    const failed = opened.engine.index([entry(id, [document('public', 'Ursula')])]);
    await expect(failed).rejects.toThrow(MeilisearchFailure);
    expect(inspect(await failed.catch((error: unknown) => error), { depth: 9 })).not.toMatch(/ursula/i);
    server.traits.failTask = () => undefined;
    expect(await opened.engine.index([entry(id, [document('public', 'Ursula')])])).toEqual(['indexed']);
    expect(await find('ursula')).toEqual([id]);
  });

  it('is sent again when the answer to the first try was lost, and is not overwritten by something older', async () => {
    const { server } = opened;
    if (!server) return;
    const id = uuidv7();
    await opened.engine.index([entry(id, [document('public', 'Older')], 1)]);
    await server.stop();
    await expect(opened.engine.index([entry(id, [document('public', 'Newest')], 3)])).rejects.toThrow();
    await server.start();
    expect(await opened.engine.index([entry(id, [document('public', 'Middle')], 2)])).toEqual(['indexed']);
    expect(await opened.engine.index([entry(id, [document('public', 'Newest')], 3)])).toEqual(['indexed']);
    expect(await opened.engine.index([entry(id, [document('public', 'Middle')], 2)])).toEqual(['stale']);
    expect(await find('newest')).toEqual([id]);
  });

  it('stands in no error, whatever happens to the request', async () => {
    const { server, parts } = opened;
    if (!server) return;
    const impatient = createMeilisearchParts({
      ...{ sequelize: opened.sequelize, url: server.url, apiKey: server.adminKey, schema: standSchema },
      ...{ indexUid: parts.indexUid, askTimeoutMs: 30, writeTimeoutMs: 30 },
    });
    const engine = createMeilisearchEngine(impatient);
    const ask = () => engine.search({ tenantId, audience: 'public', text: 'typedword', limit: 1, facets: ['skills'] });
    const write = () => engine.index([entry(uuidv7(), [document('public', 'Typedword')])]);
    const errors: unknown[] = [];
    const gather = async () => {
      for (const call of [ask, write]) errors.push(await call().catch((error: unknown) => error));
    };
    server.traits.failsWith = 500;
    await gather();
    server.traits.failsWith = undefined;
    server.traits.answerMs = 200;
    await gather();
    server.traits.answerMs = 0;
    await server.stop();
    await gather();
    await server.start();
    const wanted = [/status 500$/, /no answer in time$/, /no answer \([A-Z_]+\)$/].flatMap((what) => [what, what]);
    expect(errors.map(String)).toEqual(wanted.map((what) => expect.stringMatching(what)));
    expect(inspect(errors, { depth: 9 })).not.toMatch(/typedword/i);
  });
});
