// The rules of import, each broken once on purpose in a house of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

/** A house in which every import is allowed. */
const sound = {
  'config/index.ts': `import { queues } from '../src/contracts/queues.ts';\nimport Joi from 'joi';\nexport type Config = typeof queues;\nexport const loadConfig = () => Joi;`,
  'migrations/1.ts': `import type { Sequelize } from 'sequelize';\nexport const up = (_: Sequelize) => 1;`,
  'src/contracts/queues.ts': `import Joi from 'joi';\nexport const queues = [Joi];`,
  'src/platform/http/route.ts': `import type { Request } from 'express';\nimport { queues } from '../../contracts/queues.ts';\nexport type Route = Request;\nexport const q = queues;`,
  'src/platform/db.ts': `import type { Config } from '../../config/index.ts';\nexport const db = (_: Config) => 1;`,
  'src/outbox/index.ts': `export { db } from '../platform/db.ts';`,
  'src/accounts/index.ts': `import { db } from '../outbox/index.ts';\nexport const accounts = db;`,
  'src/privacy/index.ts': `export const privacy = 1;`,
  'src/profiles/service.ts': `import { accounts } from '../accounts/index.ts';\nexport const profiles = accounts;`,
  'src/profiles/routes.ts': `import express from 'express';\nimport type { Route } from '../platform/http/route.ts';\nexport const routes: Route[] = [];\nvoid express;`,
  'src/profiles/index.ts': `export { profiles } from './service.ts';`,
  'src/search/index.ts': `import { profiles } from '../profiles/index.ts';\nexport const search = profiles;`,
  'src/container.ts': `import { loadConfig } from '../config/index.ts';\nimport { search } from './search/index.ts';\nexport const container = [loadConfig, search];`,
  'src/app.ts': `import express from 'express';\nimport { container } from './container.ts';\nimport { routes } from './profiles/routes.ts';\nexport const app = [express, container, routes];`,
  'src/server.ts': `import { loadConfig } from '../config/index.ts';\nimport { app } from './app.ts';\nvoid [loadConfig, app];`,
  'workers/index.ts': `import { container } from '../src/container.ts';\nimport { search } from '../src/search/index.ts';\nvoid [container, search];`,
};

/** One more file in that house → the rule that must speak up. */
const planted: [file: string, text: string, rule: string][] = [
  [
    'src/contracts/to-platform.ts',
    `import type { Route } from '../platform/http/route.ts';\nexport type A = Route;`,
    'contracts → platform',
  ],
  [
    'src/contracts/to-pino.ts',
    `import type { Logger } from 'pino';\nexport type A = Logger;`,
    'contracts need joi alone',
  ],
  [
    'src/contracts/to-config.ts',
    `import type { Config } from '../../config/index.ts';\nexport type A = Config;`,
    'contracts know no config',
  ],
  ['src/platform/to-outbox.ts', `export { db } from '../outbox/index.ts';`, 'platform → outbox'],
  ['src/platform/to-profiles.ts', `export type { profiles } from '../profiles/index.ts';`, 'platform → profiles'],
  ['src/outbox/to-accounts.ts', `import '../accounts/index.ts';`, 'outbox → accounts and privacy'],
  [
    'src/accounts/to-profiles.ts',
    `export const a = () => import('../profiles/index.ts');`,
    'accounts and privacy → profiles',
  ],
  [
    'src/privacy/to-search.ts',
    `import type { search } from '../search/index.ts';\nexport type A = typeof search;`,
    'accounts and privacy → outer capabilities',
  ],
  [
    'src/profiles/to-search.ts',
    `import { search } from '../search/index.ts';\nexport const a = search;`,
    'profiles → outer capabilities',
  ],
  [
    'src/search/to-container.ts',
    `import type { container } from '../container.ts';\nexport type A = typeof container;`,
    'outer capabilities → container',
  ],
  [
    'src/search/to-app.ts',
    `import type { app } from '../app.ts';\nexport type A = typeof app;`,
    'outer capabilities → app',
  ],
  ['src/search/to-server.ts', `import '../server.ts';`, 'outer capabilities → entry points'],
  ['src/search/to-workers.ts', `import type {} from '../../workers/index.ts';`, 'src knows no workers'],
  ['src/all-in-one.ts', `import '../workers/index.ts';`, 'src knows no workers'],
  [
    'src/search/inside.ts',
    `import type { profiles } from '../profiles/service.ts';\nexport type A = typeof profiles;`,
    'capabilities meet at index.ts',
  ],
  [
    'workers/inside.ts',
    `import { profiles } from '../src/profiles/service.ts';\nvoid profiles;`,
    'capabilities meet at index.ts',
  ],
  ['src/search/service.ts', `import type { Request } from 'express';\nexport type A = Request;`, 'few know Express'],
  ['workers/express.ts', `import express from 'express';\nvoid express;`, 'few know Express'],
  ['src/search/test.ts', `import '../../test/support.ts';`, 'shipped code needs no tooling'],
  ['src/search/lost.ts', `import type { A } from './nowhere.ts';\nexport type B = A;`, 'imports resolve'],
  ['src/search/circle.ts', `import type { b } from './elcric.ts';\nexport const a: typeof b = 1;`, 'no circles'],
  [
    'src/badges/index.ts',
    `import type { links } from '../links/index.ts';\nexport type Badges = typeof links;`,
    'no circles of folders',
  ],
  [
    'config/to-platform.ts',
    `import type { Route } from '../src/platform/http/route.ts';\nexport type A = Route;`,
    'config is a leaf',
  ],
  [
    'migrations/2.ts',
    `import type { queues } from '../src/contracts/queues.ts';\nexport type A = typeof queues;`,
    'migrations stand alone',
  ],
  ['migrations/3.ts', `import '../config/index.ts';`, 'migrations stand alone'],
];

/** What the planted files need around them. */
const surroundings = {
  'test/support.ts': 'export {};',
  'src/search/elcric.ts': `import type { a } from './circle.ts';\nexport const b: typeof a = 1;`,
  'src/links/index.ts': 'export const links = 1;',
  'src/links/more.ts': `import type { Badges } from '../badges/index.ts';\nexport type More = Badges;`,
};

/** Values of config/ where only types are meant, and types that dependency-cruiser does not see. */
const plantedForLint: [file: string, text: string, rule: string][] = [
  [
    'src/search/config-value.ts',
    `import { loadConfig } from '../../config/index.ts';\nvoid loadConfig;`,
    'no-restricted-imports',
  ],
  ['src/search/config-again.ts', `export { loadConfig } from '../../config/index.ts';`, 'no-restricted-imports'],
  ['workers/config-late.ts', `void import('../config/index.ts');`, 'no-restricted-imports'],
  ['src/platform/hidden.ts', `export type A = import('../search/index.ts').A;`, 'consistent-type-imports'],
];

function build(files: Record<string, string>): string {
  const house = mkdtempSync(join(tmpdir(), 'cameo-house-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true });
    writeFileSync(join(house, name), text);
  }
  writeFileSync(join(house, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(project, 'node_modules'), join(house, 'node_modules'));
  return house;
}

function runIn(house: string, program: string, ...options: string[]): string {
  const { stdout } = spawnSync(process.execPath, [join(project, 'node_modules', program), ...options], { cwd: house });
  return stdout.toString();
}

/** `rule: file` for each violation. */
function cruise(house: string): string[] {
  const config = join(project, '.dependency-cruiser.mjs');
  const folders = ['src', 'workers', 'config', 'migrations'];
  const bin = 'dependency-cruiser/bin/dependency-cruise.mjs';
  const { summary } = JSON.parse(runIn(house, bin, '--config', config, '--output-type', 'json', ...folders));
  return summary.violations.map(({ rule, from }: { rule: { name: string }; from: string }) => `${rule.name}: ${from}`);
}

function lint(house: string): string[] {
  const config = join(house, '.oxlintrc.json');
  writeFileSync(config, readFileSync(join(project, '.oxlintrc.json')));
  const output = runIn(house, 'oxlint/bin/oxlint', '--config', config, '--format', 'json', 'src', 'workers');
  const { diagnostics } = JSON.parse(output);
  return diagnostics.map(
    ({ code, filename }: { code: string; filename: string }) => `${code.replace(/^.*\((.*)\)$/, '$1')}: ${filename}`,
  );
}

const files = (list: [string, string, string][]) => Object.fromEntries(list.map(([file, text]) => [file, text]));

describe('the rules of import', () => {
  const houses: string[] = [];
  function house(more: Record<string, string>): string {
    houses.push(build({ ...sound, ...more }));
    return houses.at(-1) ?? '';
  }
  afterAll(() => {
    for (const directory of houses) rmSync(directory, { recursive: true });
  });

  it('allow what the design allows', () => {
    const good = house({});
    expect([cruise(good), lint(good)]).toEqual([[], []]);
  });

  describe('name', () => {
    let violations: string[] = [];
    beforeAll(() => {
      violations = cruise(house({ ...surroundings, ...files(planted) }));
    });
    it.each(planted)('%s', (file, _text, rule) => {
      const place = rule === 'no circles of folders' ? dirname(file) : file;
      expect(violations.filter((violation) => violation.endsWith(`: ${place}`))).toContain(`${rule}: ${place}`);
    });
  });

  describe('leave to the linter', () => {
    let violations: string[] = [];
    beforeAll(() => {
      violations = lint(house(files(plantedForLint)));
    });
    it.each(plantedForLint)('%s', (file, _text, rule) => {
      expect(violations).toContain(`${rule}: ${file}`);
    });
  });
});
