import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { QueryTypes, Sequelize } from 'sequelize';
import { v7 as uuidv7 } from 'uuid';
import type { SearchEntry } from '../../src/platform/search/port.ts';
import { createPostgresSearchEngine, type PostgresSearchEngine } from '../../src/platform/search/postgres/engine.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { describeSearchEngine } from '../support/search-engine-suite.ts';
import { standSchema } from '../support/search-stand.ts';

interface OpenDatabase {
  database: TestDatabase;
  sequelize: Sequelize;
  engine: PostgresSearchEngine;
}

// A stand-in for the table of profiles, of which the platform knows nothing.
async function openDatabase(): Promise<OpenDatabase> {
  const database = await createTestDatabase();
  const sequelize = new Sequelize(database.adminUrl, { logging: false });
  await sequelize.query('create table live_people (id uuid primary key, privacy_version integer not null)');
  const engine = createPostgresSearchEngine({
    sequelize,
    liveFilter: 'exists (select from live_people p where p.id = d.id and p.privacy_version = d.privacy_version)',
    schema: standSchema,
  });
  return { database, sequelize, engine };
}

async function closeDatabase({ database, sequelize }: OpenDatabase): Promise<void> {
  await sequelize.close();
  await database.drop();
}

describeSearchEngine('postgres', async () => {
  const opened = await openDatabase();
  return {
    engine: opened.engine,
    capabilities: { hidesAtOnce: true, hasKeysetPages: true, forgivesFirstLetters: true, showsCommonestSpelling: true },
    async setLive(id, privacyVersion) {
      await opened.sequelize.query('delete from live_people where id = $1', { bind: [id] });
      if (privacyVersion === null) return;
      await opened.sequelize.query(
        'insert into live_people values ($1, $2) on conflict (id) do update set privacy_version = $2',
        { bind: [id, privacyVersion] },
      );
    },
    close: () => closeDatabase(opened),
  };
});

describe('the dictionary in PostgreSQL', () => {
  const tenantId = randomUUID();
  let opened: OpenDatabase;

  beforeAll(async () => {
    opened = await openDatabase();
  });
  afterAll(async () => {
    await closeDatabase(opened);
  });

  function entry(id: string, text: string, version = 1): SearchEntry {
    const fields = [{ text, weight: 1 }];
    return {
      tenantId,
      id,
      version,
      documents: [{ audience: 'public', privacyVersion: 1, fields, facets: {}, orders: {} }],
    };
  }

  async function dump(): Promise<string> {
    const tables = ['search_words', 'search_forms', 'search_terms', 'search_documents', 'search_versions'];
    const contents = [];
    for (const table of tables) {
      const rows = await opened.sequelize.query(`select * from ${table}`, { type: QueryTypes.SELECT });
      contents.push(...rows.map((row) => JSON.stringify(row)));
    }
    return contents.join('\n');
  }

  it('forgets the words of people who changed or left, and keeps those that others use', async () => {
    const [changed, erased, other] = [uuidv7(), uuidv7(), uuidv7()];
    await opened.engine.index([entry(changed, 'Secretname common')]);
    await opened.engine.index([entry(erased, 'Canaryname common')]);
    await opened.engine.index([entry(other, 'common ground')]);
    await opened.engine.index([entry(changed, 'Newname common', 2)]);
    await opened.engine.erase(tenantId, erased);
    expect(await opened.engine.pruneWords()).toBe(2);
    const left = await dump();
    for (const crumb of ['secret', 'secre', 'canary', 'canar', erased]) expect(left).not.toContain(crumb);
    for (const kept of ['newname', 'common', 'ground']) expect(left).toContain(kept);
    expect(await opened.engine.pruneWords()).toBe(0);
  });

  async function waiting(): Promise<number> {
    const rows = await opened.sequelize.query(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      { type: QueryTypes.SELECT },
    );
    return rows.length;
  }

  it('loses no word to a pruning that starts while somebody is being indexed', async () => {
    const [before, now] = [uuidv7(), uuidv7()];
    await opened.engine.index([entry(before, 'ephemeral')]);
    await opened.engine.index([{ ...entry(before, ''), version: 2, documents: [] }]);
    // Somebody else's uncommitted row holds the indexing just before it uses the word.
    const holder = await opened.sequelize.transaction();
    await opened.sequelize.query(
      "insert into search_terms (id, word_id, rank) select $1, id, -100 from search_words where term = 'ephemeral'",
      { bind: [now], transaction: holder },
    );
    const indexing = opened.engine.index([entry(now, 'ephemeral')]);
    while ((await waiting()) < 1) await setTimeout(5);
    let isPruned = false;
    const pruning = opened.engine.pruneWords().then(() => {
      isPruned = true;
    });
    while (!isPruned && (await waiting()) < 2) await setTimeout(5);
    await holder.rollback();
    await Promise.all([indexing, pruning]);
    const orphans = await opened.sequelize.query(
      'select * from search_terms t where not exists (select from search_words w where w.id = t.word_id)',
      { type: QueryTypes.SELECT },
    );
    expect(orphans).toEqual([]);
  });

  it('takes in people who bring the same new words at once, in whatever order', async () => {
    const words = Array.from({ length: 600 }, (_, index) => `novel${String.fromCharCode(97 + (index % 26))}x${index}`);
    const turned = (by: number) => [...words.slice(by), ...words.slice(0, by)].join(' ');
    const work = Array.from({ length: 20 }, (_, index) => opened.engine.index([entry(uuidv7(), turned(index * 30))]));
    expect(new Set((await Promise.all(work)).flat())).toEqual(new Set(['indexed']));
  });

  it('offers the commonest of more words than it looks at, as soon as they are indexed', async () => {
    const person = uuidv7();
    for (let index = 0; index < 80; index++)
      await opened.engine.index([entry(uuidv7(), `quiz${String.fromCharCode(97 + (index % 26))}${index}`)]);
    await opened.sequelize.query('insert into live_people values ($1, 1)', { bind: [person] });
    await opened.engine.index([entry(person, 'quizzical')]);
    for (let index = 0; index < 3; index++) await opened.engine.index([entry(uuidv7(), 'quizzical')]);
    for (const text of ['q', 'qu', 'qui', 'quiz']) {
      const page = await opened.engine.search({ tenantId, audience: 'public', text, limit: 1 });
      expect(page.hits.map((hit) => hit.id)).toEqual([person]);
    }
  });

  async function populate(): Promise<string[]> {
    const people = Array.from({ length: 40 }, (_, at) => ({
      ...{
        name: `Mona${at % 5} ${at % 3 ? 'Berg' : 'Bergmann'}`,
        bio: at % 4 ? 'loves berg and sea' : 'mona of the sea',
      },
      ...{ facets: { skills: [`S${at % 7}`, `T${at % 2}`] }, orders: { fans: at % 6 } },
    }));
    const entries = people.map(({ name, bio, facets, orders }) => {
      const fields = [
        { text: name, weight: 10, isName: true },
        { text: bio, weight: 1 },
      ];
      const documents = [{ audience: 'public' as const, privacyVersion: 1, fields, facets, orders }];
      return { tenantId: populated, id: uuidv7(), version: 1, documents };
    });
    await opened.engine.index(entries);
    const ids = entries.map(({ id }) => id);
    await opened.sequelize.query('insert into live_people select unnest($1::uuid[]), 1', { bind: [ids] });
    return ids;
  }
  const populated = randomUUID();

  async function answers(): Promise<unknown[]> {
    const found = [];
    const filters = [{ facet: 'skills', anyOf: ['t1'] }];
    for (const text of ['', 'mona1', 'mona', 'mona berg', 'berg sea mona', 'mnoa2 bergman', 'sea', 'mona nobody'])
      for (const extra of [{}, { filters }, { order: 'fans' }, { order: 'fans', filters }, { namesOnly: true }]) {
        const query = { ...{ tenantId: populated, audience: 'public' as const, text, facets: ['skills'] }, ...extra };
        const pages = [];
        let cursor: string | undefined;
        do {
          const page = await opened.engine.search({ ...query, limit: 15, ...(cursor !== undefined && { cursor }) });
          cursor = page.nextCursor;
          pages.push(
            page.hits.map(({ id, score }) => [id, score]),
            page.total,
            page.facets,
          );
        } while (cursor !== undefined);
        found.push([text, extra, pages]);
      }
    return found;
  }

  const believe = (popularity: number) =>
    opened.sequelize.query(
      'update search_words set popularity = $1::int, name_popularity = case when name_popularity is not null then $1::int end',
      { bind: [popularity] },
    );

  it('answers alike whether it takes words for rare or for common, and believes documents, not lists', async () => {
    const [first = '', second = ''] = await populate();
    const before = await answers();
    await believe(14);
    expect(await answers()).toEqual(before);
    // What a worker of another release may have left behind: a list that names a person whose document does not agree.
    await opened.sequelize.query(
      `insert into search_terms (word_id, rank, id)
       select w.id, case when w.term like '#%' then 0 else -900 end, p.id
       from search_words w cross join unnest($1::uuid[]) as p (id) join search_scopes s on s.id = w.scope_id
       where s.tenant_id = $2
         and not exists (select from search_documents d where d.id = p.id and w.id = any(d.word_ids || d.facet_ids))`,
      { bind: [[first, second], populated] },
    );
    await believe(0);
    expect(await answers()).toEqual(before);
    // Intersected lists may lose such a person until they are indexed again, but never show them.
    await believe(14);
    for (const text of ['mona1 berg', 'mona4 sea', 'berg nobody'])
      for (const id of [first, second]) {
        const { hits } = await opened.engine.search({ tenantId: populated, audience: 'public', text, limit: 100 });
        const shown = hits.some((hit) => hit.id === id);
        await believe(0);
        const page = await opened.engine.search({ tenantId: populated, audience: 'public', text, limit: 100 });
        await believe(14);
        expect([text, shown && !page.hits.some((hit) => hit.id === id)]).toEqual([text, false]);
      }
  });
});
