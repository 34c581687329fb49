// Migrations: every file of migrations/ in one transaction under one advisory lock, and BullMQ's own schema.
import { readdirSync } from 'node:fs';
import { runMigrations as runQueueMigrations } from 'bullmq';
import pg from 'pg';
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { type RunnableMigration, Umzug, type UmzugStorage } from 'umzug';
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

/** Runs `work` alone among all migrators, in one transaction: all of it or nothing. */
async function withMigrations<T>(
  sequelize: Sequelize,
  work: (umzug: Umzug<MigrationContext>) => Promise<T>,
): Promise<T> {
  return sequelize.transaction(async (transaction) => {
    await sequelize.query("select pg_advisory_xact_lock(hashtext('cameo:migrations'))", { transaction });
    await sequelize.query(
      'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
      { transaction },
    );
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

async function migrateQueue(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runQueueMigrations(client);
  } finally {
    await client.end();
  }
}

/** Everything a database needs before a process of ours may use it. */
export async function migrate(url: string): Promise<string[]> {
  const sequelize = createSequelize(url, { poolSize: 2 });
  try {
    const ran = await applyMigrations(sequelize);
    await migrateQueue(url);
    return ran;
  } finally {
    await sequelize.close();
  }
}
