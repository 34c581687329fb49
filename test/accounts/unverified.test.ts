// What an account may not do before its address is proved: the table of src/accounts/limits.ts and docs/access.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unverifiedLimits } from '../../src/accounts/limits.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
let newcomer: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  newcomer = await createPerson(app, { verified: false, displayName: 'Newcomer Nell' });
});
afterAll(() => app?.close());

const refused = { status: 403, code: 'EMAIL_NOT_VERIFIED', success: false };

it('is the table that people read', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/access.md'), 'utf8');
  for (const [limit, sentence] of Object.entries(unverifiedLimits))
    expect(page).toContain(`| \`${limit}\` | ${sentence} |`);
});

it('profile:open: it stays private, and is in nobody’s search', async () => {
  for (const visibility of ['public', 'authenticated']) {
    const { body } = await app.http.put('/api/v1/profile/privacy').set(newcomer.auth).send({ visibility });
    expect(body).toMatchObject({ ...refused, limit: 'profile:open' });
  }
  await workDone(app);
  const { auth } = await createPerson(app);
  const { body } = await app.http.get('/api/v1/profiles').query({ q: 'Newcomer' }).set(auth).expect(200);
  expect(body.data).toEqual([]);
  await app.http.get(`/api/v1/profiles/${newcomer.id}`).set(auth).expect(404);
});

it('handle:claim: no handle', async () => {
  const { body } = await app.http.patch('/api/v1/profile').set(newcomer.auth).send({ handle: 'nelly' });
  expect(body).toMatchObject({ ...refused, limit: 'handle:claim' });
});

describe('members:read: what members see is not for them', () => {
  const profile = { displayName: 'Open Otto', bio: 'Members may read this.', location: 'Vienna' };

  it('of a profile they see what the public sees, by id, by handle and in search', async () => {
    const otto = await createPerson(app, {
      handle: 'open-otto',
      profile,
      privacy: { visibility: 'public', bio: 'authenticated', location: 'authenticated' },
    });
    await workDone(app);
    const member = await createPerson(app);
    for (const key of [otto.id, 'open-otto']) {
      const [asPublic, asNewcomer, asMember] = await Promise.all(
        [{}, newcomer.auth, member.auth].map((auth) => app.http.get(`/api/v1/profiles/${key}`).set(auth).expect(200)),
      );
      expect(asNewcomer?.body).toEqual(asPublic?.body);
      expect(asNewcomer?.body.data).not.toHaveProperty('bio');
      expect(asMember?.body.data).toHaveProperty('bio');
    }
    const find = async (q: string, { auth }: Person) =>
      (await app.http.get('/api/v1/profiles').query({ q }).set(auth).expect(200)).body.data.length;
    expect([await find('Otto', newcomer), await find('Vienna', newcomer)]).toEqual([1, 0]);
    expect(await find('Vienna', member)).toBe(1);
  });

  it('a profile for members is not there, and their administrator’s rights wait, too', async () => {
    const hidden = await createPerson(app, { profile, privacy: { visibility: 'authenticated' } });
    const admin = await createPerson(app, { verified: false, roles: ['user', 'admin'] });
    for (const { auth } of [newcomer, admin]) await app.http.get(`/api/v1/profiles/${hidden.id}`).set(auth).expect(404);
    const asThem = await app.http.get('/api/v1/profile').query({ viewAs: newcomer.id }).set(hidden.auth);
    expect(asThem.status).toBe(404);
    await app.http.get('/api/v1/profile').query({ viewAs: 'authenticated' }).set(hidden.auth).expect(200);
  });

  it('their own they see as ever', async () => {
    const { body } = await app.http.get('/api/v1/profile').set(newcomer.auth).expect(200);
    expect(body.data).toMatchObject({ displayName: 'Newcomer Nell', emailVerified: false });
    await app.http.get(`/api/v1/profiles/${newcomer.id}`).set(newcomer.auth).expect(200);
  });
});
