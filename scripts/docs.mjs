// `npm run docs`: writes the documents that are made from code. With `--check` it only tells which of them differ.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, install, requireNode, root } from './prepare.mjs';

requireNode();
install();
build({ tolerant: true });
const { configurationPage, environmentExample } = await import('../dist/config/document.js');
const { describeApi } = await import('../dist/src/openapi.js');

const documents = {
  'docs/configuration.md': configurationPage(),
  '.env.example': environmentExample(),
  'docs/openapi.json': `${JSON.stringify(await describeApi(), null, 2)}\n`,
};

const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
const stale = Object.entries(documents).filter(([name, text]) => textOf(join(root, name)) !== text);

if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`${name} is not what the code says: npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of stale) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
    console.log(`Wrote ${name}`);
  }
}
