// Passwords: which are taken, how one is changed, how a forgotten one is replaced.
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailsTo, mailTo, resetTokenOf } from '../support/mailbox.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

const post = (path: string, body: object) => app.http.post(`/api/v1/auth/${path}`).send(body);
const login = (email: string, password: string) => post('login', { email, password });
const change = ({ auth }: Person, currentPassword: string, newPassword: string) =>
  app.http.put('/api/v1/users/me/password').set(auth).send({ currentPassword, newPassword });
const another = 'another fine password';

describe('a password', () => {
  const register = (password: unknown, more = {}) => post('register', { email: 'new@example.com', password, ...more });

  it.each([
    ['12 characters', 'x7#kq9!mz2$w'],
    [
      '256 characters',
      'x7#k'
        .repeat(64)
        .split('')
        .reverse()
        .join('')
        .replace(/k/g, (_, at) => String.fromCodePoint(97 + (at % 26))),
    ],
    ['12 characters of two code units each', '🐎🔋📎🍏🌋🎻🧲🪁🦜🧵🪞🛶'],
    ['blanks at both ends', '  x7#kq9!mz2$w  '],
    ['any script', 'длинный пароль для входа'],
  ])('may have %s', async (_, password) => {
    await register(password).expect(202);
  });

  it.each([
    ['11 characters', 'x7#kq9!mz2$'],
    ['11 characters that are 22 code points before they are composed', 'e\u0301'.repeat(11)],
    ['257 characters', 'x7#kq9!m'.repeat(33).slice(0, 257)],
    ['half a surrogate pair', 'x7#kq9!mz2$w\ud800'],
    ['no text', 123_456_789_012],
  ])('may not have %s', async (_, password) => {
    const { body } = await register(password).expect(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path: 'password' }] });
  });

  it.each([
    ['123456789012'],
    ['qwertyuiop123'],
    ['Password1234'],
    ['P@ssword2026!!'],
    ['!!!Unbelievable!'],
    ['aaaaaaaaaaaaaaaa'],
    ['abcabcabcabcabc'],
    ['abcdefghijklmnop'],
    ['mongolia@example.com'],
    ['Lovelace-Ada-1815'],
    ['ａｄａ　ｌｏｖｅｌａｃｅ'],
  ])('is not %s, which is guessed first', async (password) => {
    const more = { email: 'mongolia@example.com', displayName: 'Ada Lovelace' };
    const { body } = await register(password, more).expect(400);
    expect(body).toMatchObject({ code: 'WEAK_PASSWORD', error: expect.stringMatching(/^This password .+\.$/) });
  });

  it('counts to its last character, beyond the 72nd byte', async () => {
    const person = await createPerson(app);
    const long = 'Zoë likes trains, and '.repeat(11);
    await change(person, testPassword, `${long}a`).expect(204);
    await login(person.email, `${long}b`).expect(401);
    await login(person.email, long).expect(401);
    await login(person.email, ` ${long}a`).expect(401);
    await login(person.email, `${long}a`.normalize('NFD')).expect(200);
  });
});

describe('changing it', () => {
  it('ends every other session, keeps this one, and tells the owner', async () => {
    const person = await createPerson(app);
    const elsewhere = (await login(person.email, testPassword).expect(200)).body.data;
    await change(person, testPassword, another).expect(204);
    await app.http.get('/api/v1/profile').set(person.auth).expect(200);
    await app.http.get('/api/v1/profile').set('authorization', `Bearer ${elsewhere.accessToken}`).expect(401);
    await post('refresh', { refreshToken: elsewhere.refreshToken }).expect(401);
    await post('refresh', { refreshToken: person.refreshToken }).expect(200);
    await login(person.email, testPassword).expect(401);
    await login(person.email, another).expect(200);
    expect((await mailTo(app, person.email)).subject).toBe('Your password was changed');
    const { body } = await app.http.get('/api/v1/profile/activity').query({ type: 'password.' }).set(person.auth);
    expect(body.data).toMatchObject([{ type: 'password.changed', actor: 'you' }]);
  });

  it('needs the one that is good now, and a better one than a weak one', async () => {
    const person = await createPerson(app, { displayName: 'Hypatia Alexandria' });
    expect((await change(person, 'not this password', another)).body).toMatchObject({
      status: 403,
      code: 'WRONG_PASSWORD',
    });
    expect((await change(person, testPassword, 'HypatiaAlexandria')).body).toMatchObject({ code: 'WEAK_PASSWORD' });
    await login(person.email, testPassword).expect(200);
  });

  it('of two changes at once with one password one succeeds', async () => {
    const person = await createPerson(app);
    const wanted = [`${another} 1`, `${another} 2`];
    const answers = await Promise.all(wanted.map((password) => change(person, testPassword, password)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
    const won = wanted[answers.findIndex(({ status }) => status === 204)] ?? '';
    await login(person.email, won).expect(200);
  });
});

describe('a forgotten one', () => {
  const forget = (email: string) => post('forgot-password', { email });
  const reset = (token: string, password = another) => post('reset-password', { token, password });
  const linkFor = async (email: string, count = 1) => {
    await forget(email).expect(202);
    return resetTokenOf(await mailTo(app, email, count));
  };
  const refusal = { status: 401, code: 'RESET_FAILED' };

  it('is replaced by link, once; every session ends', async () => {
    const person = await createPerson(app);
    await forget(person.email.toUpperCase()).expect(202);
    const token = resetTokenOf(await mailTo(app, person.email));
    await reset(token).expect(204);
    await app.http.get('/api/v1/profile').set(person.auth).expect(401);
    await post('refresh', { refreshToken: person.refreshToken }).expect(401);
    await login(person.email, testPassword).expect(401);
    await login(person.email, another).expect(200);
    expect((await reset(token, `${another} 2`)).body).toMatchObject(refusal);
    expect((await mailTo(app, person.email, 2)).subject).toBe('Your password was changed');
  });

  it('the page of the link shows a form and replaces nothing', async () => {
    const person = await createPerson(app);
    const token = await linkFor(person.email);
    const page = await app.http.get('/reset-password').query({ token }).expect(200);
    expect(page.text).toMatch(/<form data-path="\/api\/v1\/auth\/reset-password"/);
    expect(page.text).not.toMatch(/<input[^>]* name=/);
    const script = await app.http.get('/password-forms.js').expect(200);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    await login(person.email, testPassword).expect(200);
    await reset(token).expect(204);
  });

  it('of ten clicks at once one counts', async () => {
    const { email } = await createPerson(app);
    const token = await linkFor(email);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => reset(token, `${another} ${at}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(401)]);
  });

  it('a weak new one is refused, and the link is still good', async () => {
    const { email } = await createPerson(app);
    const token = await linkFor(email);
    expect((await reset(token, 'aaaaaaaaaaaaaaaa')).body).toMatchObject({ status: 400, code: 'WEAK_PASSWORD' });
    await reset(token).expect(204);
  });

  it('the link ends with the hour, with a newer one, and with a change', async () => {
    const { email } = await createPerson(app);
    const first = await linkFor(email);
    const second = await linkFor(email, 2);
    expect((await reset(first)).body).toMatchObject(refusal);
    await run(app, `update password_resets set expires_at = now() - interval '1 second' where email = $1`, [email]);
    expect((await reset(second)).body).toMatchObject(refusal);

    const person = await createPerson(app);
    const third = await linkFor(person.email);
    await change(person, testPassword, `${another} too`).expect(204);
    expect((await reset(third)).body).toMatchObject(refusal);
  });

  it('the link opens nothing once the account has another address', async () => {
    const { id, email } = await createPerson(app);
    const token = await linkFor(email);
    await run(app, `update users set email = 'moved@example.com', email_key = 'moved@example.com' where id = $1`, [id]);
    expect((await reset(token)).body).toMatchObject(refusal);
  });

  it('nobody is written to who has no account, or one that is switched off', async () => {
    const { id, email } = await createPerson(app);
    await run(app, `update users set status = 'deactivated' where id = $1`, [id]);
    const answers = await Promise.all([forget(email), forget('nobody-at-all@example.com')]);
    for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 202, body: answers[0]?.body });
    await workDone(app);
    for (const to of [email, 'nobody-at-all@example.com']) expect(await mailsTo(app, to)).toEqual([]);
    expect(await rowsOf(app, 'select from address_requests')).toEqual([]);
  });
});
