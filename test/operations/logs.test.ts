// A whole flow, good and bad, with every line of its log read: ids are there, people are not.
import { startTestApp, type TestApp } from '../support/app.ts';
import { solid } from '../support/images.ts';
import { captureLogs } from '../support/logs.ts';
import { mailTo, proofOf } from '../support/mailbox.ts';
import { workDone } from '../support/work.ts';

const email = 'canary.person@example.com';
const password = 'canary horse battery';
const name = 'Canary Lovelace';

let app: TestApp;
let lines: string[];
const secrets: string[] = [email, password, name, 'canary'];

beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { LOG_LEVEL: 'trace' } });
  lines = captureLogs(app.container);
  const post = (path: string, body: object) =>
    app.http.post(`/api/v1/auth/${path}`).set('x-request-id', `flow-${path}`).send(body);

  await post('register', { email, password, displayName: name, handle: 'canary-l' }).expect(202);
  const { token } = proofOf(await mailTo(app, email));
  await post('verify-email', { email, code: '000000', password });
  await app.http.get('/verify-email').query({ token }).expect(200);
  await post('verify-email', { token, password }).expect(200);
  await post('login', { email, password: `${password}!` }).expect(401);
  const { accessToken, refreshToken } = (await post('login', { email, password }).expect(200)).body.data;
  secrets.push(token, accessToken, refreshToken);
  const auth = { authorization: `Bearer ${accessToken}`, cookie: 'session=canary', 'user-agent': 'canary/1.0' };
  await app.http.put('/api/v1/profile').set(auth).send({ bio: 'canary bio', phone: '+442079460123' }).expect(200);
  await app.http.put('/api/v1/profile').set(auth).send({ canary: 'canary', displayName: 42 }).expect(400);
  await app.http.put('/api/v1/profile').set(auth).set('content-type', 'application/json').send('{"canary').expect(400);
  await app.http.put('/api/v1/profile/privacy').set(auth).send({ visibility: 'public' }).expect(200);
  await app.http
    .post('/api/v1/profile/avatar')
    .set(auth)
    .attach('file', await solid([9, 9, 9]).png().toBuffer(), 'canary.png')
    .expect(202);
  await app.http.get('/api/v1/profiles').query({ q: 'canary' }).expect(200);
  await app.http.get('/api/v1/profiles').query({ q: 'canary', canary: 'canary' }).expect(400);
  await app.http
    .get('/api/v1/profiles')
    .query({ q: 'canary '.repeat(100) })
    .expect(400);
  await app.http.get('/api/v1/profiles/suggest').query({ q: 'canar' }).expect(200);
  await app.http.get('/api/v1/profiles/canary-l').expect(200);
  await app.http.get('/api/v1/profiles/canary-nobody').expect(404);
  await app.http.get('/canary/canary?canary').expect(404);
  // Our own faults are logged with their cause: a database that repeats values in its errors, say.
  const { query } = app.container.sequelize;
  Object.assign(app.container.sequelize, {
    query: () => query.call(app.container.sequelize, `insert into users (id, email) values ('${email}', '${email}')`),
  });
  await post('login', { email, password }).expect(500);
  Object.assign(app.container.sequelize, { query });
  // A search that fails does so with what was typed at hand.
  const { search } = app.container.engine;
  Object.assign(app.container.engine, {
    search: ({ text }: { text: string }) => app.container.sequelize.query('select $1::int', { bind: [text] }),
  });
  await app.http.get('/api/v1/profiles').query({ q: 'canary words' }).expect(500);
  Object.assign(app.container.engine, { search });
  await post('refresh', { refreshToken }).expect(200);
  await post('refresh', { refreshToken }).expect(401);
  await workDone(app);
});
afterAll(() => app?.close());

test('names nobody and gives nothing away', () => {
  expect(lines.length).toBeGreaterThan(30);
  for (const secret of secrets)
    expect(lines.filter((line) => line.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
  expect(lines.filter((line) => line.includes('2079460123'))).toEqual([]);
});

test('is JSON, a line for each request and job, tied together by the id of the request', () => {
  const entries = lines.map((line) => JSON.parse(line));
  const of = (requestId: string) => entries.filter((entry) => entry.requestId === requestId);
  expect(of('flow-register')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ msg: 'request', method: 'POST', route: '/auth/register', status: 202 }),
      expect.objectContaining({ msg: 'job done', job: 'mail.send' }),
      expect.objectContaining({ msg: 'job done', job: 'search.index-profile' }),
    ]),
  );
  expect(of('flow-login').filter(({ msg }) => msg === 'request failed')).toEqual([
    expect.objectContaining({ level: 50, err: expect.objectContaining({ stack: expect.any(String) }) }),
  ]);
});
