// Blocks that people add to their profiles: what is kept, who sees it, and what is refused.
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const own = '/api/v1/profile/extensions';
const add = (person: Person, body: object) => app.http.post(own).set(person.auth).send(body);
const list = async (person: Person) => (await app.http.get(own).set(person.auth).expect(200)).body.data;

/** Arrays in arrays, `levels` of them. */
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('a block comes back as it was sent, keys in their order', async () => {
  const person = await createPerson(app);
  const extensionData = { zulu: 1, alpha: [null, true, { snake_case: 'ß', camelCase: '👩‍💻', '': 0.5 }], 10: 'ten' };
  const { body } = await add(person, { extensionType: 'project', extensionData }).expect(201);
  expect(body.data).toEqual({
    id: expect.any(String),
    extensionType: 'project',
    extensionData,
    audience: 'private',
    isPublic: false,
    sortOrder: 0,
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
  });
  const { text } = await app.http.get(own).set(person.auth).expect(200);
  expect(text).toContain(JSON.stringify(extensionData));
});

test.each([[null], [false], [0], [''], ['text'], [[]], [{}]])('%j is data, too', async (extensionData) => {
  const person = await createPerson(app);
  await add(person, { extensionType: 'note', extensionData }).expect(201);
  expect((await list(person))[0].extensionData).toEqual(extensionData);
});

test('parts are written one by one, and a block is removed', async () => {
  const person = await createPerson(app);
  const { id } = (await add(person, { extensionType: 'note', extensionData: 1, isPublic: true }).expect(201)).body.data;
  const put = (body: object) => app.http.put(`${own}/${id}`).set(person.auth).send(body);
  expect((await put({ extensionData: { a: 1 } }).expect(200)).body.data).toMatchObject({
    extensionType: 'note',
    extensionData: { a: 1 },
    audience: 'public',
    isPublic: true,
  });
  expect((await put({ audience: 'authenticated' }).expect(200)).body.data).toMatchObject({ isPublic: false });
  expect((await put({ isPublic: false }).expect(200)).body.data).toMatchObject({ audience: 'private' });
  expect((await put({ sortOrder: 7, extensionType: 'memo' }).expect(200)).body.data).toMatchObject({
    extensionData: { a: 1 },
    sortOrder: 7,
    extensionType: 'memo',
  });
  await app.http.delete(`${own}/${id}`).set(person.auth).expect(204);
  expect(await list(person)).toEqual([]);
  expectRefusal(await app.http.delete(`${own}/${id}`).set(person.auth), [404, 'EXTENSION_NOT_FOUND']);
  expectRefusal(await put({ sortOrder: 1 }), [404, 'EXTENSION_NOT_FOUND']);
});

test('what a client reads it can write back', async () => {
  const person = await createPerson(app);
  for (const audience of ['public', 'authenticated', 'private']) {
    const { data } = (await add(person, { extensionType: 'note', extensionData: 1, audience }).expect(201)).body;
    const { id, createdAt, updatedAt, ...content } = data;
    const again = (await app.http.put(`${own}/${id}`).set(person.auth).send(content).expect(200)).body.data;
    expect({ ...again, updatedAt }).toEqual(data);
    expect(createdAt).toBe(again.createdAt);
  }
});

const good = { extensionType: 'note', extensionData: 1 };
const half = '\ud800';
test.each<[string, object, string]>([
  ['no data', { extensionType: 'note' }, 'extensionData'],
  ['no type', { extensionData: 1 }, 'extensionType'],
  ['a type that is no slug', { ...good, extensionType: 'My Note' }, 'extensionType'],
  ['a type of 51 letters', { ...good, extensionType: 'a'.repeat(51) }, 'extensionType'],
  ['contradicting audiences', { ...good, isPublic: true, audience: 'private' }, 'body'],
  ['the other contradiction', { ...good, isPublic: false, audience: 'public' }, 'body'],
  ['an audience that is none', { ...good, audience: 'friends' }, 'audience'],
  ['a place that is none', { ...good, sortOrder: -1 }, 'sortOrder'],
  ['an unknown field', { ...good, userId: newId() }, 'userId'],
  ['21 levels', { ...good, extensionData: nested(21) }, 'extensionData'],
  ['more than 16 KB', { ...good, extensionData: 'x'.repeat(16 * 1024 - 1) }, 'extensionData'],
  ['a few letters of many bytes', { ...good, extensionData: 'ß'.repeat(8192) }, 'extensionData'],
  ['a constructor', { ...good, extensionData: { a: [{ constructor: { prototype: {} } }] } }, 'extensionData'],
  ['a prototype', { ...good, extensionData: { prototype: 1 } }, 'extensionData'],
  ['NUL', { ...good, extensionData: ['a\0b'] }, 'extensionData'],
  ['half a character', { ...good, extensionData: { a: half } }, 'extensionData'],
  ['half a character in a key', { ...good, extensionData: { [half]: 1 } }, 'extensionData'],
])('%s is refused by name', async (_, body, path) => {
  const person = await createPerson(app);
  const response = await add(person, body);
  expectRefusal(response, [400, 'VALIDATION_FAILED']);
  expect(response.body.details[0].path).toBe(path);
  expect(await list(person)).toEqual([]);
});

test.each([
  ['__proto__ at the top', '{"__proto__":{"isAdmin":true}}'],
  ['__proto__ deep inside', '[[{"a":{"__proto__":{"isAdmin":true}}}]]'],
  ['a number without end', '[1e309]'],
])('%s is refused, and pollutes nothing', async (_, json) => {
  const person = await createPerson(app);
  const response = await app.http
    .post(own)
    .set(person.auth)
    .set('content-type', 'application/json')
    .send(`{"extensionType":"note","extensionData":${json}}`);
  expectRefusal(response, [400, 'VALIDATION_FAILED']);
  expect('isAdmin' in {}).toBe(false);
});

test('exactly 16 KB, exactly 20 levels and thousands of values are fine', async () => {
  const person = await createPerson(app);
  for (const extensionData of ['x'.repeat(16 * 1024 - 2), nested(20), Array.from({ length: 8000 }, () => 1)])
    await add(person, { extensionType: 'note', extensionData }).expect(201);
});

test('fifty blocks and no more, however many come at once', async () => {
  const person = await createPerson(app);
  for (let count = 0; count < 45; count++) await add(person, good).expect(201);
  const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await add(person, good)).status));
  expect(statuses.toSorted()).toEqual([...Array(5).fill(201), ...Array(7).fill(409)]);
  expectRefusal(await add(person, good), [409, 'TOO_MANY_EXTENSIONS']);
  expect(await list(person)).toHaveLength(50);
});

test('the order is the owner’s', async () => {
  const person = await createPerson(app);
  const ids: string[] = [];
  for (const extensionType of ['a', 'b', 'c'])
    ids.push((await add(person, { extensionType, extensionData: 1 }).expect(201)).body.data.id);
  const [a = '', b = '', c = ''] = ids;
  const order = (wanted: string[]) => app.http.put(`${own}/order`).set(person.auth).send({ ids: wanted });
  const { body } = await order([c, a, b]).expect(200);
  expect(body.data.map(({ extensionType }: { extensionType: string }) => extensionType)).toEqual(['c', 'a', 'b']);
  expect(await list(person)).toEqual(body.data);
  for (const wrong of [[a, b], [a, b, c, newId()], [a, b, newId()], []])
    expectRefusal(await order(wrong), [409, 'ORDER_INCOMPLETE']);
  for (const wrong of [
    [a, a, b],
    ['first', a, b],
  ])
    expectRefusal(await order(wrong), [400, 'VALIDATION_FAILED']);
  expect(await list(person)).toEqual(body.data);
});

test('somebody else’s block cannot be touched', async () => {
  const owner = await createPerson(app);
  const other = await createPerson(app);
  const { id } = (await add(owner, good).expect(201)).body.data;
  expectRefusal(await app.http.put(`${own}/${id}`).set(other.auth).send({ isPublic: true }), [
    404,
    'EXTENSION_NOT_FOUND',
  ]);
  expectRefusal(await app.http.delete(`${own}/${id}`).set(other.auth), [404, 'EXTENSION_NOT_FOUND']);
  expectRefusal(
    await app.http
      .put(`${own}/order`)
      .set(other.auth)
      .send({ ids: [id] }),
    [409, 'ORDER_INCOMPLETE'],
  );
  expect(await list(owner)).toMatchObject([{ id, audience: 'private' }]);
  expectRefusal(await app.http.get(own), [401, 'UNAUTHENTICATED']);
});

describe('others see', () => {
  async function createExhibit(visibility: string) {
    const person = await createPerson(app, { privacy: { visibility } });
    for (const audience of ['public', 'authenticated', 'private'])
      await add(person, { extensionType: audience, extensionData: audience, audience }).expect(201);
    return person;
  }
  const typesSeenBy = async (person: Person, auth: Partial<Person['auth']>) => {
    const { body } = await app.http.get(`/api/v1/profiles/${person.id}/extensions`).set(auth);
    return body.data?.map(({ extensionType }: { extensionType: string }) => extensionType) ?? body.code;
  };
  const all = ['public', 'authenticated', 'private'];
  const members = ['public', 'authenticated'];

  test.each([
    ['public', { anonymous: ['public'], member: members, owner: all }],
    ['authenticated', { anonymous: 'PROFILE_NOT_FOUND', member: members, owner: all }],
    ['private', { anonymous: 'PROFILE_NOT_FOUND', member: 'PROFILE_NOT_FOUND', owner: all }],
  ])('of a profile that is %s what they may', async (visibility, expected) => {
    const person = await createExhibit(visibility);
    const member = await createPerson(app);
    expect({
      anonymous: await typesSeenBy(person, {}),
      member: await typesSeenBy(person, member.auth),
      owner: await typesSeenBy(person, person.auth),
    }).toEqual(expected);
  });

  test('nothing of what hides it: neither audience nor place nor time', async () => {
    const person = await createExhibit('public');
    const { body } = await app.http.get(`/api/v1/profiles/${person.id}/extensions`).expect(200);
    expect(body.data).toEqual([{ id: expect.any(String), extensionType: 'public', extensionData: 'public' }]);
  });

  test('nothing of the hidden, deleted, unproved, switched off, blocked, absent and foreign, all alike', async () => {
    const viewer = await createPerson(app);
    const hidden = await createExhibit('private');
    const [deleted, unproved, off, blocked] = [
      await createExhibit('public'),
      await createExhibit('public'),
      await createExhibit('public'),
      await createExhibit('public'),
    ];
    await app.http.delete('/api/v1/profile').set(deleted.auth).expect(204);
    await run(app, 'update users set email_verified_at = null where id = $1', [unproved.id]);
    await run(app, `update users set status = 'deactivated' where id = $1`, [off.id]);
    await app.http.put(`/api/v1/profile/blocks/${viewer.id}`).set(blocked.auth).expect(204);
    const foreign = await createPersonElsewhere(app);
    const seen = await Promise.all(
      [hidden, deleted, unproved, off, blocked, foreign, { id: newId() }, { id: 'nobody-at-all' }].map(
        async ({ id }) => {
          const { status, body, headers } = await app.http
            .get(`/api/v1/profiles/${id}/extensions`)
            .set(viewer.auth)
            .set('x-request-id', 'same');
          const { date, ...rest } = headers;
          return JSON.stringify([status, body, rest]);
        },
      ),
    );
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('PROFILE_NOT_FOUND');
    expectRefusal(await app.http.get(own).set(deleted.auth), [404, 'PROFILE_NOT_FOUND']);
    expectRefusal(await add(deleted, good), [404, 'PROFILE_NOT_FOUND']);
  });
});

test('every change is written into the owner’s history, the values not in clear', async () => {
  const person = await createPerson(app);
  const { id } = (await add(person, { extensionType: 'note', extensionData: 'rare-canary' }).expect(201)).body.data;
  await app.http.put(`${own}/${id}`).set(person.auth).send({ isPublic: true }).expect(200);
  await app.http
    .put(`${own}/order`)
    .set(person.auth)
    .send({ ids: [id] })
    .expect(200);
  await app.http.delete(`${own}/${id}`).set(person.auth).expect(204);
  const rows = await rowsOf<{ type: string; text: string }>(
    app,
    `select type, to_jsonb(a)::text as text from activities a where user_id = $1 and type like 'extension%' order by id`,
    [person.id],
  );
  expect(rows.map(({ type }) => type)).toEqual([
    'extension.created',
    'extension.updated',
    'extensions.reordered',
    'extension.removed',
  ]);
  expect(JSON.stringify(rows)).not.toContain('rare-canary');
});

test('/api/profile/extensions speaks snake_case and leaves the data alone', async () => {
  const person = await createPerson(app);
  const extension_data = { camelCase: 1, snake_case: { deepCamel: [{ UPPER: 2 }], deep_snake: 3 } };
  const send = { extension_type: 'project', extension_data, is_public: true, sort_order: '3' };
  const { body } = await app.http.post('/api/profile/extensions').set(person.auth).send(send).expect(201);
  expect(body).toEqual({
    success: true,
    data: {
      id: expect.any(String),
      extension_type: 'project',
      extension_data,
      is_public: true,
      audience: 'public',
      sort_order: 3,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    },
  });
  const listed = await app.http.get('/api/profile/extensions').set(person.auth).expect(200);
  expect(listed.body).toEqual({ success: true, data: [body.data] });
  expect((await list(person))[0].extensionData).toEqual(extension_data);
  await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'public' }).expect(200);
  const seen = await app.http.get(`/api/profile/${person.id}/extensions`).expect(200);
  expect(seen.body.data).toEqual([{ id: body.data.id, extension_type: 'project', extension_data }]);
  const refused = await app.http
    .put(`/api/profile/extensions/${body.data.id}`)
    .set(person.auth)
    .send({ extension_data: { a: { constructor: 1 } } })
    .expect(400);
  expect(refused.body.details[0].path).toBe('extension_data');
});
