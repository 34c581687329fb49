// Values that our schemas would let through and PostgreSQL could not take: they are refused like any other mistake.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal, type Refusal } from '../support/refusal.ts';
import { createService, type Service } from '../support/services.ts';

const invalid: Refusal = [400, 'VALIDATION_FAILED'];

let app: TestApp;
let admin: Person;
let service: Service;
beforeAll(async () => {
  app = await startTestApp();
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  service = await createService(app, ['stats:write', 'events:write'], admin);
});
afterAll(() => app?.close());

const id = '019a7b54-2c8e-7d11-9b7e-3f0c5a2d1e44';
describe.each([`(${id})`, `[${id}]`, id.replaceAll('-', ':'), `{${id}`])('the id %s', (odd) => {
  const path = encodeURIComponent(odd);

  test.each<['get' | 'put' | 'post' | 'delete', string]>([
    ['get', `/profile?viewAs=${path}`],
    ['put', `/profile/blocks/${path}`],
    ['delete', `/profile/blocks/${path}`],
    ['get', `/aliases/unmask-requests/${path}`],
    ['post', `/aliases/unmask-requests/${path}/approve`],
    ['delete', `/service-tokens/${path}`],
  ])('%s %s', async (method, address) => {
    expectRefusal(await app.http[method](`/api/v1${address}`).set(admin.auth), invalid);
  });

  test('in what a service tells', async () => {
    const set = app.http.put(`/api/v1/internal/users/${path}/stats`).set(service.auth).send({ postsCount: 1 });
    expectRefusal(await set, invalid);
    const event = { id: 'e-1', type: 'post.created', userId: odd, at: new Date().toISOString() };
    expectRefusal(
      await app.http
        .post('/api/v1/internal/events')
        .set(service.auth)
        .send({ events: [event] }),
      invalid,
    );
  });
});

test('a moment before all calendars', async () => {
  const long = '-271821-04-20T00:00:00Z';
  for (const name of ['from', 'to'])
    expectRefusal(
      await app.http
        .get('/api/v1/profile/activity')
        .query({ [name]: long })
        .set(admin.auth),
      invalid,
    );
  const set = app.http.put(`/api/v1/internal/users/${admin.id}/stats`).set(service.auth);
  expectRefusal(await set.send({ lastActiveAt: long }), invalid);
});

test.each(['a\0b', '\ud800'])('rules of settings with the text %j', async (text) => {
  const define = (rules: object) =>
    app.http
      .post('/api/v1/settings/definitions')
      .set(admin.auth)
      .send({ key: 'test.odd', settingType: 'string', validationRules: rules });
  expectRefusal(await define({ allowedValues: [text] }), invalid);
  expectRefusal(await define({ pattern: text }), invalid);
});
