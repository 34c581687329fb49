// A database for a test file: a clone of the migrated template on the server that global-setup.mjs has started.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  /** Drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A superuser's connection string to `database` on the tests' server. */
export function adminUrl(database: string): string {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error('No test server: run the tests with npm test');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs a statement that no database can run on itself. */
export async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes a database with the whole schema and no rows. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template template_cameo`);
  return { url: adminUrl(name), drop: () => administer(`drop database if exists ${name} with (force)`) };
}
