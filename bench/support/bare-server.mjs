// The floor: node:http and prepared statements of pg, nothing else. What any framework is compared with.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const publicKey = createPublicKey(readFileSync(`${process.env.DATA_DIR}/keys/signing.pem`));
const known = new Map();

/** Checks the token as we do: once, then by its hash. */
function userOf(header = '') {
  const token = header.slice('Bearer '.length);
  const hash = createHash('sha256').update(token).digest('base64');
  const cached = known.get(hash);
  if (cached && cached.exp * 1000 > Date.now()) return cached.sub;
  const [head, payload, signature] = token.split('.');
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' };
  if (!verify('sha256', `${head}.${payload}`, key, Buffer.from(signature ?? '', 'base64url'))) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  known.set(hash, claims);
  return claims.sub;
}

const readSql = `select p.*, u.email, u.email_verified_at is not null as verified, u.status, c.score, c.status as completeness,
    f.theme, f.language as preferred_language, f.notifications, f.privacy as switches, s.posts_count, s.likes_received,
    s.comments_count, s.followers_count, s.following_count, s.last_active_at
  from profiles p join users u on u.id = p.user_id left join completeness_scores c on c.user_id = p.user_id
  left join preferences f on f.user_id = p.user_id left join profile_stats s on s.user_id = p.user_id
  where p.user_id = $1`;
const updateSql =
  'update profiles set headline = $2, version = version + 1, updated_at = now() where user_id = $1 returning *';
const activitySql = `insert into activities (id, tenant_id, user_id, actor_id, type, fields, version, request_id, ip, user_agent)
  values (gen_random_uuid(), $1, $2, $2, 'profile.updated', '{headline}', $3, 'r', '127.0.0.1', 'bench')`;
const outboxSql = `insert into outbox (id, tenant_id, name, payload, subject, version, request_id, due_at)
  values (gen_random_uuid(), $1, 'search.index-profile', $3, $2, $4, 'r', now() + interval '10 seconds'),
         (gen_random_uuid(), $1, 'completeness.score', $3, $2, $4, 'r', now() + interval '10 seconds')`;

async function read(user) {
  const { rows } = await pool.query({ name: 'read', text: readSql, values: [user] });
  return rows[0];
}

async function write(user, { headline }) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query({ name: 'update', text: updateSql, values: [user, headline] });
    const [{ tenant_id: tenant, version }] = rows;
    await client.query({ name: 'activity', text: activitySql, values: [tenant, user, version] });
    const payload = JSON.stringify({ tenantId: tenant, userId: user, version });
    await client.query({ name: 'outbox', text: outboxSql, values: [tenant, user, payload, version] });
    await client.query('commit');
    return rows[0];
  } finally {
    client.release();
  }
}

function bodyOf(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    request.on('error', reject);
  });
}

async function answer(request, response) {
  if (request.url === '/ready') return response.end('ready');
  const user = userOf(request.headers.authorization);
  if (!user) return response.writeHead(401).end();
  const data = request.method === 'GET' ? await read(user) : await write(user, await bodyOf(request));
  const body = JSON.stringify({ success: true, data });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const server = createServer((request, response) => void answer(request, response));
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
