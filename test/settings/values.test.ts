// Settings of one person: validated by their definition, written all or nothing, read with the defaults.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { defineSetting, newKey } from '../support/settings.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  admin = await createPerson(app, { roles: ['user', 'admin'] });
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app);
});

const all = '/api/v1/users/me/settings';
const put = (key: string, value: unknown, who = person) =>
  app.http.put(`${all}/${key}`).set(who.auth).send(JSON.stringify({ value })).type('json');
const putAll = (values: object, who = person) => app.http.put(all).set(who.auth).send(values);
const get = async (key: string, who = person) =>
  (await app.http.get(`${all}/${key}`).set(who.auth).expect(200)).body.data;
const define = (definition: object) => defineSetting(app, admin, { ...definition });

interface Group {
  category: string;
  settings: { key: string; value: unknown; isDefault: boolean }[];
}
const settingsIn = (groups: Group[]) => groups.flatMap(({ settings }) => settings);

const circle = '{"type":"object","properties":{"r":{"type":"number"}},"required":["r"],"additionalProperties":false}';
const jsonSchema = JSON.parse(circle);

/** type, rules, values that are accepted, values that are not */
const table: [string, object, unknown[], unknown[]][] = [
  ['string', {}, ['', 'dark', '  spaces stay ', '𝒳\n<b>', 'a'.repeat(1024)], [7, true, [], {}, 'a'.repeat(1025)]],
  ['string', { min: 2, max: 3 }, ['ab', 'abc', '😀😀😀'], ['', 'a', 'abcd', '😀']],
  ['string', { allowedValues: ['light', 'dark', 'auto'] }, ['dark'], ['Dark', 'pink', '']],
  ['string', { pattern: '^[a-z]+(\\.[a-z]+)*$' }, ['a.b.c'], ['a.', 'A', '']],
  ['integer', {}, [0, -7, 9_007_199_254_740_991], [1.5, '1', 9_007_199_254_740_992, true]],
  ['integer', { min: 8, max: 32 }, [8, 32], [7, 33]],
  ['integer', { allowedValues: [1, 2] }, [2], [3, '2']],
  ['number', { min: -0.5, max: 1e3 }, [-0.5, 0.1, 1000], [-0.6, 1000.1, '1']],
  ['boolean', {}, [true, false], [0, 'true', 'yes']],
  ['enum', { allowedValues: ['a', 'b', ''] }, ['a', 'b', ''], ['c', 0, false]],
  ['date', { min: '2020-01-01', max: '2030-12-31' }, ['2020-01-01', '2024-02-29'], ['2019-12-31', '2031-01-01']],
  ['date', {}, ['0001-01-01', '9999-12-31'], ['2023-02-29', '2024-1-1', '2024-01-01T00:00:00Z', 20240101, '']],
  ['json', {}, [{ a: [1, { b: null }] }, [], 'text', 7, false, { fooBar_baz: 1 }], []],
  ['json', { jsonSchema }, [{ r: 1.5 }], [{ r: '1' }, {}, { r: 1, s: 2 }, []]],
];

it.each(table)('a value of %s %j', async (settingType, validationRules, good, bad) => {
  const key = await define({ settingType, validationRules });
  for (const value of good) {
    const { body } = await put(key, value).expect(200);
    expect(body.data).toMatchObject({ key, settingType, value, isDefault: false });
    expect((await get(key)).value).toEqual(value);
  }
  const before = await get(key);
  for (const value of bad) {
    const reply = await put(key, value);
    expect([value, reply.status, reply.body.code]).toEqual([value, 400, 'VALIDATION_FAILED']);
    expect(reply.body.details).toEqual([{ path: key, message: expect.stringContaining(`${key} must`) }]);
  }
  expect(await get(key)).toEqual(before);
});

describe('JSON', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  let key: string;
  beforeAll(async () => {
    key = await define({ settingType: 'json' });
  });

  it.each([
    ['20 levels', JSON.stringify(nested(20)), 200],
    ['21 levels', JSON.stringify(nested(21)), 400],
    ['1,000 levels', '['.repeat(1000) + ']'.repeat(1000), 400],
    ['16 KB', JSON.stringify('x'.repeat(16 * 1024 - 2)), 200],
    ['more than 16 KB', JSON.stringify('x'.repeat(16 * 1024 - 1)), 400],
    ['more than 16 KB of bytes', JSON.stringify('é'.repeat(8 * 1024)), 400],
    ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 400],
    ['constructor', '{"a":[{"constructor":1}]}', 400],
    ['prototype', '{"prototype":{}}', 400],
    ['a number without bounds', '1e309', 400],
    ['NUL', '"a\\u0000b"', 400],
    ['half a character', '"\\ud800"', 400],
    ['half a character in a key', '{"\\udc00":1}', 400],
  ])('of %s', async (_, json, status) => {
    for (const [address, body] of [
      [`${all}/${key}`, `{"value":${json}}`],
      [all, `{"${key}":${json}}`],
    ] as const) {
      const reply = await app.http.put(address).set(person.auth).type('json').send(body);
      expect([address, reply.status]).toEqual([address, status]);
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('all settings', () => {
  it('come by category, with the defaults of those that are not chosen', async () => {
    const [first, second] = [newKey(), newKey()];
    await define({ key: first, category: 'zz ui', default: 'auto', description: 'Colours.' });
    await define({ key: second, category: 'zz ui', settingType: 'integer' });
    await put(second, 3).expect(200);
    const { body } = await app.http.get(all).set(person.auth).expect(200);
    expect(body.data.map(({ category }: Group) => category)).toEqual(
      [...new Set<string>(body.data.map(({ category }: Group) => category))].sort(),
    );
    const group = body.data.find(({ category }: Group) => category === 'zz ui');
    expect(group.settings).toEqual(
      expect.arrayContaining([
        {
          key: first,
          settingType: 'string',
          category: 'zz ui',
          description: 'Colours.',
          isPublic: false,
          validationRules: {},
          default: 'auto',
          value: 'auto',
          isDefault: true,
          updatedAt: null,
        },
        expect.objectContaining({ key: second, value: 3, isDefault: false, default: null }),
      ]),
    );
  });

  it.each(['/v1/users/me/settings', '/api/v1/profile/settings', '/v1/profile/settings'])(
    'are also at %s',
    async (address) => {
      const key = await define({});
      await app.http
        .put(address)
        .set(person.auth)
        .send({ [key]: 'dark' })
        .expect(200);
      expect((await app.http.get(`${address}/${key}`).set(person.auth).expect(200)).body.data.value).toBe('dark');
    },
  );

  it('merge, and null and DELETE return to the default', async () => {
    const [a, b, c] = [await define({ default: 'x' }), await define({}), await define({ settingType: 'integer' })];
    const first = await putAll({ [a]: '1', [b]: '2' }).expect(200);
    expect(settingsIn(first.body.data).find(({ key }) => key === a)).toMatchObject({ value: '1', isDefault: false });
    await putAll({ [b]: null, [c]: 3 }).expect(200);
    expect([await get(a), await get(b), await get(c)]).toMatchObject([
      { value: '1', isDefault: false },
      { value: null, isDefault: true },
      { value: 3, isDefault: false },
    ]);
    const gone = await app.http.delete(`${all}/${a}`).set(person.auth).expect(200);
    expect(gone.body.data).toMatchObject({ key: a, value: 'x', isDefault: true, updatedAt: null });
    await app.http.delete(`${all}/${a}`).set(person.auth).expect(200);
    await put(c, null).expect(200);
    expect(await get(c)).toMatchObject({ value: null, isDefault: true });
  });

  it('are written all or none, and every bad value is named', async () => {
    const [good, bad] = [await define({}), await define({ settingType: 'integer', validationRules: { max: 5 } })];
    const { body } = await putAll({ [good]: 'new', [bad]: 6, 'no.such-setting': 1 }).expect(400);
    expect(body.details).toEqual([
      { path: bad, message: `${bad} must be at most 5` },
      { path: 'no.such-setting', message: 'no.such-setting is not a setting' },
    ]);
    expect(await get(good)).toMatchObject({ isDefault: true });
  });

  it.each<[object]>([
    [{}],
    [{ Theme: 1 }],
    [{ 'a..b': 1 }],
    [{ constructor: 1 }],
    [{ prototype: 1 }],
    [{ tenantId: 'x' }],
  ])('do not take %j', async (values) => {
    await putAll(values).expect(400);
  });

  it('parallel writes of different keys all survive, of the same key one does', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => define({ settingType: 'integer' })));
    const writes = keys.flatMap((key, index) => [
      putAll({ [key]: index, [keys.at(index - 1) ?? '']: index - 1 < 0 ? 7 : index - 1 }),
      put(key, index),
    ]);
    const replies = await Promise.all(writes);
    expect(replies.map(({ status }) => status)).toEqual(Array(16).fill(200));
    for (const [index, key] of keys.entries()) expect(await get(key)).toMatchObject({ value: index });
  });
});

it.each(['get', 'delete', 'put'] as const)('%s of an unknown key is 404', async (method) => {
  for (const [key, status] of [
    ['no.such', 404],
    ['No.Such', 400],
    ['__proto__', 400],
    ['constructor', 400],
  ] as const) {
    const request = app.http[method](`${all}/${key}`).set(person.auth);
    const { body } = await (method === 'put' ? request.send({ value: 1 }) : request).expect(status);
    if (status === 404) expect(body.code).toBe('SETTING_NOT_FOUND');
  }
});

it('needs a person who is signed in, and takes a value and nothing else', async () => {
  const key = await define({});
  await app.http.get(all).expect(401);
  await app.http
    .put(all)
    .send({ [key]: 'x' })
    .expect(401);
  await app.http.delete(`${all}/${key}`).expect(401);
  for (const body of [{}, { value: 'x', userId: admin.id }, { value: 'x', updatedAt: '2020-01-01' }, { [key]: 'x' }])
    await app.http.put(`${all}/${key}`).set(person.auth).send(body).expect(400);
  expect(await get(key)).toMatchObject({ isDefault: true });
});

it('each change is in the history, with the keys it named', async () => {
  const [a, b] = [await define({}), await define({})];
  await putAll({ [b]: 'x', [a]: 'y' }).expect(200);
  await app.http.delete(`${all}/${b}`).set(person.auth).expect(200);
  await putAll({ [a]: 7 }).expect(400);
  const entries = await rowsOf<{ fields: string[] }>(
    app,
    `select type, fields, actor_id = user_id as own from activities where user_id = $1 and type like 'setting%' order by id`,
    [person.id],
  );
  expect(entries.map((entry) => ({ ...entry, fields: entry.fields.toSorted() }))).toEqual([
    { type: 'settings.updated', fields: [`settings.${a}`, `settings.${b}`].sort(), own: true },
    { type: 'settings.updated', fields: [`settings.${b}`], own: true },
  ]);
});

describe('other people', () => {
  it('members read public settings of whom they may see, and nobody else reads anything', async () => {
    const [shown, hidden] = [newKey(), newKey()];
    await define({ key: shown, category: 'zz shown', isPublic: true, default: 'none', description: 'Working hours.' });
    await define({ key: hidden, category: 'zz shown' });
    const owner = await createPerson(app, { handle: 'shows-settings', privacy: { visibility: 'authenticated' } });
    await putAll({ [shown]: '9 to 5', [hidden]: 'secret' }, owner).expect(200);
    const of = (id: string) => app.http.get(`/api/v1/profiles/${id}/settings`);

    for (const id of [owner.id, 'shows-settings']) {
      const { body } = await of(id).set(person.auth).expect(200);
      expect(body.data.find(({ category }: Group) => category === 'zz shown')).toEqual({
        category: 'zz shown',
        settings: [{ key: shown, settingType: 'string', description: 'Working hours.', value: '9 to 5' }],
      });
      expect(JSON.stringify(body)).not.toContain('secret');
      await of(id).expect(401);
    }
    await app.http.put('/api/v1/profile/privacy').set(owner.auth).send({ visibility: 'private' }).expect(200);
    const unseen = await of(owner.id).set(person.auth).expect(404);
    const absent = await of(newKey().slice(5)).set(person.auth).expect(404);
    expect({ ...unseen.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
    await of(owner.id).set(owner.auth).expect(200);
  });

  it('of another tenant have other settings', async () => {
    const key = newKey();
    const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
    await define({ key, isPublic: true });
    await put(key, 'ours').expect(200);
    await app.http.get(`${all}/${key}`).set(elsewhere.auth).expect(404);
    await put(key, 'theirs', elsewhere).expect(404);
    await putAll({ [key]: 'theirs' }, elsewhere).expect(400);
    expect((await app.http.get(all).set(elsewhere.auth).expect(200)).body.data).toEqual([]);

    await defineSetting(app, elsewhere, { key, settingType: 'integer', default: 1 });
    await put(key, 2, elsewhere).expect(200);
    expect(await get(key)).toMatchObject({ settingType: 'string', value: 'ours' });
    expect(await get(key, elsewhere)).toMatchObject({ settingType: 'integer', value: 2 });
  });
});
