// What has to be there before anything of ours can run: the right Node, dependencies, a build. Plain Node, no dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);

const oldest = [20, 19];
const sources = ['src', 'workers', 'config', 'migrations'];
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  fail(`Cameo needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org/`);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Who holds a lock; undefined when nobody does by now. */
function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Does the work in one process at a time: two of `npm ci`, or of the compiler, would spoil each other's files. */
function alone(work) {
  const lock = at('.prepare.lock');
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  // A link appears with its content or not at all, and only where there is none.
  const take = () => {
    try {
      linkSync(mine, lock);
      return true;
    } catch (error) {
      if (error.code === 'EEXIST') return false;
      throw error;
    }
  };
  try {
    while (!take()) {
      const holder = holderOf(lock);
      // Whoever died with the lock in its hand does not keep it.
      if (holder !== undefined && !isRunning(holder)) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
    return work();
  } finally {
    if (holderOf(lock) === process.pid) rmSync(lock, { force: true });
    rmSync(mine, { force: true });
  }
}

function readLock(...path) {
  return JSON.parse(readFileSync(at(...path), 'utf8')).packages;
}

/** npm records what it has installed: every package of our lock file must be there in that very version. */
function isInstalled() {
  if (!existsSync(at('node_modules', '.package-lock.json'))) return false;
  const installed = readLock('node_modules', '.package-lock.json');
  const isPresent = ([path, wanted]) =>
    path === '' ||
    wanted.optional ||
    wanted.link ||
    (installed[path]?.version === wanted.version && existsSync(at(path)));
  return Object.entries(readLock('package-lock.json')).every(isPresent);
}

/** Installs what package-lock.json says, unless it is there already. */
export function install() {
  if (!isInstalled()) alone(installAll);
}

function installAll() {
  if (isInstalled()) return; // by whoever had the lock
  console.log('Installing dependencies (npm ci)');
  // The compiler is a development dependency, which npm leaves out when NODE_ENV is production.
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) fail('npm ci failed: its messages above say why.');
}

function filesBelow(directory) {
  if (!existsSync(at(directory))) return [];
  const entries = readdirSync(at(directory), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files.toSorted())
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function copyAssets(files, target) {
  for (const file of files.filter((name) => extname(name) !== '.ts')) {
    const copy = join(target, file.slice(root.length));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
}

/** Compiles beside `dist/` and swaps, so that nobody ever sees half a build. Returns whether the compiler was content. */
function compile(files, stamp) {
  const fresh = at(`.dist-${process.pid}`);
  const old = `${fresh}.old`;
  const compiler = at('node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', 'tsconfig.build.json', '--outDir', fresh, '--incremental', 'false'];
  const { status } = spawnSync(process.execPath, [compiler, ...options], { cwd: root, stdio: 'inherit' });
  copyAssets(files, fresh);
  if (status === 0) writeFileSync(join(fresh, '.stamp'), stamp);
  if (existsSync(at('dist'))) renameSync(at('dist'), old);
  renameSync(fresh, at('dist'));
  rmSync(old, { recursive: true, force: true });
  return status === 0;
}

/**
 * Builds `dist/` when a source has changed. A type error ends the process, except where `tolerant`: the code still runs,
 * and the tests are to say what is wrong with it.
 */
export function build({ tolerant = false } = {}) {
  alone(() => buildStale(tolerant));
}

function buildStale(tolerant) {
  const files = sources.flatMap(filesBelow);
  const stamp = fingerprint([...files, ...settings.map((name) => at(name))]);
  const stampFile = at('dist', '.stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log('Building');
  if (!compile(files, stamp) && !tolerant) fail('The build failed: the messages above say where.');
}

/**
 * Builds the web application into `web/dist/` when one of its sources has changed. What it cannot build ends the process,
 * except where `tolerant`: then the build before is left.
 */
export function buildWeb({ tolerant = false } = {}) {
  alone(() => {
    const isSource = (file) => !/[/\\](dist|node_modules)[/\\]|schema\.d\.ts$/.test(file.slice(root.length - 1));
    const stamp = fingerprint([...filesBelow('web').filter(isSource), at('package-lock.json')]);
    const stampFile = at('web', 'dist', '.stamp');
    if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
    console.log('Building the web application');
    const fresh = at('web', `.dist-${process.pid}`);
    const vite = at('node_modules', 'vite', 'bin', 'vite.js');
    const options = ['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
    const { status } = spawnSync(process.execPath, [vite, ...options], { cwd: at('web'), stdio: 'inherit' });
    if (status !== 0) {
      rmSync(fresh, { recursive: true, force: true });
      if (tolerant) return;
      fail('The build of the web application failed: the messages above say where.');
    }
    writeFileSync(join(fresh, '.stamp'), stamp);
    rmSync(at('web', 'dist'), { recursive: true, force: true });
    renameSync(fresh, at('web', 'dist'));
  });
}
