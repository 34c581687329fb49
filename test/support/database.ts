// A database for a test file: a clone of the migrated template on the server that global-setup.mjs has started.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** As the service connects: with rights to rows, not to tables. */
  url: string;
  /** As the superuser, who may do anything. */
  adminUrl: string;
  /** Drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

function urlOf(variable: 'TEST_POSTGRES_URL' | 'TEST_APPLICATION_URL', database: string): string {
  const server = process.env[variable];
  if (!server) throw new Error('No test server: run the tests with npm test');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** A superuser's connection string to `database` on the tests' server. */
export const adminUrl = (database: string): string => urlOf('TEST_POSTGRES_URL', database);

/** The connection string of the role that the service has. */
export const applicationUrl = (database: string): string => urlOf('TEST_APPLICATION_URL', database);

/** Runs a statement as the superuser, in the database that no test has unless another one is named. */
export async function administer(statement: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl(database) });
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
  const drop = () => administer(`drop database if exists ${name} with (force)`);
  return { url: applicationUrl(name), adminUrl: adminUrl(name), drop };
}
