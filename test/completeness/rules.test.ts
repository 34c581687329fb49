// Rules of completeness that a tenant makes: refused where nobody could reach 100, tried out first, and everybody scored anew.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCrowd } from '../support/crowd.ts';
import { holds } from '../support/eventually.ts';
import { createPerson, type Person } from '../support/people.ts';
import { type Recounted, recount } from '../support/recount.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

let app: TestApp;
let admin: Person;
let person: Person;
let crowd: readonly Pick<Person, 'id' | 'auth'>[];

const hint = { en: 'Do it.', de: 'Mach das.' };
const rules = [
  { key: 'bio', condition: { kind: 'graphemes', field: 'bio', atLeast: 20 }, weight: 7, hint, link: '/profile#bio' },
  { key: 'skills', condition: { kind: 'count', field: 'skills', atLeast: 2 }, weight: 3, hint, mayNotApply: true },
  { key: 'names', condition: { kind: 'filled', fields: ['firstName', 'lastName'] }, weight: 5, hint },
  { key: 'contact', condition: { kind: 'filled', fields: ['website', 'phone'], need: 'any' }, weight: 2, hint },
  { key: 'address', condition: { kind: 'email-verified' }, weight: 1, hint },
  { key: 'links', condition: { kind: 'link-verified' }, weight: 2, hint, mayNotApply: true },
  { key: 'privacy', condition: { kind: 'privacy-reviewed' }, weight: 4, hint, mayNotApply: true },
];

beforeAll(async () => {
  app = await startTestApp({ workers: true });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  person = await createPerson(app);
  crowd = await createCrowd(app, 80);
  // As people are: some have written nothing, some everything.
  await run(
    app,
    `update profiles set
       bio = case when random() < 0.6 then repeat('é', (random() * 40)::integer + 1) end,
       skills = (array['sums', 'engines', 'maps'])[1:(random() * 3)::integer],
       first_name = case when random() < 0.5 then 'Ada' end, last_name = case when random() < 0.5 then 'L.' end,
       website = case when random() < 0.3 then 'https://ada.example' end,
       phone = case when random() < 0.3 then '+442079460123' end,
       not_applicable = case when random() < 0.3 then '{links,privacy}'::text[] else '{}' end,
       privacy_reviewed_at = case when random() < 0.4 then now() end
     where user_id = any($1)`,
    [crowd.map(({ id }) => id)],
  );
  await run(
    app,
    `insert into link_proofs (id, tenant_id, user_id, network, method, bound_to, digest, asked_at, verified_at)
     select gen_random_uuid(), tenant_id, user_id, 'website', 'rel-me', 'link',
       sha256(convert_to(case when random() < 0.5 then website else 'https://old.example' end || E'\\n', 'UTF8')), now(), now()
     from profiles where user_id = any($1) and website is not null`,
    [crowd.map(({ id }) => id)],
  );
}, 60_000);
afterAll(() => app?.close());

const read = async ({ auth }: Pick<Person, 'auth'>, language = 'en') =>
  (await app.http.get('/api/v1/profile/completeness').set(auth).set('Accept-Language', language).expect(200)).body.data;
const current = async () => (await app.http.get('/api/v1/completeness/rules').set(admin.auth).expect(200)).body.data;
const put = (body: object, query = '') => app.http.put(`/api/v1/completeness/rules${query}`).set(admin.auth).send(body);
const progress = async () =>
  (await app.http.get('/api/v1/completeness/rescoring').set(admin.auth).expect(200)).body.data;
const rescored = () => holds(async () => expect(await progress()).toMatchObject({ state: 'done' }));

const stored = async (): Promise<Map<string, Recounted>> => {
  const rows = await rowsOf<Recounted & { id: string }>(
    app,
    `select s.user_id as id, score, status, missing from completeness_scores s join profiles p using (user_id)
     where p.tenant_id = $1`,
    [defaultTenantId],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
};
const expectRecount = async () =>
  expect([...(await stored())].sort()).toEqual(
    [...(await recount(app, defaultTenantId, (await current()).rules))].sort(),
  );

it('are those of the installation at first, and told in the language of whoever asks', async () => {
  expect(await current()).toMatchObject({ version: 0, isDefault: true, createdAt: null });
  const [first] = (await read(person, 'de-AT, en;q=0.5')).nextSteps;
  expect(first).toMatchObject({ key: 'displayName', link: '/profile#displayName', gain: 20 });
  expect(first.hint).toMatch(/^Ergänze/);
  await app.http.put('/api/v1/profile/preferences').set(person.auth).send({ language: 'ja' }).expect(200);
  expect((await read(person, 'de')).nextSteps[0].hint).toMatch(/名前/);
});

it('are refused when nobody could fulfil them, and when they are no rules', async () => {
  const impossible = { ...rules[1], condition: { kind: 'count', field: 'skills', atLeast: 51 } };
  const refusal = await put({ rules: [rules[0], impossible] });
  expectRefusal(refusal, [409, 'COMPLETENESS_UNREACHABLE']);
  expect(refusal.body.details).toEqual([{ path: 'rules.1.condition', message: expect.any(String) }]);
  for (const broken of [
    [],
    [rules[0], rules[0]],
    [{ ...rules[0], weight: 0 }],
    [{ ...rules[0], condition: { kind: 'filled', fields: ['badges'] } }],
    [{ ...rules[0], condition: { kind: 'shoe-size' } }],
    [{ ...rules[0], link: 'javascript:alert(1)' }],
    [{ ...rules[0], link: '//evil.example' }],
    [{ ...rules[0], hint: {} }],
  ])
    expectRefusal(await put({ rules: broken }), [400, 'VALIDATION_FAILED']);
  expect(await current()).toMatchObject({ version: 0 });
});

it('can be tried out: how many people would have another score, by band', async () => {
  const before = await recount(app, defaultTenantId, (await current()).rules);
  const { body } = await put({ rules }, '?dryRun=true').expect(200);
  const after = await recount(app, defaultTenantId, body.data.rules);
  const { effect } = body.meta;
  const changes = (what: 'score' | 'status') =>
    [...before].filter(([id, { [what]: was }]) => after.get(id)?.[what] !== was).length;
  expect(effect).toMatchObject({ examined: before.size, scoreChanges: changes('score') });
  expect(effect.statusChanges).toBe(changes('status'));
  for (const [status, band] of Object.entries(effect.bands)) {
    const having = (people: Map<string, Recounted>) =>
      [...people.values()].filter((one) => one.status === status).length;
    expect([status, band]).toEqual([status, { before: having(before), after: having(after) }]);
  }
  expect(await current()).toMatchObject({ version: 0 });
});

it('score everybody anew, exactly as a second count does', async () => {
  const { body, headers } = await put({ rules }).expect(200);
  expect(body).toMatchObject({ data: { version: 1, isDefault: false, createdBy: admin.id }, meta: { dryRun: false } });
  await rescored();
  await workDone(app);
  expect(await progress()).toMatchObject({ done: crowd.length + 2, total: crowd.length + 2 });
  await expectRecount();
  const days = await rowsOf(
    app,
    'select 1 from completeness_history h join completeness_scores s using (user_id, score)',
  );
  expect(days).toHaveLength(crowd.length + 2);
  // Whoever asks twice changes nothing; whoever goes by older rules is told.
  expect((await put({ rules }).expect(200)).body.data.version).toBe(1);
  const late = await put({ rules: null }).set('If-Match', '"0-c"');
  expectRefusal(late, [412, 'PRECONDITION_FAILED']);
  expect(headers.etag).toBe('"1-c"');
  const [entry] = await rowsOf(app, `select action from audit.entries where action = 'completeness.rules-changed'`);
  expect(entry ?? (await rowsOf(app, `select 1 from audit_pending`))[0]).toBeDefined();
});

it('go on where a dead worker left them, and two workers share the work', async () => {
  const ids = (await rowsOf<{ id: string }>(app, 'select user_id as id from profiles order by 1')).map(({ id }) => id);
  const middle = ids[39];
  await run(app, 'update completeness_scores set score = 1, rules_version = 0');
  await run(app, 'update completeness_rescorings set after = $1, done = 40, finished_at = null', [middle]);
  await Promise.all([1, 2, 3].map(() => app.container.completenessRescorings.run(defaultTenantId)));
  const untouched = await rowsOf<{ id: string }>(app, 'select user_id as id from completeness_scores where score = 1');
  expect(untouched.map(({ id }) => id).sort()).toEqual(ids.slice(0, 40));
  expect(await progress()).toMatchObject({ state: 'done', done: ids.length });
});

it('catch up with a release that scores otherwise', async () => {
  await run(app, 'update completeness_rescorings set rules_version = 0');
  expect(await progress()).toMatchObject({ state: 'waiting', done: 0 });
  await app.container.completenessRescorings.catchUp();
  await workDone(app);
  await rescored();
  await expectRecount();
});

it('never replace a score of newer rules, nor of a newer profile', async () => {
  const newer = { profile_version: 100, rules_version: 100, score: 42 };
  await run(
    app,
    'update completeness_scores set profile_version = 100, rules_version = 100, score = 42 where user_id = $1',
    [person.id],
  );
  await app.container.completeness.score({ tenantId: defaultTenantId, userId: person.id });
  await run(app, 'update completeness_rescorings set rules_version = 0');
  await app.container.completenessRescorings.run(defaultTenantId);
  const [row] = await rowsOf(
    app,
    'select profile_version, rules_version, score from completeness_scores where user_id = $1',
    [person.id],
  );
  expect(row).toEqual(newer);
  await run(app, 'update completeness_scores set profile_version = 0, rules_version = 0 where user_id = $1', [
    person.id,
  ]);
});

describe('what does not apply', () => {
  const skip = (keys: string[]) =>
    app.http.put('/api/v1/profile/completeness/not-applicable').set(person.auth).send({ keys });

  it('counts as done, where the rule lets people say so', async () => {
    const before = await read(person);
    const step = before.nextSteps.find(({ key }: { key: string }) => key === 'skills');
    expect(step).toMatchObject({ mayNotApply: true, field: 'skills', hint: 'Do it.', link: '/profile' });
    const { body } = await skip(['skills']).expect(200);
    expect(body.data).toMatchObject({ score: before.score + step.gain, notApplicable: ['skills'] });
    await workDone(app);
    await expectRecount();
    expectRefusal(await skip(['bio']), [409, 'RULE_ALWAYS_APPLIES']);
    expectRefusal(await skip(['nothing-of-the-kind']), [400, 'VALIDATION_FAILED']);
    expect((await read(person)).notApplicable).toEqual(['skills']);
    expect((await skip([]).expect(200)).body.data).toMatchObject({ score: before.score, notApplicable: [] });
  });

  it('is not asked of somebody whose roles let them write nothing', async () => {
    const powerless = await createPerson(app, { roles: [] });
    expect(await read(powerless)).toMatchObject({ nextSteps: [], status: 'empty' });
  });

  it('is what the organisation fills in: never asked, and 100 is reached without it', async () => {
    const settings = (fields: object | null) =>
      app.http.put('/api/v1/tenant/settings').set(admin.auth).send({ fields }).expect(200);
    await settings({ bio: { locked: true }, firstName: { locked: true }, website: { locked: true } });
    await workDone(app);
    await rescored();
    await expectRecount();
    expect((await read(person)).nextSteps.map(({ key }: { key: string }) => key)).not.toContain('bio');
    await app.http
      .patch('/api/v1/profile')
      .set(person.auth)
      .send({ lastName: 'Lovelace', phone: '+442079460123' })
      .expect(200);
    // Saving them as they are is a review.
    await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'private' }).expect(200);
    await skip(['skills', 'links']).expect(200);
    expect(await read(person)).toMatchObject({ score: 100, status: 'complete', nextSteps: [] });
    await workDone(app);
    await expectRecount();
    await settings(null);
    await workDone(app);
    await rescored();
  });
});

it('are a tenant’s own, and go back to those of the installation with every version kept', async () => {
  const stranger = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  const elsewhere = await app.http.get('/api/v1/completeness/rules').set(stranger.auth).expect(200);
  expect(elsewhere.body.data).toMatchObject({ version: 0, isDefault: true });
  expect((await read(stranger)).nextSteps[0].key).toBe('displayName');

  expect((await put({ rules: null }).expect(200)).body.data).toMatchObject({ version: 2, isDefault: true });
  await workDone(app);
  await rescored();
  await expectRecount();
  const history = (query = '') =>
    app.http.get(`/api/v1/completeness/rules/history${query}`).set(admin.auth).expect(200);
  const { body } = await history('?limit=1');
  expect(body.data).toMatchObject([{ version: 2, isDefault: true }]);
  const older = await history(`?limit=1&cursor=${body.meta.nextCursor}`);
  expect(older.body.data).toMatchObject([{ version: 1, isDefault: false, rules: rules.map(({ key }) => ({ key })) }]);
  expect(older.body.meta.nextCursor).toBeNull();
  const foreign = await app.http.get('/api/v1/completeness/rules/history').set(stranger.auth).expect(200);
  expect(foreign.body.data).toEqual([]);
});
