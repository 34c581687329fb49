// Badges that rules grant: to whoever meets them, as soon as they do, and never against somebody's decision.
import { serviceScopes } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createService } from '../support/services.ts';
import { run, workDone } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let service: Pick<Person, 'auth'>;
const content = { name: 'Prolific', description: 'Writes a lot.', icon: 'flame', issuer: 'Acme' };
const rule = { all: [{ stat: 'postsCount', atLeast: 100 }, { any: [{ joinedDaysAgo: 30 }, { completeness: 100 }] }] };
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  service = await createService(app, serviceScopes);
}, 60_000);
afterAll(() => app?.close());

const as = (person: Pick<Person, 'auth'>, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(person.auth);
const define = (slug: string, more: object) => as(admin, 'post', '/badges').send({ slug, ...content, ...more });
const setPosts = (person: Person, postsCount: number) =>
  as(service, 'put', `/internal/users/${person.id}/stats`).send({ postsCount }).expect(200);
const join = (person: Person, daysAgo: number) =>
  run(app, `update profiles set created_at = now() - make_interval(days => $2) where user_id = $1`, [
    person.id,
    daysAgo,
  ]);
const badgesOf = async (person: Person) => (await as(person, 'get', '/profile').expect(200)).body.data.badges;
const historyOf = async (person: Person) =>
  (await as(admin, 'get', `/users/${person.id}/badges`).expect(200)).body.data;

it('is granted when the numbers say so, and goes with them where the definition says that', async () => {
  const [old, young] = [await createPerson(app), await createPerson(app)];
  await join(old, 31);
  await setPosts(old, 99);
  const preview = async () => (await as(admin, 'post', '/badges/rule-preview').send({ rule }).expect(200)).body.data;
  expect((await preview()).meeting).toBe(0);
  const defined = await define('prolific', { criteria: 'rule', rule, withdraws: true }).expect(201);
  expect(defined.body.data).toMatchObject({ criteria: 'rule', rule, withdraws: true, verifies: false });

  await setPosts(old, 100);
  await setPosts(young, 100);
  expect(await preview()).toMatchObject({ meeting: 1 });
  await workDone(app);
  expect([await badgesOf(old), await badgesOf(young)]).toEqual([['prolific'], []]);
  expect(await historyOf(old)).toMatchObject([{ slug: 'prolific', reason: 'Meets the rule of this badge.' }]);
  // Time alone makes it true.
  await join(young, 31);
  await app.container.badgeEvaluation.evaluateAll();
  await app.container.badgeEvaluation.evaluateAll();
  expect(await historyOf(young)).toHaveLength(1);
  await setPosts(old, 10);
  await workDone(app);
  expect(await badgesOf(old)).toEqual([]);
  expect(await historyOf(old)).toMatchObject([{ revokedBecause: 'The rule of this badge is no longer met.' }]);

  // What a person took away no rule gives back.
  const [{ id }] = await historyOf(young);
  await as(admin, 'delete', `/users/${young.id}/badges/${id}`).query({ reason: 'They were copies.' }).expect(204);
  await app.container.badgeEvaluation.evaluateAll();
  expect(await badgesOf(young)).toEqual([]);
});

it('is granted at once to those whom changed rules of completeness lift', async () => {
  const person = await createPerson(app);
  await define('whole', { criteria: 'rule', rule: { completeness: 100 } }).expect(201);
  await workDone(app);
  expect(await badgesOf(person)).not.toContain('whole');
  const hint = { en: 'Prove it.' };
  const rules = [{ key: 'address', condition: { kind: 'email-verified' }, weight: 1, hint }];
  await as(admin, 'put', '/completeness/rules').send({ rules }).expect(200);
  await workDone(app);
  expect(await badgesOf(person)).toContain('whole');
  await as(admin, 'put', '/completeness/rules').send({ rules: null }).expect(200);
  await workDone(app);
});

it('is granted to everybody who meets it already, and a changed rule is looked at anew', async () => {
  const person = await createPerson(app);
  await setPosts(person, 5);
  await define('writer', { criteria: 'rule', rule: { stat: 'postsCount', atLeast: 6 } }).expect(201);
  await workDone(app);
  expect(await badgesOf(person)).not.toContain('writer');
  const change = { ...content, criteria: 'rule', rule: { stat: 'postsCount', atLeast: 5 } };
  await as(admin, 'put', '/badges/writer').send(change).expect(200);
  await workDone(app);
  expect(await badgesOf(person)).toContain('writer');
  // Other words leave the rule as it is.
  const { body } = await as(admin, 'put', '/badges/writer')
    .send({ ...content, name: 'Writer' })
    .expect(200);
  expect(body.data).toMatchObject({ criteria: 'rule', rule: { stat: 'postsCount', atLeast: 5 } });
});

it.each([
  ['no rule where it needs one', { criteria: 'rule' }],
  ['a rule where there is none', { criteria: 'manual', rule: { completeness: 1 } }],
  ['an unknown number', { criteria: 'rule', rule: { stat: 'karma', atLeast: 1 } }],
  ['a condition and something else', { criteria: 'rule', rule: { completeness: 1, endorsements: 1 } }],
  ['nothing', { criteria: 'rule', rule: {} }],
  ['an empty list', { criteria: 'rule', rule: { all: [] } }],
  ['SQL', { criteria: 'rule', rule: { stat: 'posts_count; drop table badges; --', atLeast: 1 } }],
  ['too much', { criteria: 'rule', rule: { any: Array(5).fill({ all: Array(5).fill({ completeness: 1 }) }) } }],
  ['too deep', { criteria: 'rule', rule: { all: [{ all: [{ all: [{ all: [{ completeness: 1 }] }] }] }] } }],
])('refuses %s', async (_, more) => {
  expectRefusal(await define('bad-rule', more), [400, 'VALIDATION_FAILED']);
});
