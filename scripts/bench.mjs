// `npm run bench [-- <name> … [<path> …]]`: runs the benchmarks of bench/, all of them or the named ones.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, requireNode, root } from './prepare.mjs';

requireNode();
install();
build();
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace('.mjs', ''));
const given = process.argv.slice(2);
// Paths that follow a name are that benchmark's own.
const isPath = (argument) => /[/.]/.test(argument);
const wanted = given.filter((argument) => !isPath(argument));
const paths = given.filter(isPath);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${all.join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : all) {
  const args = [join(root, 'bench', `${name}.mjs`), ...(wanted.length > 0 ? paths : [])];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root });
  if (status !== 0) process.exitCode = 1;
}
