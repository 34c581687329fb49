// Administrators look after accounts of their tenant, and of no other; a tenant keeps an administrator whatever they do.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await startTestApp();
  admin = await createPerson(app, { roles: ['user', 'admin'] });
});
afterAll(() => app?.close());

const as = (person: Person, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(person.auth);
const idsOf = ({ body }: { body: { data: { id: string }[] } }) => body.data.map(({ id }) => id);

describe('the list', () => {
  it('goes through everybody once, page by page, in each order', async () => {
    await Promise.all([1, 2, 3, 4].map(() => createPerson(app)));
    const everybody = (await rowsOf<{ id: string }>(app, 'select id from users')).map(({ id }) => id).sort();
    for (const sort of ['createdAt', '-createdAt', 'email', '-email', 'completeness', '-completeness']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await as(admin, 'get', '/users').query({ sort, limit: 2, ...(cursor && { cursor }) });
        seen.push(...idsOf(page));
        cursor = page.body.meta.nextCursor;
      } while (cursor);
      expect([...seen].sort()).toEqual(everybody);
    }
  });

  it('is narrowed by name, address, role, standing, proof, date and completeness', async () => {
    const marker = `z${Date.now()}`;
    const person = await createPerson(app, {
      displayName: `Zoë ${marker}`,
      email: `${marker}@example.com`,
      roles: ['user', 'moderator'],
      verified: false,
    });
    const find = async (query: object) => idsOf(await as(admin, 'get', '/users').query(query).expect(200));
    expect(await find({ q: marker.toUpperCase() })).toEqual([person.id]);
    expect(await find({ q: `zoë ${marker}` })).toEqual([person.id]);
    expect(await find({ q: `${marker}%` })).toEqual([]);
    expect(await find({ q: marker, role: 'moderator', verified: false, status: 'active' })).toEqual([person.id]);
    for (const other of [
      { role: 'admin' },
      { verified: true },
      { status: 'banned' },
      { createdTo: '2020-01-01T00:00:00Z' },
      { completenessFrom: 99 },
    ])
      expect(await find({ q: marker, ...other })).toEqual([]);
  });

  it.each([
    ['an unknown filter', { shoeSize: 3 }],
    ['an unknown order', { sort: 'passwordHash' }],
    ['a page that is too long', { limit: 101 }],
  ])('refuses %s', async (_what, query) => {
    expectRefusal(await as(admin, 'get', '/users').query(query), [400, 'VALIDATION_FAILED']);
  });

  it('is a file, too, in which no name is a formula', async () => {
    await createPerson(app, { displayName: '=HYPERLINK("http://evil.example")' });
    const file = await as(admin, 'get', '/users/export').expect(200);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = file.text.trim().split('\n');
    expect(lines).toHaveLength(1 + Number((await rowsOf<{ n: number }>(app, 'select count(*) as n from users'))[0]?.n));
    expect(file.text).toContain(`"'=HYPERLINK`);
    const [entry] = await rowsOf<{ actor_id: string }>(
      app,
      `select actor_id from audit.entries where action = 'users.exported'`,
    );
    expect(entry?.actor_id).toBe(admin.id);
  });
});

describe('an account', () => {
  it('is made with a password, or with a link to choose one', async () => {
    const email = `made${Date.now()}@example.com`;
    const order = { email, password: testPassword, displayName: 'Made', roles: ['user'], emailVerified: true };
    const made = await as(admin, 'post', '/users').send(order).expect(201);
    expect(made.body.data).toMatchObject({ email, emailVerified: true, roles: ['user'], status: 'active' });
    await app.http.post('/api/v1/auth/login').send({ email, password: testPassword }).expect(200);
    expectRefusal(await as(admin, 'post', '/users').send(order), [409, 'ACCOUNT_EXISTS']);

    const invited = await as(admin, 'post', '/users')
      .send({ email: `i${email}` })
      .expect(201);
    const promised = await rowsOf<{ payload: { purpose: string } }>(
      app,
      `select payload from outbox where payload->>'userId' = $1 and name = 'mail.send'`,
      [invited.body.data.id],
    );
    expect(promised.map(({ payload }) => payload.purpose)).toEqual(['password-reset']);
  });

  it('cannot be given what its maker does not have', async () => {
    const order = { email: `above${Date.now()}@example.com`, roles: ['platform-admin'] };
    expectRefusal(await as(admin, 'post', '/users').send(order), [403, 'PERMISSION_NOT_HELD']);
    expectRefusal(await as(admin, 'post', '/users').send({ ...order, roles: ['emperor'] }), [400, 'VALIDATION_FAILED']);
    const { id } = await createPerson(app);
    expectRefusal(await as(admin, 'put', `/users/${id}/roles`).send({ roles: ['user', 'platform-admin'] }), [
      403,
      'PERMISSION_NOT_HELD',
    ]);
  });

  it('above one is out of reach', async () => {
    const operator = await createPerson(app, { roles: ['user', 'platform-admin'] });
    expectRefusal(await as(admin, 'put', `/users/${operator.id}/roles`).send({ roles: ['user'] }), [403, 'ABOVE_YOU']);
    expectRefusal(await as(admin, 'delete', `/users/${operator.id}`), [403, 'ABOVE_YOU']);
    expectRefusal(await as(admin, 'put', `/users/${operator.id}/ban`).send({ reason: 'No.' }), [403, 'ABOVE_YOU']);
    await as(operator, 'get', '/users').expect(200);
  });

  it('is switched off and on again, at once and for everybody', async () => {
    const person = await createPerson(app, { displayName: 'Going', privacy: { visibility: 'public' } });
    await as(person, 'get', '/profile').expect(200);
    await as(admin, 'delete', `/users/${person.id}`).expect(204);
    expectRefusal(await as(person, 'get', '/profile'), [401, 'UNAUTHENTICATED']);
    expectRefusal(await app.http.get(`/api/v1/profiles/${person.id}`), [404, 'PROFILE_NOT_FOUND']);
    const credentials = { email: person.email, password: testPassword };
    expectRefusal(await app.http.post('/api/v1/auth/login').send(credentials), [403, 'ACCOUNT_DEACTIVATED']);
    await as(admin, 'post', `/users/${person.id}/activate`).expect(204);
    await app.http.post('/api/v1/auth/login').send(credentials).expect(200);
    await app.http.get(`/api/v1/profiles/${person.id}`).expect(200);
    expectRefusal(await as(admin, 'delete', `/users/${admin.id}`), [409, 'NOT_YOURSELF']);
  });

  it('is vouched for, and the number that was vouched for is forgotten with it', async () => {
    const person = await createPerson(app, { verified: false, profile: { phone: '+442079460123' } });
    const change = { emailVerified: true, phoneVerified: true, location: 'London', reason: 'Seen the passport.' };
    const { body } = await as(admin, 'put', `/users/${person.id}`).send(change).expect(200);
    expect(body.data).toMatchObject({ emailVerified: true, profile: { location: 'London', phoneVerified: true } });
    const own = (await as(person, 'get', '/profile').expect(200)).body.data;
    expect(own).toMatchObject({ emailVerified: true, phoneVerified: true });
    await as(person, 'put', '/profile').send({ phone: '+442079460124' }).expect(200);
    expect((await as(person, 'get', '/profile')).body.data.phoneVerified).toBe(false);
  });

  it('of another tenant is unknown to every act, and nothing happens to it', async () => {
    const stranger = await createPersonElsewhere(app);
    const unknown = '00000000-0000-7000-8000-00000000dead';
    const before = await rowsOf(app, 'select * from users where id = $1', [stranger.id]);
    const acts: readonly ['get' | 'post' | 'put' | 'delete', string, object?][] = [
      ['get', '/users/{id}'],
      ['put', '/users/{id}', { emailVerified: true }],
      ['delete', '/users/{id}'],
      ['post', '/users/{id}/activate'],
      ['put', '/users/{id}/roles', { roles: ['user'] }],
      ['put', '/users/{id}/profile', { displayName: 'Taken', reason: 'Because.' }],
      ['delete', '/users/{id}/avatar?reason=Because'],
      ['put', '/users/{id}/ban', { reason: 'Because.' }],
      ['delete', '/users/{id}/ban'],
      ['get', '/tenants/{id}/users'],
    ];
    for (const [method, path, body] of acts) {
      const answers = await Promise.all(
        [stranger.id, unknown].map((id) => {
          const request = as(admin, method, path.replace('{id}', id));
          return body ? request.send(body) : request;
        }),
      );
      const [theirs, nobodys] = answers.map(({ status, body: answer }) => ({ status, code: answer.code }));
      expect(theirs).toEqual(nobodys);
      expect(theirs?.status).toBe(404);
    }
    expect(await rowsOf(app, 'select * from users where id = $1', [stranger.id])).toEqual(before);
  });
});

describe('the last administrator', () => {
  it('stays, though twenty demote each other at once', async () => {
    const tenant = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
    const [row] = await rowsOf<{ tenant_id: string }>(app, 'select tenant_id from users where id = $1', [tenant.id]);
    const others = await Promise.all(Array.from({ length: 19 }, () => createPerson(app, { roles: ['user', 'admin'] })));
    for (const [table, column] of [
      ['users', 'id'],
      ['profiles', 'user_id'],
      ['sessions', 'user_id'],
    ])
      await run(app, `update ${table} set tenant_id = $1 where ${column} = any($2)`, [
        row?.tenant_id,
        others.map(({ id }) => id),
      ]);
    const admins = [tenant, ...others];
    const answers = await Promise.all(
      admins.map((person, index) => {
        const victim = admins[(index + 1) % admins.length];
        return as(person, 'put', `/users/${victim?.id}/roles`).send({ roles: ['user'] });
      }),
    );
    for (const { status } of answers) expect([200, 403, 409]).toContain(status);
    const left = await rowsOf(app, `select id from users where tenant_id = $1 and roles @> '{admin}'`, [
      row?.tenant_id,
    ]);
    expect(left.length).toBeGreaterThanOrEqual(1);
    const [last] = left as { id: string }[];
    if (left.length === 1) {
      const person = admins.find(({ id }) => id === last?.id);
      if (!person) throw new Error('the last one is one of them');
      expectRefusal(await as(person, 'put', `/users/${person.id}/roles`).send({ roles: ['user'] }), [
        409,
        'LAST_ADMIN',
      ]);
    }
  });

  it('cannot step down, alone or banned by nobody', async () => {
    const last = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
    expectRefusal(await as(last, 'put', `/users/${last.id}/roles`).send({ roles: ['user'] }), [409, 'LAST_ADMIN']);
    expectRefusal(await as(last, 'put', `/users/${last.id}/ban`).send({ reason: 'Me.' }), [409, 'NOT_YOURSELF']);
  });
});
