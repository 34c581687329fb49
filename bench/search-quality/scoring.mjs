// Scores an engine: whom it should find for what people type, and whom it finds.
import { readFileSync } from 'node:fs';

const idOf = (index) => `019a0000-0000-7000-8000-${(index + 1).toString(16).padStart(12, '0')}`;
const depth = 20;

/** JSON lines with `id`, `displayName` and whatever else of a profile; each gets the uuid by which the engine knows it. */
export function readPeople(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => ({ id: String(index + 1), ...JSON.parse(line), uuid: idOf(index) }))
    .filter(({ displayName }) => displayName);
}

/** A table with a head: kind, script, query, and the ids of those any of whom is expected, parted by commas. */
export function readQueries(file) {
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [kind = '', script = '', query = '', expected = ''] = row.split('\t');
    return { kind, script, query, expected: expected.split(',') };
  });
}

const weights = { handle: 8, displayName: 10, firstName: 6, lastName: 6, headline: 4, bio: 1, location: 3 };
const names = new Set(['handle', 'displayName', 'firstName', 'lastName']);

/** What an engine is given of a person, weighed as profiles are. */
export const entryOf = (person, tenantId) => ({
  tenantId,
  id: person.uuid,
  version: 1,
  documents: [
    {
      audience: 'public',
      privacyVersion: 1,
      fields: Object.entries(weights)
        .filter(([name]) => person[name])
        .map(([name, weight]) => ({ text: person[name], weight, isName: names.has(name) })),
      facets: {},
      orders: {},
    },
  ],
});

/** Asks `find` (text to uuids, the best first) every query. Gives each with the rank of the first expected person, 0 for none. */
export async function askAll(find, people, queries) {
  const uuidOf = new Map(people.map(({ id, uuid }) => [id, uuid]));
  const asked = [];
  for (const query of queries) {
    const expected = new Set(query.expected.map((id) => uuidOf.get(id)));
    const found = await find(query.query, depth);
    asked.push({ ...query, found, rank: found.findIndex((uuid) => expected.has(uuid)) + 1 });
  }
  return asked;
}

/** Of queries that were asked: the share with an expected person among the first five, and the mean of 1 / rank. */
export function score(asked) {
  const recall = asked.filter(({ rank }) => rank > 0 && rank <= 5).length / asked.length;
  const mrr = asked.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / asked.length;
  return { queries: asked.length, recall, mrr };
}
