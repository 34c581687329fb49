// People whom nobody searched for by name: suggestions while one types, whole addresses, sections of discovery; and how
// people stay out of all that.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { run, workDone } from '../support/work.ts';

let app: TestApp;
let member: Person;
let ada: Person;

const make = (profile: Readonly<Record<string, unknown>>, visibility = 'public') =>
  createPerson(app, { profile, privacy: { visibility } });

beforeAll(async () => {
  app = await startTestApp({ workers: true });
  member = await createPerson(app, {
    profile: { displayName: 'Mem Ber', skills: ['Sailing', 'knots'], interests: ['rope'], location: 'Bergen' },
  });
  ada = await make({ handle: 'ada', displayName: 'Countess', firstName: 'Augusta', lastName: 'Lovelace' });
  for (let n = 0; n < 9; n++) await make({ displayName: `Ada ${n}`, bio: 'I know Augusta and knots' });
  await workDone(app);
}, 60_000);
afterAll(() => app?.close());

type Headers = Partial<Person['auth']>;
const suggest = async (q: string, headers: Headers = member.auth) =>
  (await app.http.get('/api/v1/profiles/suggest').query({ q }).set(headers).expect(200)).body.data;
const discover = (query: object, headers: Headers = member.auth) =>
  app.http.get('/api/v1/discover').query(query).set(headers).expect(200);
const prefer = ({ auth }: Person, privacy: object) =>
  app.http.put('/api/v1/profile/preferences').set(auth).send({ privacy }).expect(200);

describe('suggestions', () => {
  it('are few, and hold little', async () => {
    const found = await suggest('ad');
    expect(found).toHaveLength(8);
    expect(Object.keys(found[0]).sort()).toEqual(['avatar', 'displayName', 'id']);
  });

  it.each(['@ada', '@ADA', 'Augus', 'lovelac', 'lovelaec', 'countess'])('%j finds her first', async (q) => {
    const [first] = await suggest(q);
    expect(first).toEqual({
      id: ada.id,
      handle: 'ada',
      displayName: 'Countess',
      avatar: expect.stringContaining(ada.id),
    });
  });

  it('find nobody by what is no name, and nobody by a name that the viewer may not read', async () => {
    expect([await suggest('knots'), await suggest('augusta', {})]).toEqual([[], []]);
    const hidden = await make({ handle: 'hermit-crab', displayName: 'Hermit' }, 'private');
    await workDone(app);
    for (const q of ['hermit', '@hermit-crab', hidden.email]) expect(await suggest(q)).toEqual([]);
  });

  it('leave out whoever blocks', async () => {
    const blocked = await createPerson(app);
    await app.http.put(`/api/v1/profile/blocks/${blocked.id}`).set(ada.auth).expect(204);
    for (const q of ['@ada', 'augusta', 'countess'])
      expect((await suggest(q, blocked.auth)).map(({ id }: { id: string }) => id)).not.toContain(ada.id);
  });

  it.each([
    ['q', {}],
    ['q', { q: '  ' }],
    ['limit', { q: 'a', limit: 100 }],
  ])('%s is refused in %j', async (path, query) => {
    const { body } = await app.http.get('/api/v1/profiles/suggest').query(query).expect(400);
    expect(body.details).toEqual([expect.objectContaining({ path })]);
  });
});

describe('a whole address', () => {
  let person: Person;
  const search = async (q: string, headers: Headers, more = {}) =>
    (
      await app.http
        .get('/api/v1/profiles')
        .query({ q, ...more })
        .set(headers)
        .expect(200)
    ).body;
  const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

  beforeAll(async () => {
    person = await make({ displayName: 'Postal Person', skills: ['stamps'] });
  });

  it('finds nobody until its owner says so', async () => {
    expect([await suggest(person.email), (await search(person.email, member.auth)).data]).toEqual([[], []]);
  });

  it('then finds its owner, for members alone, and only whole', async () => {
    await prefer(person, { findableByEmail: true });
    const unproved = await createPerson(app);
    await run(app, 'update users set email_verified_at = null where id = $1', [unproved.id]);
    const typed = person.email.toUpperCase();
    expect(ids(await suggest(person.email))).toEqual([person.id]);
    expect(ids((await search(typed, member.auth)).data)).toEqual([person.id]);
    for (const headers of [{}, unproved.auth])
      expect([await suggest(typed, headers), (await search(typed, headers)).data]).toEqual([[], []]);
    for (const part of [person.email.slice(1), person.email.split('@')[0] ?? '', `${person.email}.au`])
      expect([await suggest(part), (await search(part, member.auth)).data]).toEqual([[], []]);
  });

  it('answers alike whether it is known or not', async () => {
    const [known, unknown] = [await search(person.email, {}), await search('nobody@example.org', {})];
    expect(known).toEqual(unknown);
    const stranger = await search('nobody@example.org', member.auth);
    expect({ ...(await search(person.email, member.auth)), data: [] }).toEqual(stranger);
  });

  it('goes with filters and facets as everything else does', async () => {
    const found = await search(person.email, member.auth, { skills: 'STAMPS', facets: 'skills' });
    expect([ids(found.data), found.meta.total.count]).toEqual([[person.id], 1]);
    expect(found.meta.facets).toEqual({ skills: [{ value: 'stamps', count: 1 }] });
    const missed = await search(person.email, member.auth, { skills: 'coins', facets: 'skills' });
    expect([missed.data, missed.meta.total.count, missed.meta.facets]).toEqual([[], 0, { skills: [] }]);
  });

  it('finds nobody who is hidden, or blocks', async () => {
    const blocked = await createPerson(app);
    await app.http.put(`/api/v1/profile/blocks/${blocked.id}`).set(person.auth).expect(204);
    expect(await suggest(person.email, blocked.auth)).toEqual([]);
    await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'private' }).expect(200);
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    for (const headers of [member.auth, admin.auth]) expect(await suggest(person.email, headers)).toEqual([]);
  });
});

describe('discovery', () => {
  const section = async (name: string, headers?: Headers) => {
    const { body } = await discover({ section: name, limit: 100 }, headers);
    return body.data[0].people.map(({ profile, reason }: { profile: { id: string }; reason: object }) => [
      profile.id,
      reason,
    ]);
  };

  it('shows people like oneself, with what is shared and may be read', async () => {
    const close = await make({
      displayName: 'Close',
      skills: ['sailing', 'KNOTS'],
      interests: ['Rope'],
      location: 'Bergen',
    });
    const near = await createPerson(app, {
      profile: { displayName: 'Near', skills: ['knots', 'welding'], location: 'bergen' },
      privacy: { visibility: 'public', location: 'private' },
    });
    await make({ displayName: 'Far', skills: ['welding'] });
    await workDone(app);
    expect(await section('similar')).toEqual([
      [close.id, { skills: ['Sailing', 'knots'], interests: ['rope'], location: ['Bergen'] }],
      [near.id, { skills: ['knots'] }],
    ]);
    expect(await section('similar', {})).toEqual([]);
    await app.http.put(`/api/v1/profile/blocks/${member.id}`).set(near.auth).expect(204);
    expect((await section('similar')).map(([id]: [string]) => id)).toEqual([close.id]);
  });

  it('shows who has joined, and oneself never', async () => {
    const latest = await make({ displayName: 'Latest', skills: ['knots'] });
    await workDone(app);
    const [first] = await section('recent');
    expect(first).toEqual([latest.id, { joinedAt: expect.any(String) }]);
    for (const name of ['recent', 'similar'])
      expect((await section(name, latest.auth)).map(([id]: [string]) => id)).not.toContain(latest.id);
  });

  it('shows who was here, of those who show it', async () => {
    const [shown, silent] = [await make({ displayName: 'Shown' }), await make({ displayName: 'Silent' })];
    await app.http.put('/api/v1/profile/privacy').set(shown.auth).send({ activityStatus: 'authenticated' }).expect(200);
    await prefer(shown, { showOnlineStatus: true });
    for (const { id } of [shown, silent])
      await run(app, 'insert into profile_stats (user_id, tenant_id, last_active_at) values ($1, $2, now())', [
        id,
        defaultTenantId,
      ]);
    await app.container.search.indexProfile({ tenantId: defaultTenantId, userId: shown.id });
    await app.container.search.indexProfile({ tenantId: defaultTenantId, userId: silent.id });
    await workDone(app);
    expect(await section('active')).toEqual([[shown.id, { lastActiveAt: expect.any(String) }]]);
    expect(await section('active', {})).toEqual([]);
    await prefer(shown, { showOnlineStatus: false });
    expect(await section('active')).toEqual([]);
  });

  it('has every section that makes sense for whoever asks', async () => {
    const names = async (headers: Headers) =>
      (await discover({}, headers)).body.data.map(({ section: name }: { section: string }) => name);
    expect(await names(member.auth)).toEqual(['similar', 'recent', 'active', 'endorsed']);
    expect(await names({})).toEqual(['recent', 'active', 'endorsed']);
    for (const [path, query] of [
      ['section', { section: 'all' }],
      ['limit', { limit: 101 }],
      ['q', { q: 'x' }],
    ] as const) {
      const { body } = await app.http.get('/api/v1/discover').query(query).expect(400);
      expect(body.details).toEqual([expect.objectContaining({ path })]);
    }
  });
});

it('whoever does not want to be discovered is listed nowhere from that moment on, and found by words', async () => {
  const shy = await make({ displayName: 'Shy Violet', skills: ['knots', 'shyness'] });
  await workDone(app);
  const listed = async () => {
    const answers = await Promise.all([
      discover({ limit: 100 }),
      app.http.get('/api/v1/profiles?limit=100').set(member.auth),
      app.http.get('/api/v1/profiles?skills=shyness').set(member.auth),
      app.http.get('/api/v1/profiles?sort=name&limit=100'),
    ]);
    return answers.map(({ text }) => text.includes(shy.id));
  };
  const found = async () => (await suggest('violet')).length;
  expect([await listed(), await found()]).toEqual([[true, true, true, true], 1]);
  await prefer(shy, { discoverable: false });
  expect(await listed()).toEqual([false, false, false, false]);
  await workDone(app);
  expect([await listed(), await found()]).toEqual([[false, false, false, false], 1]);
  await prefer(shy, { discoverable: true });
  await workDone(app);
  expect(await listed()).toEqual([true, true, true, true]);
});
