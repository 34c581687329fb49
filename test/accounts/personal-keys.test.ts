// Personal keys: one for each person, and nothing is readable once it is destroyed.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { type Tx, transact } from '../../src/platform/db/sequelize.ts';
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  other = await startTestApp({ beside: app });
});
afterAll(async () => {
  await other?.close();
  await app?.close();
});

const text = Buffer.from('She lived in Marylebone.');
const inTransaction = <T>(of: TestApp, work: (tx: Tx) => Promise<T>): Promise<T> =>
  transact(of.container.sequelize, work);
const seal = (of: TestApp, userId: string, data = text) =>
  inTransaction(of, (tx) => of.container.personalKeys.seal(tx, userId, data));
const open = (of: TestApp, userId: string, sealed: Buffer) => of.container.personalKeys.open(userId, sealed);
const keysOf = (userId: string) =>
  rowsOf<{ wrapped: Buffer }>(app, 'select wrapped from personal_keys where user_id = $1', [userId]);

it('opens what was sealed, in every process, and nothing in it is the text', async () => {
  const { id } = await createPerson(app);
  const sealed = await seal(app, id);
  expect(sealed.includes(text)).toBe(false);
  expect(await seal(app, id)).not.toEqual(sealed);
  expect(await open(app, id, sealed)).toEqual(text);
  expect(await open(other, id, sealed)).toEqual(text);
});

it('is a person’s own, and takes nothing that was changed', async () => {
  const [one, another] = [await createPerson(app), await createPerson(app)];
  const sealed = await seal(app, one.id);
  await seal(app, another.id);
  expect(await open(app, another.id, sealed)).toBeUndefined();
  expect(await open(app, newId(), sealed)).toBeUndefined();
  for (const at of [0, 5, 20, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(await open(app, one.id, changed)).toBeUndefined();
  }
  expect(await open(app, one.id, sealed.subarray(0, 20))).toBeUndefined();
});

it('concurrent first uses in several processes make one key', async () => {
  const { id } = await createPerson(app);
  const sealed = await Promise.all(Array.from({ length: 40 }, (_, at) => seal(at % 2 ? app : other, id)));
  expect(await keysOf(id)).toHaveLength(1);
  for (const each of sealed) expect(await open(app, id, each)).toEqual(text);
});

it('a key whose making was rolled back is not used again', async () => {
  const { id } = await createPerson(app);
  // Signing in may have made one.
  await run(app, 'delete from personal_keys where user_id = $1', [id]);
  app.container.changes.announce([`account:${defaultTenantId}/${id}`]);
  await expect(
    inTransaction(app, async (tx) => {
      await app.container.personalKeys.seal(tx, id, text);
      await app.container.personalKeys.seal(tx, id, text);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await keysOf(id)).toEqual([]);
  const sealed = await seal(app, id);
  expect(await open(other, id, sealed)).toEqual(text);
});

it('once it is destroyed nothing opens any more, also where it was remembered', async () => {
  const { id } = await createPerson(app);
  const sealed = await seal(app, id);
  expect(await open(other, id, sealed)).toEqual(text);
  await app.container.transact(null, async (unit) => {
    await app.container.personalKeys.destroy(unit.tx, id);
    unit.announce(`account:${defaultTenantId}/${id}`);
  });
  expect(await open(app, id, sealed)).toBeUndefined();
  const deadline = Date.now() + 5_000;
  while ((await open(other, id, sealed)) && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await open(other, id, sealed)).toBeUndefined();
  // What comes later has a key of its own.
  const later = await seal(app, id);
  expect(await open(app, id, later)).toEqual(text);
  expect(await open(app, id, sealed)).toBeUndefined();
});

it('the master secret is needed, and another one makes no new key', async () => {
  const { id } = await createPerson(app);
  const sealed = await seal(app, id);
  const stranger = await startTestApp({ beside: app, env: { SECRET_KEY: 'another secret of at least 32 characters' } });
  try {
    await expect(open(stranger, id, sealed)).rejects.toThrow('SECRET_KEY');
    await expect(seal(stranger, id)).rejects.toThrow('SECRET_KEY');
  } finally {
    await stranger.close();
  }
  expect(await open(app, id, sealed)).toEqual(text);
});
