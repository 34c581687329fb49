// Every route there is, called by everybody with what nobody should send: each answer is one that its documentation names.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { serviceScopes } from '../../src/contracts/identity.ts';
import { describeApi } from '../../src/openapi.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCrowd } from '../support/crowd.ts';
import { createService } from '../support/services.ts';
import { run } from '../support/work.ts';

const { paths } = await describeApi();
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method,
    path,
    operation,
  })),
);

/** `${base}/order` with the address that `base` stands for. */
function withConstants(source: string): string {
  const constants = new Map([...source.matchAll(/const (\w+) = '(\/[^']*)'/g)].map(([, name, value]) => [name, value]));
  return source.replace(/\$\{(\w+)\}/g, (whole, name) => constants.get(name) ?? whole);
}

const tests = join(import.meta.dirname, '..');
const otherTests = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && basename(name) !== basename(import.meta.filename))
  .map((name) => withConstants(readFileSync(join(tests, name), 'utf8')))
  .join('\n');

test.each(Object.keys(paths))('some test speaks of %s', (path) => {
  // Most tests leave the base out, and name what is between the braces.
  const address = path
    .replace(/^\/api\/v1/, '')
    .replace(/[.]/g, '\\.')
    .replace(/\{\w+\}/g, '[^/\\s\'"`]+');
  expect(otherTests.search(new RegExp(`${address}(?=[\\s'"\`?/$,)])`)) >= 0 ? 'a test' : `no test of ${path}`).toBe(
    'a test',
  );
});

let app: TestApp;
let callers: Record<string, () => { readonly authorization: string } | undefined>;
beforeAll(async () => {
  app = await startTestApp();
  // One for each operation: some end the session, others the profile.
  const [members, admins] = await Promise.all([0, 1].map(() => createCrowd(app, operations.length)));
  await run(app, `update users set roles = '{user,platform-admin}' where id = any($1)`, [admins?.map(({ id }) => id)]);
  const service = await createService(app, serviceScopes);
  callers = {
    anonymous: () => undefined,
    member: () => members?.pop()?.auth,
    'platform-admin': () => admins?.pop()?.auth,
    service: () => service.auth,
  };
});
afterAll(() => app?.close());

const garbage = {
  params: [
    '00000000-0000-7000-8000-000000000000',
    '%zz',
    '%00',
    '%F0%9F%92%A9',
    '..%2F..%2Fetc',
    '-1',
    'a'.repeat(300),
  ],
  queries: ['', '?garbage=1', '?limit=1e309&cursor=%00&q=%00', '?__proto__=1&limit=1&limit=2'],
  bodies: [
    undefined,
    '{}',
    '[]',
    'garbage',
    '{"garbage":"💩"}',
    '{"__proto__":{"a":1}}',
    '{"key":null,"value":"\\u0000","displayName":[],"context":{},"events":[{}],"token":-1,"version":1e309}',
  ],
};

/** Each piece of garbage once, beside others. */
const calls = garbage.params.map((param, at) => ({
  param,
  query: garbage.queries[at % garbage.queries.length] ?? '',
  body: garbage.bodies[at],
}));

/** What came back, in as much as it was to be expected. */
async function answerOf(reply: Response, { responses }: (typeof operations)[number]['operation']) {
  const documented = responses[reply.status];
  const isProblem = reply.headers.get('content-type')?.startsWith('application/problem+json');
  const { code } = isProblem ? JSON.parse(await reply.text()) : { code: undefined };
  const codes = Object.keys(documented?.content?.['application/problem+json']?.examples ?? {});
  return {
    status: reply.status,
    code,
    isDocumented: documented !== undefined && (!isProblem || codes.includes(code)),
    isFailure: reply.status >= 500,
  };
}

test.each(operations)('$name', async ({ method, path, operation }) => {
  for (const [name, authorize] of Object.entries(callers)) {
    const authorization = authorize();
    const [type = 'application/json'] = Object.keys(operation.requestBody?.content ?? {});
    for (const { param, query, body } of calls) {
      const sent = method === 'get' ? undefined : body;
      const address = `${path.replace(/\{\w+\}/g, param)}${query}`;
      const reply = await fetch(`${app.url}${address}`, {
        method: method.toUpperCase(),
        redirect: 'manual',
        headers: {
          ...authorization,
          ...(sent !== undefined && { 'content-type': type.replace('form-data', 'form-data; boundary=x') }),
        },
        ...(sent !== undefined && { body: sent }),
      });
      const answer = await answerOf(reply, operation);
      const call = { name, address, sent };
      expect({ ...call, ...answer }).toEqual({ ...call, ...answer, isDocumented: true, isFailure: false });
    }
  }
});
