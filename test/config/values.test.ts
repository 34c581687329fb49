// The environment in, one frozen configuration out; everything that is wrong is told at once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { ConfigError, loadConfig } from '../../config/index.ts';

type Environment = Readonly<Record<string, string>>;

function problemsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

const variableOf = (problem: string) => /^[A-Z][A-Z0-9_]+/.exec(problem)?.[0];

test('nothing need be set on a laptop', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    environment: 'development',
    logLevel: 'info',
    http: { port: 8092, host: '127.0.0.1', publicUrl: 'http://localhost:8092', trustProxyHops: 0 },
    database: { url: undefined, poolSize: 10 },
    queue: { redisUrl: undefined, workerConcurrency: 4 },
    auth: { secret: undefined, signingKey: undefined, accessTokenSeconds: 900 },
    profiles: { defaultVisibility: 'private', allowPublic: true, cacheTtlSeconds: 300, aliasExpiryHours: 720 },
    images: { maxBytes: 20 * 1024 * 1024, allowedTypes: ['jpeg', 'png', 'gif', 'webp', 'avif'], thumbnailSize: 64 },
  });
  expect(isAbsolute(config.dataDirectory)).toBe(true);
  expect(config.dataDirectory).toMatch(/\.data$/);
});

test('values become what the code works with', () => {
  const config = loadConfig({
    PORT: '9000',
    PUBLIC_URL: 'https://people.example/',
    ALLOW_PUBLIC_PROFILES: 'false',
    GENERATE_THUMBNAILS: 'false',
    IMAGE_ALLOWED_TYPES: ' jpeg , webp,',
    WORKER_QUEUES: 'mail',
    PROFILE_CACHE_TTL: '0',
    LOG_LEVEL: '',
  });
  expect(config.http).toMatchObject({ port: 9000, publicUrl: 'https://people.example' });
  expect(config.profiles).toMatchObject({ allowPublic: false, cacheTtlSeconds: 0 });
  expect(config.images).toMatchObject({ allowedTypes: ['jpeg', 'webp'], generateThumbnails: false });
  expect(config.queue.workerQueues).toEqual(['mail']);
  expect(config.logLevel).toBe('info');
});

test('the configuration cannot be changed afterwards', () => {
  const config = loadConfig({});
  for (const part of [config, config.http, config.images, config.images.allowedTypes])
    expect(Object.isFrozen(part)).toBe(true);
});

describe('a wrong value is told by the name of its variable', () => {
  const wrong: [variable: string, ...values: string[]][] = [
    ['NODE_ENV', 'prod', 'Production'],
    ['LOG_LEVEL', 'verbose'],
    ['PORT', '-1', '65536', 'http', '80.5', '1e309'],
    ['HOST', 'not a host', 'http://localhost'],
    ['PUBLIC_URL', 'people.example', 'ftp://people.example', '/people'],
    ['TRUST_PROXY', 'true', '-1', '11'],
    ['CDN_URL', 'cdn.example'],
    ['DATABASE_URL', 'mysql://localhost/x', 'localhost'],
    ['DATABASE_POOL_SIZE', '0', '1000', 'many'],
    ['REDIS_URL', 'http://localhost:6379'],
    ['WORKER_QUEUES', 'mail,nothing', ',', 'mail,mail'],
    ['WORKER_CONCURRENCY', '0'],
    ['SECRET_KEY', 'short'],
    ['SIGNING_KEY', 'not a key'],
    ['ACCESS_TOKEN_SECONDS', '1', '10 minutes'],
    ['REFRESH_TOKEN_DAYS', '0'],
    ['DEFAULT_PROFILE_VISIBILITY', 'everyone'],
    ['ALLOW_PUBLIC_PROFILES', 'maybe'],
    ['PROFILE_CACHE_TTL', '-1', 'forever'],
    ['ALIAS_EXPIRY_HOURS', '0'],
    ['IMAGE_MAX_SIZE', '20MB', '0', '999999999999'],
    ['IMAGE_ALLOWED_TYPES', 'jpeg,svg', 'image/png'],
    ['THUMBNAIL_SIZE', '8', '64px'],
    ['GENERATE_THUMBNAILS', '2'],
  ];
  test.each(wrong)('%s', (variable, ...values) => {
    for (const value of values) {
      const problems = problemsOf({ [variable]: value });
      expect([value, ...problems.map(variableOf)]).toEqual([value, variable]);
    }
  });

  test('and all of them at once', () => {
    const all = Object.fromEntries(wrong.map(([variable, value = '']) => [variable, value]));
    expect(problemsOf(all).map(variableOf).toSorted()).toEqual(Object.keys(all).toSorted());
    expect(() => loadConfig(all)).toThrow(`The configuration has ${wrong.length} problem(s):\n  - `);
  });
});

test.each([
  'MEILI_URL',
  'MEILI_API_KEY',
  'S3_BUCKET',
  'S3_ENDPOINT',
  'SMTP_URL',
  'OIDC_ISSUER',
  'JWKS_URL',
  'KRATOS_PUBLIC_URL',
  'DATABASE_REPLICA_URLS',
])('%s is refused: what would read it is not there', (variable) => {
  expect(problemsOf({ [variable]: 'https://example.com' })).toEqual([
    expect.stringMatching(`^${variable}: .*not in this version`),
  ]);
  expect(problemsOf({ [variable]: '' })).toEqual([]);
});

describe('secrets', () => {
  const canary = 'canary-9f3a';
  test.each([
    ['SECRET_KEY', canary],
    ['SIGNING_KEY', `-----BEGIN RSA PRIVATE KEY-----${canary}`],
    ['DATABASE_URL', `mysql://user:${canary}@localhost/x`],
    ['REDIS_URL', `http://:${canary}@localhost`],
    ['SMTP_URL', `smtp://user:${canary}@localhost`],
    ['MEILI_API_KEY', canary],
    ['DATABASE_REPLICA_URLS', `mysql://${canary}@x`],
  ])('%s is never repeated in a message', (variable, value) => {
    for (const env of [{ [variable]: value }, { [variable]: value, NODE_ENV: 'production' }])
      expect(problemsOf(env).join('\n')).toMatch(new RegExp(`^(?![\\s\\S]*${canary})[\\s\\S]*${variable}`));
  });

  test('may come from files, one of which is told when it cannot be read', () => {
    const directory = mkdtempSync(join(tmpdir(), 'cameo-config-'));
    try {
      const file = join(directory, 'secret');
      writeFileSync(file, `${'s3cret '.repeat(6)}\n`);
      expect(loadConfig({ SECRET_KEY_FILE: file }).auth.secret).toBe('s3cret '.repeat(6).trim());
      expect(problemsOf({ SECRET_KEY_FILE: join(directory, 'absent') })).toEqual([
        'SECRET_KEY_FILE: cannot be read (ENOENT)',
      ]);
      writeFileSync(file, 'short');
      expect(problemsOf({ SECRET_KEY_FILE: file }).map(variableOf)).toEqual(['SECRET_KEY']);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('only of secrets: a plain value is not read from a file', () => {
    expect(loadConfig({ PORT_FILE: '/etc/hostname' }).http.port).toBe(8092);
  });
});
