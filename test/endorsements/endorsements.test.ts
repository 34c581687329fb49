// Endorsements: given once, shown as far as skills and endorsers are, and gone with whoever takes them back.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCrowd } from '../support/crowd.ts';
import { holds } from '../support/eventually.ts';
import { mailsTo, mailTo } from '../support/mailbox.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { run, workDone } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let moderator: Person;
let grace: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  moderator = await createPerson(app, { roles: ['user', 'moderator'] });
  grace = await createPerson(app, {
    profile: { displayName: 'Grace Hopper', headline: 'Compilers' },
    privacy: { visibility: 'public' },
  });
}, 60_000);
afterAll(() => app?.close());

type Somebody = Pick<Person, 'id' | 'auth'>;
const as = (person: Pick<Person, 'auth'>, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(person.auth);
const createOwner = (privacy: Record<string, string> = {}) =>
  createPerson(app, {
    profile: { displayName: 'Ada', skills: ['Mathematics', 'Poetry'] },
    privacy: { visibility: 'public', ...privacy },
  });
const endorse = (by: Somebody, owner: { id: string }, skill = 'Mathematics', note?: string) =>
  as(by, 'post', `/profiles/${owner.id}/endorsements`).send({ skill, ...(note !== undefined && { note }) });
const withdraw = (by: Somebody, owner: { id: string }, skill = 'Mathematics') =>
  as(by, 'delete', `/profiles/${owner.id}/endorsements`).query({ skill });
const shown = async (owner: { id: string }, viewer?: Somebody, query: object = {}) =>
  (
    await app.http
      .get(`/api/v1/profiles/${owner.id}/endorsements`)
      .set(viewer?.auth ?? {})
      .query(query)
      .expect(200)
  ).body;
const countOf = async (owner: { id: string }) =>
  (await app.http.get(`/api/v1/profiles/${owner.id}`).expect(200)).body.data.endorsementsCount;
const received = async (owner: Somebody) => (await as(owner, 'get', '/profile/endorsements').expect(200)).body.data;

it('is on the profile at once, with the face and the words of who gave it; both sides and a mail tell of it', async () => {
  const owner = await createOwner();
  const { updatedAt } = (await as(owner, 'get', '/profile')).body.data;
  expect(await countOf(owner)).toBeUndefined();
  const first = await endorse(grace, owner, 'MATHEMATICS', 'Sees\npatterns.').expect(201);
  const again = await endorse(grace, owner, 'ｍathematics').expect(200);
  expect(again.body.data).toEqual(first.body.data);
  expect(await countOf(owner)).toBe(1);

  const { data } = await shown(owner);
  expect(data).toMatchObject({
    count: 1,
    skills: [
      { skill: 'Mathematics', count: 1 },
      { skill: 'Poetry', count: 0 },
    ],
  });
  expect(data.skills[0].endorsers).toEqual([
    expect.objectContaining({ id: grace.id, displayName: 'Grace Hopper', headline: 'Compilers' }),
  ]);
  const one = await shown(owner, undefined, { skill: 'mathematics' });
  expect(one.data.endorsements).toEqual([
    expect.objectContaining({ skill: 'Mathematics', note: 'Sees\npatterns.', endorser: data.skills[0].endorsers[0] }),
  ]);
  expect((await shown(owner, grace)).data.skills[0].endorsedByYou).toBe(true);

  await workDone(app);
  expect((await shown(owner)).data.score).toBe(1);
  expect((await mailTo(app, owner.email)).text).toContain('Mathematics');
  const historyOf = async (person: Somebody) =>
    (await as(person, 'get', '/profile/activity').query({ type: 'endorsement.' })).body.data;
  expect(await historyOf(owner)).toMatchObject([
    {
      type: 'endorsement.received',
      actor: 'member',
      ip: null,
      userAgent: null,
      changes: { skill: { to: 'Mathematics' } },
    },
  ]);
  expect((await historyOf(grace))[0]).toMatchObject({ type: 'endorsement.given', actor: 'you' });
  // What others say of somebody is no change of theirs.
  expect((await as(owner, 'get', '/profile')).body.data).toMatchObject({ updatedAt, endorsementsCount: 1 });
});

it('is refused to oneself, to the unproved, for what is not listed, and where one of two blocks the other', async () => {
  const owner = await createOwner();
  expectRefusal(await endorse(owner, owner), [409, 'CANNOT_ENDORSE_YOURSELF']);
  const unproved = await createPerson(app, { verified: false });
  const refused = await endorse(unproved, owner);
  expectRefusal(refused, [403, 'EMAIL_NOT_VERIFIED']);
  expect(refused.body.limit).toBe('endorsements:give');
  expectRefusal(await endorse(grace, owner, 'Cooking'), [422, 'SKILL_NOT_LISTED']);
  // A skill that a prototype has is not one that the profile has.
  expectRefusal(await endorse(grace, owner, 'constructor'), [422, 'SKILL_NOT_LISTED']);
  expectRefusal(await endorse(grace, owner, 'Mathematics', 'x'.repeat(281)), [400, 'VALIDATION_FAILED']);
  const secretive = await createOwner({ skills: 'private' });
  expectRefusal(await endorse(grace, secretive), [422, 'SKILL_NOT_LISTED']);

  const absent = await endorse(grace, { id: '00000000-0000-7000-8000-000000000000' });
  expectRefusal(absent, [404, 'PROFILE_NOT_FOUND']);
  const same = async (answer: { status: number; body: Record<string, unknown> }) => {
    const { requestId: _a, ...body } = answer.body;
    const { requestId: _b, ...expected } = absent.body;
    expect([answer.status, body]).toEqual([404, expected]);
  };
  const stranger = await createPersonElsewhere(app);
  await same(await endorse(stranger, owner));
  await same(await endorse(grace, await createPerson(app, { profile: { skills: ['Mathematics'] } })));
  const [blocked, blocker] = await createCrowd(app, 2);
  if (!blocked || !blocker) throw new Error('nobody came');
  await as(owner, 'put', `/profile/blocks/${blocked.id}`).expect(204);
  await as(blocker, 'put', `/profile/blocks/${owner.id}`).expect(204);
  await same(await endorse(blocked, owner));
  await same(await endorse(blocker, owner));
  expect(await countOf(owner)).toBeUndefined();
});

it('is taken back, and what its owner has hidden does not come back with the next try', async () => {
  const owner = await createOwner();
  const { id } = (await endorse(grace, owner, 'Poetry', 'Old words.').expect(201)).body.data;
  await as(owner, 'put', `/profile/endorsements/${id}`).send({ hidden: true }).expect(204);
  await as(owner, 'put', `/profile/endorsements/${id}`).send({ hidden: true }).expect(204);
  expect(await countOf(owner)).toBeUndefined();
  expect((await shown(owner)).data).toMatchObject({ count: 0, skills: [{ endorsers: [] }, { endorsers: [] }] });
  expect(await received(owner)).toMatchObject([{ id, hidden: true, person: { id: grace.id }, note: 'Old words.' }]);
  const given = (await as(grace, 'get', '/profile/endorsements').query({ direction: 'given', limit: 1 })).body.data;
  expect(given).toMatchObject([{ id, hidden: false, person: { id: owner.id } }]);

  await withdraw(grace, owner, 'poetry').expect(204);
  await withdraw(grace, owner, 'poetry').expect(204);
  expect(await received(owner)).toEqual([]);
  expectRefusal(await as(owner, 'put', `/profile/endorsements/${id}`).send({ hidden: false }), [
    404,
    'ENDORSEMENT_NOT_FOUND',
  ]);
  await endorse(grace, owner, 'Poetry', 'New words.').expect(201);
  expect(await countOf(owner)).toBeUndefined();
  expect(await received(owner)).toMatchObject([{ id, hidden: true, note: 'New words.' }]);
  expectRefusal(await as(grace, 'put', `/profile/endorsements/${id}`).send({ hidden: false }), [
    404,
    'ENDORSEMENT_NOT_FOUND',
  ]);
  await as(owner, 'put', `/profile/endorsements/${id}`).send({ hidden: false }).expect(204);
  expect(await countOf(owner)).toBe(1);
  await workDone(app);
  // To and fro is no news.
  const told = (await mailsTo(app, owner.email)).filter(({ text }) => text.includes('Poetry'));
  expect(told.length).toBeLessThanOrEqual(1);
});

it('goes nowhere without the skills, rests while a skill is gone, and has an audience of its own', async () => {
  const owner = await createOwner();
  await endorse(grace, owner).expect(201);
  const privacy = (settings: object) => as(owner, 'put', '/profile/privacy').send(settings).expect(200);
  const nothing = { count: 0, score: 0, skills: [] };
  await privacy({ skills: 'private' });
  expect(await countOf(owner)).toBeUndefined();
  expect((await shown(owner, grace)).data).toEqual(nothing);
  expect((await shown(owner, grace, { skill: 'Mathematics' })).data).toEqual({ ...nothing, endorsements: [] });
  expect((await shown(owner, owner)).data.count).toBe(1);
  await privacy({ skills: 'public', endorsementsCount: 'authenticated' });
  expect(await countOf(owner)).toBeUndefined();
  expect((await shown(owner)).data).toEqual(nothing);
  expect((await shown(owner, grace)).data.count).toBe(1);
  await privacy({ endorsementsCount: 'public' });

  const skills = (list: string[]) => as(owner, 'put', '/profile').send({ skills: list }).expect(200);
  await skills(['Poetry']);
  expect(await countOf(owner)).toBeUndefined();
  expect((await shown(owner)).data).toMatchObject({ count: 0, skills: [{ skill: 'Poetry' }] });
  await skills(['Poetry', 'mathematics']);
  expect(await countOf(owner)).toBe(1);
});

it('is counted exactly, though fifty give and one gives fifty times at once', async () => {
  const owner = await createOwner();
  const crowd = await createCrowd(app, 50);
  const answers = await Promise.all(crowd.map((person) => endorse(person, owner)));
  expect(answers.map(({ status }) => status)).toEqual(crowd.map(() => 201));
  expect(await countOf(owner)).toBe(50);
  const one = await createPerson(app, { privacy: { visibility: 'public' } });
  const same = await Promise.all(crowd.map(() => endorse(one, owner)));
  expect(same.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(same.filter(({ status }) => status === 200)).toHaveLength(49);
  expect(await countOf(owner)).toBe(51);
  await Promise.all(crowd.slice(0, 20).map((person) => withdraw(person, owner).expect(204)));
  expect(await countOf(owner)).toBe(31);
  const { data } = await shown(owner);
  // The crowd is private: counted, and seen by nobody.
  expect(data.skills[0]).toMatchObject({ count: 31, endorsers: [{ id: one.id }] });
  expect((await shown(owner, admin)).data.skills[0].endorsers).toHaveLength(5);
  await workDone(app, 60_000);
  expect((await shown(owner)).data.score).toBe(31);

  const pageOf = async (cursor?: string) =>
    shown(owner, admin, { skill: 'Mathematics', limit: 20, ...(cursor && { cursor }) });
  const page = await pageOf();
  const next = await pageOf(page.meta.nextCursor);
  const ids = [...page.data.endorsements, ...next.data.endorsements].map(({ id }: { id: string }) => id);
  expect([new Set(ids).size, next.meta.nextCursor]).toEqual([31, null]);
}, 90_000);

it('leaves no gap in a list for somebody who blocks its reader', async () => {
  const owner = await createOwner();
  const [reader, first, blocking, last] = await createCrowd(app, 4);
  if (!reader || !first || !blocking || !last) throw new Error('nobody came');
  const authors = [first, blocking, last];
  await run(app, `update profiles set visibility = 'public' where user_id = any($1)`, [authors.map(({ id }) => id)]);
  for (const author of authors) await endorse(author, owner).expect(201);
  await as(blocking, 'put', `/profile/blocks/${reader.id}`).expect(204);
  const seen: string[][] = [];
  let cursor: string | null = null;
  do {
    const query: object = { skill: 'Mathematics', limit: 1, ...(cursor !== null && { cursor }) };
    const { data, meta }: Awaited<ReturnType<typeof shown>> = await shown(owner, reader, query);
    seen.push(data.endorsements.map(({ endorser }: { endorser: { id: string } }) => endorser.id));
    cursor = meta.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual([[last.id], [first.id]]);
  expect((await shown(owner, reader)).data.skills[0].endorsers.map(({ id }: { id: string }) => id)).toEqual([
    last.id,
    first.id,
  ]);
});

it('does not count while its author is switched off, deleted, or blocked', async () => {
  const owner = await createOwner();
  const author = await createPerson(app, { privacy: { visibility: 'public' } });
  await endorse(author, owner, 'Mathematics', 'Between us.').expect(201);
  expect(await countOf(owner)).toBe(1);
  const becomes = (count: number | undefined) => holds(async () => expect(await countOf(owner)).toBe(count));
  await as(admin, 'delete', `/users/${author.id}`).expect(204);
  await becomes(undefined);
  expect((await shown(owner)).data).toMatchObject({ count: 0 });
  expect(await received(owner)).toMatchObject([{ person: null, note: null }]);
  await as(admin, 'post', `/users/${author.id}/activate`).expect(204);
  await becomes(1);
  await as(owner, 'put', `/profile/blocks/${author.id}`).expect(204);
  await becomes(undefined);
  await as(owner, 'delete', `/profile/blocks/${author.id}`).expect(204);
  await becomes(1);
  await workDone(app);
  expect((await shown(owner)).data.score).toBe(1);
  await run(app, 'update profiles set deleted_at = now() where user_id = $1', [author.id]);
  expect((await shown(owner)).data.count).toBe(0);
});

it('is reported by people, and removed for good by moderators, with a reason that both sides read', async () => {
  const owner = await createOwner();
  const { id } = (await endorse(grace, owner, 'Poetry', 'Buy my book.').expect(201)).body.data;
  const reported = async () => (await as(moderator, 'get', '/endorsements/reports').expect(200)).body.data;
  const report = (reason: string) => as(owner, 'post', `/endorsements/${id}/reports`).send({ reason }).expect(204);
  await report('An advertisement.');
  await report('Once more.');
  expect(await reported()).toMatchObject([{ id, note: 'Buy my book.', reports: 1, reasons: ['An advertisement.'] }]);
  await as(moderator, 'delete', `/endorsements/${id}/reports`).expect(204);
  expect(await reported()).toEqual([]);
  expectRefusal(await as(moderator, 'delete', `/endorsements/${id}/reports`), [404, 'ENDORSEMENT_NOT_FOUND']);
  expectRefusal(await as(grace, 'delete', `/endorsements/${id}`).query({ reason: 'No' }), [403, 'FORBIDDEN']);

  const reason = 'It sells something.';
  await as(moderator, 'delete', `/endorsements/${id}`).query({ reason }).expect(204);
  expect(await countOf(owner)).toBeUndefined();
  const given = (await as(grace, 'get', '/profile/endorsements').query({ direction: 'given', limit: 1 })).body.data;
  for (const list of [await received(owner), given]) expect(list[0]).toMatchObject({ id, removed: { reason } });
  for (const person of [owner, grace]) {
    const { body } = await as(person, 'get', '/profile/activity').query({ type: 'endorsement.removed' });
    expect(body.data[0]).toMatchObject({ actor: 'team', reason, changes: { skill: { from: 'Poetry' } } });
  }
  const trail = async (target: string) =>
    (await as(admin, 'get', '/audit').query({ action: 'endorsements.', target })).body.data;
  expect(await trail(id)).toMatchObject([{ action: 'endorsements.reports-dismissed' }]);
  expect(await trail(grace.id)).toMatchObject([
    { action: 'endorsements.removed', after: { endorsement: id, owner: owner.id, reason } },
  ]);
  await withdraw(grace, owner, 'Poetry').expect(204);
  expectRefusal(await endorse(grace, owner, 'Poetry'), [409, 'ENDORSEMENT_REMOVED']);
});

it('is given sixty times an hour by one person', async () => {
  const owner = await createOwner();
  const [eager] = await createCrowd(app, 1);
  if (!eager) throw new Error('nobody came');
  const statuses: number[] = [];
  for (let i = 0; i < 61; i++) statuses.push((await endorse(eager, owner)).status);
  expect(statuses).toEqual([201, ...Array(59).fill(200), 429]);
});
