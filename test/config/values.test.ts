// The environment in, one frozen configuration out; everything that is wrong is told at once.
import { generateKeyPairSync } from 'node:crypto';
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
    AVATAR_SIZES: '96, 48',
    WORKER_QUEUES: 'mail',
    PROFILE_CACHE_TTL: '0',
    LOG_LEVEL: '',
  });
  expect(config.http).toMatchObject({ port: 9000, publicUrl: 'https://people.example' });
  expect(config.profiles).toMatchObject({ allowPublic: false, cacheTtlSeconds: 0 });
  expect(config.images).toMatchObject({ allowedTypes: ['jpeg', 'webp'], sizes: [96, 48], generateThumbnails: false });
  expect(config.queue.workerQueues).toEqual(['mail']);
  expect(config.logLevel).toBe('info');
});

test('mails are signed with a domain, a selector and a key, or not at all', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const whole = { DKIM_DOMAIN: 'people.example', DKIM_SELECTOR: 'cameo', DKIM_PRIVATE_KEY: pem };
  expect(problemsOf(whole)).toEqual([]);
  expect(problemsOf({ DKIM_DOMAIN: 'people.example' }).map(variableOf)).toEqual(['DKIM_SELECTOR', 'DKIM_PRIVATE_KEY']);
  for (const variable of Object.keys(whole))
    expect(problemsOf({ ...whole, [variable]: '' }).map(variableOf)).toEqual([variable]);
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  expect(problemsOf({ ...whole, DKIM_PRIVATE_KEY: curve.toString() }).map(variableOf)).toEqual(['DKIM_PRIVATE_KEY']);
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
    ['OUTGOING_PRIVATE_NETWORKS', 'some'],
    ['OUTGOING_PORTS', '0x50', '80,70000', ','],
    ['OUTGOING_DNS_SERVERS', 'dns.example', '1.1.1', '[::1', '1.1.1.1;8.8.8.8'],
    ['LINK_RECHECK_DAYS', '0', '1.5'],
    ['LINK_GRACE_CHECKS', '0'],
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
    ['SMTP_URL', 'http://mail.example', 'mail.example:587'],
    ['MAIL_FROM', 'Cameo', 'Cameo <no-reply>', 'a@b.example, c@d.example', 'Cameo <a@b.example>\r\nBcc: c@d.example'],
    ['DKIM_DOMAIN', 'not a domain', '-.example'],
    ['DKIM_SELECTOR', 'a b', '.'],
    ['DKIM_PRIVATE_KEY', 'not a key'],
    ['STORAGE_ADAPTER', 'tape'],
    ['S3_ENDPOINT', 's3.example.com'],
    ['S3_PREFIX', 'cameo', '/cameo/', 'a//', '../'],
    ['S3_FORCE_PATH_STYLE', 'perhaps'],
    ['S3_CHECKSUMS', 'never'],
    ['S3_SSE', 'aes'],
    ['STORAGE_ENCRYPTION', 'true'],
    ['STORAGE_KEY', 'short'],
    ['STORAGE_KEY_PREVIOUS', 'short'],
    ['AUTH_PASSWORDS', 'false'],
    ['OIDC_ISSUER', 'id.example.com', 'ftp://id.example.com'],
    ['JWKS_URL', 'keys'],
    ['OIDC_ALGORITHMS', 'none', 'HS256', 'RS256,HS256'],
    ['OIDC_CLAIMS_MAP', 'email', '[]', '{"email":1}'],
    ['OIDC_CLIENT_ID', 'x'.repeat(501)],
    ['OIDC_CLIENT_SECRET', 'x'.repeat(1001)],
    ['OIDC_LABEL', 'x'.repeat(61)],
    ['OIDC_SCOPES', 'email profile', 'openid "email"', 'openid  email'],
    ['OIDC_LINK_BY_EMAIL', 'perhaps'],
    ['KRATOS_PUBLIC_URL', 'kratos'],
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

test.each(['DATABASE_REPLICA_URLS'])('%s is refused: what would read it is not there', (variable) => {
  expect(problemsOf({ [variable]: 'https://example.com' })).toEqual([
    expect.stringMatching(`^${variable}: .*not in this version`),
  ]);
  expect(problemsOf({ [variable]: '' })).toEqual([]);
});

test.each<[name: string, env: Environment, ...problems: string[]]>([
  ['a key for nothing', { MEILI_API_KEY: 'k' }, 'MEILI_URL'],
  ['an address for browsers alone', { MEILI_PUBLIC_URL: 'https://find.example' }, 'MEILI_URL'],
  ['no address at all', { MEILI_URL: 'find.example' }, 'MEILI_URL'],
  ['a server without keys', { MEILI_URL: 'http://localhost:7700' }],
])('what goes together for search: %s', (_, env, ...problems) => {
  expect(problemsOf(env).map(variableOf)).toEqual(problems);
});

test.each<[name: string, env: Environment, ...problems: string[]]>([
  ['S3 without a bucket', { STORAGE_ADAPTER: 's3' }, 'S3_BUCKET'],
  ['a way back to S3 without a bucket', { STORAGE_FALLBACK: 's3' }, 'S3_BUCKET'],
  ['a fallback to itself', { S3_BUCKET: 'b', STORAGE_FALLBACK: 's3' }, 'STORAGE_FALLBACK'],
  ['a KMS key for no KMS', { S3_BUCKET: 'b', S3_SSE_KMS_KEY_ID: 'k' }, 'S3_SSE_KMS_KEY_ID'],
  ['a part of Vault', { VAULT_ADDR: 'https://vault.example' }, 'VAULT_TOKEN', 'VAULT_TRANSIT_KEY'],
  ['Vault without an address', { VAULT_TOKEN: 't', VAULT_TRANSIT_KEY: 'k' }, 'VAULT_ADDR'],
  ['a move to S3', { S3_BUCKET: 'b', STORAGE_FALLBACK: 'disk' }],
  ['a move back', { S3_BUCKET: 'b', STORAGE_ADAPTER: 'disk', STORAGE_FALLBACK: 's3' }],
])('what goes together for files: %s', (_, env, ...problems) => {
  expect(problemsOf(env).map(variableOf)).toEqual(problems);
});

test.each<[name: string, env: Environment, ...problems: string[]]>([
  ['an issuer for nobody in particular', { OIDC_ISSUER: 'https://id.example' }, 'OIDC_AUDIENCE'],
  ['keys of nobody', { JWKS_URL: 'https://id.example/jwks', OIDC_AUDIENCE: 'a' }, 'OIDC_ISSUER'],
  ['no way in', { AUTH_PASSWORDS: 'off' }, 'AUTH_PASSWORDS'],
  ['a client of nobody', { OIDC_CLIENT_ID: 'a' }, 'OIDC_ISSUER'],
  ['a secret of no client', { OIDC_CLIENT_SECRET: 'a' }, 'OIDC_CLIENT_ID'],
  ['a name for no client', { OIDC_LABEL: 'a' }, 'OIDC_CLIENT_ID'],
  ['an issuer for browsers alone', { AUTH_PASSWORDS: 'off', OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'a' }],
  ['an issuer alone', { AUTH_PASSWORDS: 'off', OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'a' }],
  ['Kratos alone', { AUTH_PASSWORDS: 'off', KRATOS_PUBLIC_URL: 'https://kratos.example' }],
])('what goes together for sign-in: %s', (_, env, ...problems) => {
  expect(problemsOf(env).map(variableOf)).toEqual(problems);
});

describe('secrets', () => {
  const canary = 'canary-9f3a';
  test.each([
    ['SECRET_KEY', canary],
    ['SIGNING_KEY', `-----BEGIN RSA PRIVATE KEY-----${canary}`],
    ['DATABASE_URL', `mysql://user:${canary}@localhost/x`],
    ['REDIS_URL', `http://:${canary}@localhost`],
    ['SMTP_URL', `http://user:${canary}@localhost`],
    ['DKIM_PRIVATE_KEY', `-----BEGIN PRIVATE KEY-----${canary}`],
    ['STORAGE_KEY', canary],
    ['STORAGE_KEY_PREVIOUS', canary],
    ['VAULT_TOKEN', `${canary} with a space`],
    ['MEILI_API_KEY', `${canary} with a space`],
    ['OIDC_CLIENT_SECRET', canary.repeat(100)],
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
