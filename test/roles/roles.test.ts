// Roles of a tenant's own making: made of permissions that their maker has, and in force at once.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { run } from '../support/work.ts';

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await startTestApp();
  admin = await createPerson(app, { roles: ['user', 'admin'] });
});
afterAll(() => app?.close());

let made = 0;
async function defineRole(permissions: string[], maker = admin) {
  made += 1;
  const name = `role-${made}`;
  await app.http.post('/api/v1/roles').set(maker.auth).send({ name, permissions }).expect(201);
  return name;
}
/** Before any of the person's tokens was used. */
const give = (person: Person, ...roles: string[]) =>
  run(app, `update users set roles = array['user', $2] where id = $1`, [person.id, ...roles]);

it('lists the built-in roles and those of the tenant, with what they grant', async () => {
  const name = await defineRole(['users:read:tenant']);
  const { body } = await app.http.get('/api/v1/roles').set(admin.auth).expect(200);
  const byName = Object.fromEntries(body.data.map((role: { name: string }) => [role.name, role]));
  expect(Object.keys(byName)).toEqual(expect.arrayContaining(['user', 'moderator', 'admin', 'platform-admin', name]));
  expect(byName.user).toMatchObject({ builtIn: true, permissions: expect.arrayContaining(['profiles:update:own']) });
  expect(byName[name]).toMatchObject({ builtIn: false, permissions: ['users:read:tenant'], version: 1 });
  expect(byName.admin.permissions).not.toContain('tenants:manage');
});

it('grants what it is made of, and a change is in force at once on a live token', async () => {
  const name = await defineRole(['users:read:tenant']);
  const holder = await createPerson(app);
  await give(holder, name);
  await app.http.get('/api/v1/roles').set(holder.auth).expect(200);
  expectRefusal(await app.http.post('/api/v1/roles').set(holder.auth).send({ name: 'mine', permissions: [] }), [
    403,
    'FORBIDDEN',
  ]);
  const change = { permissions: ['roles:define:tenant'] };
  const changed = await app.http.put(`/api/v1/roles/${name}`).set(admin.auth).send(change).expect(200);
  expect(changed.body.data).toMatchObject({ name, version: 2 });
  expectRefusal(await app.http.get('/api/v1/roles').set(holder.auth), [403, 'FORBIDDEN']);
  await app.http.post('/api/v1/roles').set(holder.auth).send({ name: 'empty', permissions: [] }).expect(201);
});

it('lets nobody make a role of more than they have', async () => {
  const refused = await app.http
    .post('/api/v1/roles')
    .set(admin.auth)
    .send({ name: 'king', permissions: ['users:read:tenant', 'tenants:manage'] });
  expectRefusal(refused, [403, 'PERMISSION_NOT_HELD']);
  expect(refused.body.details).toEqual([{ path: 'permissions', message: 'you do not have tenants:manage' }]);
  const definer = await createPerson(app);
  await give(definer, await defineRole(['roles:define:tenant', 'users:read:tenant']));
  const victim = await defineRole(['users:read:tenant']);
  expectRefusal(
    await app.http
      .put(`/api/v1/roles/${victim}`)
      .set(definer.auth)
      .send({ permissions: ['users:read:tenant', 'roles:assign:tenant'] }),
    [403, 'PERMISSION_NOT_HELD'],
  );
});

it.each([
  ['a permission that is none', { name: 'odd', permissions: ['users:fly'] }],
  ['a name with spaces', { name: 'Odd Name', permissions: [] }],
  ['no permissions', { name: 'odd' }],
  ['a permission twice', { name: 'odd', permissions: ['users:read:tenant', 'users:read:tenant'] }],
  ['a field of another’s', { name: 'odd', permissions: [], tenantId: '00000000-0000-7000-8000-000000000009' }],
])('refuses %s', async (_what, body) => {
  expectRefusal(await app.http.post('/api/v1/roles').set(admin.auth).send(body), [400, 'VALIDATION_FAILED']);
});

it('keeps names apart from the built-in ones and from each other', async () => {
  const name = await defineRole([]);
  for (const taken of [name, 'admin', 'user'])
    expectRefusal(await app.http.post('/api/v1/roles').set(admin.auth).send({ name: taken, permissions: [] }), [
      409,
      'ROLE_EXISTS',
    ]);
  for (const builtIn of ['admin', 'platform-admin'])
    expectRefusal(await app.http.put(`/api/v1/roles/${builtIn}`).set(admin.auth).send({ permissions: [] }), [
      404,
      'ROLE_NOT_FOUND',
    ]);
});

it('goes only when nobody has it', async () => {
  const name = await defineRole([]);
  const holder = await createPerson(app);
  await give(holder, name);
  expectRefusal(await app.http.delete(`/api/v1/roles/${name}`).set(admin.auth), [409, 'ROLE_HELD']);
  await run(app, `update users set roles = '{user}' where id = $1`, [holder.id]);
  await app.http.delete(`/api/v1/roles/${name}`).set(admin.auth).expect(204);
  expectRefusal(await app.http.delete(`/api/v1/roles/${name}`).set(admin.auth), [404, 'ROLE_NOT_FOUND']);
});

it('is nothing to another tenant', async () => {
  const name = await defineRole(['users:read:tenant']);
  const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  const { body } = await app.http.get('/api/v1/roles').set(elsewhere.auth).expect(200);
  expect(body.data.map((role: { name: string }) => role.name)).not.toContain(name);
  expectRefusal(await app.http.put(`/api/v1/roles/${name}`).set(elsewhere.auth).send({ permissions: [] }), [
    404,
    'ROLE_NOT_FOUND',
  ]);
  expectRefusal(await app.http.delete(`/api/v1/roles/${name}`).set(elsewhere.auth), [404, 'ROLE_NOT_FOUND']);
  await app.http.post('/api/v1/roles').set(elsewhere.auth).send({ name, permissions: [] }).expect(201);
});
