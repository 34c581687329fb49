// The embedded PostgreSQL: a real server in a directory, reached over a Unix socket, that survives us and is found again.
import { createHmac } from 'node:crypto';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { createEnterable } from '../../os/directories.ts';
import { errorCode } from '../../os/error-code.ts';
import { withPidLock } from '../../os/pid-lock.ts';
import { locateBinaries } from './binaries.ts';
import { ensureCluster, superuser } from './cluster.ts';
import { settleHome } from './home.ts';
import { chooseServerUser } from './os-user.ts';
import { adopt, launch, type Postmaster, stop } from './postmaster.ts';
import { ensureSocketDirectory } from './socket-directory.ts';

export interface EmbeddedPostgresOptions {
  /** Absolute; created when missing. */
  directory: string;
  log(message: string): void;
  /** Server settings by name, such as `fsync`. */
  settings?: Readonly<Record<string, string>>;
  /** Where root keeps what PostgreSQL's user cannot reach in the project. */
  sharedDirectory?: string;
}

export interface EmbeddedPostgres {
  /** The directory of the Unix socket. */
  host: string;
  port: number;
  user: string;
  password: string;
  /** Where the data really lies. */
  directory: string;
  /** True when the server was already running. */
  adopted: boolean;
  /** The superuser's connection string for `database`. */
  url(database: string): string;
  /** The connection string of a role that the migrator makes; usable as DATABASE_URL. */
  applicationUrl(database: string): string;
  /** Creates the database unless it exists. */
  ensureDatabase(name: string): Promise<void>;
  /** Stops the server, also an adopted one, and waits until it is gone. */
  stop(): Promise<void>;
}

const defaults = {
  max_connections: '200',
  // Statements hold personal data: errors are reported by whoever made them, and the server's log stays short.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

// Making a cluster takes a second, recovery after a crash up to minutes.
const lockTimeoutMs = 180_000;

/**
 * Starts the server of `directory`, or adopts the one that is running there. Callers at the same time, in whatever
 * process, get the same server. @throws Error with a sentence for people.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  createEnterable(dirname(options.directory));
  return withPidLock(`${options.directory}.lock`, lockTimeoutMs, () => start(options));
}

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { directory, log, sharedDirectory = '/var/lib/cameo' } = options;
  const settings: Readonly<Record<string, string>> = { ...defaults, ...options.settings };
  const user = chooseServerUser(join(directory, 'data'));
  const programs = locateBinaries(user, sharedDirectory, log);
  const home = settleHome(directory, user, sharedDirectory, log);
  const durable = settings.fsync !== 'off';
  const password = await ensureCluster({ home, initdb: programs.initdb, user, durable, log });
  const dataDirectory = join(home, 'data');
  const adopted = await adopt(dataDirectory, (postmaster) => isAnswering(urlOf(postmaster, password, 'postgres')));
  const postmaster =
    adopted ??
    (await launch({
      program: programs.postgres,
      dataDirectory,
      socketDirectory: ensureSocketDirectory(home, user),
      logFile: join(home, 'postgres.log'),
      user,
      // A library that is not there would keep the server from starting.
      settings: { ...(programs.countsStatements && { shared_preload_libraries: 'pg_stat_statements' }), ...settings },
    }));
  return present(postmaster, home, password, adopted !== undefined);
}

/** The host before the path is only there for parsers that insist on one. */
const urlOf = ({ socketDirectory, port }: Postmaster, password: string, database: string, user = superuser) =>
  `postgres://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(socketDirectory)}`;

const application = 'cameo';
/** Made from the superuser's, so that there is nothing more to keep, and nothing to learn from it. */
const applicationPassword = (password: string): string =>
  createHmac('sha256', password).update(application).digest('base64url');

function present(postmaster: Postmaster, home: string, password: string, adopted: boolean): EmbeddedPostgres {
  const url = (database: string) => urlOf(postmaster, password, encodeURIComponent(database));
  return {
    host: postmaster.socketDirectory,
    port: postmaster.port,
    user: superuser,
    password,
    directory: home,
    adopted,
    url,
    applicationUrl: (database) =>
      urlOf(postmaster, applicationPassword(password), encodeURIComponent(database), application),
    ensureDatabase: (name) => ensureDatabase(url('postgres'), name),
    stop: () => stop(join(home, 'data')),
  };
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // a connection lost between statements: the next one reports it
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('select'));
    return true;
  } catch (error) {
    if (errorCode(error) === '28P01') throw error; // a wrong password will not become right
    return errorCode(error) === '53300'; // too many connections: busy, but there
  }
}

function ensureDatabase(url: string, name: string): Promise<void> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}
