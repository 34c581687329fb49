// Entity tags: nothing is sent twice, nobody overwrites what they have not seen, and no write is lost.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app, { displayName: 'Ada', privacy: { visibility: 'public' } });
});

const own = () => app.http.get('/api/v1/profile').set(person.auth);
const patch = (body: object) => app.http.patch('/api/v1/profile').set(person.auth).send(body);
const tagOf = async () => String((await own().expect(200)).headers.etag);

describe('If-None-Match', () => {
  it('answers 304 without a body until something changes', async () => {
    for (const get of [own, () => app.http.get(`/api/v1/profiles/${person.id}`)]) {
      const { headers } = await get().expect(200);
      const again = await get().set('If-None-Match', `"other", W/${headers.etag}`).expect(304);
      expect(again.text).toBe('');
      expect(again.headers.etag).toBe(headers.etag);
      await patch({ headline: `Not ${headers.etag}` }).expect(200);
      await get().set('If-None-Match', String(headers.etag)).expect(200);
    }
  });

  it('differs by audience', async () => {
    const member = await createPerson(app);
    await app.http.put('/api/v1/profile').set(person.auth).send({ location: 'London' }).expect(200);
    const path = `/api/v1/profiles/${person.id}`;
    const tags = [
      (await app.http.get(path)).headers.etag,
      (await app.http.get(path).set(member.auth)).headers.etag,
      await tagOf(),
    ];
    expect(new Set(tags).size).toBe(3);
    await app.http.get(path).set(member.auth).set('If-None-Match', String(tags[0])).expect(200);
  });

  it('does not tell others of changes that they cannot see', async () => {
    const member = await createPerson(app);
    const path = `/api/v1/profiles/${person.id}`;
    const tags = () =>
      Promise.all([{}, member.auth].map(async (auth) => (await app.http.get(path).set(auth).expect(200)).headers.etag));
    const before = await tags();
    await patch({ phone: '+442079460123' }).expect(200);
    expect(await tags()).toEqual(before);
  });

  it('refuses what is not an entity tag', async () => {
    await own().set('If-None-Match', 'nonsense').expect(400);
    await patch({ headline: 'x' }).set('If-Match', 'nonsense').expect(400);
  });
});

describe('If-Match', () => {
  it('takes the tag of a read, and that of the write before', async () => {
    const first = await patch({ headline: 'One' })
      .set('If-Match', await tagOf())
      .expect(200);
    await patch({ headline: 'Two' }).set('If-Match', String(first.headers.etag)).expect(200);
    await patch({ headline: 'Three' }).set('If-Match', '*').expect(200);
  });

  it('412 names the fields that clash, and nothing is written', async () => {
    const tag = await tagOf();
    await patch({ headline: 'One', bio: 'One' }).expect(200);
    await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ phone: 'public' }).expect(200);
    const { body } = await patch({ bio: 'Two', location: 'Two' }).set('If-Match', tag).expect(412);
    expect(body).toMatchObject({ code: 'VERSION_CONFLICT', clashingFields: ['bio'], currentVersion: 4 });
    const other = await patch({ location: 'Two' }).set('If-Match', tag).expect(412);
    expect(other.body.clashingFields).toEqual([]);
    const privacy = app.http.put('/api/v1/profile/privacy').set(person.auth).set('If-Match', tag);
    expect((await privacy.send({ phone: 'private', bio: 'private' }).expect(412)).body.clashingFields).toEqual([
      'phone',
    ]);
    expect((await own()).body.data).toMatchObject({ bio: 'One', location: null, version: 4 });
  });

  it('a weak tag and a tag of something else match nothing', async () => {
    const tag = await tagOf();
    await patch({ headline: 'x' }).set('If-Match', `W/${tag}`).expect(412);
    await patch({ headline: 'x' }).set('If-Match', '"abc"').expect(412);
  });

  it('of many writers who saw the same version exactly one wins', async () => {
    const tag = await tagOf();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => patch({ headline: `Writer ${index}` }).set('If-Match', tag)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
    const winner = outcomes.findIndex(({ status }) => status === 200);
    expect((await own()).body.data).toMatchObject({ headline: `Writer ${winner}`, version: 3 });
  });
});

it('a hundred parallel changes of different things all survive', async () => {
  const fields = ['displayName', 'firstName', 'lastName', 'pronouns', 'headline', 'bio', 'location', 'activityStatus'];
  const networks = { github: 'github.com', gitlab: 'gitlab.com', bluesky: 'bsky.app', orcid: 'orcid.org' };
  const bodies = [
    ...fields.map((field) => ({ [field]: `${field} of many` })),
    ...Object.entries(networks).map(([network, host]) => ({ socialLinks: { [network]: `https://${host}/ada` } })),
  ];
  const changes = Array.from({ length: 100 }, (_, index) => bodies[index % bodies.length] ?? {});
  const outcomes = await Promise.all(changes.map((body) => patch(body)));
  expect(outcomes.filter(({ status }) => status !== 200).map(({ status, text }) => `${status} ${text}`)).toEqual([]);
  const { data } = (await own()).body;
  expect(data).toMatchObject(Object.assign({}, ...fields.map((field) => ({ [field]: `${field} of many` }))));
  expect(data.socialLinks).toEqual(
    Object.fromEntries(Object.entries(networks).map(([network, host]) => [network, `https://${host}/ada`])),
  );
  expect(data.version).toBe(102);
  // Each left its entry and its promises in the same commit.
  const versions = outcomes.map(({ body }) => body.data.version).sort((a, b) => a - b);
  expect(versions).toEqual(Array.from({ length: 100 }, (_, index) => index + 3));
  const [kept] = await rowsOf<{ activities: number; promises: number }>(
    app,
    `select (select count(*) from activities where user_id = $1 and type = 'profile.updated') as activities,
       (select count(distinct version) from outbox where subject = $2 and name = 'search.index-profile') as promises`,
    [person.id, person.id],
  );
  expect(kept).toEqual({ activities: 100, promises: 102 });
});
