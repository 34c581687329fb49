// Somebody registers a stranger's address and waits for its owner to come (Sudhodanan and Paverd, "Pre-hijacked accounts").
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailTo, proofOf, resetTokenOf } from '../support/mailbox.ts';
import { cookieOf, testPassword } from '../support/people.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

const ofAttacker = testPassword;
const ofOwner = 'only the owner knows';
let app: TestApp;
let victims = 0;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

const post = (path: string, body: object) => app.http.post(`/api/v1/auth/${path}`).send(body);
const login = (email: string, password: string) => post('login', { email, password });
const verify = (body: object) => post('verify-email', body);

/** An address that an attacker has registered, and is signed in with: by token, by cookie. */
async function hijacked() {
  const email = `victim${victims++}@example.com`;
  await post('register', { email, password: ofAttacker, displayName: 'Not the owner' }).expect(202);
  const proof = proofOf(await mailTo(app, email));
  const tokens = (await login(email, ofAttacker).expect(200)).body.data;
  const cookie = { cookie: `__Host-cameo-session=${await cookieOf(app, { email })}` };
  const auth = { authorization: `Bearer ${tokens.accessToken}` };
  const isIn = async () => {
    const answers = await Promise.all([
      app.http.get('/api/v1/profile').set(auth),
      app.http.get('/api/v1/profile').set(cookie),
      post('refresh', { refreshToken: tokens.refreshToken }),
      login(email, ofAttacker),
    ]);
    return answers.map(({ status }) => status);
  };
  return { email, proof, isIn, auth };
}

const out = [401, 401, 401, 401];
const forgetNotice = (email: string) =>
  run(app, `update users set noticed_at = now() - interval '1 hour' where email = $1`, [email]);

it('the owner who only clicks is asked for the password of the registration, and chooses one', async () => {
  const { email, proof, isIn } = await hijacked();
  const page = await app.http.get('/verify-email').query({ token: proof.token }).expect(200);
  expect(page.text).toMatch(/Anybody can register with any address/);
  expect(page.text).toMatch(/I did not register/);
  expect((await verify({ token: proof.token })).status).toBe(400);
  const { body } = await verify({ token: proof.token, password: ofOwner }).expect(403);
  expect(body.code).toBe('PASSWORD_DIFFERS');
  const [account] = await rowsOf(app, 'select email_verified_at as at from users where email = $1', [email]);
  expect(account).toEqual({ at: null });
  await verify({ token: proof.token, newPassword: ofOwner }).expect(200);
  expect(await isIn()).toEqual(out);
  await login(email, ofOwner).expect(200);
});

it('the owner who registers, too, and proves with their own password has the account alone', async () => {
  const { email, isIn } = await hijacked();
  await forgetNotice(email);
  await post('register', { email, password: ofOwner }).expect(202);
  const { code } = proofOf(await mailTo(app, email, 2));
  await verify({ email, code, password: ofOwner }).expect(200);
  expect(await isIn()).toEqual(out);
  await login(email, ofOwner).expect(200);
});

it('also when the attacker asks for another mail, or registers again, in between', async () => {
  const { email, isIn } = await hijacked();
  await forgetNotice(email);
  await post('register', { email, password: ofOwner }).expect(202);
  await mailTo(app, email, 2);
  await post('resend-verification', { email }).expect(202);
  const { token } = proofOf(await mailTo(app, email, 3));
  await verify({ token, password: ofOwner }).expect(200);
  expect(await isIn()).toEqual(out);
});

it('what was registered within the quiet time is not lost on the owner: the mail that came lets them choose', async () => {
  const { email, proof, isIn } = await hijacked();
  await post('register', { email, password: ofOwner }).expect(202);
  await workDone(app);
  expect((await verify({ token: proof.token, password: ofOwner })).body.code).toBe('PASSWORD_DIFFERS');
  await verify({ token: proof.token, newPassword: ofOwner }).expect(200);
  expect(await isIn()).toEqual(out);
});

it('the owner who has forgotten whether they registered gets in by a new password', async () => {
  const { email, proof, isIn } = await hijacked();
  await post('forgot-password', { email }).expect(202);
  const token = resetTokenOf(await mailTo(app, email, 2));
  await post('reset-password', { token, password: ofOwner }).expect(204);
  expect(await isIn()).toEqual(out);
  const { body } = await login(email, ofOwner).expect(200);
  const auth = { authorization: `Bearer ${body.data.accessToken}` };
  expect((await app.http.get('/api/v1/profile').set(auth).expect(200)).body.data.emailVerified).toBe(true);
  // The older mail is still in the mailbox.
  expect((await verify({ token: proof.token, password: ofAttacker })).status).toBe(401);
  expect((await verify({ token: proof.token, newPassword: ofAttacker })).status).toBe(401);
});

it('the hash that an attacker left in a later registration opens nothing after the proof, and is not kept', async () => {
  const { email } = await hijacked();
  await forgetNotice(email);
  await post('register', { email, password: 'a second try of theirs' }).expect(202);
  const { token } = proofOf(await mailTo(app, email, 2));
  await verify({ token, newPassword: ofOwner }).expect(200);
  await login(email, 'a second try of theirs').expect(401);
  const kept = 'select from email_verifications where email = $1 and password_hash is not null';
  expect(await rowsOf(app, kept, [email])).toEqual([]);
  expect((await verify({ token, newPassword: 'and a third one of theirs' })).status).toBe(401);
});

it('a session of the attacker does nothing while the proof is under way', async () => {
  const { email, proof, auth } = await hijacked();
  const answers = await Promise.all([
    verify({ token: proof.token, newPassword: ofOwner }),
    ...Array.from({ length: 5 }, (_, at) =>
      app.http
        .put('/api/v1/users/me/password')
        .set(auth)
        .send({ currentPassword: ofAttacker, newPassword: `mine from now on ${at}` }),
    ),
  ]);
  expect(answers[0]?.status).toBe(200);
  await login(email, ofOwner).expect(200);
  await app.http.get('/api/v1/profile').set(auth).expect(401);
});
