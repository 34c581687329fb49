// Who is behind an alias is told to two moderators, never to one, and the owner learns of it.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf } from '../support/work.ts';

let nowMs = Date.now();
let app: TestApp;
let owner: Person;
let one: Person;
let two: Person;
let aliasId: string;
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date(nowMs) });
  owner = await createPerson(app);
  [one, two] = [
    await createPerson(app, { roles: ['user', 'moderator'] }),
    await createPerson(app, { roles: ['user', 'moderator'] }),
  ];
  const { body } = await app.http
    .get('/api/v1/profile/alias')
    .query({ context: 'room', contextType: 'chat_room' })
    .set(owner.auth);
  aliasId = body.data.aliasId;
});
afterAll(() => app?.close());

const reason = 'Threats in the room, reported by three people.';
const request = (by: Person, id = aliasId, body: object = { reason }) =>
  app.http.post(`/api/v1/aliases/${id}/unmask-requests`).set(by.auth).send(body);
const requested = async (by: Person): Promise<string> => (await request(by).expect(201)).body.data.id;
const approve = (by: Person, id: string) =>
  app.http.post(`/api/v1/aliases/unmask-requests/${id}/approve`).set(by.auth).send();
const read = (by: Person, id: string) => app.http.get(`/api/v1/aliases/unmask-requests/${id}`).set(by.auth);
const unmaskedEntries = () =>
  rowsOf<{ actor: string }>(
    app,
    `select actor_id as actor from activities where user_id = $1 and type = 'alias.unmasked'`,
    [owner.id],
  );

test('two moderators learn who it is, nobody else does, and the owner learns that they did', async () => {
  const asked = await request(one).expect(201);
  expect(asked.body.data).toEqual({
    id: expect.any(String),
    aliasId,
    displayName: expect.stringMatching(/^Anonymous_/),
    reason,
    requestedBy: one.id,
    status: 'pending',
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + 7 * 86_400_000).toISOString(),
  });
  const { id } = asked.body.data;
  for (const moderator of [one, two]) {
    const { text } = await read(moderator, id).expect(200);
    expect(text).toContain(reason);
    expect(text).not.toContain(owner.id);
  }
  expect(await unmaskedEntries()).toEqual([]);

  const { body } = await approve(two, id).expect(200);
  const known = {
    ...asked.body.data,
    status: 'approved',
    owner: { userId: owner.id, url: `${app.url}/api/v1/profiles/${owner.id}` },
  };
  expect(body.data).toEqual(known);
  for (const moderator of [one, two]) expect((await read(moderator, id).expect(200)).body.data).toEqual(known);
  const third = await createPerson(app, { roles: ['user', 'admin'] });
  expect((await read(third, id).expect(200)).text).not.toContain(owner.id);
  expect((await app.http.get(`/api/v1/aliases/${aliasId}`).set(one.auth).expect(200)).text).not.toContain(owner.id);

  expect(await unmaskedEntries()).toEqual([{ actor: two.id }]);
  const history = await app.http.get('/api/v1/profile/activity').set(owner.auth).expect(200);
  const entry = history.body.data.find(({ type }: { type: string }) => type === 'alias.unmasked');
  expect(JSON.stringify(entry)).toContain(reason);
  expectRefusal(await approve(third, id), [409, 'UNMASK_REQUEST_CLOSED']);
});

test('one person alone is refused, however often they ask', async () => {
  const [first, second] = [await requested(one), await requested(one)];
  for (const id of [first, second, first]) {
    const refused = await approve(one, id);
    expectRefusal(refused, [403, 'UNMASK_NEEDS_TWO']);
    expect(JSON.stringify(refused.body)).not.toContain(owner.id);
    expect((await read(one, id).expect(200)).body.data).not.toHaveProperty('owner');
  }
  expect(await unmaskedEntries()).toHaveLength(1);
});

test('two who approve at once are one who does', async () => {
  const third = await createPerson(app, { roles: ['user', 'moderator'] });
  const id = await requested(one);
  const replies = await Promise.all([two, third].map((moderator) => approve(moderator, id)));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(replies.find(({ status }) => status === 409)?.text).not.toContain(owner.id);
});

test('a request lives for seven days', async () => {
  const id = await requested(one);
  nowMs += 7 * 86_400_000;
  expectRefusal(await approve(two, id), [409, 'UNMASK_REQUEST_CLOSED']);
  expect((await read(one, id).expect(200)).body.data).toMatchObject({ status: 'expired' });
});

test('members may do none of it, and moderators of another tenant find nothing', async () => {
  const id = await requested(one);
  for (const response of [await request(owner), await approve(owner, id), await read(owner, id)])
    expectRefusal(response, [403, 'FORBIDDEN']);
  const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'moderator'] });
  expectRefusal(await request(elsewhere), [404, 'ALIAS_NOT_FOUND']);
  expectRefusal(await approve(elsewhere, id), [404, 'UNMASK_REQUEST_NOT_FOUND']);
  expectRefusal(await read(elsewhere, id), [404, 'UNMASK_REQUEST_NOT_FOUND']);
});

test('moderators find what waits for one of them, page by page, and what became of the others', async () => {
  const list = (query: object, by = two) => app.http.get('/api/v1/aliases/unmask-requests').query(query).set(by.auth);
  nowMs += 7 * 86_400_000;
  expect((await list({}).expect(200)).body.data).toEqual([]);
  const [older, newer] = [await requested(one), await requested(one)];
  const first = await list({ limit: 1 }).expect(200);
  expect(first.body.data).toMatchObject([{ id: newer, requestedBy: one.id, reason, status: 'pending' }]);
  const { nextCursor: cursor } = first.body.meta;
  const second = await list({ limit: 1, cursor }).expect(200);
  expect([second.body.data[0].id, second.body.meta.nextCursor]).toEqual([older, null]);
  expectRefusal(await list({ status: 'expired', cursor }), [400, 'INVALID_CURSOR']);

  await approve(two, older).expect(200);
  const third = await createPerson(app, { roles: ['user', 'moderator'] });
  const owners = async (by: Person) =>
    (await list({ status: 'approved' }, by).expect(200)).body.data
      .filter(({ id }: { id: string }) => id === older)
      .map(({ owner: known }: { owner?: { userId: string } }) => known?.userId);
  expect([await owners(two), await owners(third)]).toEqual([[owner.id], [undefined]]);
  const expired = await list({ status: 'expired' }).expect(200);
  expect(expired.body.data.length).toBeGreaterThan(0);
  expect(expired.text).not.toContain(owner.id);

  const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'moderator'] });
  expect((await list({}, elsewhere).expect(200)).body.data).toEqual([]);
  expectRefusal(await list({}, owner), [403, 'FORBIDDEN']);
});

test('a reason is needed, and an alias', async () => {
  for (const body of [
    {},
    { reason: '' },
    { reason: '   ' },
    { reason: 'x'.repeat(501) },
    { reason, approvedBy: two.id },
  ])
    expectRefusal(await request(one, aliasId, body), [400, 'VALIDATION_FAILED']);
  expectRefusal(await request(one, 'alias_abc'), [404, 'ALIAS_NOT_FOUND']);
});
