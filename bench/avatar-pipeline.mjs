// Avatar pipeline: the codec beside bare sharp loops that make the same files, two photos at a time, each in a process of
// its own; then the memory of a process that gets the worst pictures of each kind. CPU time per photo is the figure to
// compare: it moves least with what else runs on the machine.
// `npm run build && node bench/avatar-pipeline.mjs [photo …]`; without arguments it makes a photo of 12 megapixels.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { makeWorstPictures } from './support/worst-pictures.mjs';

const codecUrl = new URL('../dist/src/platform/image/index.js', import.meta.url);
const sizes = [1024, 512, 256, 128, 64];
const quality = 85;
const photosPerRun = 16;
const concurrency = 2;
const rounds = 3;
// As the Procfile starts the worker.
const workerEnvironment = { ...process.env, MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072' };
const workerFlags = ['--max-semi-space-size=2'];

const encoders = {
  webp: (image, effort) => image.webp({ quality, effort }).toBuffer(),
  jpeg: (image) => image.flatten({ background: '#fff' }).jpeg({ quality }).toBuffer(),
};
const encodeBoth = (image, effort) => Object.values(encoders).map((encode) => encode(image.clone(), effort));

async function oncePerVariant(photo, effort) {
  for (const size of sizes) {
    for (const encode of Object.values(encoders)) await encode(sharp(photo).autoOrient().resize(size, size), effort);
  }
}

async function decodeOnce(photo, effort, { profileLast = false } = {}) {
  let image = sharp(photo, { ignoreIcc: profileLast }).autoOrient();
  if (profileLast) image.withIccProfile('srgb', { attach: false });
  const files = [];
  for (const size of sizes) {
    const { data, info: raw } = await image.resize(size, size).raw().toBuffer({ resolveWithObject: true });
    image = sharp(data, { raw });
    files.push(...encodeBoth(image, effort));
  }
  await Promise.all(files);
}

async function loadCodec() {
  const { createImageCodec } = await import(codecUrl.href);
  const codec = createImageCodec({ allowedTypes: ['jpeg', 'png', 'gif', 'webp', 'avif'] });
  const squares = sizes.flatMap((size) => Object.keys(encoders).map((format) => ({ size, format })));
  return (photo) => codec.renderVariants(photo, { squares });
}

const candidates = {
  'one sharp call per variant': (photo) => oncePerVariant(photo, 4),
  'decode once, WebP effort 4': (photo) => decodeOnce(photo, 4),
  'decode once, WebP effort 0': (photo) => decodeOnce(photo, 0),
  'decode once, WebP effort 2': (photo) => decodeOnce(photo, 2),
  'the same, profile last': (photo) => decodeOnce(photo, 2, { profileLast: true }),
  'the codec': undefined,
};
// What makes the very files that the codec makes: of these, the fastest counts.
const sameFiles = ['decode once, WebP effort 2', 'the same, profile last'];

/** Linux counts what the parent had into the child's maxRSS, but not into this. */
function peakMegabytes() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / 1024;
}

async function runCandidate(name, path) {
  sharp.cache(false);
  sharp.concurrency(1);
  const photo = readFileSync(path);
  const make = candidates[name] ?? (await loadCodec());
  await make(photo);
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  let left = photosPerRun;
  const worker = async () => {
    while (left-- > 0) await make(photo);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const perSecond = (photosPerRun / (performance.now() - startedAt)) * 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuMs = (user + system) / 1000 / photosPerRun;
  console.log(JSON.stringify({ perSecond, cpuMs, peakMegabytes: peakMegabytes() }));
}

/** Two runs at a time of every picture, again and again: what a worker's memory comes to. */
async function runMemory(...paths) {
  const render = await loadCodec();
  const idle = peakMegabytes();
  for (let round = 0; round < rounds; round++) {
    for (const path of paths) await Promise.all(Array.from({ length: concurrency }, () => render(readFileSync(path))));
  }
  console.log(JSON.stringify({ idle, peak: peakMegabytes() }));
}

const run = (...parameters) =>
  JSON.parse(
    execFileSync(process.execPath, [...workerFlags, fileURLToPath(import.meta.url), ...parameters], {
      env: workerEnvironment,
    }),
  );

/** Noise on a gradient, stored on its side and in Display P3, as iPhones do. */
async function makePhoto(path) {
  const noise = {
    width: 4032,
    height: 3024,
    channels: 3,
    background: '#000',
    noise: { type: 'gaussian', mean: 128, sigma: 30 },
  };
  const corners = Buffer.from([244, 162, 97, 42, 157, 143, 38, 70, 83, 233, 196, 106]);
  const gradient = await sharp(corners, { raw: { width: 2, height: 2, channels: 3 } })
    .resize(4032, 3024)
    .png()
    .toBuffer();
  const photo = sharp(gradient).composite([
    { input: await sharp({ create: noise }).png().toBuffer(), blend: 'soft-light' },
  ]);
  await photo
    .removeAlpha()
    .blur(0.7)
    .jpeg({ quality: 90 })
    .withMetadata({ orientation: 6 })
    .withIccProfile('p3')
    .toFile(path);
}

function compare(path) {
  const results = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(candidates)) results[name].push(run('--run', name, path));
  }
  const best = (name) => Math.min(...results[name].map(({ cpuMs }) => cpuMs));
  const base = best('decode once, WebP effort 4');
  console.log(
    `\n${basename(path)}, ${sizes.length} sizes in WebP and JPEG, ${concurrency} at a time, best of ${rounds} runs of ${photosPerRun}`,
  );
  for (const [name, runs] of Object.entries(results)) {
    const rates = runs.map(({ perSecond }) => perSecond);
    const peak = Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes));
    console.log(
      `${name.padEnd(27)} ${best(name).toFixed(0).padStart(4)} ms CPU (${(base / best(name)).toFixed(2)}×)` +
        `  ${Math.max(...rates)
          .toFixed(1)
          .padStart(5)} photos/s (slowest run ${Math.min(...rates).toFixed(1)})  peak ${peak.toFixed(0)} MB`,
    );
  }
  const bare = Math.min(...sameFiles.map(best));
  console.log(
    `the codec does ${((bare / best('the codec')) * 100).toFixed(0)} % of the best bare loop (wanted: 95), ${(base / best('the codec')).toFixed(2)}× of effort 4 (wanted: 1.30)`,
  );
}

async function measureMemory(directory) {
  console.log(`\nMemory of a process with the worst pictures of each kind, ${concurrency} at a time, ${rounds} times`);
  const paths = await makeWorstPictures(directory);
  for (const path of [...paths, undefined]) {
    const { idle, peak } = run('--memory', ...(path ? [path] : paths));
    const source = path ? `${(statSync(path).size / 1e6).toFixed(1)} MB` : '';
    console.log(
      `${(path ? basename(path) : 'all of them').padEnd(24)} ${source.padStart(8)}  peak ${peak.toFixed(0)} MB (${idle.toFixed(0)} before)`,
    );
  }
}

if (process.argv[2] === '--run') {
  await runCandidate(process.argv[3], process.argv[4]);
} else if (process.argv[2] === '--memory') {
  await runMemory(...process.argv.slice(3));
} else {
  if (!existsSync(codecUrl)) throw new Error('Run `npm run build` first: this measures what is in dist/');
  const directory = mkdtempSync(join(tmpdir(), 'avatar-bench-'));
  const photos = process.argv.slice(2);
  if (photos.length === 0) {
    photos.push(join(directory, 'photo.jpg'));
    await makePhoto(photos[0]);
  }
  for (const photo of photos) compare(photo);
  await measureMemory(directory);
  rmSync(directory, { recursive: true });
}
