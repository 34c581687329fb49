// What the service could do to its own trail: nothing but add to it.
import pg from 'pg';
import { Sequelize } from 'sequelize';
import { createAuditProtection } from '../../src/audit/index.ts';
import { migrate } from '../../src/platform/db/migrator.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { administer, adminUrl, createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createPerson } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await createPerson(app, { roles: ['user', 'admin'] });
  await app.container.auditSealer.seal();
});
afterAll(() => app?.close());

const columns = { 'audit.entries': 'action', 'audit.links': 'hash', 'audit.heads': 'token' };
const tables = Object.keys(columns);

const everything = () =>
  Promise.all(tables.map((table) => rowsOf(app, `select * from ${table} order by 1`).then((rows) => rows.length)));

describe('through the connections of the service', () => {
  const attempts = Object.entries(columns).flatMap(([table, column]) => [
    `update ${table} set ${column} = ${column}`,
    `insert into ${table} select * from ${table} on conflict do nothing; delete from ${table}`,
    `merge into ${table} t using ${table} s on t.${column} = s.${column} when matched then delete`,
    `delete from ${table}`,
    `truncate ${table}`,
    `drop table ${table}`,
    `alter table ${table} disable trigger all`,
    `alter table ${table} add column more text`,
    `alter table ${table} owner to current_user`,
    `alter table ${table} rename to elsewhere`,
    `drop trigger only_grows on ${table}`,
    `create rule sink as on insert to ${table} do instead nothing`,
    `create index more on ${table} (${column})`,
  ]);

  test.each([
    ...attempts,
    'drop schema audit cascade',
    'create table audit.more (id integer)',
    'create function audit.more() returns integer language sql as $$ select 1 $$',
    'create or replace function audit.refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'drop function audit.refuse_change() cascade',
    "set session_replication_role = 'replica'",
    'set role postgres',
    'set session authorization postgres',
    'alter role current_user superuser',
    'grant postgres to current_user',
    "copy audit.entries to program 'true'",
    'create table public.more (id integer)',
    "insert into schema_migrations (name) values ('209912312359-never')",
  ])('%s', async (statement) => {
    const before = await everything();
    // The message differs with what is refused; PostgreSQL's code for missing rights does not.
    await expect(app.container.sequelize.query(statement)).rejects.toMatchObject({ original: { code: '42501' } });
    expect(await everything()).toEqual(before);
  });

  test('rights that it gives itself are none', async () => {
    await app.container.sequelize.query('grant all on all tables in schema audit to current_user');
    await expect(app.container.sequelize.query('delete from audit.entries')).rejects.toThrow('permission denied');
  });

  test('and it says that it is protected', async () => {
    await app.container.auditProtection.check();
    expect((await app.http.get('/health').expect(200)).body).toMatchObject({ status: 'healthy', audit: 'healthy' });
  });
});

test.each(Object.entries(columns))('whoever owns %s must first take the fence down', async (table, column) => {
  const before = await everything();
  for (const statement of [`delete from ${table}`, `delete from ${table} where false`, `truncate ${table}`])
    await expect(run(app, statement)).rejects.toThrow('the audit trail only grows');
  await expect(run(app, `update ${table} set ${column} = ${column}`)).rejects.toThrow('the audit trail only grows');
  expect(await everything()).toEqual(before);
});

describe('where the service is the owner', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  test.each(['a superuser', 'the role that owns the tables', 'a member of it'])('%s is told of', async (who) => {
    const name = new URL(database.adminUrl).pathname.slice(1);
    const role = `test_${name}_${who.length}`;
    const url = new URL(adminUrl(name));
    if (who !== 'a superuser') {
      const owner = who === 'a member of it' ? `${role}_owner` : role;
      await administer(`create role ${role} login password 'test'`);
      if (owner !== role) await administer(`create role ${owner}; grant ${owner} to ${role} with inherit false`);
      await administer(`grant usage on schema audit to ${role}; alter table audit.links owner to ${owner}`, undefined, name);
      Object.assign(url, { username: role, password: 'test' });
    }
    const sequelize = new Sequelize(url.href, { logging: false });
    try {
      await expect(createAuditProtection({ sequelize }).check()).rejects.toThrow('The audit trail is not protected');
    } finally {
      await sequelize.close();
      if (who !== 'a superuser') {
        await administer('alter table audit.links owner to postgres', undefined, name);
        await administer(`drop owned by ${role}`, undefined, name);
        await administer(`drop role ${role}, ${who === 'a member of it' ? `${role}_owner` : role}`);
      }
    }
  });
});

test('a role that is missing is made, and may at once do what the service does', async () => {
  const database = await createTestDatabase();
  const name = new URL(database.adminUrl).pathname.slice(1);
  const role = `Röle "${name}"`;
  const application = new URL(database.adminUrl);
  Object.assign(application, { username: encodeURIComponent(role), password: encodeURIComponent("it's: a/secret") });
  const urls = { owner: database.adminUrl, application: application.href };
  try {
    expect(await Promise.all([migrate(urls), migrate(urls)])).toEqual([[], []]);
    const client = new pg.Client({ connectionString: urls.application });
    await client.connect();
    try {
      await client.query("update users set status = status; delete from outbox; select from bullmq.job; notify cameo, 'x'");
      await expect(client.query('delete from audit.entries')).rejects.toThrow('permission denied');
      await expect(client.query('drop table users')).rejects.toThrow('must be owner');
    } finally {
      await client.end();
    }
    // Whoever owns nothing may still find that nothing is to be done.
    expect(await migrate({ owner: urls.application, application: urls.application })).toEqual([]);
  } finally {
    await administer(`drop owned by "${role.replaceAll('"', '""')}"`, undefined, name);
    await administer(`drop role "${role.replaceAll('"', '""')}"`);
    await database.drop();
  }
});
