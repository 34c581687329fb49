import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app.close());

const take = ({ auth }: Person, handle: string | null) => app.http.patch('/api/v1/profile').set(auth).send({ handle });
const outcome = async (reply: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await reply;
  return [status, body.code];
};
const monthPasses = ({ id }: Person) =>
  app.container.sequelize.query(
    "update handles set released_at = released_at - interval '31 days' where user_id = $1",
    {
      bind: [id],
    },
  );

it('changes at most every thirty days; the first one is free, and so is going back', async () => {
  const person = await createPerson(app);
  expect(await outcome(take(person, 'first-one'))).toEqual([200, undefined]);
  expect(await outcome(take(person, 'second-one'))).toEqual([200, undefined]);
  expect(await outcome(take(person, 'third-one'))).toEqual([409, 'HANDLE_CHANGED_RECENTLY']);
  expect(await outcome(take(person, null))).toEqual([200, undefined]);
  expect(await outcome(take(person, 'third-one'))).toEqual([409, 'HANDLE_CHANGED_RECENTLY']);
  expect(await outcome(take(person, 'first-one'))).toEqual([200, undefined]);
  await monthPasses(person);
  expect(await outcome(take(person, 'third-one'))).toEqual([200, undefined]);
});

it('stays its owner’s when it is given up, and leads to the new one for those who may see it', async () => {
  const person = await createPerson(app, { handle: 'old-name', privacy: { visibility: 'public' } });
  const rival = await createPerson(app);
  await take(person, 'new-name').expect(200);
  expect(await outcome(take(rival, 'old-name'))).toEqual([409, 'HANDLE_TAKEN']);
  expect(await outcome(take(rival, '0ld_name'))).toEqual([409, 'HANDLE_TAKEN']);

  const moved = await app.http.get('/api/v1/profiles/old-name').redirects(0);
  expect([moved.status, moved.headers.location]).toEqual([308, '/api/v1/profiles/new-name']);
  const search = await app.http.get('/api/v1/profiles/old-name').query({ source: 'search' });
  expect(search.headers.location).toBe('/api/v1/profiles/new-name?source=search');
  const followed = await app.http.get('/api/v1/profiles/old-name').redirects(1);
  expect(followed.body.data.handle).toBe('new-name');

  await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'private' }).expect(200);
  const hidden = await app.http.get('/api/v1/profiles/old-name').redirects(0);
  expect([hidden.status, hidden.headers.location]).toEqual([404, undefined]);
});

it('goes to one of many who want it, or its look-alikes, at once', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => createPerson(app)));
  const spellings = [
    'wanted-one',
    'WANTED-ONE',
    'wanted_one',
    'vvanted-one',
    'wanted.one',
    'wanted-0ne',
    'wantedone',
    'wanted-one',
  ];
  const replies = await Promise.all(people.map((person, at) => take(person, spellings[at] ?? '')));
  const statuses = replies.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array(7).fill(409)]);
});

it('is reserved for nobody by a registration that was never proved', async () => {
  await app.http
    .post('/api/v1/auth/register')
    .send({ email: 'squatter@example.com', password: 'correct horse battery', handle: 'desired' })
    .expect(202);
  await workDone(app);
  const person = await createPerson(app);
  expect(await outcome(take(person, 'desired'))).toEqual([200, undefined]);
});

it('cannot be taken by an account whose address nobody has proved', async () => {
  const { auth } = await createPerson(app, { verified: false });
  for (const method of ['post', 'put', 'patch'] as const) {
    const refused = app.http[method]('/api/v1/profile').set(auth).send({ handle: 'hoarded', bio: 'Mine.' });
    expect(await outcome(refused)).toEqual([403, 'EMAIL_NOT_VERIFIED']);
  }
});
