// Another address for an account: asked for, proved, and taken back by whoever reads the mail of the old one.
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { startTestApp, type TestApp } from '../support/app.ts';
import { changeProofOf, mailsTo, mailTo, resetTokenOf, undoTokenOf } from '../support/mailbox.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

const base = '/api/v1/users/me/email';
const dayMs = 86_400_000;

let ahead = 0;
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true, clock: () => new Date(Date.now() + ahead) });
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => app?.close());

const newAddress = () => `new${randomBytes(6).toString('hex')}@example.org`;
const post = (path: string, body: object, person?: Person) =>
  app.http
    .post(`/api/v1/auth/${path}`)
    .set(person?.auth ?? {})
    .send(body);
const ask = ({ auth }: Person, email: string) => app.http.post(base).set(auth).send({ email });
const stateOf = async ({ auth }: Person) => (await app.http.get(base).set(auth).expect(200)).body.data;
const login = (email: string, password = testPassword) => post('login', { email, password });
const confirm = (proof: object, person?: Person) => post('confirm-email-change', proof, person);
const undo = (token: string) => post('undo-email-change', { token });
const subjectsTo = async (address: string) => (await mailsTo(app, address)).map(({ subject }) => subject);
const failed = [401, 'EMAIL_CHANGE_FAILED'] as const;

/** Asks, and reads what came to the new address. */
async function asked(person: Person, email = newAddress()) {
  await ask(person, email).expect(202);
  await workDone(app);
  const mail = (await mailsTo(app, email)).find(({ subject }) => subject === 'Confirm your new e-mail address');
  if (!mail) throw new Error(`No mail to ${email}`);
  return { email, ...changeProofOf(mail) };
}

/** Changes the address, as somebody does who has stolen a session. */
async function changed(person: Person, email = newAddress()) {
  const proof = await asked(person, email);
  await confirm({ token: proof.token }).expect(200);
  return proof;
}

const undoTokenTo = async (address: string, subject = 'Your e-mail address was changed') => {
  await workDone(app);
  const mail = (await mailsTo(app, address)).find((each) => each.subject === subject);
  if (!mail) throw new Error(`No such mail to ${address}`);
  return undoTokenOf(mail);
};

describe('asking for it', () => {
  it('leaves the old address in use, and tells it', async () => {
    const person = await createPerson(app);
    const { email } = await asked(person, newAddress());
    expect(await stateOf(person)).toEqual({
      email: person.email,
      verified: true,
      pending: { email, requestedAt: expect.any(String), expiresAt: expect.any(String) },
    });
    await login(person.email).expect(200);
    await login(email).expect(401);
    const notice = await mailTo(app, person.email);
    expect(notice.subject).toBe('Your e-mail address is about to change');
    expect(notice.text).toContain('n•••@example.org');
    expect(notice.text).not.toContain(email);
  });

  it('needs a fresh proof of who asks, and another address', async () => {
    const person = await createPerson(app);
    expectRefusal(await ask(person, person.email.toUpperCase()), [409, 'EMAIL_UNCHANGED']);
    await ask(person, 'no address').expect(400);
    await run(app, `update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
      person.id,
    ]);
    expectRefusal(await ask(person, newAddress()), [403, 'REAUTHENTICATION_REQUIRED']);
    expect((await stateOf(person)).pending).toBeNull();
  });

  it('tells nothing of an address that is taken; its owner is told', async () => {
    const [person, owner] = [await createPerson(app), await createPerson(app)];
    const free = await ask(person, newAddress()).expect(202);
    const taken = await ask(person, owner.email).expect(202);
    expect(taken.body).toEqual(free.body);
    expect((await stateOf(person)).pending.email).toBe(owner.email);
    await workDone(app);
    expect(await subjectsTo(owner.email)).toEqual(['You already have an account']);
    expectRefusal(await confirm({ code: '000000' }, person), failed);
  });

  it('is a matter of one tenant: strangers may have the same address elsewhere', async () => {
    const [person, stranger] = [await createPerson(app), await createPersonElsewhere(app)];
    await changed(person, stranger.email);
    expect((await stateOf(person)).email).toBe(stranger.email);
    expect((await stateOf(stranger)).email).toBe(stranger.email);
  });

  it('is done five times an hour at most, and writes to nobody more often', async () => {
    const person = await createPerson(app);
    const email = newAddress();
    const replies = await Promise.all(Array.from({ length: 7 }, () => ask(person, email)));
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 202, 202, 202, 202, 429, 429]);
    await app.http.post(`${base}/pending/resend`).set(person.auth).expect(202);
    await workDone(app);
    expect((await mailsTo(app, email)).length).toBeLessThanOrEqual(5);
  });

  it('is forgotten by cancelling it, by asking for another, and by another password', async () => {
    const person = await createPerson(app);
    const first = await asked(person);
    await app.http.delete(`${base}/pending`).set(person.auth).expect(204);
    expectRefusal(await confirm({ token: first.token }), failed);
    expectRefusal(await app.http.post(`${base}/pending/resend`).set(person.auth), [409, 'NO_PENDING_EMAIL']);
    const [second, third] = [await asked(person), await asked(person)];
    expectRefusal(await confirm({ token: second.token }), failed);
    const passwords = { currentPassword: testPassword, newPassword: 'another fine password' };
    await app.http.put('/api/v1/users/me/password').set(person.auth).send(passwords).expect(204);
    expectRefusal(await confirm({ token: third.token }), failed);
    expect(await stateOf(person)).toEqual({ email: person.email, verified: true, pending: null });
  });
});

describe('proving it', () => {
  it('opens a page that does nothing; the token does it, once', async () => {
    const person = await createPerson(app);
    const other = await login(person.email).expect(200);
    const { email, token } = await asked(person);
    const page = await app.http.get('/confirm-email-change').query({ token }).expect(200);
    expect(page.text).toContain('data-path="/api/v1/auth/confirm-email-change"');
    expect((await stateOf(person)).email).toBe(person.email);
    const replies = await Promise.all([1, 2, 3].map(() => confirm({ token })));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await stateOf(person)).toEqual({ email, verified: true, pending: null });
    await login(email).expect(200);
    await login(person.email).expect(401);
    await post('refresh', { refreshToken: other.body.data.refreshToken }).expect(401);
    await workDone(app);
    expect(
      (await subjectsTo(person.email)).filter((subject) => subject === 'Your e-mail address was changed'),
    ).toHaveLength(1);
  });

  it('takes the code of whoever is signed in, and of nobody else', async () => {
    const [person, thief] = [await createPerson(app), await createPerson(app)];
    const { email, code } = await asked(person);
    await confirm({ code }).expect(401);
    expectRefusal(await confirm({ code }, thief), failed);
    await confirm({ code }, person).expect(200);
    expect((await stateOf(person)).email).toBe(email);
  });

  it('ends with five wrong codes, until another mail is asked for', async () => {
    const person = await createPerson(app);
    const { email, token, code } = await asked(person);
    const wrong = code === '123456' ? '654321' : '123456';
    const replies = await Promise.all(Array.from({ length: 5 }, () => confirm({ code: wrong }, person)));
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expectRefusal(await confirm({ code }, person), failed);
    expectRefusal(await confirm({ token }), failed);
    await app.http.post(`${base}/pending/resend`).set(person.auth).expect(202);
    const again = changeProofOf(await mailTo(app, email, 2));
    await confirm({ code: again.code }, person).expect(200);
  });

  it('ends after a day', async () => {
    const { token } = await asked(await createPerson(app));
    ahead = dayMs + 1000;
    expectRefusal(await confirm({ token }), failed);
  });

  it('fails when somebody else has proved the address meanwhile, and they are told', async () => {
    const [person, rival] = [await createPerson(app), await createPerson(app)];
    const email = newAddress();
    const first = await asked(person, email);
    await ask(rival, email).expect(202);
    const second = changeProofOf(await mailTo(app, email, 2));
    const replies = await Promise.all([confirm({ token: first.token }), confirm({ token: second.token })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
    await workDone(app);
    expect(await subjectsTo(email)).toContain('You already have an account');
  });

  it('wins over somebody who has registered the address and never proved it', async () => {
    const [person, squatter] = [await createPerson(app), await createPerson(app, { verified: false })];
    await changed(person, squatter.email);
    expect(await stateOf(person)).toMatchObject({ email: squatter.email, verified: true });
    expect(await stateOf(squatter)).toMatchObject({ email: null, verified: false });
  });

  it('proves an address that was mistyped at registration', async () => {
    const person = await createPerson(app, { verified: false });
    const { email } = await changed(person);
    expect(await stateOf(person)).toMatchObject({ email, verified: true });
    await workDone(app);
    // Whose mailbox that is, nobody knows.
    expect(await subjectsTo(person.email)).toEqual(['Confirm your e-mail address']);
  });

  it('ends what was on its way to the old address: a token for one never proves another', async () => {
    const person = await createPerson(app);
    await post('forgot-password', { email: person.email }).expect(202);
    const reset = resetTokenOf(await mailTo(app, person.email));
    const { token } = await changed(person);
    await post('reset-password', { token: reset, password: 'another fine password' }).expect(401);
    for (const path of ['verify-email', 'reset-password'])
      await post(path, { token, password: 'another fine password' }).expect(401);
    for (const garbage of [person.accessToken, reset, 'garbage']) await confirm({ token: garbage }).expect(401);
  });
});

describe('taking it back', () => {
  it('puts the old address back, ends every session, and lets its reader choose a new password', async () => {
    const person = await createPerson(app);
    const { email } = await changed(person);
    const token = await undoTokenTo(person.email);
    const page = await app.http.get('/undo-email-change').query({ token }).expect(200);
    expect(page.text).toContain('data-path="/api/v1/auth/undo-email-change"');
    expect((await stateOf(person)).email).toBe(email);
    await undo(token).expect(204);
    await app.http.get(base).set(person.auth).expect(401);
    await login(email).expect(401);
    await login(person.email).expect(401);
    expectRefusal(await undo(token), [401, 'UNDO_FAILED']);
    await workDone(app);
    const reset = (await mailsTo(app, person.email)).find(({ text }) => text.includes('reset-password?token='));
    const password = 'another fine password';
    await post('reset-password', { token: reset && resetTokenOf(reset), password }).expect(204);
    await login(person.email, password).expect(200);
  });

  it('works before the address is proved, and ends the proof', async () => {
    const person = await createPerson(app);
    const { token } = await asked(person);
    await undo(await undoTokenTo(person.email, 'Your e-mail address is about to change')).expect(204);
    expectRefusal(await confirm({ token }), failed);
    await login(person.email).expect(401);
  });

  it('is possible for seven days', async () => {
    const [person, late] = [await createPerson(app), await createPerson(app)];
    await changed(person);
    await changed(late);
    const [token, lateToken] = [await undoTokenTo(person.email), await undoTokenTo(late.email)];
    ahead = 7 * dayMs - 60_000;
    await undo(token).expect(204);
    ahead = 7 * dayMs + 60_000;
    expectRefusal(await undo(lateToken), [401, 'UNDO_FAILED']);
  });

  it('cannot be prevented by changing it again, nor by registering the old address, nor by a second factor', async () => {
    const person = await createPerson(app);
    const stolen = await changed(person);
    const token = await undoTokenTo(person.email);
    const further = await changed(person);
    await post('register', { email: person.email, password: 'the password of a thief' }).expect(202);
    const factor = '/api/v1/users/me/second-factor';
    const { body } = await app.http.post(factor).set(person.auth).expect(201);
    const code = new TOTP({ secret: Secret.fromBase32(body.data.secret) }).generate();
    await app.http.post(`${factor}/confirm`).set(person.auth).send({ code }).expect(200);
    const thiefsUndo = await undoTokenTo(stolen.email);
    await undo(token).expect(204);
    expectRefusal(await undo(thiefsUndo), [401, 'UNDO_FAILED']);
    await workDone(app);
    const reset = (await mailsTo(app, person.email)).find(({ text }) => text.includes('reset-password?token='));
    const password = 'another fine password';
    await post('reset-password', { token: reset && resetTokenOf(reset), password }).expect(204);
    await login(person.email, password).expect(200);
    await login(further.email).expect(401);
  });

  it('is still possible from the first address when the thief takes a later change back', async () => {
    const person = await createPerson(app);
    const stolen = await changed(person);
    const token = await undoTokenTo(person.email);
    await changed(person);
    await undo(await undoTokenTo(stolen.email)).expect(204);
    await undo(token).expect(204);
    await workDone(app);
    expect((await mailsTo(app, person.email)).some(({ text }) => text.includes('reset-password?token='))).toBe(true);
  });

  it('takes the address from nobody who has proved it meanwhile', async () => {
    const person = await createPerson(app);
    const { email } = await changed(person);
    const token = await undoTokenTo(person.email);
    const reader = await createPerson(app, { email: person.email });
    expectRefusal(await undo(token), [409, 'ACCOUNT_EXISTS']);
    expect([(await stateOf(person)).email, (await stateOf(reader)).email]).toEqual([email, person.email]);
  });

  it('leaves no address behind that cannot be put back any more', async () => {
    const person = await createPerson(app);
    await changed(person);
    const keptFor = async (days: number) => {
      ahead = days * dayMs;
      await app.container.signInRetention.forget();
      return (await rowsOf(app, 'select from email_changes where user_id = $1', [person.id])).length;
    };
    expect([await keptFor(8), await keptFor(9.1)]).toEqual([1, 0]);
  });

  it('takes no token of another kind', async () => {
    const person = await createPerson(app);
    const { token } = await changed(person);
    for (const other of [token, person.accessToken, 'garbage']) expectRefusal(await undo(other), [401, 'UNDO_FAILED']);
  });
});
