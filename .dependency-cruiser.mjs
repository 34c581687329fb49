// Who may import whom. swc parses, since TypeScript 7 has no JavaScript API; it sees type imports like any other.
// `import('…')` types, which it does not see, and values from config/ where only types are meant: see .oxlintrc.json.

const named = (...folders) => `^src/(${folders.join('|')})/`;

/** From the outermost to the innermost: a layer never imports one above it. */
const layers = {
  'entry points': { path: '^(src/[^/]+\\.ts$|workers/)', pathNot: '^src/(app|routes|openapi|version|container)\\.ts$' },
  app: { path: '^src/(app|routes|openapi)\\.ts$' },
  container: { path: '^src/container(/|\\.ts$)' },
  'outer capabilities': {
    path: '^src/[^/]+/',
    pathNot: named(
      'container',
      'profiles',
      'accounts',
      'privacy',
      'preferences',
      'tenants',
      'outbox',
      'platform',
      'contracts',
    ),
  },
  profiles: { path: named('profiles') },
  'accounts and privacy': { path: named('accounts', 'privacy', 'preferences', 'tenants') },
  outbox: { path: named('outbox') },
  platform: { path: named('platform') },
  contracts: { path: named('contracts') },
};

const directions = Object.entries(layers).flatMap(([inner, from], index) =>
  Object.entries(layers)
    .slice(0, index)
    .map(([outer, to]) => ({
      name: `${inner} → ${outer}`,
      comment: 'Imports point inwards: entry points → app → container → capabilities → platform → contracts.',
      severity: 'error',
      from,
      to,
    })),
);

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    ...directions,
    rule('no circles', 'Files, type imports included.', {}, { circular: true }),
    {
      ...rule('no circles of folders', 'Two folders that need each other are one.', {}, { circular: true }),
      scope: 'folder',
    },
    rule('imports resolve', 'An import that is not found would escape the other rules.', {}, { couldNotResolve: true }),
    rule(
      'src knows no workers',
      'The queue is a door to services, as HTTP is.',
      { path: '^src/' },
      { path: '^workers/' },
    ),
    rule(
      'migrations stand alone',
      'A migration must do in a year what it does today.',
      { path: '^migrations/' },
      { path: '^(src|workers|config|migrations|scripts|test|bench)/' },
    ),
    rule(
      'config is a leaf',
      'It is read before anything else exists.',
      { path: '^config/' },
      { path: '^(src|workers|migrations|scripts|test|bench)/', pathNot: '^src/contracts/' },
    ),
    rule(
      'contracts know no config',
      'Both sides of a queue share them.',
      { path: '^src/contracts/' },
      { path: '^config/' },
    ),
    rule(
      'contracts need joi alone',
      'Whoever reads a contract should not need our dependencies.',
      { path: '^src/contracts/' },
      { path: 'node_modules/', pathNot: 'node_modules/joi/' },
    ),
    rule(
      'shipped code needs no tooling',
      'Tests, benchmarks and scripts use the code, never the other way.',
      { path: '^(src|workers|config)/' },
      { path: '^(test|bench|scripts)/' },
    ),
    rule(
      'few know Express',
      'Services answer both doors, HTTP and queue.',
      {
        path: '^(src|workers|config)/',
        pathNot:
          '([/-]routes\\.ts$|^src/(platform/http|auth)/|^src/(app|server)\\.ts$|^src/(operations/dashboard|dialects/index|web/pages)\\.ts$)',
      },
      { path: 'node_modules/(@types/)?express(-serve-static-core)?/' },
    ),
    rule(
      'capabilities meet at index.ts',
      'What is not in the public face may change at any time.',
      { path: '^(?:src/([^/]+)|workers)/' },
      { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', named('platform', 'contracts')] },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'] },
  },
};
