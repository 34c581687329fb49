// A person who opens and hides their profile again and again, while others read: after the answer nobody sees what is hidden.
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

const flips = 100;
let app: TestApp;
let person: Person;
let member: Person;

beforeAll(async () => {
  app = await startTestApp({ workers: true });
  member = await createPerson(app, { profile: { skills: ['juggling'] } });
  person = await createPerson(app, {
    handle: 'now-and-then',
    profile: { displayName: 'Flickering Candle', skills: ['juggling'] },
  });
}, 60_000);
afterAll(() => app?.close());

const addresses = [
  '/profiles?q=flickering&facets=skills',
  '/profiles?q=&facets=skills',
  '/profiles?skills=juggling&facets=skills',
  '/profiles/suggest?q=flick',
  '/profiles/suggest?q=%40now-and-then',
  '/discover',
];

it('nothing hidden is ever shown after the answer', async () => {
  const choose = (visibility: 'public' | 'private') =>
    app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility }).expect(200);
  await choose('private');
  // Odd while the profile is open, or may be; even from the answer on which says that it is hidden.
  let turn = 0;
  let isOver = false;
  const leaks: string[] = [];
  const seen = { search: 0, profile: 0 };
  const rounds = [0, 0];

  async function read(reader: number, headers: Partial<Person['auth']>): Promise<void> {
    while (!isOver) {
      for (const address of [...addresses, `/profiles/${person.id}`]) {
        const before = turn;
        const { status, text } = await app.http.get(`/api/v1${address}`).set(headers);
        const isShown = text.includes(person.id);
        if (isShown && before % 2 === 0 && before === turn) leaks.push(`turn ${turn}: ${address} → ${status}`);
        if (isShown) seen[address.startsWith('/profiles/0') ? 'profile' : 'search'] += 1;
      }
      rounds[reader] = (rounds[reader] ?? 0) + 1;
    }
  }

  const readers = Promise.all([read(0, {}), read(1, member.auth)]);
  /** Until everybody who was reading before has read everything once more. */
  async function readOnce(): Promise<void> {
    const from = [...rounds];
    while (rounds.some((round, reader) => round < (from[reader] ?? 0) + 2)) await sleep(5);
  }
  for (let flip = 0; flip < flips; flip++) {
    turn += 1;
    await choose('public');
    if (flip % 10 === 0) {
      await workDone(app);
      await readOnce();
    }
    await choose('private');
    turn += 1;
    if (flip % 10 === 0) await readOnce();
  }
  isOver = true;
  await readers;
  expect(leaks).toEqual([]);
  expect(seen.profile).toBeGreaterThan(0);
  expect(seen.search).toBeGreaterThan(0);
}, 120_000);
