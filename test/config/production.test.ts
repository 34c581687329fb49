// What starts on a laptop must not start in production.
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { loadConfig } from '../../config/index.ts';
import { createRoutes, type RouteParts } from '../../src/routes.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const sound = {
  NODE_ENV: 'production',
  SECRET_KEY: 'q7Zt1vKx0mWc8Lr4Ha2Np6Dy9Bf3Gs5J',
  SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  PUBLIC_URL: 'https://people.example',
};

test('everything that is needed is set', () => {
  expect(loadConfig(sound)).toMatchObject({ environment: 'production', http: { publicUrl: 'https://people.example' } });
  expect(loadConfig({ ...sound, PUBLIC_URL: 'http://localhost:8092' }).http.publicUrl).toBe('http://localhost:8092');
});

test.each<[name: string, change: Record<string, string>, problem: RegExp]>([
  ['no secret', { SECRET_KEY: '' }, /^SECRET_KEY: is required in production$/],
  ['a short secret', { SECRET_KEY: 'short' }, /^SECRET_KEY: /],
  ['a secret of one letter', { SECRET_KEY: 'a'.repeat(64) }, /^SECRET_KEY: is too simple/],
  ['no signing key', { SIGNING_KEY: '' }, /^SIGNING_KEY: is required in production$/],
  [
    'a damaged signing key',
    { SIGNING_KEY: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' },
    /^SIGNING_KEY: /,
  ],
  [
    'a signing key of another kind',
    { SIGNING_KEY: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    /^SIGNING_KEY: /,
  ],
  ['no address', { PUBLIC_URL: '' }, /^PUBLIC_URL: is required in production$/],
  ['an address without TLS', { PUBLIC_URL: 'http://people.example' }, /^PUBLIC_URL: must begin with https/],
  [
    'an address that looks local',
    { PUBLIC_URL: 'http://localhost.evil.example' },
    /^PUBLIC_URL: must begin with https/,
  ],
])('%s: refused, with one sentence', (_, change, problem) => {
  expect(() => loadConfig({ ...sound, ...change })).toThrow(
    expect.objectContaining({ problems: [expect.stringMatching(problem)] }),
  );
});

test('the pages for developers are not there', () => {
  const pathsIn = (environment: string) =>
    createRoutes({ config: { environment, http: {}, mail: {}, search: {} } } as RouteParts, () => false).map(
      ({ path }) => path,
    );
  expect(pathsIn('development')).toContain('/dev/mail.json');
  expect(pathsIn('production').filter((path) => path.startsWith('/dev'))).toEqual([]);
});

test('a process that is not configured ends with the list, and a status that says so', () => {
  const server = join(import.meta.dirname, '../../dist/src/server.js');
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', SECRET_KEY: 'canary', PORT: 'x' };
  const { status, stderr, stdout } = spawnSync(process.execPath, [server], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  const said = `${stdout}${stderr}`;
  for (const variable of ['SECRET_KEY', 'SIGNING_KEY', 'PUBLIC_URL', 'PORT']) expect(said).toContain(variable);
  expect(said).not.toContain('canary');
});
