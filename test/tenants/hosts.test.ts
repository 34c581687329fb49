// Several tenants in one installation: made by who runs it, told apart by host name or token, strangers to each other.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { run } from '../support/work.ts';

let app: TestApp;
let operator: Person;
beforeAll(async () => {
  app = await startTestApp();
  operator = await createPerson(app, { roles: ['user', 'platform-admin'] });
});
afterAll(() => app?.close());

const make = (body: object) => app.http.post('/api/v1/tenants').set(operator.auth).send(body);
const nameAt = async (host: string) =>
  (await app.http.get('/api/v1/tenant').set('Host', host).expect(200)).body.data.name;

it('is made, listed, renamed and moved by who runs the installation', async () => {
  const { body } = await make({ slug: 'acme', name: 'Acme', hosts: ['People.Acme.example'] }).expect(201);
  expect(body.data).toMatchObject({ slug: 'acme', name: 'Acme', hosts: ['people.acme.example'], settings: {} });
  const { id } = body.data;
  expect(await nameAt('people.acme.example')).toBe('Acme');
  expect(await nameAt('elsewhere.example')).toBe('Default');
  const change = { name: 'Acme & Sons', hosts: ['acme.example'] };
  await app.http.put(`/api/v1/tenants/${id}`).set(operator.auth).send(change).expect(200);
  expect(await nameAt('acme.example')).toBe('Acme & Sons');
  expect(await nameAt('people.acme.example')).toBe('Default');
  const list = await app.http.get('/api/v1/tenants?limit=1').set(operator.auth).expect(200);
  const next = await app.http
    .get('/api/v1/tenants')
    .query({ cursor: list.body.meta.nextCursor, limit: 1 })
    .set(operator.auth)
    .expect(200);
  expect(next.body.data[0].slug).toBe('acme');
});

it('has its own name and hosts', async () => {
  await make({ slug: 'first', name: 'First', hosts: ['first.example'] }).expect(201);
  expectRefusal(await make({ slug: 'first', name: 'Again' }), [409, 'TENANT_EXISTS']);
  expectRefusal(await make({ slug: 'second', name: 'Second', hosts: ['first.example'] }), [409, 'HOST_TAKEN']);
  expectRefusal(await make({ slug: 'Third Tenant', name: 'Third' }), [400, 'VALIDATION_FAILED']);
});

it('shows people without a token to those at its own host alone', async () => {
  const { body } = await make({ slug: 'north', name: 'North', hosts: ['north.example'] }).expect(201);
  const person = await createPerson(app, { displayName: 'Northerner', privacy: { visibility: 'public' } });
  for (const [table, column] of [
    ['users', 'id'],
    ['profiles', 'user_id'],
    ['sessions', 'user_id'],
  ])
    await run(app, `update ${table} set tenant_id = $1 where ${column} = $2`, [body.data.id, person.id]);
  app.container.changes.announce([`profile:${body.data.id}/${person.id}`]);
  const path = `/api/v1/profiles/${person.id}`;
  await app.http.get(path).set('Host', 'north.example').expect(200);
  await app.http.get(path).set('Host', 'NORTH.example:8092').expect(200);
  // Not by a header or a parameter that a client can choose.
  for (const [name, value] of [
    ['X-Forwarded-Host', 'north.example'],
    ['Forwarded', 'host=north.example'],
    ['X-Tenant-Id', body.data.id],
  ])
    expectRefusal(await app.http.get(path).set(String(name), String(value)), [404, 'PROFILE_NOT_FOUND']);
  expectRefusal(await app.http.get(`${path}?tenantId=${body.data.id}`), [400, 'VALIDATION_FAILED']);
});

it('is the business of nobody else', async () => {
  const admin = await createPerson(app, { roles: ['user', 'admin'] });
  expectRefusal(await app.http.get('/api/v1/tenants').set(admin.auth), [403, 'FORBIDDEN']);
  expectRefusal(await app.http.post('/api/v1/tenants').set(admin.auth).send({ slug: 'mine', name: 'Mine' }), [
    403,
    'FORBIDDEN',
  ]);
  expectRefusal(await app.http.get('/api/v1/tenants/00000000-0000-7000-8000-00000000dead').set(operator.auth), [
    404,
    'TENANT_NOT_FOUND',
  ]);
});
