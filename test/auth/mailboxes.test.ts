// Anybody can name any address: how often that makes us write to it, and what asking for a mail tells.
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailsTo, mailTo, proofOf, resetTokenOf } from '../support/mailbox.ts';
import { createPerson, testPassword } from '../support/people.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

const post = (path: string, body: object) => app.http.post(`/api/v1/auth/${path}`).send(body);
const ask = async (path: string, email: string) => {
  const { status, body } = await post(path, { email });
  return { status, body };
};

it('gets five mails an hour at most, of all kinds, and whoever asks is told the same', async () => {
  const { email } = await createPerson(app, { verified: false });
  const first = await ask('resend-verification', email);
  expect(first).toEqual({ status: 202, body: { success: true, data: { message: expect.any(String) } } });
  await mailTo(app, email, 2);
  for (let time = 0; time < 4; time++) {
    expect(await ask('resend-verification', email.toUpperCase())).toEqual(first);
    await workDone(app);
    expect(await ask('forgot-password', email)).toEqual(first);
    await workDone(app); // a mail that is overtaken by the next one is not sent
  }
  expect(await mailsTo(app, email)).toHaveLength(5);
});

it('of twenty requests at once no more are mailed', async () => {
  const { email } = await createPerson(app);
  await Promise.all(Array.from({ length: 20 }, () => post('forgot-password', { email }).expect(202)));
  await workDone(app);
  // A mail whose link a newer one has replaced has nothing to say any more.
  const mails = await mailsTo(app, email);
  expect(mails.length).toBeLessThanOrEqual(5);
  await post('reset-password', {
    token: resetTokenOf(mails[0] ?? (await mailTo(app, email))),
    password: 'another fine password',
  }).expect(204);
});

it('the hour slides: each mail makes room when it is an hour old', async () => {
  const { email } = await createPerson(app, { verified: false });
  for (let count = 2; count <= 5; count++) {
    await ask('resend-verification', email);
    await mailTo(app, email, count);
  }
  await ask('resend-verification', email);
  await workDone(app);
  expect(await mailsTo(app, email)).toHaveLength(5);
  await run(
    app,
    `update mailboxes set mailed = array_prepend(mailed[1] - interval '61 minutes', mailed[2:]) where email_key = $1`,
    [email],
  );
  await ask('resend-verification', email);
  await mailTo(app, email, 6);
  await ask('resend-verification', email);
  await workDone(app);
  expect(await mailsTo(app, email)).toHaveLength(6);
});

it('asking again ends the link and the code of the mail before', async () => {
  const email = 'again@example.com';
  await post('register', { email, password: testPassword }).expect(202);
  const older = proofOf(await mailTo(app, email));
  await app.http.post('/api/v1/auth/resend-verification').send({ email }).expect(202);
  const newer = proofOf(await mailTo(app, email, 2));
  const password = testPassword;
  await post('verify-email', { token: older.token, password }).expect(401);
  if (older.code !== newer.code) await post('verify-email', { email, code: older.code, password }).expect(401);
  await post('verify-email', { email, code: newer.code, password }).expect(200);
});

it('a proof that died of wrong codes is begun anew, with what was registered', async () => {
  const email = 'mistyped@example.com';
  await post('register', { email, password: testPassword, handle: 'mistyped' }).expect(202);
  const { code } = proofOf(await mailTo(app, email));
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  for (let time = 0; time < 5; time++)
    await post('verify-email', { email, code: wrong, password: testPassword }).expect(401);
  await post('verify-email', { email, code, password: testPassword }).expect(401);
  await post('resend-verification', { email }).expect(202);
  await post('verify-email', { token: proofOf(await mailTo(app, email, 2)).token, password: testPassword }).expect(200);
  expect(await rowsOf(app, `select handle from profiles where handle = 'mistyped'`)).toHaveLength(1);
});

it('nobody is written to whose address is proved, or unknown', async () => {
  const { email } = await createPerson(app);
  expect(await ask('resend-verification', email)).toEqual(await ask('resend-verification', 'unknown@example.com'));
  await workDone(app);
  for (const to of [email, 'unknown@example.com']) expect(await mailsTo(app, to)).toEqual([]);
});

it('what is over is forgotten', async () => {
  const { id, email } = await createPerson(app);
  await ask('forgot-password', email);
  await workDone(app);
  await run(app, `update mailboxes set last_mailed_at = now() - interval '61 minutes'`);
  await run(app, `update password_resets set expires_at = now() - interval '25 hours'`);
  await run(app, `update sessions set expires_at = now() - interval '31 days' where user_id = $1`, [id]);
  await run(
    app,
    `insert into address_requests (id, tenant_id, kind, email, email_key, created_at)
     select gen_random_uuid(), tenant_id, 'verification', email, email_key, now() - interval '2 days' from users where id = $1`,
    [id],
  );
  const live = (await createPerson(app)).id;
  expect(await app.container.signInRetention.forget()).toBeGreaterThanOrEqual(4);
  const left = await rowsOf<{ name: string; count: number }>(
    app,
    `select 'mailboxes' as name, count(*) from mailboxes union all select 'resets', count(*) from password_resets
     union all select 'requests', count(*) from address_requests
     union all select 'sessions', count(*) from sessions where user_id = any($1)`,
    [[id, live]],
  );
  expect(Object.fromEntries(left.map(({ name, count }) => [name, count]))).toEqual({
    mailboxes: 0,
    resets: 0,
    requests: 0,
    sessions: 1,
  });
});
