// Badges: said by somebody, for a reason, until they are taken away; shown as far as their holder lets them be.
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailTo } from '../support/mailbox.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let moderator: Person;
let now = new Date();
const badge = {
  slug: 'verified-developer',
  name: 'Verified developer',
  description: 'We have run what they built.',
  icon: 'code',
  issuer: 'Acme Guild',
};
beforeAll(async () => {
  app = await startTestApp({ workers: true, clock: () => now });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  moderator = await createPerson(app, { roles: ['user', 'moderator'] });
  await as(admin, 'post', '/badges').send(badge).expect(201);
});
afterAll(() => app?.close());

const as = (person: Person, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(person.auth);
const give = (person: { id: string }, more: object = {}, by = moderator) =>
  as(by, 'post', `/users/${person.id}/badges`).send({ slug: badge.slug, reason: 'Wrote the parser.', ...more });
const shown = async (person: { id: string }) =>
  (await app.http.get(`/api/v1/profiles/${person.id}`).expect(200)).body.data.badges;

it('is on the profile at once, with who gave it and why behind it, and its holder is told', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public' } });
  expect(await shown(person)).toBeUndefined();
  const [grant] = (await give(person, { evidenceUrl: 'https://example.com/parser' }).expect(201)).body.data;
  expect(await shown(person)).toEqual(['verified-developer']);
  expect((await app.http.get(`/api/v1/profiles/${person.id}/badges`).expect(200)).body.data).toEqual([
    {
      ...badge,
      iconUrl: null,
      reason: 'Wrote the parser.',
      evidenceUrl: 'https://example.com/parser',
      evidenceUrls: ['https://example.com/parser'],
      evidence: null,
      id: grant.id,
      grantedAt: grant.grantedAt,
      expiresAt: null,
    },
  ]);
  await workDone(app);
  expect((await mailTo(app, person.email)).text).toContain('Verified developer');
  expect((await as(admin, 'get', '/users').query({ badge: badge.slug })).body.data).toHaveLength(1);

  await as(moderator, 'delete', `/users/${person.id}/badges/${grant.id}`)
    .query({ reason: 'It was a copy.' })
    .expect(204);
  expect(await shown(person)).toBeUndefined();
  const history = (await as(moderator, 'get', `/users/${person.id}/badges`).expect(200)).body.data;
  expect(history).toMatchObject([{ id: grant.id, revokedAt: expect.any(String), revokedBecause: 'It was a copy.' }]);
  expect((await as(admin, 'get', '/users').query({ badge: badge.slug })).body.data).toHaveLength(0);
  await give(person).expect(201);
});

it('is hidden by whoever holds it, in both places', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public', badges: 'private' } });
  await give(person).expect(201);
  expect(await shown(person)).toBeUndefined();
  expect((await app.http.get(`/api/v1/profiles/${person.id}/badges`).expect(200)).body.data).toEqual([]);
  expect((await as(person, 'get', '/profile')).body.data.badges).toEqual([badge.slug]);
  const hidden = await createPerson(app);
  await give(hidden).expect(201);
  expectRefusal(await app.http.get(`/api/v1/profiles/${hidden.id}/badges`), [404, 'PROFILE_NOT_FOUND']);
});

it('ends on its day', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public' } });
  const expiresAt = new Date(now.getTime() + 3_600_000);
  await give(person, { expiresAt }).expect(201);
  await app.container.badges.expire();
  expect(await shown(person)).toEqual([badge.slug]);
  now = new Date(expiresAt.getTime() + 1000);
  await app.container.badges.expire();
  expect(await shown(person)).toBeUndefined();
});

it('is given once, though fifty give it at the same time', async () => {
  const person = await createPerson(app);
  const answers = await Promise.all(Array.from({ length: 50 }, () => give(person)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(49);
  expect(await rowsOf(app, 'select 1 from badge_grants where user_id = $1', [person.id])).toHaveLength(1);
});

it('is not one’s own to give, nor anybody’s without the right, nor of another tenant', async () => {
  const person = await createPerson(app);
  const stranger = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  expectRefusal(await give(moderator), [409, 'CANNOT_GRANT_YOURSELF']);
  expectRefusal(await give(person, {}, person), [403, 'FORBIDDEN']);
  expectRefusal(await give(stranger), [404, 'PROFILE_NOT_FOUND']);
  expectRefusal(await give(person, {}, stranger), [404, 'PROFILE_NOT_FOUND']);
  expectRefusal(await give(person, { slug: 'no-such-badge' }), [404, 'BADGE_NOT_FOUND']);
  expectRefusal(await as(person, 'put', '/profile').send({ badges: [badge.slug] }), [400, 'VALIDATION_FAILED']);
  expect((await as(stranger, 'get', '/badges').expect(200)).body.data).toEqual([]);
});

it('is defined once, changed for all, and goes only if nobody ever had it', async () => {
  expectRefusal(await as(admin, 'post', '/badges').send(badge), [409, 'BADGE_EXISTS']);
  const { slug, ...content } = badge;
  const changed = await as(admin, 'put', `/badges/${slug}`)
    .send({ ...content, issuer: 'Acme' })
    .expect(200);
  expect(changed.body.data).toMatchObject({ slug, issuer: 'Acme' });
  expectRefusal(await as(admin, 'delete', `/badges/${slug}`), [409, 'BADGE_HELD']);
  await as(admin, 'post', '/badges')
    .send({ ...badge, slug: 'early_adopter' })
    .expect(201);
  await as(admin, 'delete', '/badges/early_adopter').expect(204);
  expectRefusal(await as(admin, 'delete', '/badges/early_adopter'), [404, 'BADGE_NOT_FOUND']);
  expectRefusal(await as(moderator, 'post', '/badges').send({ ...badge, slug: 'mine' }), [403, 'FORBIDDEN']);
  expectRefusal(await as(admin, 'post', '/badges').send({ ...badge, slug: 'x', icon: '<svg>' }), [
    400,
    'VALIDATION_FAILED',
  ]);
});
