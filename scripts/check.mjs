// `npm run check`: runs every `check:…` script of package.json, a line for each, and shows what the failed ones said.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, requireNode, root } from './prepare.mjs';

requireNode();
install();
build({ tolerant: true });

/** Runs one script to its end; its output is kept for the case that it fails. */
function run(script) {
  return new Promise((resolve) => {
    const child = spawn(`npm run --silent ${script}`, {
      cwd: root,
      shell: true,
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('close', (code) => resolve({ isFine: code === 0, output }));
  });
}

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const checks = Object.keys(scripts)
  .filter((name) => name.startsWith('check:'))
  .map((name) => ({ name: name.slice('check:'.length), result: run(name) }));

const failures = [];
for (const { name, result } of checks) {
  const { isFine, output } = await result;
  console.log(`${isFine ? 'ok    ' : 'failed'}  ${name}`);
  if (!isFine) failures.push(`\n--- npm run check:${name}\n${output.trim()}`);
}
if (failures.length > 0) {
  console.error(failures.join('\n'));
  process.exitCode = 1;
}
