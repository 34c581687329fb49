// Proving an address by the link or the code of a mail.
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailTo, proofOf } from '../support/mailbox.ts';
import { createPerson, testPassword } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let registered = 0;

beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

const verify = (body: object) => app.http.post('/api/v1/auth/verify-email').send({ password: testPassword, ...body });
const register = (email: string) =>
  app.http.post('/api/v1/auth/register').send({ email, password: testPassword }).expect(202);

/** A fresh registration and what its mail says. */
async function newcomer() {
  const email = `newcomer${registered++}@example.com`;
  await register(email);
  return { email, ...proofOf(await mailTo(app, email)) };
}

async function isVerified(email: string): Promise<boolean> {
  const [account] = await rowsOf<{ verified: boolean }>(
    app,
    'select email_verified_at is not null as verified from users where email = $1',
    [email],
  );
  return account?.verified ?? false;
}

const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');
const refusal = { status: 401, code: 'VERIFICATION_FAILED' };

test('the token of the link proves it; a second click is told the same', async () => {
  const { email, token } = await newcomer();
  expect(await isVerified(email)).toBe(false);
  const first = await verify({ token }).expect(200);
  expect(first.body).toEqual({ success: true, data: { emailVerified: true } });
  expect((await verify({ token }).expect(200)).body).toEqual(first.body);
  expect(await isVerified(email)).toBe(true);
});

test('the code proves it, with the address in any spelling', async () => {
  const { email, code } = await newcomer();
  await verify({ email: email.toUpperCase(), code }).expect(200);
  expect(await isVerified(email)).toBe(true);
});

test('opening the link shows a page and proves nothing', async () => {
  const { email, token } = await newcomer();
  for (const method of ['get', 'head'] as const) {
    const page = await app.http[method]('/verify-email').query({ token }).expect(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  }
  expect(await isVerified(email)).toBe(false);
  await verify({ token }).expect(200);
});

test('the pages of the links speak the language of the browser, also of what is refused', async () => {
  const { token } = await newcomer();
  const open = (path: string, languages: string) =>
    app.http.get(path).query({ token }).set('Accept-Language', languages).expect(200);
  const titles = await Promise.all(
    ['pt, es;q=0.8', 'fr-CA', 'de-AT,en;q=0.5', 'ja', 'en', 'pt'].map(async (languages) => {
      const { text, headers } = await open('/verify-email', languages);
      expect(headers.vary).toMatch(/\bAccept-Language\b/i);
      return /<html lang="(..)">.*<title>([^<]+)</.exec(text)?.slice(1);
    }),
  );
  expect(titles).toEqual([
    ['es', 'Confirma tu dirección'],
    ['fr', 'Confirmez votre adresse'],
    ['de', 'Bestätigen Sie Ihre Adresse'],
    ['ja', 'メールアドレスの確認'],
    ['en', 'Confirm your address'],
    ['en', 'Confirm your address'],
  ]);
  const others = ['/reset-password', '/confirm-email-change', '/undo-email-change'];
  for (const path of others) expect((await open(path, 'de')).text).toContain('<html lang="de">');

  const { text } = await open('/verify-email', 'de');
  const [, refusals = '{}'] = /data-refusals="([^"]*)"/.exec(text) ?? [];
  const known = JSON.parse(refusals.replaceAll('&quot;', '"').replaceAll('&#39;', "'"));
  const weak = ['aaaaaaaaaaaaa', 'abcdefghijklmn', 'password1234'];
  const answers = await Promise.all(weak.map((newPassword) => verify({ token, password: undefined, newPassword })));
  for (const { body } of answers) expect(Object.keys(known)).toContain(body.error);
  expect(Object.keys(known)).toEqual(expect.arrayContaining(['VERIFICATION_FAILED', 'PASSWORD_DIFFERS']));
});

test('four wrong codes are forgiven, a fifth ends the proof', async () => {
  const patient = await newcomer();
  for (let by = 1; by <= 4; by++)
    expect((await verify({ email: patient.email, code: wrong(patient.code, by) })).body).toMatchObject(refusal);
  await verify({ email: patient.email, code: patient.code }).expect(200);

  const guessed = await newcomer();
  for (let by = 1; by <= 5; by++) await verify({ email: guessed.email, code: wrong(guessed.code, by) }).expect(401);
  expect((await verify({ email: guessed.email, code: guessed.code })).body).toMatchObject(refusal);
  expect((await verify({ token: guessed.token })).body).toMatchObject(refusal);
});

test('wrong codes that arrive together are all counted', async () => {
  const { email, code } = await newcomer();
  await Promise.all(Array.from({ length: 20 }, (_, by) => verify({ email, code: wrong(code, by + 1) }).expect(401)));
  await verify({ email, code }).expect(401);
});

test('a newer mail replaces the one before', async () => {
  const { email, token, code } = await newcomer();
  await run(app, `update users set noticed_at = now() - interval '1 hour' where email = $1`, [email]);
  await register(email);
  const newer = proofOf(await mailTo(app, email, 2));
  expect((await verify({ token })).body).toMatchObject(refusal);
  if (code !== newer.code) expect((await verify({ email, code })).body).toMatchObject(refusal);
  await verify({ token: newer.token }).expect(200);
});

test('a proof that is too old is refused', async () => {
  const { email, token, code } = await newcomer();
  await run(app, `update email_verifications set expires_at = now() - interval '1 second' where email = $1`, [email]);
  expect((await verify({ token })).body).toMatchObject(refusal);
  expect((await verify({ email, code })).body).toMatchObject(refusal);
});

test('what was never a proof is refused in the same words', async () => {
  const { accessToken, email } = await createPerson(app);
  const { token } = await newcomer();
  const { tokens } = app.container;
  const attempts = [
    { token: accessToken },
    { token: 'garbage' },
    { token: `${token}x` },
    { token: await tokens.sign('verify-email', { subject: 'x', id: 'not-a-uuid' }, 60) },
    { token: await tokens.sign('verify-email', { subject: 'x' }, 60) },
    { email, code: '123456' },
    { email: 'nobody@example.com', code: '123456' },
  ];
  const answers = await Promise.all(attempts.map(async (body) => (await verify(body)).body));
  for (const { requestId, ...answer } of answers) {
    expect(requestId).toEqual(expect.any(String));
    expect(answer).toMatchObject({ ...refusal, error: answers[0].error });
  }
});
