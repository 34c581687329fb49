// The documentation of the API is the API: every route in it, nothing else, and replies that keep to it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describeApi } from '../../src/openapi.ts';
import { expressPath } from '../../src/platform/http/mount.ts';
import { createRoutes } from '../../src/routes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openApiProblems } from '../support/openapi-rules.ts';
import { createPerson } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';

const document = await describeApi();
const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.keys(operations).map((method) => `${method} ${path}`),
);

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

test('the file in docs/ is what the code says', () => {
  const file = readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8');
  const isCurrent = isDeepStrictEqual(JSON.parse(file), JSON.parse(JSON.stringify(document)));
  expect(isCurrent ? 'current' : 'stale: npm run docs').toBe('current'); // the difference may be thousands of lines
});

test('it keeps the rules of OpenAPI and leaves no reader guessing', () => {
  expect(openApiProblems(document)).toEqual([]);
});

test('every route is documented, and every documented address is served', async () => {
  const mounted = createRoutes(app.container, () => false).map(
    (route) => `${route.method} ${expressPath(route).replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(documented.toSorted()).toEqual(mounted.toSorted());
  for (const [path, operations] of Object.entries(document.paths)) {
    const address = path.replace(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000');
    // An address that is not served answers 404 to a method that nothing takes.
    const { headers } = await app.http.trace(address).expect(405);
    const methods = Object.keys(operations).map((method) => method.toUpperCase());
    expect(
      [
        path,
        ...String(headers.allow)
          .split(', ')
          .filter((name) => name !== 'HEAD'),
      ].toSorted(),
    ).toEqual([path, ...methods].toSorted());
  }
});

test('GET /openapi.json and GET /docs show it, with nothing from other hosts', async () => {
  const served = await app.http
    .get('/openapi.json')
    .expect(200)
    .expect('content-type', /^application\/json/);
  expect(served.body).toEqual({ ...JSON.parse(JSON.stringify(document)), servers: [{ url: app.url }] });
  const page = await app.http.get('/docs').redirects(1).expect(200);
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  for (const [, source = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect(source).not.toMatch(/^(https?:)?\/\//);
    await app.http.get(new URL(source, `${app.url}/docs/`).pathname).expect(200);
  }
});

test('each code of an error has an example in the form that errors have', async () => {
  for (const [code, { value }] of Object.entries(document.components.examples))
    expectRefusal(
      {
        status: (value as { status: number }).status,
        headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'private, no-store' },
        body: value,
      },
      [(value as { status: number }).status, code],
    );
});

describe('a reply that differs from its documentation fails in tests', () => {
  test.each<[name: string, path: string, plant: (container: TestApp['container']) => void]>([
    [
      'a wrong type',
      '/api/v1/profile/completeness',
      ({ completeness }) => Object.assign(completeness, { read: async () => ({ score: 'high', nextSteps: [] }) }),
    ],
    [
      'an undeclared field',
      '/api/v1/profile/privacy',
      ({ profiles }) =>
        Object.assign(profiles, {
          privacy: async () => ({ version: 1, settings: { visibility: 'private', secret: 'x' } }),
        }),
    ],
    [
      'a missing field, in a reply that was serialised before',
      '/api/v1/profile',
      ({ reader }) =>
        Object.assign(reader, {
          readOwn: async () => ({ userId: 'x', json: '{"success":true,"data":{}}', etag: '"1-x"' }),
        }),
    ],
  ])('%s', async (_, path, plant) => {
    const wrong = await startTestApp({ beside: app });
    try {
      const { auth } = await createPerson(wrong);
      await wrong.http.get(path).set(auth).expect(200);
      plant(wrong.container);
      const answer = await wrong.http.get(path).set(auth);
      expectRefusal(answer, [500, 'INTERNAL_ERROR']);
      expect(answer.body.error).toMatch(/differs from its documentation/);
    } finally {
      await wrong.close();
    }
  });
});
