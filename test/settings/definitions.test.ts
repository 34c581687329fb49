// Which settings there are: admins define them, and are told what a change would do to the values that people have.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { defineSetting, newKey } from '../support/settings.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let people: Person[];
beforeAll(async () => {
  app = await startTestApp();
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  people = await Promise.all(Array.from({ length: 5 }, () => createPerson(app)));
});
afterAll(() => app?.close());

const all = '/api/v1/settings/definitions';
const post = (body: object, who = admin) => app.http.post(all).set(who.auth).send(body);
const put = (key: string, body: object, query = {}) =>
  app.http.put(`${all}/${key}`).query(query).set(admin.auth).send(body);
const remove = (key: string, query = {}) => app.http.delete(`${all}/${key}`).query(query).set(admin.auth);
const get = (key: string, who = admin) => app.http.get(`${all}/${key}`).set(who.auth);
const choose = (person: Person | undefined, key: string, value: unknown) =>
  app.http
    .put(`/api/v1/users/me/settings/${key}`)
    .set(person?.auth ?? {})
    .send({ value });
const settingOf = async (person: Person | undefined, key: string) =>
  (
    await app.http
      .get(`/api/v1/users/me/settings/${key}`)
      .set(person?.auth ?? {})
      .expect(200)
  ).body.data;

describe('a definition', () => {
  it('is kept as it was given, with who made it and when', async () => {
    const key = newKey();
    const given = {
      key,
      settingType: 'string',
      category: 'ui_preferences',
      description: 'User interface theme preference',
      validationRules: { allowedValues: ['light', 'dark', 'auto'] },
      isPublic: false,
      default: 'auto',
    };
    const { body, headers } = await post(given).expect(201);
    expect(body.data).toEqual({
      ...given,
      version: 1,
      createdBy: admin.id,
      createdAt: expect.any(String),
      updatedBy: admin.id,
      updatedAt: expect.any(String),
    });
    const read = await get(key).expect(200);
    expect(read.body.data).toEqual(body.data);
    await get(key).set('If-None-Match', String(headers.etag)).expect(304);
    expect((await app.http.get(all).set(admin.auth).expect(200)).body.data).toContainEqual(body.data);
    expect((await post(given).expect(409)).body.code).toBe('SETTING_EXISTS');
  });

  it('needs a key and a type only, and other admins’ changes are theirs', async () => {
    const key = newKey();
    const { body } = await post({ key, settingType: 'boolean' }).expect(201);
    expect(body.data).toMatchObject({ category: 'general', description: null, isPublic: false, default: null });
    const second = await createPerson(app, { roles: ['user', 'admin'] });
    const changed = await app.http.put(`${all}/${key}`).set(second.auth).send({ default: true }).expect(200);
    expect(changed.body).toMatchObject({
      data: { version: 2, createdBy: admin.id, createdAt: body.data.createdAt, updatedBy: second.id, default: true },
      meta: { dryRun: false, concernedValues: 0 },
    });
    expect(Date.parse(changed.body.data.updatedAt)).toBeGreaterThan(Date.parse(body.data.updatedAt));
  });

  it.each([
    ['key', { key: 'Upper.Case' }],
    ['key', { key: 'a..b' }],
    ['key', { key: 'constructor' }],
    ['key', { key: `a${'.b'.repeat(50)}` }],
    ['settingType', { settingType: 'colour' }],
    ['category', { category: '' }],
    ['isPublic', { isPublic: 'yes' }],
    ['createdBy', { createdBy: '0198c1a2-0000-7000-8000-000000000002' }],
    ['updatedAt', { updatedAt: '2020-01-01T00:00:00Z' }],
    ['version', { version: 7 }],
    ['tenantId', { tenantId: '0198c1a2-0000-7000-8000-000000000002' }],
    ['validationRules.required', { validationRules: { required: true } }],
    ['validationRules.jsonSchema', { validationRules: { jsonSchema: { type: 'string' } } }],
    ['validationRules.allowedValues', { validationRules: { allowedValues: [] } }],
    ['validationRules.allowedValues', { validationRules: { allowedValues: [1] } }],
    ['validationRules.min', { validationRules: { min: -1 } }],
    ['validationRules.max', { validationRules: { max: 1.5 } }],
    ['validationRules.max', { validationRules: { min: 3, max: 2 } }],
    ['validationRules.pattern', { validationRules: { pattern: '(' } }],
    ['validationRules.pattern', { validationRules: { pattern: '(a)\\1' } }],
    ['validationRules.pattern', { validationRules: { pattern: 'a'.repeat(257) } }],
    ['default', { validationRules: { max: 3 }, default: 'long' }],
    ['default', { default: 7 }],
    ['validationRules.allowedValues', { settingType: 'enum' }],
    ['validationRules.min', { settingType: 'boolean', validationRules: { min: 1 } }],
    ['validationRules.min', { settingType: 'integer', validationRules: { min: '1' } }],
    ['validationRules.min', { settingType: 'date', validationRules: { min: '2023-02-30' } }],
    ['validationRules.jsonSchema', { settingType: 'json', validationRules: { jsonSchema: { type: 'circle' } } }],
    ['validationRules.jsonSchema', { settingType: 'json', validationRules: { jsonSchema: { minimun: 1 } } }],
  ])('is refused for its %s: %j', async (path, wrong) => {
    const key = newKey();
    const { body } = await post({ key, settingType: 'string', ...wrong }).expect(400);
    expect(body.details.map((detail: { path: string }) => detail.path)).toEqual([path]);
    await get(key).expect(404);
  });

  it('is refused when its JSON Schema could be made to take long', async () => {
    for (const jsonSchema of [
      { $ref: '#' },
      { properties: { a: { $ref: 'https://example.com/schema.json' } } },
      { type: 'string', pattern: '(?=a)a' },
      { type: 'array', uniqueItems: true },
    ]) {
      const { body } = await post({ key: newKey(), settingType: 'json', validationRules: { jsonSchema } }).expect(400);
      expect(body.details).toEqual([expect.objectContaining({ path: 'validationRules.jsonSchema' })]);
    }
  });

  it('keeps its key, and needs something to change', async () => {
    const key = await defineSetting(app, admin);
    await put(key, { key: newKey() }).expect(400);
    await put(key, {}).expect(400);
    await put(key, { default: 'x' }, { dryrun: true }).expect(400);
    await put('no.such', { default: 'x' }).expect(404);
    await remove('no.such').expect(404);
  });

  it('is an admin’s to see and to change', async () => {
    const key = await defineSetting(app, admin);
    const moderator = await createPerson(app, { roles: ['user', 'moderator'] });
    const requests = [
      () => app.http.get(all),
      () => app.http.get(`${all}/${key}`),
      () => app.http.post(all).send({ key: newKey(), settingType: 'string' }),
      () => app.http.put(`${all}/${key}`).send({ default: 'x' }),
      () => app.http.delete(`${all}/${key}`),
    ];
    for (const request of requests) {
      await request().expect(401);
      for (const who of [people[0], moderator])
        await request()
          .set(who?.auth ?? {})
          .expect(403);
    }
    expect((await get(key)).body.data).toMatchObject({ version: 1, default: null });
  });

  it('of one tenant is unknown to the admins of another', async () => {
    const key = await defineSetting(app, admin);
    const other = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
    await get(key, other).expect(404);
    await app.http.put(`${all}/${key}`).set(other.auth).send({ default: 'x' }).expect(404);
    await app.http.delete(`${all}/${key}`).query({ force: true }).set(other.auth).expect(404);
    expect((await app.http.get(all).set(other.auth)).body.data).toEqual([]);
    await get(key).expect(200);
  });

  it('of many parallel ones with one key is made once', async () => {
    const body = { key: newKey(), settingType: 'string' };
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('is changed only by who has seen the last change', async () => {
    const key = await defineSetting(app, admin);
    const tag = String((await get(key)).headers.etag);
    await put(key, { default: 'one' }).set('If-Match', tag).expect(200);
    const { body } = await put(key, { default: 'two' }).set('If-Match', tag).expect(412);
    expect(body.currentVersion).toBe(2);
    await remove(key).set('If-Match', tag).expect(412);
    expect((await get(key)).body.data.default).toBe('one');
  });
});

describe('a change that values do not survive', () => {
  /** A setting of the five people: 10, 20, 30, 40, and nothing. */
  async function defineUsed(): Promise<string> {
    const key = await defineSetting(app, admin, { settingType: 'integer', validationRules: { max: 50 }, default: 12 });
    for (const [index, person] of people.slice(0, 4).entries()) await choose(person, key, (index + 1) * 10).expect(200);
    return key;
  }

  it.each([
    ['stricter bounds', { validationRules: { min: 15, max: 35 }, default: 20 }, 2],
    ['allowed values', { validationRules: { allowedValues: [12, 10] } }, 3],
    ['another type', { settingType: 'string', validationRules: {}, default: null }, 4],
    ['wider bounds', { validationRules: { max: 100 } }, 0],
    ['another name', { description: 'New words.', category: 'other', isPublic: true }, 0],
  ])('is counted by a dry run as it then happens: %s', async (_, change, concernedValues) => {
    const key = await defineUsed();
    const before = (await get(key)).body.data;
    const dry = await put(key, change, { dryRun: true }).expect(200);
    expect(dry.body).toMatchObject({ data: change, meta: { dryRun: true, concernedValues } });
    expect((await get(key)).body.data).toEqual(before);

    const real = await put(key, change).expect(concernedValues > 0 ? 409 : 200);
    if (concernedValues > 0) {
      expect(real.body).toMatchObject({ code: 'SETTING_IN_USE', concernedValues });
      expect((await get(key)).body.data).toEqual(before);
    }
    const forced = await put(key, change, { force: true }).expect(200);
    expect(forced.body).toMatchObject({ data: change, meta: { dryRun: false } });
    const shown = await Promise.all(people.slice(0, 4).map((person) => settingOf(person, key)));
    expect(shown.filter(({ isDefault }) => isDefault)).toHaveLength(concernedValues);
  });

  it('shows the default in their place, and the values again when they fit again', async () => {
    const key = await defineUsed();
    await put(key, { validationRules: { min: 15, max: 50 }, default: 16 }, { force: true }).expect(200);
    expect(await settingOf(people[0], key)).toMatchObject({ value: 16, isDefault: true, updatedAt: null });
    expect(await settingOf(people[1], key)).toMatchObject({ value: 20, isDefault: false });
    // What did not count before is not counted again.
    const next = await put(key, { validationRules: { min: 16, max: 50 } }).expect(200);
    expect(next.body.meta.concernedValues).toBe(0);
    await put(key, { validationRules: {} }).expect(200);
    expect(await settingOf(people[0], key)).toMatchObject({ value: 10, isDefault: false });
  });

  it('counts every value, also of more people than one look at the table brings', async () => {
    const key = await defineUsed();
    await run(
      app,
      `with people as (insert into users (id, tenant_id, email, email_key, password_hash)
         select gen_random_uuid(), tenant_id, 'many' || n, 'many' || n || $1, '' from users, generate_series(1, 2500) n
         where id = $2 returning id, tenant_id)
       insert into user_settings (user_id, tenant_id, key, value)
       select id, tenant_id, $1, to_jsonb((row_number() over ())::int % 50) from people`,
      [key, admin.id],
    );
    const { body } = await put(key, { validationRules: { max: 24 } }, { dryRun: true }).expect(200);
    expect(body.meta.concernedValues).toBe(1250 + 2);
    expect((await remove(key, { dryRun: true })).body.meta.concernedValues).toBe(2500 + 4);
  });

  it('does not let a value slip in while it happens', async () => {
    const key = await defineSetting(app, admin, { settingType: 'integer' });
    const [change, ...writes] = await Promise.all([
      put(key, { validationRules: { max: 5 } }),
      ...people.map((person) => choose(person, key, 9)),
    ]);
    const stored = writes.filter(({ status }) => status === 200).length;
    expect(writes.map(({ status }) => status).every((status) => status === 200 || status === 400)).toBe(true);
    // Either the change came first and refused the values, or it saw those that were there and was refused itself.
    if (change?.status === 200) expect(stored).toBe(0);
    else expect(change?.body).toMatchObject({ code: 'SETTING_IN_USE' });
  });

  it('a default that the new rules refuse is named', async () => {
    const key = await defineUsed();
    const { body } = await put(key, { validationRules: { max: 5 } }, { force: true }).expect(400);
    expect(body.details).toEqual([{ path: 'default', message: 'default must be at most 5' }]);
  });

  it('the end of a setting is refused while people have values, and takes them along when forced', async () => {
    const key = await defineUsed();
    const dry = await remove(key, { dryRun: true }).expect(200);
    expect(dry.body).toMatchObject({ data: { key }, meta: { dryRun: true, concernedValues: 4 } });
    expect((await remove(key).expect(409)).body).toMatchObject({ code: 'SETTING_IN_USE', concernedValues: 4 });
    expect(await settingOf(people[0], key)).toMatchObject({ value: 10 });
    await remove(key, { force: true }).expect(200);
    await get(key).expect(404);
    await choose(people[0], key, 1).expect(404);
    expect(await rowsOf(app, 'select 1 from user_settings where key = $1', [key])).toEqual([]);
    await remove(await defineSetting(app, admin)).expect(200);
  });
});

it('each action is in the history of the admin, a dry run and a refused one are not', async () => {
  const other = await createPerson(app, { roles: ['user', 'admin'] });
  const key = await defineSetting(app, other);
  const change = (body: object, query = {}) => app.http.put(`${all}/${key}`).query(query).set(other.auth).send(body);
  const both = { default: 'x', isPublic: true };
  await change(both, { dryRun: true }).expect(200);
  await change(both).expect(200);
  await change({ default: 7 }).expect(400);
  await app.http.delete(`${all}/${key}`).set(other.auth).expect(200);
  const entries = await rowsOf(
    app,
    `select type, fields from activities where user_id = $1 and type like 'setting%' and actor_id = user_id order by id`,
    [other.id],
  );
  expect(entries).toEqual([
    { type: 'setting-definition.created', fields: [`settings.${key}`] },
    { type: 'setting-definition.updated', fields: [`settings.${key}.default`, `settings.${key}.isPublic`] },
    { type: 'setting-definition.deleted', fields: [`settings.${key}`] },
  ]);
});

it('a tenant has so many settings and no more', async () => {
  const other = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  await run(
    app,
    `insert into setting_definitions (tenant_id, key, setting_type, category, is_public, validation_rules, created_by, updated_by)
     select tenant_id, 'many.k' || n, 'string', 'many', false, '{}', id, id from users, generate_series(1, 200) n where id = $1`,
    [other.id],
  );
  expect((await post({ key: newKey(), settingType: 'string' }, other).expect(409)).body.code).toBe('TOO_MANY_SETTINGS');
  const { body } = await app.http.get('/api/v1/users/me/settings').set(other.auth).expect(200);
  expect(body.data).toMatchObject([{ category: 'many' }]);
  expect(body.data[0].settings).toHaveLength(200);
});
