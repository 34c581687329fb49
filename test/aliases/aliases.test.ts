// The life of an alias: made once, the same on every call, replaced, revealed, looked up by others.
import { animals } from '../../src/aliases/animals.ts';
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCrowd } from '../support/crowd.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

const hourMs = 3_600_000;
let nowMs = Date.now();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date(nowMs) });
});
afterAll(() => app?.close());

type Caller = Pick<Person, 'auth'>;
const room = { context: 'chat_room_123', contextType: 'chat_room' };
const ask = (person: Caller, place: object = room) =>
  app.http.get('/api/v1/profile/alias').query(place).set(person.auth);
const aliasOf = async (person: Caller, place: object = room) => (await ask(person, place).expect(200)).body.data;
const acts = { regenerate: '/api/v1/profile/alias/regenerate', reveal: '/api/v1/profile/alias/reveal' };
const act = (person: Caller, what: keyof typeof acts, place: object = room) =>
  app.http.post(acts[what]).set(person.auth).send(place);
const history = async (person: Caller, query: object = {}) =>
  (await app.http.get('/api/v1/profile/aliases').query(query).set(person.auth).expect(200)).body;
const look = (viewer: Caller, aliasId: string) => app.http.get(`/api/v1/aliases/${aliasId}`).set(viewer.auth);

test('it has a name, a random id and a picture, and no time to the second', async () => {
  const person = await createPerson(app);
  const alias = await aliasOf(person);
  expect(alias).toEqual({
    aliasId: expect.stringMatching(/^alias_[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/),
    displayName: expect.stringMatching(/^Anonymous_[A-Z][a-z]+_\d{3}$/),
    avatar: `${app.url}/api/v1/aliases/${alias.aliasId}/avatar.svg`,
    ...room,
    createdAt: new Date(Math.floor(nowMs / hourMs) * hourMs).toISOString(),
    isActive: true,
  });
  expect(animals).toContain(alias.displayName.split('_')[1]);
  expect(await aliasOf(person)).toEqual(alias);
});

test('a hundred first calls at once make one', async () => {
  const person = await createPerson(app);
  const aliases = await Promise.all(Array.from({ length: 100 }, () => aliasOf(person)));
  expect(new Set(aliases.map((alias) => JSON.stringify(alias))).size).toBe(1);
  const { data, meta } = await history(person);
  expect(data).toEqual([{ ...aliases[0], expiresAt: expect.any(String), usageCount: 100, isRevealed: false }]);
  expect(meta).toEqual({ limit: 20, nextCursor: null, conversions: 0 });
});

test('every place has its own: another context, another type', async () => {
  const person = await createPerson(app);
  const places = [
    room,
    { ...room, context: 'chat_room_124' },
    { ...room, contextType: 'post' },
    { context: '7f3a', contextType: 'session' },
  ];
  const aliases = await Promise.all(places.map((place) => aliasOf(person, place)));
  expect(new Set(aliases.map(({ aliasId }) => aliasId)).size).toBe(4);
  expect(aliases.map(({ context, contextType }) => ({ context, contextType }))).toEqual(places);
});

test('names of many people in one place are all different, also when most are taken', async () => {
  const place = { context: 'crowded', contextType: 'chat_room' };
  const crowd = await createCrowd(app, 60);
  const [first] = crowd;
  if (!first) throw new Error('nobody came');
  const { aliasId } = await aliasOf(first, place);
  // Every short name but a few belongs to somebody: what comes must find those, or longer ones.
  await run(
    app,
    `insert into aliases (id, tenant_id, user_id, context_key, sealed_context, animal, display_name, is_active,
       from_regeneration, created_at, expires_at)
     select gen_random_uuid(), a.tenant_id, null, a.context_key, '', name, 'Anonymous_' || name || '_' || number, false,
       false, now(), now()
     from aliases a, unnest($2::text[]) as name, generate_series(100, 999) as number
     where a.id = $1::uuid on conflict do nothing`,
    [aliasId.slice('alias_'.length), animals],
  );
  const names = await Promise.all(crowd.map(async (person) => (await aliasOf(person, place)).displayName));
  expect(new Set(names).size).toBe(60);
  expect(names.filter((name) => /_\d{4,}$/.test(name)).length).toBeGreaterThan(50);
});

test('it expires, gives way to another and stays in the history', async () => {
  const person = await createPerson(app);
  const before = await aliasOf(person);
  nowMs += 720 * hourMs - 1000;
  expect(await aliasOf(person)).toEqual(before);
  nowMs += 1000;
  expect((await history(person)).data).toMatchObject([{ aliasId: before.aliasId, isActive: false, usageCount: 2 }]);
  expectRefusal(await act(person, 'reveal'), [404, 'ALIAS_NOT_FOUND']);
  const after = await Promise.all(Array.from({ length: 20 }, () => aliasOf(person)));
  expect(new Set(after.map(({ aliasId }) => aliasId)).size).toBe(1);
  expect(after[0].aliasId).not.toBe(before.aliasId);
  const { data } = await history(person);
  expect(data.map(({ aliasId, isActive }: { aliasId: string; isActive: boolean }) => [aliasId, isActive])).toEqual([
    [after[0].aliasId, true],
    [before.aliasId, false],
  ]);
  const seen = await look(person, before.aliasId).expect(200);
  expect(seen.body.data.displayName).toBe(before.displayName);
});

test('another can be taken at most once an hour in a place', async () => {
  const person = await createPerson(app);
  const first = await aliasOf(person);
  const second = (await act(person, 'regenerate').expect(200)).body.data;
  expect(second.aliasId).not.toBe(first.aliasId);
  expect(await aliasOf(person)).toEqual(second);
  const refused = await act(person, 'regenerate');
  expectRefusal(refused, [429, 'ALIAS_COOL_DOWN']);
  expect(refused.headers['retry-after']).toBe('3600');
  await aliasOf(person, { ...room, context: 'elsewhere' });
  await act(person, 'regenerate', { ...room, context: 'elsewhere' }).expect(200);
  nowMs += hourMs - 500;
  expect((await act(person, 'regenerate').expect(429)).headers['retry-after']).toBe('1');
  nowMs += 500;
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await act(person, 'regenerate')).status));
  expect(statuses.toSorted()).toEqual([200, ...Array(9).fill(429)]);
  const { data } = await history(person);
  expect(
    data.filter(
      ({ isActive, context }: { isActive: boolean; context: string }) => isActive && context === room.context,
    ),
  ).toHaveLength(1);
});

test('the history comes in pages, newest first, to nobody else', async () => {
  const person = await createPerson(app);
  const made: string[] = [];
  for (let n = 0; n < 7; n++) {
    nowMs += 60_000;
    made.unshift((await aliasOf(person, { context: `post_${n}`, contextType: 'post' })).aliasId);
  }
  const read: string[] = [];
  let cursor: string | undefined;
  do {
    const { data, meta } = await history(person, { limit: 3, ...(cursor && { cursor }) });
    read.push(...data.map(({ aliasId }: { aliasId: string }) => aliasId));
    cursor = meta.nextCursor ?? undefined;
  } while (cursor && read.length < 20);
  expect(read).toEqual(made);
  const other = await createPerson(app);
  expect((await history(other)).data).toEqual([]);
  const { meta } = await history(person, { limit: 3 });
  for (const wrong of [meta.nextCursor, 'nonsense'])
    expectRefusal(await app.http.get('/api/v1/profile/aliases').query({ cursor: wrong }).set(other.auth), [
      400,
      'INVALID_CURSOR',
    ]);
});

test.each<[string, object, string]>([
  ['no context', { contextType: 'chat_room' }, 'context'],
  ['no type', { context: 'a' }, 'contextType'],
  ['a type that is no slug', { context: 'a', contextType: 'Chat Room' }, 'contextType'],
  ['spaces in the context', { context: 'a b', contextType: 'post' }, 'context'],
  ['a context of 201 characters', { context: 'a'.repeat(201), contextType: 'post' }, 'context'],
  ['an unknown field', { ...room, userId: newId() }, 'userId'],
])('%s is refused by name', async (_, place, path) => {
  const person = await createPerson(app);
  for (const response of [
    await ask(person, place),
    await act(person, 'regenerate', place),
    await act(person, 'reveal', place),
  ]) {
    expectRefusal(response, [400, 'VALIDATION_FAILED']);
    expect(response.body.details[0].path).toBe(path);
  }
});

describe('others', () => {
  test('see a name and a picture, and nothing else', async () => {
    const [person, viewer] = [await createPerson(app), await createPerson(app)];
    const { aliasId, displayName, avatar } = await aliasOf(person);
    expect((await look(viewer, aliasId).expect(200)).body.data).toEqual({ aliasId, displayName, avatar });
    expectRefusal(await app.http.get(`/api/v1/aliases/${aliasId}`), [401, 'UNAUTHENTICATED']);
    const picture = await app.http.get(new URL(avatar).pathname).expect(200);
    expect(picture.headers['content-type']).toBe('image/svg+xml');
    expect(picture.headers['content-security-policy']).toBe("default-src 'none'");
    expect(String(picture.body)).toContain(`<title>${displayName.split('_')[1]}</title>`);
  });

  test('of another tenant, and ids that are unknown or no ids, get the same 404', async () => {
    const person = await createPerson(app);
    const elsewhere = await createPersonElsewhere(app);
    const { aliasId } = await aliasOf(person);
    const unknown = `alias_${'0'.repeat(12)}4${'0'.repeat(3)}8${'0'.repeat(15)}`;
    for (const tail of ['', '/avatar.svg']) {
      const replies = await Promise.all(
        [
          [elsewhere, aliasId],
          [person, unknown],
          [person, 'alias_abc123def456'],
          [person, 'x'],
          [person, aliasId.toUpperCase()],
          [person, newId()],
        ].map(async ([viewer, id]) => {
          const { status, body, headers } = await app.http
            .get(`/api/v1/aliases/${id}${tail}`)
            .set((viewer as Person).auth)
            .set('x-request-id', 'same');
          const { date, ...rest } = headers;
          return JSON.stringify([status, body, rest]);
        }),
      );
      expect(new Set(replies).size).toBe(1);
      expect(replies[0]).toContain('ALIAS_NOT_FOUND');
    }
    expect((await aliasOf(elsewhere)).aliasId).not.toBe(aliasId);
  });

  test('learn who it is once the owner reveals it, if they may see the profile', async () => {
    const person = await createPerson(app, { privacy: { visibility: 'authenticated' } });
    const [viewer, blocked] = [await createPerson(app), await createPerson(app)];
    const elsewhere = { context: 'secret', contextType: 'chat_room' };
    const [here, there] = [await aliasOf(person), await aliasOf(person, elsewhere)];
    await app.http.put(`/api/v1/profile/blocks/${blocked.id}`).set(person.auth).expect(204);
    expectRefusal(await act(person, 'reveal', { ...room, context: 'never-been' }), [404, 'ALIAS_NOT_FOUND']);

    for (const _ of ['once', 'twice'])
      expect((await act(person, 'reveal').expect(200)).body.data).toMatchObject({ ...here, isRevealed: true });
    expect((await history(person)).meta.conversions).toBe(1);
    const { profile, ...face } = (await look(viewer, here.aliasId).expect(200)).body.data;
    expect(profile).toEqual({ userId: person.id, url: `${app.url}/api/v1/profiles/${person.id}` });
    expect((await app.http.get(new URL(profile.url).pathname).set(viewer.auth).expect(200)).body.data.userId).toBe(
      person.id,
    );
    // The one who is blocked sees what everybody saw before, and the other alias stays what it was.
    expect((await look(blocked, here.aliasId).expect(200)).body.data).toEqual(face);
    expect((await look(viewer, there.aliasId).expect(200)).body.data).not.toHaveProperty('profile');

    await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'private' }).expect(200);
    expect((await look(viewer, here.aliasId).expect(200)).body.data).toEqual(face);
    nowMs += hourMs;
    const next = (await act(person, 'regenerate').expect(200)).body.data;
    await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'public' }).expect(200);
    expect((await look(viewer, next.aliasId).expect(200)).body.data).not.toHaveProperty('profile');
    expect((await look(viewer, here.aliasId).expect(200)).body.data).toHaveProperty('profile');
  });
});

test('a ban follows the person, and what they said keeps its name', async () => {
  const [person, viewer] = [await createPerson(app), await createPerson(app)];
  const alias = await aliasOf(person);
  const seen = (await look(viewer, alias.aliasId).expect(200)).body.data;
  await run(app, `update users set status = 'deactivated' where id = $1`, [person.id]);
  app.container.changes.announce([`account:00000000-0000-7000-8000-000000000001/${person.id}`]);
  expectRefusal(await ask(person, { ...room, context: 'new-room' }), [401, 'UNAUTHENTICATED']);
  expect((await look(viewer, alias.aliasId).expect(200)).body.data).toEqual(seen);
  await run(app, 'delete from users where id = $1', [person.id]);
  expect((await look(viewer, alias.aliasId).expect(200)).body.data).toEqual(seen);
});

test('a deleted profile has no aliases', async () => {
  const person = await createPerson(app);
  await aliasOf(person);
  await app.http.delete('/api/v1/profile').set(person.auth).expect(204);
  for (const response of [await ask(person), await act(person, 'regenerate'), await act(person, 'reveal')])
    expectRefusal(response, [404, 'PROFILE_NOT_FOUND']);
});

test('every change is in the owner’s history, and no table holds a context in clear', async () => {
  const person = await createPerson(app);
  const place = { context: 'rare-canary-room', contextType: 'rare-canary-type' };
  await aliasOf(person, place);
  await aliasOf(person, place);
  await act(person, 'reveal', place).expect(200);
  await act(person, 'regenerate', place).expect(200);
  const rows = await rowsOf<{ type: string; text: string }>(
    app,
    `select type, to_jsonb(a)::text as text from activities a where user_id = $1 and type like 'alias%' order by id`,
    [person.id],
  );
  expect(rows.map(({ type }) => type)).toEqual(['alias.created', 'alias.revealed', 'alias.regenerated']);
  const kept = await rowsOf(app, 'select to_jsonb(a)::text as text from aliases a where user_id = $1', [person.id]);
  expect(JSON.stringify([rows, kept])).not.toContain('rare-canary');
});

test('the addresses of document and dialect lead here', async () => {
  const person = await createPerson(app);
  const { body } = await app.http
    .get('/v1/profile/alias?context=chat_room_123&contextType=chat_room')
    .set(person.auth)
    .expect(200);
  expect(Object.keys(body.data)).toEqual([
    'aliasId',
    'displayName',
    'avatar',
    'context',
    'contextType',
    'createdAt',
    'isActive',
  ]);
  expect(body).toMatchObject({ success: true, data: { ...room, isActive: true } });
  nowMs += 1;
  const again = await app.http.post('/v1/profile/alias/regenerate').set(person.auth).send(room).expect(200);
  expect(Object.keys(again.body.data)).toEqual(Object.keys(body.data));
  const snake = await app.http
    .get('/api/profile/alias?context=chat_room_123&context_type=chat_room')
    .set(person.auth)
    .expect(200);
  expect(snake.body.data).toMatchObject({
    alias_id: again.body.data.aliasId,
    context_type: 'chat_room',
    is_active: true,
  });
  const listed = await app.http.get('/api/profile/aliases?limit=1').set(person.auth).expect(200);
  expect(listed.body).toMatchObject({
    success: true,
    data: [{ usage_count: 2 }],
    meta: { next_cursor: expect.any(String) },
  });
});
