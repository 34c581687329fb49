// The pages about configuration are those that the code makes, and name every variable.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage, environmentExample } from '../../config/document.ts';
import { loadConfig } from '../../config/index.ts';
import { sections } from '../../config/sections/index.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const keys = Object.values(sections).flatMap((section) =>
  Object.values<{ variable: string; unavailable: string | undefined }>(section.keys),
);

test('docs/configuration.md and .env.example are up to date', () => {
  expect(read('docs/configuration.md')).toBe(configurationPage());
  expect(read('.env.example')).toBe(environmentExample());
});

test('every variable is described once', () => {
  const page = configurationPage();
  for (const { variable } of keys) expect(page.match(new RegExp(`^\\| \`${variable}\` \\|`, 'gm'))).toHaveLength(1);
});

test('.env.example offers what this version reads, and its defaults are accepted', () => {
  const offered = [...environmentExample().matchAll(/^# ([A-Z0-9_]+)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  expect(offered.map(([name]) => name)).toEqual(
    keys.filter(({ unavailable }) => !unavailable).map(({ variable }) => variable),
  );
  expect(loadConfig(Object.fromEntries(offered))).toEqual(loadConfig({}));
});
