// The queue dashboard is for those who run the installation, with a token or with a password.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const queues = (headers: Record<string, string>, path = '') => app.http.get(`/admin/queues${path}`).set(headers);
const basic = (email: string, password = testPassword) => ({
  authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
});

test('a stranger is asked to sign in', async () => {
  const answer = await queues({});
  expectRefusal(answer, [401, 'UNAUTHENTICATED']);
  expect(answer.headers['www-authenticate']).toBe('Basic realm="Cameo", charset="UTF-8"');
  expectRefusal(await queues({}, '/api/queues'), [401, 'UNAUTHENTICATED']);
  expectRefusal(await queues({}, '/static/favicon.ico'), [401, 'UNAUTHENTICATED']);
});

test.each(['user', 'moderator', 'admin'] as const)('a %s may not look', async (role) => {
  const { auth, email } = await createPerson(app, { roles: [role] });
  expectRefusal(await queues(auth), [403, 'FORBIDDEN']);
  expectRefusal(await queues(basic(email)), [403, 'FORBIDDEN']);
});

test('the platform-admin sees every queue, by token and by password', async () => {
  const { auth, email } = await createPerson(app, { roles: ['platform-admin'] });
  for (const headers of [auth, basic(email)]) {
    const page = await queues(headers).expect(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    const { body } = await queues(headers, '/api/queues').expect(200);
    const names = body.queues.map(({ name }: { name: string }) => name);
    expect(names).toEqual(app.container.queues.all.map(({ name }) => name));
  }
});

test('wrong credentials are strangers, in whatever form', async () => {
  const { email } = await createPerson(app, { roles: ['admin'] });
  const headers = [
    basic(email, 'wrong password'),
    basic('nobody@example.com'),
    basic(''),
    { authorization: 'Basic' },
    { authorization: 'Basic !' },
    { authorization: `Basic ${Buffer.from('no colon').toString('base64')}` },
    { authorization: 'Bearer x' },
  ];
  for (const header of headers) expectRefusal(await queues(header), [401, 'UNAUTHENTICATED']);
});

test('another site cannot make an administrator’s browser act', async () => {
  const { email } = await createPerson(app, { roles: ['platform-admin'] });
  const pause = (site: string) =>
    app.http
      .put(`/admin/queues/api/queues/${app.container.queues.all[0]?.name}/pause`)
      .set(basic(email))
      .set('sec-fetch-site', site);
  expectRefusal(await pause('cross-site'), [403, 'FORBIDDEN']);
});

test('the audit trail tells who did something here, and who was refused', async () => {
  const operator = await createPerson(app, { roles: ['platform-admin'] });
  const member = await createPerson(app);
  const [queue] = app.container.queues.all;
  await app.http.put(`/admin/queues/api/queues/${queue?.name}/pause`).set(basic(operator.email)).expect(200);
  await app.http.put(`/admin/queues/api/queues/${queue?.name}/resume`).set(operator.auth).expect(200);
  await queues(member.auth).expect(403);
  const entries = await rowsOf(
    app,
    `select action, outcome, target_id from audit.entries where actor_id = any($1) and action <> 'sign-in.succeeded' order by id`,
    [[operator.id, member.id]],
  );
  expect(entries).toEqual([
    { action: 'queues.operated', outcome: 'allowed', target_id: `PUT /admin/queues/api/queues/${queue?.name}/pause` },
    { action: 'queues.operated', outcome: 'allowed', target_id: `PUT /admin/queues/api/queues/${queue?.name}/resume` },
    { action: 'access.denied', outcome: 'denied', target_id: 'GET /admin/queues' },
  ]);
});

test('an administrator who is one no more is out', async () => {
  const { auth, email, id } = await createPerson(app, { roles: ['platform-admin'] });
  await queues(auth).expect(200);
  await app.container.sequelize.query(`update users set status = 'deactivated' where id = '${id}'`);
  expectRefusal(await queues(basic(email)), [401, 'UNAUTHENTICATED']);
});

test('the queues hold every tenant’s jobs: an administrator of another tenant may not look', async () => {
  const { auth } = await createPersonElsewhere(app, { roles: ['admin'] });
  expectRefusal(await queues(auth), [403, 'FORBIDDEN']);
});
