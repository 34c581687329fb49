// Types of blocks that administrators register: what their schemas refuse, and which schemas are refused.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';

let app: TestApp;
let admin: Person;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  person = await createPerson(app);
});
afterAll(() => app?.close());

const types = '/api/v1/extensions/types';
const register = (type: string, dataSchema: unknown, by = admin) =>
  app.http.post(types).set(by.auth).send({ type, dataSchema });
const replace = (type: string, dataSchema: unknown) =>
  app.http.put(`${types}/${type}`).set(admin.auth).send({ dataSchema });
const add = (extensionType: string, extensionData: unknown, by = person) =>
  app.http.post('/api/v1/profile/extensions').set(by.auth).send({ extensionType, extensionData });

const project = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { name: { type: 'string', maxLength: 20 }, years: { type: 'array', items: { $ref: '#/$defs/year' } } },
  required: ['name'],
  additionalProperties: false,
  $defs: { year: { type: 'integer', minimum: 1800 } },
};

test('blocks of a registered type must fit its schema, and say where they do not', async () => {
  const { body } = await register('project', project).expect(201);
  expect(body.data).toMatchObject({ type: 'project', description: null, dataSchema: project, version: 1 });
  await add('project', { name: 'Engines', years: [1833] }).expect(201);
  for (const [data, path] of [
    [{ name: 'Engines', years: [1833, 'x'] }, 'extensionData.years.1'],
    [{ years: [] }, 'extensionData'],
    [{ name: 'Engines', more: 1 }, 'extensionData'],
    ['text', 'extensionData'],
  ] as const) {
    const response = await add('project', data);
    expectRefusal(response, [400, 'VALIDATION_FAILED']);
    expect(response.body.details).toEqual([{ path, message: expect.stringMatching(/^must /) }]);
  }
  await add('projects', 'another type holds what it likes').expect(201);
});

test('a changed schema counts from the next time the data are written; old data can still be hidden and moved', async () => {
  await register('quote', { type: 'string' }).expect(201);
  const { id } = (await add('quote', 'one').expect(201)).body.data;
  expect((await replace('quote', { type: 'object' }).expect(200)).body.data.version).toBe(2);
  const put = (body: object) => app.http.put(`/api/v1/profile/extensions/${id}`).set(person.auth).send(body);
  expect((await put({ isPublic: true, sortOrder: 0 }).expect(200)).body.data.extensionData).toBe('one');
  expectRefusal(await put({ extensionData: 'two' }), [400, 'VALIDATION_FAILED']);
  await put({ extensionData: { text: 'two' } }).expect(200);
  await app.http.delete(`${types}/quote`).set(admin.auth).expect(204);
  await put({ extensionData: 3 }).expect(200);
  await register('quote', { type: 'boolean' }).expect(201); // version 1 again, of another registration
  expectRefusal(await put({ extensionData: 'four' }), [400, 'VALIDATION_FAILED']);
  await put({ extensionType: 'other' }).expect(200);
  expectRefusal(await put({ extensionType: 'quote' }), [400, 'VALIDATION_FAILED']);
});

test('members read the types, administrators write them, each tenant its own', async () => {
  await register('shared', {}).expect(201);
  expectRefusal(await register('shared', {}), [409, 'EXTENSION_TYPE_EXISTS']);
  expectRefusal(await register('other', {}, person), [403, 'FORBIDDEN']);
  expectRefusal(await app.http.put(`${types}/shared`).set(person.auth).send({ dataSchema: {} }), [403, 'FORBIDDEN']);
  expectRefusal(await app.http.delete(`${types}/shared`).set(person.auth), [403, 'FORBIDDEN']);
  expectRefusal(await replace('absent', {}), [404, 'EXTENSION_TYPE_NOT_FOUND']);
  expectRefusal(await app.http.delete(`${types}/absent`).set(admin.auth), [404, 'EXTENSION_TYPE_NOT_FOUND']);
  const listed = await app.http.get(types).set(person.auth).expect(200);
  expect(listed.body.data.map(({ type }: { type: string }) => type)).toContain('shared');
  expectRefusal(await app.http.get(types), [401, 'UNAUTHENTICATED']);

  const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  expect((await app.http.get(types).set(elsewhere.auth).expect(200)).body.data).toEqual([]);
  await register('shared', { type: 'null' }, elsewhere).expect(201);
  await add('shared', 'free here').expect(201);
});

const text = (pattern: string) => ({ type: 'string', pattern });

describe('a schema is refused', () => {
  test.each<[string, unknown]>([
    ['that is no object', 'string'],
    ['with a keyword that does not exist', { type: 'object', propertys: {} }],
    ['with a type that does not exist', { type: 'text' }],
    ['that refers to a file', { $ref: 'file:///etc/passwd' }],
    ['that refers to the network', { properties: { a: { $ref: 'https://example.com/schema.json' } } }],
    ['that refers to a part by name', { $defs: { a: {} }, $ref: 'a' }],
    ['that refers to nothing', { $ref: '#/$defs/absent' }],
    ['that refers to itself', { $ref: '#' }],
    [
      'that refers to itself over two corners',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    ],
    ['that answers later', { $async: true }],
    ['that takes another name', { $id: 'https://json-schema.org/draft/2020-12/schema' }],
    ['that is found dynamically', { $dynamicRef: '#meta' }],
    ['of another draft', { $schema: 'http://json-schema.org/draft-04/schema#' }],
    ['that reaches for a prototype', { properties: { constructor: { type: 'string' } } }],
    ['with a pattern that is none', text('^(')],
    ['with a backreference', text('^(a*)\\1$')],
    ['with a lookahead', text('^(?=(a+))b')],
    ['with a pattern of many parts', text('^((a?){40}){40}$')],
    ['with a long pattern', text('a'.repeat(257))],
    ['with such a pattern for names', { patternProperties: { '^(a*)\\1$': {} } }],
    ['with many patterns', { allOf: Array.from({ length: 21 }, (_, n) => text(`^${n}`)) }],
    ['with unique items without end', { type: 'array', uniqueItems: true }],
    ['that is deep', JSON.parse(`${'{"not":'.repeat(20)}{}${'}'.repeat(20)}`)],
    ['that is large', { description: 'x'.repeat(16 * 1024) }],
    [
      'that grows when it is followed',
      {
        $ref: '#/$defs/d0',
        $defs: Object.fromEntries(
          Array.from({ length: 40 }, (_, n) => [
            `d${n}`,
            n < 39 ? { allOf: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }] } : { type: 'string' },
          ]),
        ),
      },
    ],
  ])('%s', async (_, dataSchema) => {
    const response = await register('refused', dataSchema);
    expectRefusal(response, [400, 'VALIDATION_FAILED']);
    expect(response.body.details[0]).toEqual({ path: 'dataSchema', message: expect.stringMatching(/^dataSchema /) });
  });
});

test.each<[string, string, string]>([
  ['^[a-z0-9-]{1,40}$', 'a-slug', 'No Slug'],
  ['^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', 'ada@example.com', 'ada'],
  ['^\\d{4}-\\d{2}-\\d{2}$', '2026-11-21', 'today'],
  ['^(https?://)?[a-z.]+$', 'https://example.com', 'ftp://x'],
  ['^(red|green|blue)$', 'red', 'grey'],
  ['^(\\d{1,3}\\.){3}\\d{1,3}$', '127.0.0.1', '::1'],
  ['^\\p{Lu}\\p{L}*$', 'Ärger', 'ärger'],
  ['needle', 'a needle in hay', 'hay'],
  // With these, engines that try one way after another would be busy for longer than anybody lives.
  ['^(a+)+$', 'aaa', `${'a'.repeat(1023)}!`],
  ['^(a|a)*b', 'aab', 'a'.repeat(1024)],
  ['^(a?){50}a{50}$', 'a'.repeat(50), `${'a'.repeat(49)}!`],
  ['(.*a){20}x', `${'a'.repeat(20)}x`, 'a'.repeat(1024)],
])('the pattern %s is answered at once', async (pattern, fits, fails) => {
  const type = `p-${Buffer.from(pattern).toString('hex').slice(0, 40)}`;
  await register(type, text(pattern)).expect(201);
  const writer = await createPerson(app);
  await add(type, fits, writer).expect(201);
  expectRefusal(await add(type, fails, writer), [400, 'VALIDATION_FAILED']);
  expectRefusal(await add(type, `${fits}${'a'.repeat(1024)}`, writer), [400, 'VALIDATION_FAILED']);
});

test('a hundred types and no more', async () => {
  const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  for (let count = 0; count < 100; count++) await register(`t${count}`, {}, elsewhere).expect(201);
  expectRefusal(await register('one-more', {}, elsewhere), [409, 'TOO_MANY_EXTENSION_TYPES']);
});
