// Migrations: up from nothing, back again, all or nothing, and safe for runners that start together.
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { QueryTypes } from 'sequelize';
import { applyMigrations, type MigrationContext, migrate, revertMigrations } from '../../src/platform/db/migrator.ts';
import { createSequelize, type Sequelize } from '../../src/platform/db/sequelize.ts';
import { administer, adminUrl, applicationUrl } from '../support/database.ts';

const directory = new URL('../../migrations/', import.meta.url);
const files = readdirSync(directory).sort();
const names = files.map((file) => file.replace(/\.ts$/, ''));

let database: string;
let db: Sequelize;
beforeEach(async () => {
  database = `test_migrations_${randomBytes(4).toString('hex')}`;
  await administer(`create database ${database} template template0`);
  db = createSequelize(adminUrl(database), { poolSize: 2 });
});
afterEach(async () => {
  await db.close();
  await administer(`drop database ${database} with (force)`);
});

const urls = () => ({ owner: adminUrl(database), application: applicationUrl(database) });
const select = <Row extends object>(sql: string) => db.query<Row>(sql, { type: QueryTypes.SELECT });

/** Everything that a migration can make, as text. */
async function dump(): Promise<string[]> {
  const rows = await select<{ line: string }>(`
    select concat_ws(' ', 'column', table_name, column_name, data_type, collation_name, is_nullable, column_default, is_identity) as line
      from information_schema.columns where table_schema = 'public'
    union all select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname = 'public'
    union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select concat_ws(' ', 'table', relname, relkind, relpersistence) from pg_class
      where relnamespace = 'public'::regnamespace
    union all select concat_ws(' ', 'comment', objoid::regclass, attname, description) from pg_description d
      join pg_class c on c.oid = d.objoid left join pg_attribute on attrelid = objoid and attnum = objsubid
      where c.relnamespace = 'public'::regnamespace
    union all select concat_ws(' ', 'function', oid::regprocedure) from pg_proc where pronamespace = 'public'::regnamespace
    union all select concat_ws(' ', 'type', typname) from pg_type
      where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
    union all select concat_ws(' ', 'extension', extname) from pg_extension
    union all select concat_ws(' ', 'schema', nspname) from pg_namespace where nspname not like 'pg\\_%'
    order by 1`);
  return rows.map(({ line }) => line);
}

interface Migration {
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
}

it('are named by time and what they do', () => {
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(file).toMatch(/^\d{12}-[a-z]+(-[a-z]+)+\.ts$/);
});

it('go up from nothing, once', async () => {
  expect(await applyMigrations(db)).toEqual(names);
  const schema = await dump();
  expect(await applyMigrations(db)).toEqual([]);
  expect(await dump()).toEqual(schema);
});

it('each restores on its way down what was there before, and can go up again', async () => {
  for (const file of files) {
    const { up, down }: Migration = await import(new URL(file, directory).href);
    const step = (work: (context: MigrationContext) => Promise<void>) =>
      db.transaction((transaction) => work({ sequelize: db, transaction }));
    const before = await dump();
    await step(up);
    const after = await dump();
    expect(after).not.toEqual(before);
    await step(down);
    expect(await dump()).toEqual(before);
    await step(up);
    expect(await dump()).toEqual(after);
  }
});

it('may stop anywhere and go on from there', async () => {
  await applyMigrations(db);
  const whole = await dump();
  // Further back each time: that each step restores what was before it is shown above.
  for (let steps = 1; steps <= names.length; steps *= 2) {
    const undone = names.slice(-steps);
    expect(await revertMigrations(db, steps)).toEqual(undone.toReversed());
    expect(await applyMigrations(db)).toEqual(undone);
    expect(await dump()).toEqual(whole);
  }
  await revertMigrations(db, names.length);
  expect((await dump()).filter((line) => /^(table|column)/.test(line) && !line.includes('schema_migrations'))).toEqual(
    [],
  );
}, 60_000);

it('leave nothing when one of them fails', async () => {
  await db.query('create table search_terms (already integer)');
  const before = await dump();
  await expect(applyMigrations(db)).rejects.toThrow(/search_terms/);
  expect(await dump()).toEqual(before);
  await db.query('drop table search_terms');
  expect(await applyMigrations(db)).toEqual(names);
});

it('run once when four processes start together', async () => {
  const ran = await Promise.all(Array.from({ length: 4 }, () => migrate(urls())));
  expect(ran.filter((done) => done.length > 0)).toEqual([names]);
  const [queue] = await select<{ tables: number }>(
    `select count(*)::int as tables from information_schema.tables where table_schema = 'bullmq'`,
  );
  expect(queue?.tables).toBeGreaterThan(0);
});

it('every index but a primary key says what it serves', async () => {
  await applyMigrations(db);
  const silent = await select<{ name: string }>(
    `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace and i.indrelid <> 'schema_migrations'::regclass
       and not i.indisprimary and coalesce(obj_description(i.indexrelid), '') not like 'serves: %' order by 1`,
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

// Two moderators' requests about one alias: so few rows that an index would cost more than it saves.
const tiny = ['alias_unmask_requests'];

it('whoever is erased takes their rows along by an index, not by reading whole tables', async () => {
  await applyMigrations(db);
  const slow = await select<{ name: string }>(
    `select conrelid::regclass::text as name from pg_constraint k
     where contype = 'f' and confdeltype = 'c' and connamespace = 'public'::regnamespace and not exists (
       select 1 from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1])`,
  );
  expect(slow.map(({ name }) => name).filter((name) => !tiny.includes(name))).toEqual([]);
});
