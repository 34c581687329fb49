// A ring of people who endorse each other gains (nearly) nothing, however large it is and however it is made.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCrowd } from '../support/crowd.ts';
import { run } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());
// So that nobody scores the rings of other tests again.
beforeEach(() => run(app, 'with gone as (delete from endorsements) delete from endorsement_totals'));

type People = readonly { readonly id: string }[];
type Tie = readonly [author: { readonly id: string }, owner: { readonly id: string }];

async function createPeople(count: number): Promise<People> {
  const people = await createCrowd(app, count);
  await run(app, `update profiles set skills = '{Chess,Go}' where user_id = any($1)`, [people.map(({ id }) => id)]);
  return people;
}

/** Rows as the API leaves them, made at once. */
async function tie(ties: readonly Tie[], skill = 'chess'): Promise<void> {
  const owners = ties.map(([, { id }]) => id);
  const tenant = `(select id from tenants where slug = 'default')`;
  await run(
    app,
    `insert into endorsements (id, tenant_id, user_id, endorser_id, skill, skill_key)
     select gen_random_uuid(), ${tenant}, owner, author, $3, $3 from unnest($1::uuid[], $2::uuid[]) as t (author, owner)`,
    [ties.map(([{ id }]) => id), owners, skill],
  );
  await run(
    app,
    `insert into endorsement_totals (user_id, tenant_id) select distinct id, ${tenant} from unnest($1::uuid[]) as id
     on conflict do nothing`,
    [owners],
  );
}

/** The scores of these people, as anybody reads them who may. */
async function scoresOf(people: People): Promise<number[]> {
  const scores = await Promise.all(people.map(({ id }) => app.container.endorsementRepository.totals(id)));
  return scores.map(({ score }) => score);
}
const scoreAll = () => app.container.endorsementScoring.rescoreAll();
const everybody = (authors: People, owners: People): Tie[] =>
  authors.flatMap((author) => owners.filter(({ id }) => id !== author.id).map((owner): Tie => [author, owner]));

it('counts people who have nothing to do with each other in full', async () => {
  const [owner, ...authors] = await createPeople(9);
  if (!owner) throw new Error('nobody came');
  await tie(everybody(authors, [owner]));
  // Whoever says it of two skills is still one person.
  await tie(everybody(authors.slice(0, 3), [owner]), 'go');
  await scoreAll();
  expect(await scoresOf([owner])).toEqual([8]);
  await scoreAll();
  expect(await scoresOf([owner])).toEqual([8]);
});

it.each([4, 8, 16])(
  'gives half an endorsement to each of a ring of %i in which everybody endorses everybody',
  async (size) => {
    const ring = await createPeople(size);
    await tie(everybody(ring, ring));
    await scoreAll();
    for (const score of await scoresOf(ring)) expect(score).toBe(0.5);
  },
);

it.each([2, 3, 4])(
  'gives less than one to each of a ring of %i camps, each of which endorses the next',
  async (camps) => {
    const people = await createPeople(camps * 6);
    const campOf = (index: number) => people.slice((index % camps) * 6, (index % camps) * 6 + 6);
    await tie(Array.from({ length: camps }, (_, index) => everybody(campOf(index), campOf(index + 1))).flat());
    await scoreAll();
    for (const score of await scoresOf(people)) expect(score).toBeLessThan(1);
  },
);

it('is not lowered by strangers who endorse', async () => {
  const [owner, author, ...strangers] = await createPeople(8);
  if (!owner || !author) throw new Error('nobody came');
  await tie([[author, owner]]);
  await tie(everybody(strangers, [author, owner]));
  await tie(everybody(strangers, strangers));
  await scoreAll();
  const [score = 0] = await scoresOf([owner]);
  await run(app, 'update endorsements set hidden_at = now() where user_id = $1 and endorser_id = any($2)', [
    owner.id,
    strangers.map(({ id }) => id),
  ]);
  await scoreAll();
  expect(await scoresOf([owner])).toEqual([1]);
  expect(score).toBeGreaterThanOrEqual(1);
});
