// Showing once more that it is you, for what an unattended screen must not be enough for.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { run } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const prove = ({ auth }: Person, password: string) =>
  app.http.post('/api/v1/auth/reauthenticate').set(auth).send({ password });
const sessionIdOf = ({ refreshToken }: Person) => refreshToken.split('.')[0] ?? '';
/** What a service does that asks for a fresh proof. */
const isFresh = (person: Person) =>
  app.container.requireFresh({ sessionId: sessionIdOf(person) }).then(
    () => true,
    (error) => error.code,
  );
const age = (person: Person, minutes: number) =>
  run(app, `update sessions set authenticated_at = now() - make_interval(mins => $2) where id = $1`, [
    sessionIdOf(person),
    minutes,
  ]);

it('a session is fresh for ten minutes, and again after the password', async () => {
  const person = await createPerson(app);
  expect(await isFresh(person)).toBe(true);
  await age(person, 9);
  expect(await isFresh(person)).toBe(true);
  await age(person, 11);
  expect(await isFresh(person)).toBe('REAUTHENTICATION_REQUIRED');
  const { body } = await prove(person, testPassword).expect(200);
  const minutes = (Date.parse(body.data.freshUntil) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(8);
  expect(minutes).toBeLessThan(11);
  expect(await isFresh(person)).toBe(true);
});

it('a wrong password makes nothing fresh', async () => {
  const person = await createPerson(app);
  await age(person, 60);
  expect((await prove(person, 'not this password')).body).toMatchObject({ status: 403, code: 'WRONG_PASSWORD' });
  expect(await isFresh(person)).toBe('REAUTHENTICATION_REQUIRED');
});

it('it is this session alone that is fresh, and refreshing its tokens proves nothing', async () => {
  const person = await createPerson(app);
  const login = await app.http.post('/api/v1/auth/login').send({ email: person.email, password: testPassword });
  const other: Person = { ...person, refreshToken: login.body.data.refreshToken };
  await age(person, 60);
  await age(other, 60);
  await prove(person, testPassword).expect(200);
  expect([await isFresh(person), await isFresh(other)]).toEqual([true, 'REAUTHENTICATION_REQUIRED']);
  await app.http.post('/api/v1/auth/refresh').send({ refreshToken: other.refreshToken }).expect(200);
  expect(await isFresh(other)).toBe('REAUTHENTICATION_REQUIRED');
});

it('a session that is over is not fresh', async () => {
  const person = await createPerson(app);
  await app.http.post('/api/v1/auth/logout').set(person.auth).send({}).expect(204);
  expect(await isFresh(person)).toBe('REAUTHENTICATION_REQUIRED');
  await prove(person, testPassword).expect(401);
});
