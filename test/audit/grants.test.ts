// What the service could do to its own trail: nothing but add to it.
import pg from 'pg';
import { Sequelize } from 'sequelize';
import { createAuditProtection } from '../../src/audit/index.ts';
import { migrate } from '../../src/platform/db/migrator.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { administer, adminUrl, createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createPerson } from '../support/people.ts';
import { rowsOf, runAsOwner } from '../support/work.ts';

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
    await expect(runAsOwner(app, statement)).rejects.toThrow('the audit trail only grows');
  await expect(runAsOwner(app, `update ${table} set ${column} = ${column}`)).rejects.toThrow(
    'the audit trail only grows',
  );
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
      await administer(`grant usage on schema audit to ${role}; alter table audit.links owner to ${owner}`, name);
      Object.assign(url, { username: role, password: 'test' });
    }
    const sequelize = new Sequelize(url.href, { logging: false });
    try {
      await expect(createAuditProtection({ sequelize }).check()).rejects.toThrow('The audit trail is not protected');
    } finally {
      await sequelize.close();
      if (who !== 'a superuser') {
        await administer('alter table audit.links owner to postgres', name);
        await administer(`drop owned by ${role}`, name);
        await administer(`drop role ${role}, ${who === 'a member of it' ? `${role}_owner` : role}`);
      }
    }
  });
});

const quoted = (role: string) => `"${role.replaceAll('"', '""')}"`;

/** Rows as `url` reads them. */
async function queryAs(url: string, statement: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const work = `update users set status = status; delete from outbox; select from bullmq.job; notify cameo, 'x';
  create temp table own (id integer); create sequence bullmq.own; drop sequence bullmq.own`;

async function expectService(url: string): Promise<void> {
  await queryAs(url, work);
  for (const statement of [
    'delete from audit.entries',
    'drop table users',
    'truncate users',
    'create schema own',
    'create table public.own (id integer)',
  ])
    await expect(queryAs(url, statement)).rejects.toMatchObject({ code: '42501' });
}

function urlAs(url: string, role: string, password = 'test'): string {
  const changed = new URL(url);
  Object.assign(changed, { username: encodeURIComponent(role), password: encodeURIComponent(password) });
  return changed.href;
}

describe('the migrator', () => {
  let database: TestDatabase;
  let name: string;
  let roles: string[];
  beforeEach(async () => {
    database = await createTestDatabase();
    name = new URL(database.adminUrl).pathname.slice(1);
    roles = [];
  });
  afterEach(async () => {
    await database?.drop();
    for (const role of roles) await administer(`drop role if exists ${quoted(role)}`);
  });
  const newRole = (what: string): string => {
    const role = `${what} of ${name}`;
    roles.unshift(role);
    return role;
  };

  it('makes a role that is missing, which may at once do what the service does', async () => {
    const role = newRole(`Röle "x'`);
    const urls = { owner: database.adminUrl, application: urlAs(database.adminUrl, role, "it's: a/secret") };
    expect(await Promise.all([migrate(urls), migrate(urls)])).toEqual([[], []]);
    await expectService(urls.application);
    // Whoever owns nothing may still find that nothing is to be done.
    expect(await migrate({ owner: urls.application, application: urls.application })).toEqual([]);
  });

  it.each([
    ['may make roles', true],
    ['may not, and found them made', false],
  ])('needs no superuser: an owner that %s', async (_what, mayMakeRoles) => {
    const [owner, role] = [newRole('owner'), newRole('service')];
    await database.drop();
    await administer(`create role ${quoted(owner)} login password 'test' ${mayMakeRoles ? 'createrole' : ''}`);
    await administer(`create database ${name} owner ${quoted(owner)} template template0`);
    const urls = { owner: urlAs(database.adminUrl, owner), application: urlAs(database.adminUrl, role) };
    if (!mayMakeRoles) {
      await expect(migrate(urls)).rejects.toThrow(`create role ${quoted(role)} login`);
      await administer(`create role ${quoted(role)} login password 'test'`);
      await expect(migrate(urls)).rejects.toThrow(`create schema bullmq authorization ${quoted(role)}`);
      await administer(`create schema bullmq authorization ${quoted(role)}`, name);
    }
    await migrate(urls);
    await migrate(urls);
    await expectService(urls.application);
  });

  it('takes over from a time when one role did everything', async () => {
    const [owner, role] = [newRole('owner'), newRole('service')];
    await database.drop();
    await administer(`create role ${quoted(owner)} login password 'test' createrole`);
    await administer(`create database ${name} owner ${quoted(owner)} template template0`);
    const alone = urlAs(database.adminUrl, owner);
    await migrate({ owner: alone, application: alone });
    await queryAs(alone, work);
    const sequelize = new Sequelize(alone, { logging: false });
    await expect(createAuditProtection({ sequelize }).check()).rejects.toThrow('The audit trail is not protected');
    await sequelize.close();
    const application = urlAs(database.adminUrl, role);
    expect(await migrate({ owner: alone, application })).toEqual([]);
    await expectService(application);
  });
});
