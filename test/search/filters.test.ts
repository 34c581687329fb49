// Filters, facets, orders and their mistakes; blocked people, who must leave no gap.
import { request } from 'node:http';
import type { Response } from 'supertest';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;
let member: Person;
const people: Record<string, Person> = {};

const profiles = {
  ada: {
    displayName: 'Ada',
    skills: ['Mathematics', 'C, really'],
    interests: ['engines'],
    location: 'London, UK',
    language: 'en-GB',
  },
  bob: { displayName: 'Bob', skills: ['mathematics', 'C++'], interests: ['music'], location: 'Paris', language: 'fr' },
  cleo: { displayName: 'Cleo', skills: ['C++', 'MATHEMATICS'], interests: ['engines', 'music'], language: 'en' },
  dan: { displayName: 'Dan', skills: ['C'], interests: ['musics'], location: 'Québec', language: 'fr-CA' },
} as const;

beforeAll(async () => {
  app = await startTestApp();
  member = await createPerson(app);
  for (const [name, profile] of Object.entries(profiles))
    people[name] = await createPerson(app, { profile, privacy: { visibility: 'public', language: 'public' } });
  const endorsement = { skill: 'mathematics' };
  await app.http.post(`/api/v1/profiles/${people.bob?.id}/endorsements`).set(member.auth).send(endorsement).expect(201);
  for (const { id } of Object.values(people))
    await app.container.search.indexProfile({ tenantId: defaultTenantId, userId: id });
}, 60_000);
afterAll(() => app?.close());

type Headers = Partial<Person['auth']>;
const ask = (query: string | object, headers: Headers = {}) =>
  app.http.get('/api/v1/profiles').query(query).set(headers);
const nameOf = (id: string) => Object.keys(people).find((name) => people[name]?.id === id);
const namesOf = async (query: string | object, headers: Headers = member.auth) =>
  (await ask(query, headers).expect(200)).body.data.map(({ id }: { id: string }) => nameOf(id));

it.each([
  ['skills=mathematics', ['cleo', 'bob', 'ada']],
  ['skills=mathematics&skills=C%2B%2B', ['cleo', 'bob']],
  ['skills=Mathematics,c%2B%2B', ['cleo', 'bob']],
  ['skills=c', ['dan']],
  ['skills=C%5C,%20really', ['ada']],
  ['interests=music', ['cleo', 'bob']],
  ['interests=music,engines', ['cleo']],
  ['language=en', ['cleo', 'ada']],
  ['language=en-GB', ['ada']],
  ['language=en-GB,fr', ['dan', 'bob', 'ada']],
  ['location=london,%20uk', ['ada']],
  ['location=quebec&location=PARIS', ['dan', 'bob']],
  ['hasAvatar=false', ['dan', 'cleo', 'bob', 'ada']],
  ['hasAvatar=true', []],
  ['verified=false&language=fr', ['dan', 'bob']],
  ['badge=hero', []],
  ['q=cleo&skills=mathematics', ['cleo']],
  ['sort=name', ['ada', 'bob', 'cleo', 'dan']],
  ['sort=recent', ['dan', 'cleo', 'bob', 'ada']],
  ['sort=name&skills=mathematics', ['ada', 'bob', 'cleo']],
  ['sort=endorsements', ['bob', 'dan', 'cleo', 'ada']],
  ['sort=endorsements&skills=mathematics', ['bob', 'cleo', 'ada']],
  ['q=dan&sort=name', ['dan']],
])('%s', async (query, expected) => {
  expect(await namesOf(query)).toEqual(expected);
});

it('what only members may read filters and counts for members only', async () => {
  expect(await namesOf('location=Paris', {})).toEqual([]);
  expect(await namesOf('location=Paris')).toEqual(['bob']);
  expect((await ask('facets=location')).body.meta.facets).toEqual({ location: [] });
});

it('counts whom it has found, in the words of most', async () => {
  const { meta } = (await ask('q=mathematics&facets=skills,language,hasAvatar&limit=1', member.auth).expect(200)).body;
  expect(meta.total).toEqual({ count: 3, isExact: true });
  expect(Object.keys(meta.facets)).toEqual(['skills', 'language', 'hasAvatar']);
  const [first, second] = meta.facets.skills;
  expect([first.value.toLowerCase(), first.count, second]).toEqual(['mathematics', 3, { value: 'C++', count: 2 }]);
  expect(meta.facets.language).toEqual(expect.arrayContaining([{ value: 'en', count: 2 }]));
  expect(meta.facets.hasAvatar).toEqual([{ value: 'false', count: 3 }]);
});

it('a page goes on in the same order, with filters and without', async () => {
  for (const query of ['sort=name', 'sort=endorsements', 'skills=mathematics&sort=name', 'facets=skills']) {
    const seen: unknown[] = [];
    let cursor = '';
    for (let page = 0; page < 6 && cursor !== 'end'; page++) {
      const { body }: Response = await ask(`${query}&limit=1${cursor}`, member.auth).expect(200);
      seen.push(...body.data.map(({ id }: { id: string }) => nameOf(id)));
      cursor = body.meta.nextCursor === null ? 'end' : `&cursor=${body.meta.nextCursor}`;
    }
    expect([query, seen]).toEqual([query, await namesOf(query)]);
  }
});

it('says where the words stand', async () => {
  const { body } = await ask('q=mathem', member.auth).expect(200);
  const found = body.data.find(({ id }: { id: string }) => nameOf(id) === 'cleo');
  expect(found.highlights).toEqual({ skills: [{ item: 1, start: 0, end: 6 }] });
  expect((await ask('skills=c', member.auth)).body.data[0].highlights).toBeUndefined();
});

it('speaks to older clients as they know it', async () => {
  const { body } = await app.http
    .get('/api/profile/search?q=ada&has_avatar=false&facets=skills,has_avatar')
    .set(member.auth)
    .expect(200);
  expect(body).toMatchObject({
    success: true,
    profiles: [{ display_name: 'Ada', highlights: { display_name: [{ start: 0, end: 3 }] } }],
    meta: {
      next_cursor: null,
      total: { count: 1, is_exact: true },
      facets: { has_avatar: [{ value: 'false', count: 1 }] },
    },
  });
});

describe('blocked people', () => {
  it('leave no gap, no count and no cursor, whoever blocks whom', async () => {
    const [blocker, blocked] = [await createPerson(app), await createPerson(app)];
    const { bob, cleo } = people;
    if (!bob || !cleo) throw new Error('nobody');
    await app.http.put(`/api/v1/profile/blocks/${bob.id}`).set(blocker.auth).expect(204);
    await app.http.put(`/api/v1/profile/blocks/${blocked.id}`).set(cleo.auth).expect(204);
    for (const [viewer, expected] of [
      [blocker, ['cleo', 'ada']],
      [blocked, ['bob', 'ada']],
    ] as const) {
      expect(await namesOf('skills=mathematics', viewer.auth)).toEqual(expected);
      const { body } = await ask('skills=mathematics&limit=2&facets=skills', viewer.auth).expect(200);
      expect([body.data.length, body.meta.nextCursor, body.meta.total.count]).toEqual([2, null, 2]);
      expect(body.meta.facets.skills[0].count).toBe(2);
    }
    expect((await ask('q=bob&limit=1', blocker.auth)).body).toMatchObject({ data: [], meta: { nextCursor: null } });
    await app.http.delete(`/api/v1/profile/blocks/${blocked.id}`).set(cleo.auth).expect(204);
  });
});

describe('mistakes', () => {
  it.each([
    ['skill=x', 'skill'],
    ['phone=1', 'phone'],
    ['discoverable=false', 'discoverable'],
    ['sort=phone', 'sort'],
    ['sort=active', 'sort'],
    ['sort=name&sort=recent', 'sort'],
    ['facets=phone', 'facets'],
    ['facets=skills,discoverable', 'facets'],
    ['verified=maybe', 'verified'],
    ['limit=101', 'limit'],
    ['q=a&q=b', 'q'],
    ['skills=', 'skills'],
    ['skills=a,,b', 'skills'],
    ['location=%00', 'location'],
    ['skills[]=x', 'skills[]'],
    ['q[a][b]=x', 'q[a][b]'],
    ['__proto__=x', '__proto__'],
    ['constructor=x', 'constructor'],
    [`q=${'é́'.repeat(129)}`, 'q'],
    [`skills=${Array.from({ length: 21 }, (_, n) => `s${n}`).join()}`, 'skills'],
  ])('%s is refused by name', async (query, path) => {
    for (const headers of [{}, member.auth]) {
      const { body } = await ask(query, headers).expect(400);
      expect(body).toMatchObject({ code: 'VALIDATION_FAILED', details: [expect.objectContaining({ path })] });
    }
  });

  it('a question of 128 characters is none, whatever they weigh', async () => {
    await ask({ q: '👩‍👩‍👧‍👦'.repeat(128) }).expect(200);
  });

  it.each([
    ['thousands of parameters', Array.from({ length: 5_000 }, (_, n) => `p${n}=x`).join('&')],
    ['thousands of one parameter', Array.from({ length: 5_000 }, () => 'skills=x').join('&')],
    ['nothing, and then a filter', `${'&'.repeat(5_000)}skills=nobody`],
    ['nested brackets', `q${'[a]'.repeat(5_000)}=x`],
  ])('%s are refused', async (_, query) => {
    // As raw bytes: clients would tidy it up.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${app.url}/api/v1/profiles?${query}`, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
  });
});

it('administrators search accounts in the database by their rights, and nobody else', async () => {
  const admin = await createPerson(app, { roles: ['user', 'admin'] });
  const hidden = await createPerson(app, { displayName: 'Unseen Reader' });
  const find = (headers: Headers) => app.http.get('/api/v1/users?q=unseen').set(headers);
  expect((await find(admin.auth).expect(200)).body.data).toMatchObject([{ id: hidden.id }]);
  await find(member.auth).expect(403);
  await find({}).expect(401);
  expect(await rowsOf(app, 'select from search_documents where id = $1', [hidden.id])).toEqual([]);
});
