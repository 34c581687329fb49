// Writing one's profile: what is named changes, everything else stays, and what is kept comes back as it was kept.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app);
});

const write = (method: 'put' | 'patch', body: object) =>
  app.http[method]('/api/v1/profile').set(person.auth).send(body);
const read = async () => (await app.http.get('/api/v1/profile').set(person.auth).expect(200)).body.data;

const github = 'https://github.com/ada';
const orcid = 'https://orcid.org/0000-0001';

describe.each(['put', 'patch'] as const)('%s', (method) => {
  it('changes what the body names and leaves the rest', async () => {
    await write(method, { displayName: 'Ada', bio: 'Engines.', skills: ['sums'] }).expect(200);
    const { body } = await write(method, { bio: 'More engines.' }).expect(200);
    expect(body.data).toMatchObject({ displayName: 'Ada', bio: 'More engines.', skills: ['sums'] });
    expect(await read()).toMatchObject({ displayName: 'Ada', bio: 'More engines.', skills: ['sums'] });
  });

  it('clears with null, whatever kind of field it is', async () => {
    const full = {
      displayName: 'Ada',
      skills: ['sums'],
      socialLinks: { github },
      handle: `ada-clears-${method}`,
      birthday: '--12-10',
    };
    await write(method, full).expect(200);
    const cleared = { displayName: null, skills: null, socialLinks: null, handle: null, birthday: null };
    await write(method, cleared).expect(200);
    expect(await read()).toMatchObject({ ...cleared, skills: [], socialLinks: {} });
  });

  it('counts versions and moves updatedAt', async () => {
    const before = await read();
    const { body } = await write(method, { headline: 'One' }).expect(200);
    expect(body.data.version).toBe(before.version + 1);
    expect(Date.parse(body.data.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
    expect(await read()).toEqual(body.data);
  });

  it.each([
    ['role', { role: 'admin' }],
    ['email', { email: 'x@example.com' }],
    ['fullName', { fullName: 'Ada Lovelace' }],
    ['completeness', { completeness: 100 }],
    ['version', { version: '7' }],
    ['tenantId', { tenantId: 'x' }],
    ['avatar', { avatar: 'https://example.com/x.png' }],
    ['socialLinks.myspace', { socialLinks: { myspace: 'https://myspace.com/ada' } }],
  ])('refuses %s, which is not a person’s to write, and changes nothing', async (path, change) => {
    const before = await read();
    const { body } = await write(method, { headline: 'New', ...change }).expect(400);
    expect(body).toMatchObject({ success: false, code: 'VALIDATION_FAILED' });
    expect(body.details).toEqual([expect.objectContaining({ path })]);
    expect(await read()).toEqual(before);
  });

  it('names every field that is wrong', async () => {
    const { body } = await write(method, {
      displayName: 'Ada ✓',
      website: 'javascript:alert(1)',
      phone: '12',
      birthday: '2999-01-01',
      timezone: 'Mars/Base',
      socialLinks: { github: 'https://example.com/ada' },
      skills: ['ok', ''],
    }).expect(400);
    expect(body.details.map(({ path }: { path: string }) => path).sort()).toEqual(
      ['birthday', 'displayName', 'phone', 'skills.1', 'socialLinks.github', 'timezone', 'website'].sort(),
    );
  });
});

it('PUT replaces the links it names as a whole, PATCH merges them one by one', async () => {
  await write('put', { socialLinks: { github, orcid } }).expect(200);
  await write('patch', { socialLinks: { personal: 'https://ada.example' } }).expect(200);
  expect((await read()).socialLinks).toEqual({ github, orcid, personal: 'https://ada.example' });
  await write('patch', { socialLinks: { github: null, orcid: 'https://orcid.org/2' } }).expect(200);
  expect((await read()).socialLinks).toEqual({ orcid: 'https://orcid.org/2', personal: 'https://ada.example' });
  await write('patch', { socialLinks: {} }).expect(200);
  expect((await read()).socialLinks).toEqual({ orcid: 'https://orcid.org/2', personal: 'https://ada.example' });
  await write('put', { socialLinks: { github } }).expect(200);
  expect((await read()).socialLinks).toEqual({ github });
});

it('an empty body changes nothing and says so', async () => {
  await write('patch', {}).expect(400);
  expect((await read()).version).toBe(1);
});

it('keeps text normalised, and what was read can be sent back unchanged', async () => {
  const sent = {
    displayName: '  A\u0301da  Lovelace ',
    bio: 'One\r\nTwo\rThree\n\n<b>bold</b> & "quoted" 👩‍💻 नमस्ते',
    website: ' https://ada.example/a?b=c#d ',
    phone: '+44 (0) 20 7946-0123',
    timezone: 'asia/calcutta',
    language: 'EN-gb',
    birthday: '0000-12-10',
    interests: ['Engines', 'ENGINES', '  punch   cards ', 'Ｅngines'],
    handle: 'Ada.Normal',
  };
  const { body } = await write('put', sent).expect(200);
  const kept = {
    displayName: '\u00c1da  Lovelace',
    bio: 'One\nTwo\nThree\n\n<b>bold</b> & "quoted" 👩‍💻 नमस्ते',
    website: 'https://ada.example/a?b=c#d',
    phone: '+442079460123',
    timezone: 'Asia/Kolkata',
    language: 'en-GB',
    birthday: '--12-10',
    interests: ['Engines', 'punch cards'],
    handle: 'ada.normal',
  };
  expect(body.data).toMatchObject(kept);
  expect((await write('put', kept).expect(200)).body.data).toMatchObject(kept);
});

it('a full name is made of its parts', async () => {
  await write('put', { firstName: 'Ada', lastName: 'Lovelace' }).expect(200);
  expect((await read()).fullName).toBe('Ada Lovelace');
  await write('put', { firstName: null }).expect(200);
  expect((await read()).fullName).toBe('Lovelace');
  await write('put', { lastName: null }).expect(200);
  expect((await read()).fullName).toBeNull();
});

it('privacy choices merge, and an unknown one is refused', async () => {
  const choose = (body: object) => app.http.put('/api/v1/profile/privacy').set(person.auth).send(body);
  await choose({ visibility: 'authenticated', phone: 'authenticated' }).expect(200);
  const { body } = await choose({ bio: 'private' }).expect(200);
  expect(body.data).toMatchObject({
    visibility: 'authenticated',
    phone: 'authenticated',
    bio: 'private',
    headline: 'public',
  });
  for (const wrong of [{ handle: 'private' }, { fullName: 'private' }, { bio: 'friends' }, { secret: 'public' }, {}])
    await choose(wrong).expect(400);
  expect((await app.http.get('/api/v1/profile/privacy').set(person.auth)).body.data).toEqual(body.data);
});
