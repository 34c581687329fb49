// One act for many accounts, as a job: everybody gets a turn, once, whatever happens to the worker.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { holds } from '../support/eventually.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
});
afterAll(() => app?.close());

const order = (action: object, people: { id: string }[], by = admin) =>
  app.http
    .post('/api/v1/users/bulk-actions')
    .set(by.auth)
    .send({ action, userIds: people.map(({ id }) => id) });
const finished = async (id: string) => {
  let action: { done: number; finishedAt: string | null; failures: object[] } | undefined;
  await holds(async () => {
    action = (await app.http.get(`/api/v1/users/bulk-actions/${id}`).set(admin.auth).expect(200)).body.data;
    expect(action?.finishedAt).not.toBeNull();
  });
  return action;
};

it('does it to everybody whom it may, and says for whom it could not', async () => {
  const people = await Promise.all([1, 2, 3].map(() => createPerson(app)));
  const operator = await createPerson(app, { roles: ['user', 'platform-admin'] });
  const stranger = await createPersonElsewhere(app);
  const { body } = await order({ kind: 'deactivate' }, [...people, operator, stranger, admin]).expect(202);
  expect(body.data).toMatchObject({ total: 6, done: expect.any(Number) });
  expect(await finished(body.data.id)).toMatchObject({
    done: 6,
    failures: [
      { userId: operator.id, code: 'ABOVE_YOU' },
      { userId: stranger.id, code: 'USER_NOT_FOUND' },
      { userId: admin.id, code: 'NOT_YOURSELF' },
    ],
  });
  const rows = await rowsOf<{ id: string }>(app, `select id from users where status = 'deactivated'`);
  expect(rows.map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id).sort());
});

it('goes on where a dead worker left it, and does nothing twice', async () => {
  const people = await Promise.all([1, 2, 3].map(() => createPerson(app)));
  const { body } = await order({ kind: 'add-role', role: 'moderator' }, people).expect(202);
  const { id } = body.data;
  const [row] = await rowsOf<{ tenant_id: string }>(app, 'select tenant_id from bulk_actions where id = $1', [id]);
  const again = { tenantId: String(row?.tenant_id), bulkActionId: id };
  await Promise.all([1, 2, 3].map(() => app.container.bulkActions.run(again)));
  expect(await finished(id)).toMatchObject({ done: 3, failures: [] });
  const told = await rowsOf(
    app,
    `select 1 from activities where type = 'account.roles-changed' and user_id = any($1)`,
    [people.map((person) => person.id)],
  );
  expect(told).toHaveLength(3);
});

it('goes by the rights of the moment, not by those it was ordered with', async () => {
  const quiet = await startTestApp();
  try {
    const second = await createPerson(quiet, { roles: ['user', 'admin'] });
    const person = await createPerson(quiet);
    const body = { action: { kind: 'deactivate' }, userIds: [person.id] };
    const ordered = await quiet.http.post('/api/v1/users/bulk-actions').set(second.auth).send(body).expect(202);
    await run(quiet, `update users set roles = '{user}' where id = $1`, [second.id]);
    const { id: bulkActionId } = ordered.body.data;
    await quiet.container.bulkActions.run({ tenantId: defaultTenantId, bulkActionId });
    const [row] = await rowsOf(quiet, 'select done, failures from bulk_actions');
    expect(row).toEqual({ done: 1, failures: [{ userId: person.id, code: 'FORBIDDEN' }] });
  } finally {
    await quiet.close();
  }
});

it.each([
  ['an act that is none', { kind: 'explode' }],
  ['a role for what takes none', { kind: 'activate', role: 'user' }],
  ['no role for what takes one', { kind: 'add-role' }],
])('refuses %s', async (_what, action) => {
  expectRefusal(await order(action, [admin]), [400, 'VALIDATION_FAILED']);
});

it('needs the permission of the act', async () => {
  const moderator = await createPerson(app, { roles: ['user', 'moderator'] });
  expectRefusal(await order({ kind: 'deactivate' }, [admin], moderator), [403, 'FORBIDDEN']);
  const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  const { body } = await order({ kind: 'activate' }, [admin]).expect(202);
  expectRefusal(await app.http.get(`/api/v1/users/bulk-actions/${body.data.id}`).set(elsewhere.auth), [
    404,
    'BULK_ACTION_NOT_FOUND',
  ]);
});
