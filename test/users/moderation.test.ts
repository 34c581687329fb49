// What moderators do, and what the person it is done to reads of it.
import { startTestApp, type TestApp } from '../support/app.ts';
import { solid } from '../support/images.ts';
import { mailTo } from '../support/mailbox.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
let moderator: Person;
let now = new Date();
beforeAll(async () => {
  app = await startTestApp({ workers: true, clock: () => now });
  moderator = await createPerson(app, { roles: ['user', 'moderator'] });
});
afterAll(() => app?.close());

const as = (person: Person, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(person.auth);
const activities = async (person: Person) =>
  (await as(person, 'get', '/profile/activity').expect(200)).body.data as Record<string, unknown>[];

it('clears a field with a reason that its owner reads in history and mail, and nobody else', async () => {
  const person = await createPerson(app, { profile: { bio: 'buy my pills' } });
  await as(moderator, 'put', `/users/${person.id}/profile`)
    .send({ bio: null, reason: 'This is advertising.' })
    .expect(204);
  expect((await as(person, 'get', '/profile')).body.data.bio).toBeNull();
  expect((await activities(person))[0]).toMatchObject({
    type: 'profile.moderated',
    actor: 'team',
    fields: ['bio'],
    changes: { bio: { from: 'buy my pills', to: null } },
    reason: 'This is advertising.',
    ip: null,
  });
  await workDone(app);
  expect((await mailTo(app, person.email)).text).toContain('This is advertising.');
  const rows = await rowsOf(app, 'select * from activities');
  expect(JSON.stringify(rows)).not.toContain('advertising');
});

it('removes a picture everywhere, and its owner is told why', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public' } });
  await as(person, 'post', '/profile/avatar')
    .set('Prefer', 'wait=20')
    .attach('avatar', await solid([10, 200, 30]).png().toBuffer(), 'me.png')
    .expect(200);
  const url = new URL((await as(person, 'get', '/profile')).body.data.avatar).pathname;
  await app.http.get(url).expect(200);
  await as(moderator, 'delete', `/users/${person.id}/avatar`).query({ reason: 'Not a person.' }).expect(204);
  await app.http.get(url).expect(404);
  expect((await activities(person))[0]).toMatchObject({ type: 'avatar.moderated', reason: 'Not a person.' });
  await workDone(app);
  expect((await mailTo(app, person.email)).text).toContain('Not a person.');
});

it('needs a reason, and the right', async () => {
  const person = await createPerson(app);
  expectRefusal(await as(moderator, 'put', `/users/${person.id}/profile`).send({ bio: null }), [
    400,
    'VALIDATION_FAILED',
  ]);
  expectRefusal(await as(moderator, 'delete', `/users/${person.id}/avatar`), [400, 'VALIDATION_FAILED']);
  const edit = { bio: 'x', reason: 'I can.' };
  expectRefusal(await as(person, 'put', `/users/${moderator.id}/profile`).send(edit), [403, 'FORBIDDEN']);
  expectRefusal(await as(moderator, 'put', `/users/${person.id}/roles`).send({ roles: ['user'] }), [403, 'FORBIDDEN']);
  const denied = await rowsOf(app, `select 1 from audit.entries where action = 'access.denied' and actor_id = $1`, [
    person.id,
  ]);
  expect(denied).toHaveLength(1);
});

describe('a ban', () => {
  it('ends every session, hides the profile and is read by moderators with its reason', async () => {
    const person = await createPerson(app, { privacy: { visibility: 'public' } });
    await as(moderator, 'put', `/users/${person.id}/ban`).send({ reason: 'Threats.' }).expect(204);
    expectRefusal(await as(person, 'get', '/profile'), [401, 'UNAUTHENTICATED']);
    expectRefusal(await app.http.get(`/api/v1/profiles/${person.id}`), [404, 'PROFILE_NOT_FOUND']);
    const credentials = { email: person.email, password: testPassword };
    expectRefusal(await app.http.post('/api/v1/auth/login').send(credentials), [403, 'ACCOUNT_DEACTIVATED']);
    const { body } = await as(moderator, 'get', `/users/${person.id}`).expect(200);
    expect(body.data).toMatchObject({ status: 'banned', ban: { reason: 'Threats.', until: null } });
    expect(JSON.stringify(await rowsOf(app, 'select * from bans'))).not.toContain('Threats');
    await as(moderator, 'delete', `/users/${person.id}/ban`).expect(204);
    await app.http.post('/api/v1/auth/login').send(credentials).expect(200);
    expectRefusal(await as(moderator, 'delete', `/users/${person.id}/ban`), [409, 'NOT_BANNED']);
  });

  it('is not undone by switching the account on', async () => {
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    const person = await createPerson(app);
    await as(moderator, 'put', `/users/${person.id}/ban`).send({ reason: 'Spam.' }).expect(204);
    expectRefusal(await as(admin, 'post', `/users/${person.id}/activate`), [409, 'USER_BANNED']);
    expectRefusal(await as(admin, 'delete', `/users/${person.id}`), [409, 'USER_BANNED']);
  });

  it('ends by itself on its day, and not before', async () => {
    const person = await createPerson(app);
    const until = new Date(now.getTime() + 3_600_000);
    await as(moderator, 'put', `/users/${person.id}/ban`).send({ reason: 'A pause.', until }).expect(204);
    await app.container.bans.liftExpired();
    const statusOf = async () => (await as(moderator, 'get', `/users/${person.id}`)).body.data.status;
    expect(await statusOf()).toBe('banned');
    now = new Date(until.getTime() + 1000);
    await app.container.bans.liftExpired();
    await app.container.bans.liftExpired();
    expect(await statusOf()).toBe('active');
  });
});
