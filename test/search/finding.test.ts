// Finding people over HTTP, with workers that keep the index.
import type { Response } from 'supertest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
let member: Person;
let ada: Person;

beforeAll(async () => {
  app = await startTestApp({ workers: true });
  member = await createPerson(app);
  ada = await createPerson(app, {
    displayName: 'Countess',
    handle: 'first-programmer',
    profile: { firstName: 'Augusta', lastName: 'Lovelace', bio: 'Poetical science', phone: '+442079460999' },
    privacy: { visibility: 'public', bio: 'private' },
  });
  await workDone(app);
}, 60_000);
afterAll(() => app?.close());

type Headers = Partial<Person['auth']>;
const search = (query: object, headers: Headers = {}) => app.http.get('/api/v1/profiles').query(query).set(headers);
const idsOf = async (query: object, headers?: Headers): Promise<string[]> =>
  (await search(query, headers).expect(200)).body.data.map(({ id }: { id: string }) => id);

it.each([
  'Lovelace',
  'lovelace',
  'Lovelase',
  'Loevlace',
  'Lovelac',
  'love',
  'Lövelace',
  'augusta lovelace',
  'lovelace agusta',
])('a name that members may read is found as %j by members, and by nobody else', async (q) => {
  expect(await idsOf({ q }, member.auth)).toEqual([ada.id]);
  expect(await idsOf({ q }, ada.auth)).toEqual([ada.id]);
  expect(await idsOf({ q })).toEqual([]);
});

it.each(['Countess', 'Countes', 'COUNTESS', 'first-programmer'])(
  'what is public is found as %j by everybody',
  async (q) => {
    expect(await idsOf({ q })).toEqual([ada.id]);
    expect(await idsOf({ q }, member.auth)).toEqual([ada.id]);
  },
);

it.each(['poetical', 'science', '+442079460999', 'countess poetical', 'babbage'])(
  '%j finds nobody, an admin no more than others',
  async (q) => {
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    for (const headers of [{}, member.auth, ada.auth, admin.auth]) expect(await idsOf({ q }, headers)).toEqual([]);
  },
);

it('a change is found under its new words only', async () => {
  const person = await createPerson(app, {
    displayName: 'Grace',
    handle: 'amazing-grace',
    privacy: { visibility: 'public' },
  });
  await workDone(app);
  expect(await idsOf({ q: 'amazing-grace' })).toEqual([person.id]);
  const renamed = { handle: 'compiler-queen', displayName: 'Rear Admiral' };
  await app.http.patch('/api/v1/profile').set(person.auth).send(renamed).expect(200);
  await workDone(app);
  for (const q of ['compiler-queen', 'compiler', 'admiral']) expect(await idsOf({ q })).toEqual([person.id]);
  for (const q of ['amazing-grace', 'amazing', 'grace']) expect(await idsOf({ q })).toEqual([]);
});

it('what is opened is found, once the workers have seen it', async () => {
  const person = await createPerson(app, { displayName: 'Radia Perlman' });
  await workDone(app);
  expect(await idsOf({ q: 'perlman' }, member.auth)).toEqual([]);
  const choose = (visibility: string) =>
    app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility }).expect(200);
  await choose('authenticated');
  await workDone(app);
  expect([await idsOf({ q: 'perlman' }, member.auth), await idsOf({ q: 'perlman' })]).toEqual([[person.id], []]);
  await choose('public');
  await workDone(app);
  expect([await idsOf({ q: 'perlman' }, member.auth), await idsOf({ q: 'perlman' })]).toEqual([
    [person.id],
    [person.id],
  ]);
});

describe('pages', () => {
  const everybody: string[] = [];
  beforeAll(async () => {
    for (let index = 0; index < 12; index++) {
      const profile = { skills: ['knotwork'], headline: `Sailor ${index}` };
      everybody.push((await createPerson(app, { profile, privacy: { visibility: 'public' } })).id);
    }
    await workDone(app);
  }, 60_000);

  it.each([{ q: 'knotwork' }, { q: 'knotwork sailor' }, {}])(
    'of %j hold everybody once, in an order that stays',
    async (query) => {
      const whole = await idsOf({ ...query, limit: 100 });
      const seen: string[] = [];
      const sizes: number[] = [];
      let cursor: string | null = null;
      do {
        const { body }: Response = await search({ ...query, limit: 5, ...(cursor !== null && { cursor }) }).expect(200);
        seen.push(...body.data.map(({ id }: { id: string }) => id));
        sizes.push(body.data.length);
        expect(body.meta).toEqual({ limit: 5, nextCursor: body.meta.nextCursor, engine: 'postgres' });
        cursor = body.meta.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(whole);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(everybody));
      expect(sizes.slice(0, -1).every((size) => size === 5)).toBe(true);
    },
  );

  it('without words list the newest people first', async () => {
    expect(await idsOf({ limit: 12 })).toEqual(everybody.toReversed());
  });

  it('refuse a cursor that is not theirs', async () => {
    const { body } = await search({ q: 'knotwork', limit: 5 }).expect(200);
    const cursor: string = body.meta.nextCursor;
    for (const query of [
      { q: 'sailor', cursor },
      { cursor },
      { q: 'knotwork', cursor: 'nonsense' },
      { q: 'knotwork', cursor: `x${cursor}` },
      { q: 'knotwork', cursor: cursor.slice(0, -2) },
    ])
      expect((await search(query).expect(400)).body.code).toBe('INVALID_CURSOR');
    expect((await search({ q: 'knotwork', cursor }, member.auth).expect(400)).body.code).toBe('INVALID_CURSOR');
    await search({ q: 'knotwork', limit: 7, cursor }).expect(200);
  });
});

it.each([
  ['limit', { limit: 0 }],
  ['limit', { limit: 101 }],
  ['limit', { limit: 'many' }],
  ['limit', { limit: 1.5 }],
  ['sort', { sort: 'phone' }],
  ['phone', { q: 'ada', phone: '1' }],
  ['q', { q: 'x'.repeat(201) }],
  ['cursor', { cursor: '' }],
])('%s is refused in %j', async (path, query) => {
  const { body } = await search(query).expect(400);
  expect(body).toMatchObject({ code: 'VALIDATION_FAILED', details: [expect.objectContaining({ path })] });
});

it.each(['%', '_', "'", '"; drop table profiles; --', '\\', '\u0000', '🦀', '   ', '(((', 'a'.repeat(200)])(
  'the question %j does no harm',
  async (q) => {
    const { status } = await search({ q }, member.auth);
    expect([200, 400]).toContain(status);
    expect(await idsOf({ q: 'countess' })).toEqual([ada.id]);
  },
);
