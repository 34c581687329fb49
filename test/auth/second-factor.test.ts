// Two-step sign-in: setting it up, signing in with it, and what somebody can do who has stolen the password alone.
import { Secret, TOTP } from 'otpauth';
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailsTo } from '../support/mailbox.ts';
import { createPerson, type Person, type PersonOptions, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

const base = '/api/v1/users/me/second-factor';
let now = Date.now();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { TRUST_PROXY: '1' }, clock: () => new Date(now) });
});
beforeEach(() => {
  now = Date.now();
});
afterAll(() => app?.close());

/** The next code of every app. */
const pass = (seconds = 30) => {
  now += seconds * 1000;
};
const codeOf = (secret: string, at = now) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
const wrongCodeOf = (secret: string) => {
  const near = [-60, -30, 0, 30, 60].map((seconds) => codeOf(secret, now + seconds * 1000));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '';
};

interface Guarded extends Person {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

async function guard(person: Person): Promise<Guarded> {
  const { body } = await app.http.post(base).set(person.auth).expect(201);
  const { secret } = body.data;
  const confirmed = await app.http
    .post(`${base}/confirm`)
    .set(person.auth)
    .send({ code: codeOf(secret) })
    .expect(200);
  pass();
  return { ...person, secret, recoveryCodes: confirmed.body.data.recoveryCodes };
}
const createGuarded = async (options?: PersonOptions) => guard(await createPerson(app, options));

const login = (email: string, more = {}) =>
  app.http.post('/api/v1/auth/login').send({ email, password: testPassword, ...more });
async function challengeOf({ email }: Person, from = '192.0.2.1'): Promise<string> {
  const { body } = await login(email).set('x-forwarded-for', from).expect(401);
  expect(body).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED', challenge: expect.any(String), expiresIn: 300 });
  return body.challenge;
}
const answer = (challenge: string, proof: object) =>
  app.http.post('/api/v1/auth/second-factor').send({ challenge, ...proof });
const reauthenticate = ({ auth }: Person, more = {}) =>
  app.http
    .post('/api/v1/auth/reauthenticate')
    .set(auth)
    .send({ password: testPassword, ...more });
const statusOf = async ({ auth }: Person) => (await app.http.get(base).set(auth).expect(200)).body.data;
const actionsOf = async ({ id }: Person) =>
  (
    await rowsOf<{ action: string }>(app, 'select action from audit.entries where target_id = $1 order by id', [id])
  ).map(({ action }) => action);

describe('setting it up', () => {
  it('gives a secret that is asked for only once a code has been confirmed, and ten recovery codes once', async () => {
    const person = await createPerson(app);
    expect(await statusOf(person)).toEqual({ enabled: false, since: null, recoveryCodesLeft: 0 });
    const { body } = await app.http.post(base).set(person.auth).expect(201);
    const uri = new URL(body.data.uri);
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain(person.email);
    expect(uri.searchParams.get('secret')).toBe(body.data.secret);
    await login(person.email).expect(200);
    const confirmed = await app.http
      .post(`${base}/confirm`)
      .set(person.auth)
      .send({ code: codeOf(body.data.secret) })
      .expect(200);
    expect(new Set(confirmed.body.data.recoveryCodes).size).toBe(10);
    expect(await statusOf(person)).toEqual({ enabled: true, since: expect.any(String), recoveryCodesLeft: 10 });
    await workDone(app);
    expect((await mailsTo(app, person.email)).map(({ subject }) => subject)).toContain('Two-step sign-in is on');
  });

  it('keeps neither the secret nor a recovery code readable', async () => {
    const person = await createGuarded();
    const rows = await rowsOf(
      app,
      `select row_to_json(f)::text, (select json_agg(r)::text from recovery_codes r where r.user_id = f.user_id)
       from second_factors f where user_id = $1`,
      [person.id],
    );
    const kept = JSON.stringify(rows);
    const raw = Buffer.from(Secret.fromBase32(person.secret).bytes).toString('hex');
    for (const secret of [
      person.secret,
      raw,
      ...person.recoveryCodes,
      ...person.recoveryCodes.map((code) => Buffer.from(code).toString('hex')),
    ])
      expect(kept).not.toContain(secret);
  });

  it('ends every session that was opened without it, but not the one that asks', async () => {
    const person = await createPerson(app);
    const other = await login(person.email).expect(200);
    await guard(person);
    await app.http.post('/api/v1/auth/refresh').send({ refreshToken: other.body.data.refreshToken }).expect(401);
    await statusOf(person);
  });

  it('needs a fresh proof, a proved address, and a code of this secret within an hour', async () => {
    const [person, unproved] = await Promise.all([createPerson(app), createPerson(app, { verified: false })]);
    expectRefusal(await app.http.post(base).set(unproved.auth), [403, 'EMAIL_NOT_VERIFIED']);
    expectRefusal(await app.http.post(`${base}/confirm`).set(person.auth).send({ code: '123456' }), [
      409,
      'NO_PENDING_SECOND_FACTOR',
    ]);
    const { body } = await app.http.post(base).set(person.auth).expect(201);
    const { secret } = body.data;
    expectRefusal(
      await app.http
        .post(`${base}/confirm`)
        .set(person.auth)
        .send({ code: wrongCodeOf(secret) }),
      [403, 'WRONG_SECOND_FACTOR'],
    );
    await run(app, `update second_factors set created_at = created_at - interval '61 minutes' where user_id = $1`, [
      person.id,
    ]);
    expectRefusal(
      await app.http
        .post(`${base}/confirm`)
        .set(person.auth)
        .send({ code: codeOf(secret) }),
      [409, 'NO_PENDING_SECOND_FACTOR'],
    );
    await run(app, `update sessions set authenticated_at = now() - interval '1 hour' where user_id = $1`, [person.id]);
    for (const request of [app.http.post(base), app.http.delete(base), app.http.post(`${base}/recovery-codes`)])
      expectRefusal(await request.set(person.auth), [403, 'REAUTHENTICATION_REQUIRED']);
  });

  it('is refused twice, and of confirmations at once one gives codes', async () => {
    const person = await createPerson(app);
    const { body } = await app.http.post(base).set(person.auth).expect(201);
    const code = codeOf(body.data.secret);
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => app.http.post(`${base}/confirm`).set(person.auth).send({ code })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expectRefusal(await app.http.post(base).set(person.auth), [409, 'SECOND_FACTOR_ON']);
  });

  it('is refused where others sign somebody in', async () => {
    const person = await createPerson(app);
    await run(app, 'update users set password_hash = null where id = $1', [person.id]);
    expectRefusal(await app.http.post(base).set(person.auth), [409, 'SECOND_FACTOR_NEEDS_PASSWORD']);
  });
});

describe('signing in', () => {
  it('takes the password and then a code, by tokens or by cookie', async () => {
    const person = await createGuarded();
    const { body } = await answer(await challengeOf(person), { code: codeOf(person.secret) }).expect(200);
    const auth = { authorization: `Bearer ${body.data.accessToken}` };
    const { body: list } = await app.http.get('/api/v1/users/me/sessions').set(auth).expect(200);
    expect(list.data[0]).toMatchObject({ current: true, methods: ['password', 'totp'] });
    pass();
    const inBrowser = await answer(await challengeOf(person), { code: codeOf(person.secret), cookie: true }).expect(
      200,
    );
    expect(inBrowser.body.data).toEqual({ carrier: 'cookie' });
    expect(String(inBrowser.headers['set-cookie'])).toContain('__Host-cameo-session=');
    expect(await actionsOf(person)).toEqual(
      expect.arrayContaining(['second-factors.enabled', 'sign-in.challenged', 'sign-in.succeeded']),
    );
  });

  it('tells nothing of a second factor to whoever does not know the password', async () => {
    const { email } = await createGuarded();
    expectRefusal(await login(email, { password: 'not the password' }), [401, 'INVALID_CREDENTIALS']);
  });

  it('takes a code once, however many try it at once', async () => {
    const person = await createGuarded();
    const challenges = await Promise.all([1, 2, 3, 4].map(() => challengeOf(person)));
    const code = codeOf(person.secret);
    const replies = await Promise.all(challenges.map((challenge) => answer(challenge, { code })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    pass(20);
    expectRefusal(await answer(await challengeOf(person), { code }), [401, 'SECOND_FACTOR_FAILED']);
  });

  it('takes the code of the half minute before, and none that is older than the last one', async () => {
    const person = await createGuarded();
    pass(60);
    const [earlier, later] = [codeOf(person.secret, now - 30_000), codeOf(person.secret)];
    await answer(await challengeOf(person), { code: later }).expect(200);
    expectRefusal(await answer(await challengeOf(person), { code: earlier }), [401, 'SECOND_FACTOR_FAILED']);
    pass(60);
    await answer(await challengeOf(person), { code: codeOf(person.secret, now - 30_000) }).expect(200);
  });

  it('ends with five wrong codes, also when they come at once', async () => {
    const person = await createGuarded();
    const challenge = await challengeOf(person);
    const wrong = { code: wrongCodeOf(person.secret) };
    const replies = await Promise.all(Array.from({ length: 8 }, () => answer(challenge, wrong)));
    expect(replies.map(({ body }) => body.code).sort()).toEqual([
      ...Array(3).fill('SECOND_FACTOR_CHALLENGE_OVER'),
      ...Array(5).fill('SECOND_FACTOR_FAILED'),
    ]);
    expectRefusal(await answer(challenge, { code: codeOf(person.secret) }), [401, 'SECOND_FACTOR_CHALLENGE_OVER']);
    expect((await actionsOf(person)).filter((action) => action === 'sign-in.failed')).toHaveLength(5);
  });

  it('ends after five minutes, after one use, and with another password', async () => {
    const person = await createGuarded();
    const over = [401, 'SECOND_FACTOR_CHALLENGE_OVER'] as const;
    const late = await challengeOf(person);
    pass(301);
    expectRefusal(await answer(late, { code: codeOf(person.secret) }), over);
    const used = await challengeOf(person);
    await answer(used, { code: codeOf(person.secret) }).expect(200);
    pass();
    expectRefusal(await answer(used, { code: codeOf(person.secret) }), over);
    const stale = await challengeOf(person);
    await run(app, `update users set password_hash = password_hash || ' ' where id = $1`, [person.id]);
    expectRefusal(await answer(stale, { code: codeOf(person.secret) }), over);
  });

  it('takes no other token for a challenge, nor a challenge for another token', async () => {
    const person = await createGuarded();
    const challenge = await challengeOf(person);
    for (const token of [person.accessToken, person.refreshToken, 'garbage', ''])
      expect((await answer(token, { code: codeOf(person.secret) })).status).toBeGreaterThanOrEqual(400);
    await app.http
      .get('/api/v1/users/me')
      .set({ authorization: `Bearer ${challenge}` })
      .expect(401);
    await answer(challenge, {}).expect(400);
    await answer(challenge, { code: '123456', recoveryCode: person.recoveryCodes[0] }).expect(400);
  });

  it('takes nothing of another person, nor at another tenant', async () => {
    const [person, thief] = [await createGuarded(), await createGuarded()];
    expectRefusal(await answer(await challengeOf(person), { code: codeOf(thief.secret) }), [
      401,
      'SECOND_FACTOR_FAILED',
    ]);
    expectRefusal(await answer(await challengeOf(person), { recoveryCode: thief.recoveryCodes[0] }), [
      401,
      'SECOND_FACTOR_FAILED',
    ]);
    const challenge = await challengeOf(person);
    const stranger = await createPersonElsewhere(app);
    await run(
      app,
      'update sign_in_challenges set tenant_id = (select tenant_id from users where id = $1) where user_id = $2',
      [stranger.id, person.id],
    );
    expectRefusal(await answer(challenge, { code: codeOf(person.secret) }), [401, 'SECOND_FACTOR_CHALLENGE_OVER']);
    expect(await statusOf(stranger)).toMatchObject({ enabled: false });
  });

  it('slows guessers down, who have the password, and not the owner: neither with a recovery code nor on a device of theirs', async () => {
    const person = await createGuarded();
    const first = await answer(await challengeOf(person), { code: codeOf(person.secret) }).expect(200);
    const device = /__Host-cameo-device=[^;]+/.exec(String(first.headers['set-cookie']))?.[0] ?? '';
    pass();
    const wrong = { code: wrongCodeOf(person.secret) };
    const codes: string[] = [];
    for (let challenges = 0; challenges < 5; challenges++) {
      const challenge = await challengeOf(person, `198.51.100.${challenges}`);
      for (let tries = 0; tries < 5; tries++) codes.push((await answer(challenge, wrong)).body.code);
    }
    expect(codes.slice(0, 20)).toEqual(Array(20).fill('SECOND_FACTOR_FAILED'));
    expect(codes.slice(20)).toEqual(Array(5).fill('SECOND_FACTOR_THROTTLED'));
    const challenge = await challengeOf(person);
    expectRefusal(await answer(challenge, { code: codeOf(person.secret) }), [429, 'SECOND_FACTOR_THROTTLED']);
    await answer(challenge, { code: codeOf(person.secret) })
      .set('cookie', device)
      .expect(200);
    await answer(await challengeOf(person), { recoveryCode: person.recoveryCodes[0] }).expect(200);
  });
});

describe('a recovery code', () => {
  it('lets in once, however it is typed, and is told of by mail', async () => {
    const person = await createGuarded();
    const [code = '', second = ''] = person.recoveryCodes;
    const challenges = await Promise.all([1, 2, 3].map(() => challengeOf(person)));
    const typed = ` ${code.toUpperCase().replace('-', ' ')}`;
    const replies = await Promise.all(challenges.map((challenge) => answer(challenge, { recoveryCode: typed })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect(await statusOf(person)).toMatchObject({ recoveryCodesLeft: 9 });
    await answer(await challengeOf(person), { recoveryCode: second }).expect(200);
    await workDone(app);
    const mails = (await mailsTo(app, person.email)).filter(({ subject }) => subject === 'A recovery code was used');
    expect(mails).toHaveLength(2);
    expect(mails[0]?.text).toContain('codes that are left: 8');
  });

  it('ends when new ones are made', async () => {
    const person = await createGuarded();
    const { body } = await app.http.post(`${base}/recovery-codes`).set(person.auth).expect(201);
    expect(body.data.recoveryCodes).toHaveLength(10);
    const challenge = await challengeOf(person);
    await answer(challenge, { recoveryCode: person.recoveryCodes[0] }).expect(401);
    await answer(challenge, { recoveryCode: body.data.recoveryCodes[0] }).expect(200);
  });

  it('cannot be made where nothing is on', async () => {
    const person = await createPerson(app);
    expectRefusal(await app.http.post(`${base}/recovery-codes`).set(person.auth), [409, 'SECOND_FACTOR_OFF']);
  });
});

describe('showing once more that it is you', () => {
  const age = ({ id }: Person) =>
    run(app, `update sessions set authenticated_at = now() - interval '1 hour' where user_id = $1`, [id]);

  it('takes the second factor, too; and switching it off takes that', async () => {
    const person = await createGuarded();
    await age(person);
    expectRefusal(await app.http.delete(base).set(person.auth), [403, 'REAUTHENTICATION_REQUIRED']);
    expectRefusal(await reauthenticate(person), [403, 'SECOND_FACTOR_MISSING']);
    expectRefusal(await reauthenticate(person, { code: wrongCodeOf(person.secret) }), [403, 'WRONG_SECOND_FACTOR']);
    expectRefusal(await app.http.delete(base).set(person.auth), [403, 'REAUTHENTICATION_REQUIRED']);
    const code = codeOf(person.secret);
    await reauthenticate(person, { code }).expect(200);
    await app.http.delete(base).set(person.auth).expect(204);
    expect(await statusOf(person)).toEqual({ enabled: false, since: null, recoveryCodesLeft: 0 });
    await login(person.email).expect(200);
    await workDone(app);
    expect((await mailsTo(app, person.email)).map(({ subject }) => subject)).toContain('Two-step sign-in is off');
  });

  it('takes a code once', async () => {
    const person = await createGuarded();
    const code = codeOf(person.secret);
    await reauthenticate(person, { code }).expect(200);
    expectRefusal(await reauthenticate(person, { code }), [403, 'WRONG_SECOND_FACTOR']);
    await reauthenticate(person, { recoveryCode: person.recoveryCodes[3] }).expect(200);
  });

  it('comes before changing the password, and is not done by that', async () => {
    const person = await createGuarded();
    const change = () =>
      app.http
        .put('/api/v1/users/me/password')
        .set(person.auth)
        .send({ currentPassword: testPassword, newPassword: 'another fine password' });
    await age(person);
    expectRefusal(await change(), [403, 'REAUTHENTICATION_REQUIRED']);
    await run(app, `update sessions set authenticated_at = now() - interval '9 minutes' where user_id = $1`, [
      person.id,
    ]);
    await change().expect(204);
    const [session] = await rowsOf<{ minutes: number }>(
      app,
      `select extract(minute from now() - authenticated_at)::int as minutes from sessions where user_id = $1 and revoked_at is null`,
      [person.id],
    );
    expect(session?.minutes).toBe(9);
  });
});

it('a page that asks for the password alone refuses whoever has a second factor', async () => {
  const roles = ['user', 'platform-admin'] as const;
  const [admin, guarded] = [await createPerson(app, { roles: [...roles] }), await createGuarded({ roles: [...roles] })];
  await app.http.get('/admin/queues').auth(admin.email, testPassword).expect(200);
  await app.http.get('/admin/queues').auth(guarded.email, testPassword).expect(401);
  await app.http.get('/admin/queues').set(guarded.auth).expect(200);
});

it('a new password by link leaves it on', async () => {
  const person = await createGuarded();
  const password = 'another fine password';
  await app.http.post('/api/v1/auth/forgot-password').send({ email: person.email }).expect(202);
  await workDone(app);
  const mail = (await mailsTo(app, person.email)).find(({ text }) => text.includes('reset-password?token='));
  const token = /reset-password\?token=([\w.-]+)/.exec(mail?.text ?? '')?.[1];
  await app.http.post('/api/v1/auth/reset-password').send({ token, password }).expect(204);
  const { body } = await login(person.email, { password }).expect(401);
  expect(body.code).toBe('SECOND_FACTOR_REQUIRED');
  await answer(body.challenge, { code: codeOf(person.secret) }).expect(200);
});
