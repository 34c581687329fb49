// Migrations: every file of migrations/ in one transaction under one advisory lock, BullMQ's own schema, and the grants.
import { readdirSync } from 'node:fs';
import {
  assertSchemaCompatibility,
  LATEST_SCHEMA_VERSION,
  runMigrations as runQueueMigrations,
  SchemaMigrationRequiredError,
} from 'bullmq';
import pg from 'pg';
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { type RunnableMigration, Umzug, type UmzugStorage } from 'umzug';
import { grantToApplication } from './roles.ts';
import { createSequelize } from './sequelize.ts';

export interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const directory = new URL('../../../migrations/', import.meta.url);

const storage: UmzugStorage<MigrationContext> = {
  async logMigration({ name, context: { sequelize, transaction } }) {
    await sequelize.query('insert into schema_migrations (name) values ($1)', { bind: [name], transaction });
  },
  async unlogMigration({ name, context: { sequelize, transaction } }) {
    await sequelize.query('delete from schema_migrations where name = $1', { bind: [name], transaction });
  },
  async executed({ context: { sequelize, transaction } }) {
    const rows = await sequelize.query<{ name: string }>('select name from schema_migrations order by name', {
      type: QueryTypes.SELECT,
      transaction,
    });
    return rows.map((row) => row.name);
  },
};

interface MigrationModule {
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
}

function migrationFiles(): RunnableMigration<MigrationContext>[] {
  return readdirSync(directory)
    .filter((file) => /^\d{12}-.*\.(ts|js)$/.test(file))
    .sort()
    .map((file) => {
      const load = async (): Promise<MigrationModule> => import(new URL(file, directory).href);
      return {
        name: file.replace(/\.(ts|js)$/, ''),
        up: async ({ context }) => (await load()).up(context),
        down: async ({ context }) => (await load()).down(context),
      };
    });
}

const createLedgerSql =
  'create table schema_migrations (name text primary key, applied_at timestamptz not null default now())';

/** Runs `work` alone among all migrators, in one transaction: all of it or nothing. */
async function withMigrations<T>(
  sequelize: Sequelize,
  work: (umzug: Umzug<MigrationContext>) => Promise<T>,
): Promise<T> {
  return sequelize.transaction(async (transaction) => {
    await sequelize.query("select pg_advisory_xact_lock(hashtext('cameo:migrations'))", { transaction });
    // Asked first: whoever may not make tables may still find that there is nothing to do.
    const [ledger] = await sequelize.query<{ exists: boolean }>(
      "select to_regclass('schema_migrations') is not null as exists",
      { type: QueryTypes.SELECT, transaction },
    );
    if (!ledger?.exists) await sequelize.query(createLedgerSql, { transaction });
    const context = { sequelize, transaction };
    return work(new Umzug<MigrationContext>({ migrations: migrationFiles(), context, storage, logger: undefined }));
  });
}

/** Applies what is pending; safe for runners that start together. Returns the names that ran. */
export async function applyMigrations(sequelize: Sequelize): Promise<string[]> {
  const done = await withMigrations(sequelize, (umzug) => umzug.up());
  return done.map(({ name }) => name);
}

/** Reverts the newest `steps` migrations. Returns their names. */
export async function revertMigrations(sequelize: Sequelize, steps: number): Promise<string[]> {
  const done = await withMigrations(sequelize, (umzug) => umzug.down({ step: steps }));
  return done.map(({ name }) => name);
}

/** PostgreSQL refuses `create schema if not exists` to whoever may make none, also where there is one already. */
const withoutMakingSchemas = (client: pg.Client): Parameters<typeof runQueueMigrations>[0] => ({
  query: <R>(text: string, values: readonly unknown[] = []) =>
    client.query<R & pg.QueryResultRow>(/^create schema/i.test(text) ? 'select' : text, [...values]),
});

async function migrateQueue(client: pg.Client): Promise<void> {
  try {
    if ((await assertSchemaCompatibility(client)) >= LATEST_SCHEMA_VERSION) return;
  } catch (error) {
    if (!(error instanceof SchemaMigrationRequiredError)) throw error;
  }
  const { rows } = await client.query<{ exists: boolean }>("select to_regnamespace('bullmq') is not null as exists");
  await runQueueMigrations(rows[0]?.exists ? withoutMakingSchemas(client) : client);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

export interface DatabaseUrls {
  /** As whom the service connects. */
  readonly application: string;
  /** As whom the schema is made. The same: then the service owns its tables, and no grant binds it. */
  readonly owner: string;
}

/** Everything a database needs before a process of ours may use it. */
export async function migrate({ owner, application }: DatabaseUrls): Promise<string[]> {
  const sequelize = createSequelize(owner, { poolSize: 2 });
  try {
    const ran = await applyMigrations(sequelize);
    await withClient(owner, (client) => grantToApplication(client, application));
    await withClient(application, migrateQueue);
    return ran;
  } finally {
    await sequelize.close();
  }
}
