// The styles of components come one by one: whoever uses a new component must bring its styles.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const sources = readdirSync(join(root, 'web/src'), { recursive: true, encoding: 'utf8' });
const used = new Set(
  sources.flatMap((file) =>
    file.endsWith('.tsx')
      ? [
          ...readFileSync(join(root, 'web/src', file), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g),
        ].flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(' ')[0] ?? ''))
      : [],
  ),
);
const brought = readFileSync(join(root, 'web/src/mantine.css'), 'utf8');
const stylesOf = (name: string) => `@mantine/core/styles/${name}.css`;

test('every component that is used brings its styles', () => {
  const styled = [...used].filter((name) => existsSync(join(root, 'node_modules', stylesOf(name))));
  expect(styled).toContain('Button');
  expect(styled.filter((name) => !brought.includes(stylesOf(name)))).toEqual([]);
});
