// Uploads over HTTP: how long until one is acknowledged, against node:http streaming the same bytes into the same storage;
// and what fifty of 20 MB at once do to the memory of the API.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { openStage, seedPeople, startServer } from './support/stage.mjs';
import { publicUrl, signIn } from './support/tokens.mjs';

const MB = 1_000_000;
const [connections, perRound, rounds] = [4, 80, 5];
const goal = 1.5;

/** A photo of some 2.5 MB, as phones send them. */
const photo = await sharp({
  create: {
    width: 4000,
    height: 3000,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 128, sigma: 20 },
  },
})
  .blur(0.6)
  .jpeg({ quality: 86 })
  .toBuffer();
/** One of `bytes`: what follows the end of a JPEG is not looked at. */
const padded = (bytes) => Buffer.concat([photo, Buffer.alloc(bytes - photo.length)]);

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function send({ url, method, headers, body }) {
  const beganAt = performance.now();
  const reply = await fetch(url, { method, headers: headers(), body });
  await reply.arrayBuffer();
  if (reply.status !== 202) throw new Error(`${url}: ${reply.status}`);
  return performance.now() - beganAt;
}

/** The times of `count` requests, sent by `connections` clients, in milliseconds, the shortest first. */
async function measure(candidate, count) {
  const times = [];
  let left = count;
  const client = async () => {
    while (left-- > 0) times.push(await send(candidate));
  };
  await Promise.all(Array.from({ length: connections }, client));
  return times.sort((a, b) => a - b);
}

async function compareTimes(candidates) {
  const results = candidates.map(() => []);
  for (const candidate of candidates) await measure(candidate, 10); // warm-up, not counted
  for (let round = 0; round < rounds; round++)
    for (const [index, candidate] of candidates.entries()) results[index].push(await measure(candidate, perRound));
  console.log(
    `\nUploads of ${(photo.length / MB).toFixed(1)} MB, ${connections} at once (${rounds} rounds of ${perRound} in turn)`,
  );
  for (const [index, { name, isJudged }] of candidates.entries()) {
    const [p50, p95] = [0.5, 0.95].map((share) => median(results[index].map((times) => at(times, share))));
    const ratio = median(results[index].map((times, round) => at(times, 0.95) / at(results[0][round], 0.95)));
    const verdict = isJudged ? `, goal ${goal}: ${ratio <= goal ? 'reached' : 'MISSED'}` : '';
    console.log(
      `  ${name.padEnd(44)} p50 ${p50.toFixed(0).padStart(5)} ms  p95 ${p95.toFixed(0).padStart(5)} ms  p95 ratio ${ratio.toFixed(2)}${verdict}`,
    );
  }
}

/** Resident memory of a process in bytes. */
const residentBytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

async function watchMemory(name, { pid }, candidate) {
  const before = residentBytes(pid);
  let [isDone, peak] = [false, before];
  const watching = (async () => {
    while (!isDone) {
      peak = Math.max(peak, residentBytes(pid));
      await sleep(50);
    }
  })();
  const beganAt = performance.now();
  await Promise.all(Array.from({ length: 50 }, () => send(candidate)));
  const seconds = (performance.now() - beganAt) / 1000;
  isDone = true;
  await watching;
  console.log(
    `  ${name.padEnd(44)} ${(before / MB).toFixed(0)} MB before, ${(peak / MB).toFixed(0)} MB at most, in ${seconds.toFixed(1)} s`,
  );
}

const stage = await openStage();
const servers = [];
try {
  const ids = await seedPeople(stage.pool, 1_000);
  const tokens = await signIn(stage, ids.slice(0, 50));
  const variables = {
    DATABASE_URL: stage.url,
    DATA_DIR: stage.directory,
    PUBLIC_URL: publicUrl,
    UPLOADS_PER_HOUR: '10000',
  };
  const start = async (file, ready) => {
    const server = await startServer(file, variables, ready);
    servers.push(server);
    return server;
  };
  const bare = await start('bench/support/upload-server.mjs', '/ready');
  const cameo = await start('dist/src/server.js', '/health/ready');

  let turn = 0;
  // Written beforehand: the client shares the machine, and reading a FormData costs it more than the service takes.
  const boundary = 'photo-boundary-7c1d';
  const form = (body) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="avatar"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
      ),
      body,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
  const authorization = () => ({ authorization: `Bearer ${tokens[turn++ % tokens.length]}` });
  const path = `${cameo.url}/api/v1/profile/avatar`;
  const put = (body) => ({
    url: path,
    method: 'PUT',
    headers: () => ({ ...authorization(), 'content-type': 'image/jpeg' }),
    body,
  });
  const post = (body) => ({
    url: path,
    method: 'POST',
    headers: () => ({ ...authorization(), 'content-type': `multipart/form-data; boundary=${boundary}` }),
    body: form(body),
  });
  const plain = (to, body) => ({ url: `${bare.url}/${to}`, method: 'POST', headers: () => ({}), body });

  await compareTimes([
    { name: 'node:http into the same storage', ...plain('storage', photo) },
    { name: 'node:http into a file, synced', ...plain('file', photo) },
    { name: 'Cameo, the picture as the body', ...put(photo), isJudged: true },
    { name: 'Cameo, as a form', ...post(photo), isJudged: true },
  ]);

  const large = padded(20 * MB);
  console.log('\nFifty uploads of 20 MB at once, resident memory of the process that takes them');
  await watchMemory('node:http into the same storage', bare, plain('storage', large));
  await watchMemory('Cameo, the picture as the body', cameo, put(large));
  await watchMemory('Cameo, as a form', cameo, post(large));
  await watchMemory('Cameo, as a form, again', cameo, post(large));
} finally {
  for (const server of servers) await server.stop();
  await stage.close();
}
