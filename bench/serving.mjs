// Pictures over HTTP: a variant by its own address, against node:http streaming the same file from the same disk. First
// few, which stay in memory, then more than do, so that each is read and decrypted again.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadConfig } from '../dist/config/index.js';
import { createContainer } from '../dist/src/container.js';
import { compare, load } from './support/compare.mjs';
import { openStage, seedPeople, startServer } from './support/stage.mjs';

const sides = [256, 1024];
const [few, many] = [200, 600];

/** As hard on an encoder as photos of people are: some 12 kB at 256 pixels, 170 kB at 1024. */
const makePicture = (side) =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 24 },
    },
  })
    .blur(1)
    .webp({ quality: 85 })
    .toBuffer();

/** What a process has computed for, in milliseconds; NaN where the system does not tell. */
function cpuMs(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Publishes a picture for each of `ids`, as the workers would, and as a plain file in `directory`. Returns the addresses. */
async function publish({ url, pool, directory }, ids, files) {
  const config = loadConfig({ DATABASE_URL: url, DATA_DIR: directory, LOG_LEVEL: 'warn' });
  const container = await createContainer({ config, process: 'bench' });
  const pictures = await Promise.all(
    sides.map(async (side) => ({ file: `${side}.webp`, body: await makePicture(side) })),
  );
  const addresses = [];
  for (const userId of ids) {
    const [uploadId, id] = [randomUUID(), randomUUID()];
    const hash = uploadId.replaceAll('-', '');
    for (const { file, body } of pictures) {
      await container.storage.put(`avatars/${userId}/${hash}/${file}`, body, { contentType: 'image/webp' });
      writeFileSync(join(files, `${id}-${file}`), body);
    }
    const variants = pictures.map(({ file }) => file);
    const [small, large] = variants;
    const names = { thumbnail: small, medium: small, large, variants };
    const record = {
      uploadId,
      id,
      hash,
      ...names,
      thumbHash: '',
      color: '#888888',
      uploadedAt: new Date().toISOString(),
    };
    await pool.query(
      `insert into avatar_uploads (id, tenant_id, user_id, status, hash, type, bytes, width, height, public_id, variants)
       select $1, tenant_id, id, 'ready', $3, 'png', 1, 256, 256, $4, $5 from users where id = $2`,
      [uploadId, userId, hash, id, record],
    );
    await pool.query('update profiles set avatar = $2 where user_id = $1', [userId, record]);
    addresses.push((file) => ({ bare: `/${id}-${file}`, ours: `/avatars/${id}/${hash}/${file}` }));
  }
  await container.close();
  console.log(
    `${ids.length} pictures, ${pictures.map(({ file, body }) => `${file}: ${body.length} bytes`).join(', ')}`,
  );
  return addresses;
}

const stage = await openStage();
const servers = [];
try {
  const files = join(stage.directory, 'plain');
  mkdirSync(files);
  const addresses = await publish(stage, await seedPeople(stage.pool, many), files);
  const start = async (entry, variables, ready) => {
    const server = await startServer(entry, variables, ready);
    servers.push(server);
    return server;
  };
  const bare = await start('bench/support/file-server.mjs', { FILES: files }, '/ready');
  const cameo = await start(
    'dist/src/server.js',
    { DATABASE_URL: stage.url, DATA_DIR: stage.directory, PUBLIC_URL: 'http://localhost', RATE_LIMITS: 'off' },
    '/health/ready',
  );
  const used = new Map(); // CPU time and requests of each: what they cost moves least with what else runs here
  const measure =
    ({ url, pid }, some, kind) =>
    async (seconds) => {
      const before = cpuMs(pid);
      const requests = some.map((address) => ({ path: address[kind] }));
      const result = await load({ url, requests, ...(seconds && { seconds }) });
      const { cpu, total } = used.get(kind) ?? { cpu: 0, total: 0 };
      used.set(kind, { cpu: cpu + cpuMs(pid) - before, total: total + result.total });
      return result;
    };
  const compareAll = async (title, some, goal) => {
    used.clear();
    await compare(title, [
      { name: 'node:http, streaming the file', run: measure(bare, some, 'bare') },
      { name: 'Cameo', run: measure(cameo, some, 'ours'), ...(goal && { goal }) },
    ]);
    const [floor, ours] = ['bare', 'ours'].map((kind) => (used.get(kind).cpu / used.get(kind).total) * 1000);
    if (Number.isNaN(floor)) return;
    console.log(
      `  CPU time of a request: ${floor.toFixed(0)} µs and ${ours.toFixed(0)} µs, ratio ${(floor / ours).toFixed(2)}`,
    );
  };

  const small = addresses.slice(0, few).map((address) => address('256.webp'));
  await compareAll(`256.webp of ${few} people, asked for again and again, 50 connections`, small, 0.6);
  const large = addresses.map((address) => address('1024.webp'));
  await compareAll(`1024.webp of ${many} people in turn, more than are kept in memory, 50 connections`, large);
} finally {
  for (const server of servers) await server.stop();
  await stage.close();
}
