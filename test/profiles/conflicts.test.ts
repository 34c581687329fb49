import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  person = await createPerson(app, { profile: { headline: 'old', bio: 'old' } });
});
afterAll(() => app.close());

const read = async () => (await app.http.get('/api/v1/profile').set(person.auth).expect(200)).body.data;
const patch = (body: object, headers = {}) =>
  app.http.patch('/api/v1/profile').set(person.auth).set(headers).send(body);

it('merges by field: a change based on an old version passes unless its own fields have changed since', async () => {
  const { version } = await read();
  await patch({ headline: 'theirs' }).expect(200);
  await patch({ location: 'Oslo', version }).expect(200);
  const clash = await patch({ headline: 'mine', pronouns: 'they/them', version });
  expect(clash.status).toBe(412);
  expect(clash.body).toMatchObject({
    code: 'VERSION_CONFLICT',
    clashingFields: ['headline'],
    conflicts: [{ field: 'headline', yours: 'mine', theirs: 'theirs' }],
  });
  expect(await read()).toMatchObject({ headline: 'theirs', location: 'Oslo', pronouns: null });
});

it('keeps If-Match strict, and tells both values', async () => {
  const { version } = await read();
  await patch({ bio: 'theirs' }).expect(200);
  const stale = await patch({ bio: 'mine' }, { 'If-Match': `"${version}-x"` });
  expect([stale.status, stale.body.conflicts]).toEqual([412, [{ field: 'bio', yours: 'mine', theirs: 'theirs' }]]);
  const disjoint = await patch({ skills: ['x'] }, { 'If-Match': `"${version}-x"` });
  expect([disjoint.status, disjoint.body.conflicts]).toEqual([412, []]);
});

it('lets exactly one of many changes of one field through', async () => {
  const { version } = await read();
  const replies = await Promise.all(Array.from({ length: 20 }, (_, at) => patch({ headline: `try ${at}`, version })));
  const winners = replies.filter(({ status }) => status === 200);
  expect(winners).toHaveLength(1);
  for (const { status, body } of replies.filter((reply) => reply.status !== 200))
    expect([status, body.conflicts[0].theirs]).toEqual([412, winners[0]?.body.data.headline]);
});

it.each([
  { version: 0 },
  { version: -1 },
  { version: '3' },
  { version: 1.5 },
  { version: 2 ** 40 },
  { version: 99_999 },
])('refuses %j', async (wrong) => {
  const reply = await patch({ bio: 'x', ...wrong });
  expect([400, 412]).toContain(reply.status);
  expect((await read()).bio).not.toBe('x');
});

it('needs a field besides the version', async () => {
  const { version } = await read();
  const reply = await patch({ version });
  expect([reply.status, reply.body.code]).toEqual([400, 'VALIDATION_FAILED']);
});
