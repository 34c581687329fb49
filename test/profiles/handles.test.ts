// Handles: unique without case and look-alikes, found in any case.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const open = { privacy: { visibility: 'public' } } as const;

it.each(['lovelace', 'Lovelace', 'love-lace', '1ovelace', 'l0velace', 'iovelace', 'love.l.a.c.e'])(
  'nobody else gets %s once lovelace is taken',
  async (wish) => {
    const { auth } = await createPerson(app);
    const owner = await app.http.get('/api/v1/profiles/lovelace');
    if (owner.status === 404) await createPerson(app, { handle: 'lovelace', ...open });
    const { body } = await app.http
      .patch('/api/v1/profile')
      .set(auth)
      .send({ handle: wish, bio: 'kept out' })
      .expect(409);
    expect(body.code).toBe('HANDLE_TAKEN');
    expect((await app.http.get('/api/v1/profile').set(auth)).body.data).toMatchObject({ handle: null, bio: null });
  },
);

it.each(['admin', 'Admin', 'a-d-m-i-n', 'ab', 'has space', '-dash', 'dash-', 'two..dots', 'ünïcode', 'x'.repeat(31)])(
  '%s cannot be a handle',
  async (handle) => {
    const { auth } = await createPerson(app);
    const { body } = await app.http.patch('/api/v1/profile').set(auth).send({ handle }).expect(400);
    expect(body.details[0].path).toBe('handle');
  },
);

it('its own owner may spell it another way', async () => {
  const { auth } = await createPerson(app, { handle: 'grace.hopper' });
  const { body } = await app.http.patch('/api/v1/profile').set(auth).send({ handle: 'Grace-Hopper' }).expect(200);
  expect(body.data.handle).toBe('grace-hopper');
});

it('is found in any case, but not by a look-alike', async () => {
  const { id } = await createPerson(app, { handle: 'hedy.lamarr', ...open });
  for (const handle of ['hedy.lamarr', 'HEDY.LAMARR', 'Hedy.Lamarr'])
    expect((await app.http.get(`/api/v1/profiles/${handle}`).expect(200)).body.data.id).toBe(id);
  await app.http.get('/api/v1/profiles/hedy-lamarr').expect(404);
  await app.http.get('/api/v1/profiles/hedy.1amarr').expect(404);
});

it('one person’s id answers in any case too', async () => {
  const { id } = await createPerson(app, open);
  expect((await app.http.get(`/api/v1/profiles/${id.toUpperCase()}`).expect(200)).body.data.id).toBe(id);
});

it('of people who want one handle at the same time exactly one gets it', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => createPerson(app)));
  const wishes = ['mary.shelley', 'Mary.Shelley', 'mary-shelley', 'maryshelley'];
  const outcomes = await Promise.all(
    people.map(({ auth }, index) =>
      app.http
        .patch('/api/v1/profile')
        .set(auth)
        .send({ handle: wishes[index % wishes.length] }),
    ),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
});
