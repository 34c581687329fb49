// The cache of profiles: in two processes, nobody reads what is older than what they could know of.
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { administer } from '../support/database.ts';
import { createPerson, type Person } from '../support/people.ts';
import { run } from '../support/work.ts';

let here: TestApp;
let other: TestApp;
let person: Person;

beforeAll(async () => {
  here = await startTestApp();
  other = await startTestApp({ beside: here });
});
afterAll(async () => {
  await other?.close();
  await here?.close();
});
beforeEach(async () => {
  person = await createPerson(here, { privacy: { visibility: 'public' }, profile: { headline: 'first' } });
});

type Door = Pick<TestApp, 'http'>;
const headlineAt = async ({ http }: Door) =>
  (await http.get(`/api/v1/profiles/${person.id}`).expect(200)).body.data.headline;
const ownAt = async ({ http }: Door) => (await http.get('/api/v1/profile').set(person.auth).expect(200)).body.data;
const writeAt = async ({ http }: Door, headline: string) =>
  (await http.patch('/api/v1/profile').set(person.auth).send({ headline }).expect(200)).body.data;
/** A change that nobody is told of: who still reads the old has it in a cache. */
const changeBehind = (headline: string) =>
  run(here, 'update profiles set headline = $2 where user_id = $1', [person.id, headline]);

async function within(ms: number, look: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(5)) if (await look()) return true;
  return false;
}

it('answers from memory', async () => {
  await headlineAt(here);
  await changeBehind('unseen');
  expect(await headlineAt(here)).toBe('first');
});

it('the process that wrote reads its own write at once, every other within a second', async () => {
  for (let round = 0; round < 10; round++) {
    await Promise.all([headlineAt(here), headlineAt(other), ownAt(here), ownAt(other)]);
    await writeAt(here, `round ${round}`);
    expect(await headlineAt(here)).toBe(`round ${round}`);
    expect((await ownAt(here)).headline).toBe(`round ${round}`);
    expect(await within(1000, async () => (await headlineAt(other)) === `round ${round}`)).toBe(true);
    expect((await ownAt(other)).headline).toBe(`round ${round}`);
  }
});

it('a hidden profile is gone elsewhere within a second, and never comes back', async () => {
  await Promise.all([headlineAt(here), headlineAt(other)]);
  await here.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'private' }).expect(200);
  const path = `/api/v1/profiles/${person.id}`;
  expect((await here.http.get(path)).status).toBe(404);
  expect(await within(1000, async () => (await other.http.get(path)).status === 404)).toBe(true);
  for (let again = 0; again < 20; again++) expect((await other.http.get(path)).status).toBe(404);
});

it('a storm of readers during writes never goes back in time', async () => {
  let writing = true;
  const written = { here: 0 };
  const goneBack: string[] = [];
  let reads = 0;
  async function readOn(door: Door, newest: { version: number }, floor: () => number): Promise<void> {
    while (writing) {
      const least = Math.max(newest.version, floor());
      const { version } = await ownAt(door);
      reads += 1;
      if (version < least) goneBack.push(`${version} after ${least}`);
      newest.version = Math.max(newest.version, version);
    }
  }
  const [seenHere, seenThere] = [{ version: 0 }, { version: 0 }];
  const readers = [
    ...Array.from({ length: 6 }, () => readOn(here, seenHere, () => written.here)),
    ...Array.from({ length: 6 }, () => readOn(other, seenThere, () => 0)),
  ];
  for (let index = 0; index < 60; index++) {
    const { version } = await writeAt(index % 3 === 0 ? other : here, `write ${index}`);
    if (index % 3 !== 0) written.here = version;
  }
  writing = false;
  await Promise.all(readers);
  expect(goneBack).toEqual([]);
  expect(reads).toBeGreaterThan(100);
  expect(await within(1000, async () => (await ownAt(other)).headline === 'write 59')).toBe(true);
});

it('a feed that has stopped turns the cache off, until it is back', async () => {
  await Promise.all([headlineAt(here), headlineAt(other), ownAt(here)]);
  const database = new URL(String(here.config.database.url)).pathname.slice(1);
  await administer(`alter database ${database} with allow_connections false`);
  try {
    await run(
      here,
      `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'cameo-changes' and datname = current_database()`,
    );
    expect(await within(2000, async () => !other.container.changes.connected())).toBe(true);
    expect(await within(2000, async () => !here.container.changes.connected())).toBe(true);
    for (const text of ['one', 'two', 'three']) {
      await changeBehind(text);
      expect(await headlineAt(other)).toBe(text);
      expect(await headlineAt(here)).toBe(text);
    }
    await writeAt(here, 'told to nobody');
  } finally {
    await administer(`alter database ${database} with allow_connections true`);
  }
  expect(await headlineAt(other)).toBe('told to nobody');
  const isBack = async () => other.container.changes.connected() && here.container.changes.connected();
  expect(await within(5000, isBack)).toBe(true);
  expect(await headlineAt(other)).toBe('told to nobody');
  await writeAt(here, 'told again');
  expect(await within(1000, async () => (await headlineAt(other)) === 'told again')).toBe(true);
});
