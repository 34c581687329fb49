import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { QueryTypes, Sequelize } from 'sequelize';
import { v7 as uuidv7 } from 'uuid';
import type { SearchEntry } from '../../src/platform/search/port.ts';
import { createPostgresSearchEngine, type PostgresSearchEngine } from '../../src/platform/search/postgres/engine.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { describeSearchEngine } from '../support/search-engine-suite.ts';

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
    return { tenantId, id, version, documents: [{ audience: 'public', privacyVersion: 1, fields }] };
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
    await opened.engine.index(entry(changed, 'Secretname common'));
    await opened.engine.index(entry(erased, 'Canaryname common'));
    await opened.engine.index(entry(other, 'common ground'));
    await opened.engine.index(entry(changed, 'Newname common', 2));
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
    await opened.engine.index(entry(before, 'ephemeral'));
    await opened.engine.index({ ...entry(before, ''), version: 2, documents: [] });
    // Somebody else's uncommitted row holds the indexing just before it uses the word.
    const holder = await opened.sequelize.transaction();
    await opened.sequelize.query(
      "insert into search_terms (id, word_id, rank) select $1, id, -1 from search_words where term = 'ephemeral'",
      { bind: [now], transaction: holder },
    );
    const indexing = opened.engine.index(entry(now, 'ephemeral'));
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
    const work = Array.from({ length: 20 }, (_, index) => opened.engine.index(entry(uuidv7(), turned(index * 30))));
    expect(new Set(await Promise.all(work))).toEqual(new Set(['indexed']));
  });

  it('offers the commonest of more words than it looks at', async () => {
    const person = uuidv7();
    for (let index = 0; index < 80; index++)
      await opened.engine.index(entry(uuidv7(), `quiz${String.fromCharCode(97 + (index % 26))}${index}`));
    await opened.sequelize.query('insert into live_people values ($1, 1)', { bind: [person] });
    await opened.engine.index(entry(person, 'quizzical'));
    for (let index = 0; index < 3; index++) await opened.engine.index(entry(uuidv7(), 'quizzical'));
    await opened.engine.pruneWords();
    for (const text of ['q', 'qu', 'qui', 'quiz']) {
      const page = await opened.engine.search({ tenantId, audience: 'public', text, limit: 1 });
      expect(page.hits.map((hit) => hit.id)).toEqual([person]);
    }
  });
});
