// The stage of a benchmark: a throw-away PostgreSQL with people in it, and processes that are measured in turn.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/src/platform/db/embedded-postgres/index.js';
import { migrate } from '../../dist/src/platform/db/migrator.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A fresh database with the schema; durable settings, as a real one has. `openDatabase` makes another one beside it. */
export async function openStage({ settings = {} } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'cameo-bench-'));
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), settings, log: () => {} });
  const pools = [];
  async function openDatabase(name) {
    await server.ensureDatabase(name);
    const [owner, url] = [server.url(name), server.applicationUrl(name)];
    await migrate({ owner, application: url });
    const pool = new pg.Pool({ connectionString: owner, max: 4 });
    pool.on('error', () => {}); // the server's last word to a connection that is closing
    pools.push(pool);
    return { url, pool, directory };
  }
  async function close() {
    for (const pool of pools) await pool.end();
    await server.stop();
    // Root keeps the data elsewhere, behind a link.
    for (const path of [realpathSync(join(directory, 'postgres')), directory])
      rmSync(path, { recursive: true, force: true });
  }
  // A million people are 14 GB: whoever breaks a benchmark off must not keep them.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close().finally(() => process.exit(1)));
  return { ...(await openDatabase('bench')), openDatabase, close };
}

/** The handle of the `n`th person: in letters that resemble no others, so it is its own skeleton but for the dash. */
export const handleOf = (n) => `person-${[...String(n)].map((digit) => 'abcdefghjk'[digit]).join('')}`;

/** Writes `count` verified people with full public profiles, by SQL. Returns their ids. */
export async function seedPeople(pool, count) {
  await pool.query(
    `insert into users (id, tenant_id, email, email_key, password_hash, email_verified_at)
     select gen_random_uuid(), t.id, n || '@example.com', n || '@example.com', 'none', now()
     from tenants t, generate_series(1, $1) n`,
    [count],
  );
  await pool.query(
    `insert into profiles (user_id, tenant_id, handle, handle_skeleton, display_name, first_name, last_name, headline, bio,
       location, timezone, language, website, social_links, interests, skills, visibility)
     select id, tenant_id, 'person-' || letters, 'person' || letters, 'Person ' || email_key, 'First', 'Last', 'Engineer of things',
       repeat('A sentence about a life. ', 8), 'London', 'Europe/London', 'en-GB', 'https://example.com',
       '{"github": "https://github.com/somebody"}', '{engines,music}', '{mathematics,logic,teaching}', 'public'
     from users, translate(split_part(email_key, '@', 1), '0123456789', 'abcdefghjk') letters`,
  );
  await pool.query(
    `insert into handles (tenant_id, skeleton, handle, user_id)
     select tenant_id, handle_skeleton, handle, user_id from profiles`,
  );
  // Everybody has all that a profile is joined with, as after some time in use.
  await pool.query("insert into preferences (user_id, tenant_id, theme) select id, tenant_id, 'dark' from users");
  await pool.query('insert into profile_stats (user_id, tenant_id, posts_count) select id, tenant_id, 1 from users');
  await pool.query(
    `insert into completeness_scores (user_id, tenant_id, score, status, missing, profile_version, rules_version)
     select id, tenant_id, 90, 'good', '{}', 1, 1 from users`,
  );
  await pool.query('vacuum analyze');
  const { rows } = await pool.query('select id from users order by id');
  return rows.map(({ id }) => id);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a server process and waits until it answers. `variables` come on top of the environment. */
export async function startServer(file, variables, readyPath) {
  const port = await freePort();
  const env = { ...process.env, LOG_LEVEL: 'warn', RATE_LIMITS: 'off', ...variables, PORT: String(port) };
  const child = spawn(process.execPath, [join(root, file)], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const ok = await fetch(url + readyPath).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ok) break;
    if (tries > 200 || child.exitCode !== null) throw new Error(`${file} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
