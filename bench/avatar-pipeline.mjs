// Avatar pipeline: the codec beside bare sharp loops that make the same files, two photos at a time, each in a process of
// its own. CPU time per photo is the figure to compare: it moves least with what else runs on the machine.
// `npm run build && node bench/avatar-pipeline.mjs [photo …]`; without arguments it makes a photo of 12 megapixels.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const codecUrl = new URL('../dist/src/platform/image/index.js', import.meta.url);
const squares = [
  { size: 1024, format: 'webp' },
  { size: 256, format: 'webp' },
  { size: 256, format: 'jpeg' },
  { size: 64, format: 'webp' },
];
const quality = 85;
const photosPerRun = 16;
const concurrency = 2;
const rounds = 3;

const encode = (image, format, effort) =>
  (format === 'webp'
    ? image.webp({ quality, effort })
    : image.flatten({ background: '#fff' }).jpeg({ quality })
  ).toBuffer();

async function oncePerVariant(photo, effort) {
  for (const { size, format } of squares) await encode(sharp(photo).autoOrient().resize(size, size), format, effort);
}

async function decodeOnce(photo, effort, { profileLast = false } = {}) {
  let image = sharp(photo, { ignoreIcc: profileLast }).autoOrient();
  if (profileLast) image.withIccProfile('srgb', { attach: false });
  const files = [];
  for (const { size, format } of squares) {
    const { data, info: raw } = await image.resize(size, size).raw().toBuffer({ resolveWithObject: true });
    image = sharp(data, { raw });
    files.push(encode(image.clone(), format, effort));
  }
  await Promise.all(files);
}

const candidates = {
  'one sharp call per variant': (photo) => oncePerVariant(photo, 4),
  'decode once, WebP effort 4': (photo) => decodeOnce(photo, 4),
  'decode once, WebP effort 0': (photo) => decodeOnce(photo, 0),
  'decode once, WebP effort 2': (photo) => decodeOnce(photo, 2),
  'the same, profile last': (photo) => decodeOnce(photo, 2, { profileLast: true }),
  'the codec': async (photo) => {
    const { createImageCodec } = await import(codecUrl.href);
    codec ??= createImageCodec({ allowedTypes: ['jpeg', 'png', 'gif', 'webp', 'avif'] });
    await codec.renderVariants(photo, { squares, quality });
  },
};
let codec;

async function runCandidate(name, path) {
  const photo = readFileSync(path);
  const make = candidates[name];
  sharp.cache(false);
  sharp.concurrency(1);
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
  console.log(JSON.stringify({ perSecond, cpuMs, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
}

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
    for (const name of Object.keys(candidates)) {
      const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--run', name, path]);
      results[name].push(JSON.parse(output));
    }
  }
  const best = (runs) => Math.min(...runs.map(({ cpuMs }) => cpuMs));
  const base = best(results['decode once, WebP effort 4']);
  console.log(`\n${basename(path)}, ${concurrency} at a time, best of ${rounds} runs of ${photosPerRun}`);
  for (const [name, runs] of Object.entries(results)) {
    const rates = runs.map(({ perSecond }) => perSecond);
    const peak = Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes));
    console.log(
      `${name.padEnd(27)} ${best(runs).toFixed(0).padStart(4)} ms CPU (${(base / best(runs)).toFixed(2)}×)` +
        `  ${Math.max(...rates)
          .toFixed(1)
          .padStart(5)} photos/s (slowest run ${Math.min(...rates).toFixed(1)})  peak ${peak.toFixed(0)} MB`,
    );
  }
}

if (process.argv[2] === '--run') {
  await runCandidate(process.argv[3], process.argv[4]);
} else {
  if (!existsSync(codecUrl)) throw new Error('Run `npm run build` first: this measures what is in dist/');
  const directory = mkdtempSync(join(tmpdir(), 'avatar-bench-'));
  const photos = process.argv.slice(2);
  if (photos.length === 0) {
    photos.push(join(directory, 'photo.jpg'));
    await makePhoto(photos[0]);
  }
  for (const photo of photos) compare(photo);
  rmSync(directory, { recursive: true });
}
