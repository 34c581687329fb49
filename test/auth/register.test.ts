// Registering: what the caller is told, what the owner of the address is told, and who ends up with what.
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailsTo, mailTo, proofOf } from '../support/mailbox.ts';
import { createPerson, testPassword } from '../support/people.ts';
import { rowsOf, run, runAsOwner, workDone } from '../support/work.ts';

const password = testPassword;
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

const register = (body: object) => app.http.post('/api/v1/auth/register').send(body);
const accountCount = async () => (await rowsOf(app, 'select 1 from users')).length;

test('a new and a known address get the same answer, and different mails', async () => {
  const known = await createPerson(app);
  const answers = [
    await register({ email: 'new@example.com', password }),
    await register({ email: known.email, password: 'another password' }),
  ];
  for (const { status, body, headers } of answers) {
    expect({ status, body }).toEqual({ status: 202, body: answers[0]?.body });
    expect(Object.keys(headers)).toEqual(Object.keys(answers[0]?.headers ?? {}));
  }
  expect(await mailTo(app, 'new@example.com')).toMatchObject({ subject: 'Confirm your e-mail address' });
  const notice = await mailTo(app, known.email);
  expect(notice.subject).toBe('You already have an account');
  expect(notice.text).not.toMatch(/token=|Code:/);
  await app.http.post('/api/v1/auth/login').send({ email: known.email, password: 'another password' }).expect(401);
});

test.each([
  ['lower and upper case', 'maria@Example.com', 'MARIA@EXAMPLE.COM'],
  ['full-width letters', 'wide@example.com', 'ｗｉｄｅ＠ｅｘａｍｐｌｅ．ｃｏｍ'],
  ['a decomposed accent', 'zo\u00eb@example.com', 'zoe\u0308@example.com'],
  ['the dot of the root', 'dot@example.com', 'dot@example.com.'],
  ['a domain in its own script', 'ada@xn--bcher-kva.example', 'ada@bücher.example'],
  ['blanks around it', 'blank@example.com', '  blank@example.com '],
])('%s: one account', async (_, first, second) => {
  const before = await accountCount();
  await register({ email: first, password }).expect(202);
  await register({ email: second, password }).expect(202);
  await workDone(app);
  expect(await accountCount()).toBe(before + 1);
  await app.http.post('/api/v1/auth/login').send({ email: second, password }).expect(200);
});

test('a wished handle is reserved for nobody before the address is proved, and belongs to the first who proves', async () => {
  const names = ['early@example.com', 'late@example.com'];
  for (const email of names) await register({ email, password, handle: 'wanted', displayName: email }).expect(202);
  await app.http.get('/api/v1/profiles/wanted').expect(404);
  for (const email of names.toReversed())
    await app.http
      .post('/api/v1/auth/verify-email')
      .send({ token: proofOf(await mailTo(app, email)).token, password })
      .expect(200);
  const handles = await rowsOf(app, `select display_name as name, handle from profiles where display_name = any($1)`, [
    names,
  ]);
  expect(handles).toEqual(
    expect.arrayContaining([
      { name: 'late@example.com', handle: 'wanted' },
      { name: 'early@example.com', handle: null },
    ]),
  );
  expect((await register({ email: 'third@example.com', password, handle: 'Wanted' })).body).toMatchObject({
    status: 409,
    code: 'HANDLE_TAKEN',
  });
});

test('two who prove their addresses at the same moment and wish the same handle both succeed', async () => {
  const names = ['twin1@example.com', 'twin2@example.com'];
  for (const email of names) await register({ email, password, handle: 'twins' }).expect(202);
  const proofs = await Promise.all(names.map(async (email) => proofOf(await mailTo(app, email))));
  const answers = await Promise.all(
    proofs.map(({ token }) => app.http.post('/api/v1/auth/verify-email').send({ token, password })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await rowsOf(app, `select 1 from profiles where handle = 'twins'`)).toHaveLength(1);
});

test('whoever proves a repeated registration gets the password that came with it', async () => {
  const email = 'squatted@example.com';
  await register({ email, password: 'of the squatter' }).expect(202);
  await mailTo(app, email);
  await app.container.sequelize.query(
    `update users set noticed_at = now() - interval '1 hour' where email = '${email}'`,
  );
  const squatter = await app.http.post('/api/v1/auth/login').send({ email, password: 'of the squatter' }).expect(200);
  await register({ email, password: 'of the owner' }).expect(202);
  const { token } = proofOf(await mailTo(app, email, 2));
  await app.http.post('/api/v1/auth/verify-email').send({ token, password: 'of the owner' }).expect(200);
  await app.http.post('/api/v1/auth/login').send({ email, password: 'of the owner' }).expect(200);
  await app.http.post('/api/v1/auth/login').send({ email, password: 'of the squatter' }).expect(401);
  const { accessToken } = squatter.body.data;
  await app.http.get('/api/v1/profile').set('authorization', `Bearer ${accessToken}`).expect(401);
});

test('the owner of an address is not flooded with notices', async () => {
  const { email } = await createPerson(app);
  for (let time = 0; time < 5; time++) await register({ email, password }).expect(202);
  await workDone(app);
  expect(await mailsTo(app, email)).toHaveLength(1);
});

test('of registrations at once, none is told that it was taken in when none was', async () => {
  await runAsOwner(app, 'alter table address_requests rename to requests_away');
  try {
    const send = () => register({ email: 'unlucky@example.com', password });
    const statuses = (await Promise.all([send(), send(), send()])).map(({ status }) => status);
    expect(statuses).toEqual([500, 500, 500]);
  } finally {
    await runAsOwner(app, 'alter table requests_away rename to address_requests');
  }
});

test('an address that is proved while somebody registers it again keeps its password', async () => {
  const owner = await createPerson(app, { verified: false });
  const { container } = app;
  await run(app, `update users set noticed_at = null where id = $1`, [owner.id]);
  const proving = await container.sequelize.transaction();
  const prove = (sql: string) => container.sequelize.query(sql, { bind: [owner.id], transaction: proving });
  await prove('select from users where id = $1 for no key update');
  await register({ email: owner.email, password: 'another password' }).expect(202);
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'update "users"%'`;
  while ((await rowsOf(app, waiting)).length === 0) await sleep(20);
  await prove('update users set email_verified_at = now() where id = $1');
  await proving.commit();
  await workDone(app);
  const pending = 'select from email_verifications where user_id = $1 and password_hash is not null';
  expect(await rowsOf(app, pending, [owner.id])).toEqual([]);
});
