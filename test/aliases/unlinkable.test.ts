// Two aliases of one person have no more in common than those of two people.
import type { Response } from 'supertest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCrowd } from '../support/crowd.ts';
import { createPerson, type Person } from '../support/people.ts';

let app: TestApp;
let viewer: Person;
beforeAll(async () => {
  app = await startTestApp();
  viewer = await createPerson(app);
});
afterAll(() => app?.close());

type Caller = Pick<Person, 'id' | 'auth'>;
const rooms = ['red', 'blue'].map((context) => ({ context, contextType: 'chat_room' }));

/** Everything that anybody can get of an alias: its record and its picture, headers included. */
async function seenOf(person: Caller, place: object): Promise<{ aliasId: string; replies: Response[] }> {
  const own = await app.http.get('/api/v1/profile/alias').query(place).set(person.auth).expect(200);
  const { aliasId } = own.body.data;
  const record = await app.http.get(`/api/v1/aliases/${aliasId}`).set(viewer.auth).expect(200);
  const picture = await app.http.get(`/api/v1/aliases/${aliasId}/avatar.svg`).expect(200);
  return { aliasId, replies: [record, picture] };
}

const bytesOf = ({ body }: Response) => (Buffer.isBuffer(body) ? body.toString('latin1') : JSON.stringify(body));

test('neither bodies nor headers nor pictures share what those of two people do not', async () => {
  const person = await createPerson(app);
  const others = await createCrowd(app, 40);
  const aliases = await Promise.all(rooms.map((place) => seenOf(person, place)));
  const strangers = await Promise.all(
    others.map((other) => seenOf(other, { context: `room_${other.id}`, contextType: 'post' })),
  );
  const usual = new Set(strangers.flatMap(({ replies }) => replies).flatMap(wordsOf));
  const [red = [], blue = []] = aliases.map(({ replies }) => [...new Set(replies.flatMap(wordsOf))]);
  const shared = red.filter((word) => blue.includes(word) && !usual.has(word));
  // What is left may be an animal's line or a number that both got by chance; never anything long enough to be a mark.
  expect(shared.filter((word) => /^[\w-]{6,}$/.test(word) && !/^[MmLlHhVvCcQqAaZz\d]+$/.test(word))).toEqual([]);
  for (const { replies } of aliases) {
    const everything = replies.map((reply) => bytesOf(reply) + JSON.stringify(reply.headers)).join('\n');
    expect(everything).not.toContain(person.id);
    expect(everything).not.toMatch(/createdAt|expiresAt|usageCount|red|blue|set-cookie|last-modified|"etag"/i);
  }
});

/** Words of a reply, without the date and the id that every reply of any server has. */
function wordsOf(reply: Response): string[] {
  const { date, 'x-request-id': requestId, 'content-length': length, ...headers } = reply.headers;
  return [...bytesOf(reply).split(/[^\w-]+/), ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
}

/** How alike two orders of the same people are: 1 the same, −1 reversed, 0 by chance (Spearman). */
function correlation(one: readonly string[], other: readonly string[]): number {
  const ranksOf = (values: readonly string[]) => {
    const order = values.map((value, index) => ({ value, index })).toSorted((a, b) => (a.value < b.value ? -1 : 1));
    const ranks = Array<number>(values.length).fill(0);
    for (const [rank, { index }] of order.entries()) ranks[index] = rank;
    return ranks;
  };
  const [a, b] = [ranksOf(one), ranksOf(other)];
  const squares = a.reduce((sum, rank, index) => sum + (rank - (b[index] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (a.length * (a.length ** 2 - 1));
}

const fieldNames = ['aliasId', 'animal', 'number', 'colour', 'hill', 'picture'] as const;
type Fields = Record<(typeof fieldNames)[number], string[]>;
const noFields: Fields = { aliasId: [], animal: [], number: [], colour: [], hill: [], picture: [] };

/** What is seen of each person's alias, by field, in the order of `people`. */
async function fieldsOf(people: readonly Caller[], place: object): Promise<Fields> {
  const seen = [];
  for (let start = 0; start < people.length; start += 10)
    seen.push(...(await Promise.all(people.slice(start, start + 10).map((person) => seenOf(person, place)))));
  const rows = seen.map(({ aliasId, replies: [record, picture] }) => {
    const [, animal = '', number = ''] = String(record?.body.data.displayName).split('_');
    const svg = picture ? bytesOf(picture) : '';
    const [colour = '', hill = ''] = [...svg.matchAll(/hsl\((\d+),/g)].map(([, hue = '']) => hue.padStart(3, '0'));
    return { aliasId, animal, number, colour, hill, picture: svg };
  });
  const columns = fieldNames.map((name) => [name, rows.map((row) => row[name])]);
  return { ...noFields, ...Object.fromEntries(columns) };
}

test('of 200 people in two places, nothing that can be seen pairs the aliases, or orders them by person', async () => {
  const crowd = await createCrowd(app, 200);
  const seen = await Promise.all(rooms.map((place) => fieldsOf(crowd, place)));
  const [red = noFields, blue = noFields] = seen;
  expect(new Set([...red.aliasId, ...blue.aliasId]).size).toBe(400);

  const pairs = (field: keyof Fields) => crowd.filter((_, index) => red[field][index] === blue[field][index]).length;
  // By chance: 200/50 the same animal, 200/900 the same number, 200/360 the same colour. The bounds fail once in millions.
  expect(pairs('animal')).toBeLessThan(20);
  expect(pairs('number')).toBeLessThan(8);
  expect(pairs('colour')).toBeLessThan(10);
  expect(pairs('picture')).toBeLessThan(3);

  // The deviation of a correlation by chance is 0.07: five of it.
  const joined = crowd.map((_, index) => String(index).padStart(3, '0'));
  const orders = fieldNames.flatMap((name) => [
    [name, red[name], blue[name]] as const,
    [`${name} and joining`, red[name], joined] as const,
    [`${name} and joining later`, blue[name], joined] as const,
  ]);
  const correlated = orders.filter(([, one, other]) => Math.abs(correlation(one, other)) > 0.35);
  expect(correlated.map(([name]) => name)).toEqual([]);
}, 120_000);

test('a forged cursor does not tell when somebody else’s alias was made', async () => {
  const [person, spy] = await Promise.all([createPerson(app), createPerson(app)]);
  await seenOf(spy, { context: 'earlier', contextType: 'chat_room' });
  const { aliasId } = await seenOf(person, { context: 'red', contextType: 'chat_room' });
  await seenOf(spy, { context: 'later', contextType: 'chat_room' });
  const list = (query: object) => app.http.get('/api/v1/profile/aliases').query(query).set(spy.auth).expect(200);
  const { nextCursor } = (await list({ limit: 1 })).body.meta;
  const [, digest] = Buffer.from(nextCursor, 'base64url').toString().split('.');
  const id = aliasId.replace('alias_', '').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const cursor = Buffer.from(`${id}.${digest}`).toString('base64url');
  expect((await list({ cursor })).body.data).toEqual([]);
});
