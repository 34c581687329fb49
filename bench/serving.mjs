// Pictures over HTTP: a variant by its own address, against node:http streaming the same file from the same disk. All of
// them are asked for in turn: the first row has memory for all, the second for none, so that each is read and decrypted.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadConfig } from '../dist/config/index.js';
import { createContainer } from '../dist/src/container.js';
import { compare, load } from './support/compare.mjs';
import { openStage, seedPeople, startServer } from './support/stage.mjs';

const file = '256.webp';
const [few, many] = [200, 4_000];

/** What a photo of a person looks like to an encoder: some 10 kB at 256 pixels. */
const makePicture = () =>
  sharp({
    create: {
      width: 256,
      height: 256,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 24 },
    },
  })
    .blur(1)
    .webp({ quality: 85 })
    .toBuffer();

/** Publishes a picture for each of `ids`, as the workers would, and as a plain file in `directory`. Returns the addresses. */
async function publish({ url, pool, directory }, ids, files) {
  const config = loadConfig({ DATABASE_URL: url, DATA_DIR: directory, LOG_LEVEL: 'warn' });
  const container = await createContainer({ config, process: 'bench' });
  const body = await makePicture();
  const addresses = [];
  for (const userId of ids) {
    const [uploadId, id] = [randomUUID(), randomUUID()];
    const hash = uploadId.replaceAll('-', '');
    await container.storage.put(`avatars/${userId}/${hash}/${file}`, body, { contentType: 'image/webp' });
    writeFileSync(join(files, id), body);
    const names = { thumbnail: file, medium: file, large: file, variants: [file] };
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
    addresses.push({ bare: `/${id}`, ours: `/avatars/${id}/${hash}/${file}` });
  }
  await container.close();
  console.log(`${ids.length} pictures of ${body.length} bytes`);
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
  const measure =
    ({ url }, some, kind) =>
    (seconds) =>
      load({ url, requests: some.map((address) => ({ path: address[kind] })), ...(seconds && { seconds }) });
  const floor = (some) => ({ name: 'node:http, streaming the file', run: measure(bare, some, 'bare') });

  const often = addresses.slice(0, few);
  await compare(`A variant, ${few} pictures asked for again and again, 50 connections`, [
    floor(often),
    { name: 'Cameo', run: measure(cameo, often, 'ours'), goal: 0.6 },
  ]);
  await compare(`A variant, ${many} pictures in turn: more than are kept in memory, 50 connections`, [
    floor(addresses),
    { name: 'Cameo', run: measure(cameo, addresses, 'ours') },
  ]);
} finally {
  for (const server of servers) await server.stop();
  await stage.close();
}
