// The moment after hiding, before any worker has run: the index still holds the person, and the search must not.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let member: Person;
let person: Person;

beforeAll(async () => {
  app = await startTestApp(); // without workers: `index` below stands for them
  member = await createPerson(app);
});
afterAll(() => app?.close());

const index = () => app.container.search.indexProfile({ tenantId: defaultTenantId, userId: person.id });
const words = { displayName: 'Hedwig Kiesler', skills: ['frequency hopping'], location: 'Vienna' };

async function found(q: string, headers: Partial<Person['auth']> = {}): Promise<boolean> {
  const { body } = await app.http.get('/api/v1/profiles').query({ q }).set(headers).expect(200);
  return body.data.some(({ id }: { id: string }) => id === person.id);
}

beforeEach(async () => {
  person = await createPerson(app, { profile: words, privacy: { visibility: 'public' } });
  await index();
  expect([await found('kiesler'), await found('vienna'), await found('vienna', member.auth)]).toEqual([
    true,
    false,
    true,
  ]);
});

const choose = (privacy: object) => app.http.put('/api/v1/profile/privacy').set(person.auth).send(privacy).expect(200);

it('a hidden profile is not found, nor listed', async () => {
  await choose({ visibility: 'private' });
  for (const headers of [{}, member.auth, person.auth])
    for (const q of ['kiesler', 'hedwig kiesler', 'kieslre', 'hopping', 'vienna', ''])
      expect([q, await found(q, headers)]).toEqual([q, false]);
  expect(await rowsOf(app, 'select 1 from search_documents where id = $1', [person.id])).toHaveLength(2);
});

it('a hidden field finds nobody', async () => {
  await choose({ skills: 'private' });
  expect([await found('hopping'), await found('hopping', member.auth)]).toEqual([false, false]);
  await index();
  expect([await found('hopping', member.auth), await found('kiesler')]).toEqual([false, true]);
});

it('a profile that is for members now is not found by others', async () => {
  await choose({ visibility: 'authenticated' });
  expect(await found('kiesler')).toBe(false);
  await index();
  expect([await found('kiesler'), await found('kiesler', member.auth)]).toEqual([false, true]);
});

it.each([
  ['deleted', 'update profiles set deleted_at = now() where user_id = $1'],
  ['switched off', `update users set status = 'deactivated' where id = $1`],
  ['unproved', 'update users set email_verified_at = null where id = $1'],
])('who is %s is not found, before or after the worker', async (_, change) => {
  await run(app, change, [person.id]);
  for (const headers of [{}, member.auth]) for (const q of ['kiesler', '']) expect(await found(q, headers)).toBe(false);
  await index();
  for (const headers of [{}, member.auth]) for (const q of ['kiesler', '']) expect(await found(q, headers)).toBe(false);
  expect(await rowsOf(app, 'select 1 from search_documents where id = $1', [person.id])).toEqual([]);
});

it('hidden people leave no trace in the pages of others', async () => {
  const pageOf = async (q: string) => (await app.http.get('/api/v1/profiles').query({ q, limit: 1 })).body;
  await choose({ visibility: 'private' });
  expect(await pageOf('frequency')).toEqual({
    success: true,
    data: [],
    meta: { limit: 1, nextCursor: null, engine: 'postgres' },
  });
});

it('where public profiles are switched off, only members find anybody', async () => {
  const closed = await startTestApp({ beside: app, env: { ALLOW_PUBLIC_PROFILES: 'false' } });
  const ask = async (headers: Partial<Person['auth']>) =>
    (await closed.http.get('/api/v1/profiles').query({ q: 'kiesler' }).set(headers).expect(200)).body.data.map(
      ({ id }: { id: string }) => id,
    );
  expect(await ask({})).toEqual([]);
  expect(await ask(member.auth)).toContain(person.id);
  await closed.http.get(`/api/v1/profiles/${person.id}`).expect(404);
  await closed.http.get(`/api/v1/profiles/${person.id}`).set(member.auth).expect(200);
  const refused = closed.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'public' });
  expect((await refused.expect(403)).body.code).toBe('PUBLIC_PROFILES_DISABLED');
  await closed.close();
});
