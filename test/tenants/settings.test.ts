// A tenant sets itself up: who may see what at most, what its people cannot write, what a sign-in page shows.
import { startTestApp, type TestApp } from '../support/app.ts';
import { holds } from '../support/eventually.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
});
afterAll(() => app?.close());
afterEach(() => configure({ fields: null, allowPublic: null, defaultVisibility: null, branding: null, signIn: null }));

const configure = async (settings: object, by = admin) =>
  (await app.http.put('/api/v1/tenant/settings').set(by.auth).send(settings).expect(200)).body.data;
const found = async (q: string, headers: Record<string, string> = {}) =>
  (await app.http.get('/api/v1/profiles').query({ q }).set(headers).expect(200)).body.data.length;
const open = (profile: Record<string, unknown>) => ({ profile, privacy: { visibility: 'public' } });

it('merges its settings, gives one back with null, and tells the whole', async () => {
  await configure({ defaultVisibility: 'authenticated', branding: { name: 'Acme People', color: '#112233' } });
  const tenant = await configure({ branding: { color: null }, registration: 'closed' });
  expect(tenant.settings).toEqual({
    defaultVisibility: 'authenticated',
    branding: { name: 'Acme People' },
    registration: 'closed',
  });
  expect((await app.http.get('/api/v1/tenant').expect(200)).body.data).toEqual({
    name: 'Acme People',
    color: null,
    logoUrl: null,
    signIn: ['password'],
    registration: 'closed',
    continueWith: null,
    continueAt: null,
  });
  expect((await configure({ registration: null })).settings).not.toHaveProperty('registration');
});

it('decides who sees a new profile', async () => {
  await configure({ defaultVisibility: 'public' });
  const { id } = await createPerson(app, { displayName: 'Newly Open' });
  expect((await app.http.get(`/api/v1/profiles/${id}`).expect(200)).body.data.displayName).toBe('Newly Open');
});

it('narrows a field for everybody at once, in reading and in finding', async () => {
  const { id, auth } = await createPerson(app, open({ headline: 'zirconium polisher' }));
  await workDone(app);
  expect(await found('zirconium')).toBe(1);
  await configure({ fields: { headline: { widest: 'authenticated' } } });
  expect((await app.http.get(`/api/v1/profiles/${id}`).expect(200)).body.data).not.toHaveProperty('headline');
  expect(await found('zirconium')).toBe(0);
  await holds(async () => {
    expect(await found('zirconium', admin.auth)).toBe(1);
  });
  expect((await app.http.get(`/api/v1/profiles/${id}`).set(admin.auth).expect(200)).body.data.headline).toBe(
    'zirconium polisher',
  );
  const own = (await app.http.get('/api/v1/profile/privacy').set(auth).expect(200)).body.data;
  expect(own.headline).toBe('authenticated');
  const wide = await app.http.put('/api/v1/profile/privacy').set(auth).send({ headline: 'public' });
  expectRefusal(wide, [403, 'AUDIENCE_TOO_WIDE']);
  expect(wide.body.details).toEqual([{ path: 'headline', message: 'may be at most authenticated' }]);
  await app.http.put('/api/v1/profile/privacy').set(auth).send({ headline: 'private' }).expect(200);
});

it('locks a field: its owner cannot write it, alone or with others, and nothing of the write is kept', async () => {
  const { auth } = await createPerson(app, { profile: { displayName: 'Given Name', bio: 'before' } });
  await configure({ fields: { displayName: { locked: true } } });
  const refused = await app.http.patch('/api/v1/profile').set(auth).send({ displayName: 'Mine', bio: 'after' });
  expectRefusal(refused, [403, 'FIELD_LOCKED']);
  expect(refused.body.details).toEqual([{ path: 'displayName', message: 'is filled in by your organisation' }]);
  const { data } = (await app.http.get('/api/v1/profile').set(auth).expect(200)).body;
  expect(data).toMatchObject({ displayName: 'Given Name', bio: 'before' });
  await app.http.patch('/api/v1/profile').set(auth).send({ bio: 'after' }).expect(200);
});

it('says how many pictures a person may upload, and whether at all', async () => {
  const picture = await solid([1, 2, 3]).png().toBuffer();
  const upload = (person: Person) =>
    app.http.post('/api/v1/profile/avatar').set(person.auth).attach('avatar', picture, 'me.png');
  await configure({ limits: { uploadsPerHour: 1 } });
  const person = await createPerson(app);
  await upload(person).expect(202);
  expectRefusal(await upload(person), [429, 'UPLOAD_QUOTA_EXCEEDED']);
  await configure({ limits: null, fields: { avatar: { locked: true } } });
  expectRefusal(await upload(await createPerson(app)), [403, 'FIELD_LOCKED']);
});

it('is full when there are as many accounts as it allows, and closed when it says so', async () => {
  const email = () => `new${Math.random()}@example.com`;
  const make = () => app.http.post('/api/v1/users').set(admin.auth).send({ email: email() });
  const count = (await app.http.get('/api/v1/users?limit=100').set(admin.auth)).body.data.length;
  await configure({ limits: { accounts: count + 1 } });
  await make().expect(201);
  expectRefusal(await make(), [403, 'TENANT_FULL']);
  await configure({ limits: null, registration: 'closed' });
  const registration = { email: email(), password: 'quite a long passphrase' };
  expectRefusal(await app.http.post('/api/v1/auth/register').send(registration), [403, 'REGISTRATION_CLOSED']);
  await configure({ registration: null, signIn: ['oidc'] });
  const login = { email: admin.email, password: testPassword };
  expectRefusal(await app.http.post('/api/v1/auth/login').send(login), [403, 'SIGN_IN_METHOD_OFF']);
});

it('closes itself to strangers at once', async () => {
  const { id } = await createPerson(app, open({ headline: 'yttrium' }));
  await workDone(app);
  await configure({ allowPublic: false });
  expectRefusal(await app.http.get(`/api/v1/profiles/${id}`), [404, 'PROFILE_NOT_FOUND']);
  expect(await found('yttrium')).toBe(0);
  await app.http.get(`/api/v1/profiles/${id}`).set(admin.auth).expect(200);
});

it('answers everybody while it is being set up', async () => {
  const { id } = await createPerson(app, open({ headline: 'astatine' }));
  for (let round = 0; round < 20; round += 1) {
    const reads = Array.from({ length: 10 }, () => app.http.get(`/api/v1/profiles/${id}`));
    const [, ...answers] = await Promise.all([configure({ branding: { name: `Round ${round}` } }), ...reads]);
    expect(answers.map(({ status }) => status)).toEqual(reads.map(() => 200));
  }
});

it.each([
  ['an unknown field', { fields: { shoeSize: { locked: true } } }],
  ['an unknown setting', { gravity: 'off' }],
  ['an audience that is none', { defaultVisibility: 'friends' }],
  ['a colour that is none', { branding: { color: 'url(x)' } }],
  ['a script as a logo', { branding: { logoUrl: 'javascript:alert(1)' } }],
  ['no way of signing in', { signIn: [] }],
  ['the id of another', { id: '00000000-0000-7000-8000-000000000009', registration: 'open' }],
])('refuses %s', async (_what, body) => {
  expectRefusal(await app.http.put('/api/v1/tenant/settings').set(admin.auth).send(body), [400, 'VALIDATION_FAILED']);
});

it('concerns one tenant alone', async () => {
  const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  await configure({ fields: { displayName: { locked: true } } }, elsewhere);
  const { auth } = await createPerson(app);
  await app.http.patch('/api/v1/profile').set(auth).send({ displayName: 'Free' }).expect(200);
  expectRefusal(await app.http.patch('/api/v1/profile').set(elsewhere.auth).send({ displayName: 'Not free' }), [
    403,
    'FIELD_LOCKED',
  ]);
  const member = await createPerson(app);
  expectRefusal(await app.http.put('/api/v1/tenant/settings').set(member.auth).send({ registration: 'closed' }), [
    403,
    'FORBIDDEN',
  ]);
});
