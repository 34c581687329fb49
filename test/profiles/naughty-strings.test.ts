// Naughty strings in every field that takes text: kept exactly as normalised or refused by name, and plain JSON text after.
import { writableFields } from '../../src/profiles/fields.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { keptStrings, refusedStrings } from '../support/naughty-strings.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  person = await createPerson(app, { privacy: { visibility: 'public', location: 'public' } });
});
afterAll(() => app?.close());

const own = (method: 'get' | 'patch', path = '/api/v1/profile') => app.http[method](path).set(person.auth);
const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A body that has `text` in each of `fields`: alone, in a list, or as a link. */
const bodyOf = (fields: typeof writableFields, text: string) =>
  Object.fromEntries(
    fields.map(({ name, kind }) => [
      name,
      kind === 'list' ? [text] : kind === 'links' ? { github: `https://github.com/${text}` } : text,
    ]),
  );

interface Detail {
  readonly path: string;
  readonly message: string;
}

// A handle is changed once in 30 days: it has a test of its own.
const fields = writableFields.filter(({ name }) => name !== 'handle');

/** Sends `text` in every field. Resolves to the body that was accepted once the refused fields were left out. */
async function send(text: string): Promise<Record<string, unknown>> {
  const first = await own('patch').send(bodyOf(fields, text));
  if (first.status === 200) return bodyOf(fields, text);
  expect({ status: first.status, code: first.body.code }).toEqual({ status: 400, code: 'VALIDATION_FAILED' });
  const details: Detail[] = first.body.details;
  for (const { path, message } of details) {
    expect(fields.map(({ name }) => name)).toContain(path.split('.')[0]);
    expect(message).toMatch(new RegExp(`^${path.replace(/\.0$/, '\\[0]').replace('.', '\\.')} \\S+ \\S+`));
  }
  const refused = new Set(details.map(({ path }) => path.split('.')[0]));
  const body = bodyOf(
    fields.filter(({ name }) => !refused.has(name)),
    text,
  );
  if (Object.keys(body).length > 0) await own('patch').send(body).expect(200);
  return body;
}

test.each(keptStrings)('%j comes back as it was', async (text) => {
  const body = await send(text);
  expect(body).toHaveProperty('bio', text);
  if ('language' in body) body.language = text.toLowerCase(); // `NaN` is a language: Min Nan
  const { body: read, headers } = await own('get').expect(200);
  expect(read.data).toMatchObject(body);
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  const snake = await own('get', '/api/profile').expect(200);
  expect(snake.body.profile).toMatchObject(
    Object.fromEntries(Object.entries(body).map(([name, value]) => [inSnakeCase(name), value])),
  );
});

test.each(refusedStrings)('%j is refused in every field of one line, for a reason', async (text) => {
  const hasLines = /[\r\n]/.test(text);
  const { socialLinks: _after, ...accepted } = await send(text); // a mark that cannot begin a text may follow a slash
  expect(accepted).toEqual(hasLines ? { bio: text } : {});
  if (hasLines) expect((await own('get').expect(200)).body.data.bio).toBe(text.replace('\r', '\n'));
});

test('spaces around, and accents that are typed apart, are normalised', async () => {
  const body = await send(' Ame\u0301lie \t');
  for (const name of Object.keys(body))
    expect((await own('get')).body.data[name]).toEqual(bodyOf(fields, 'Am\u00E9lie')[name]);
});

test('no string is a handle that is not one, or harms anybody', async () => {
  for (const handle of [...keptStrings, ...refusedStrings]) {
    const { status, body } = await own('patch').send({ handle });
    expect([handle, status, body.code ?? body.data.handle]).toEqual([
      handle,
      ...(status === 200
        ? [200, handle.toLowerCase()]
        : status === 409
          ? [409, 'HANDLE_CHANGED_RECENTLY']
          : [400, 'VALIDATION_FAILED']),
    ]);
    if (status === 400)
      expect(body.details[0]).toEqual({ path: 'handle', message: expect.stringMatching(/^handle \S+ \S+/) });
  }
});

test('search shows them as they are, whatever is searched for', async () => {
  const short = keptStrings.filter((text) => text.length <= 50);
  const parts = [short.slice(0, 50), short.slice(50, 100), short.slice(100)];
  const people = await Promise.all(
    parts.map((interests) =>
      createPerson(app, { profile: { displayName: 'Bobby Tables', interests }, privacy: { visibility: 'public' } }),
    ),
  );
  await workDone(app);
  const search = (q: string, path = '/api/v1/profiles') => app.http.get(path).query({ q });
  const found = new Map(
    (await search('bobby').expect(200)).body.data.map((one: { userId: string }) => [one.userId, one]),
  );
  for (const [at, { id }] of people.entries()) {
    const { body } = await app.http.get(`/api/v1/profiles/${id}`).expect(200);
    expect(found.get(id)).toEqual({ ...body.data, highlights: expect.anything() });
    for (const interest of body.data.interests) expect(parts[at]).toContain(interest);
  }
  for (const text of keptStrings) {
    const { body } = await search(text).expect(200);
    expect((await search(text, '/api/profile/search').expect(200)).body.profiles).toHaveLength(body.data.length);
  }
  for (const text of refusedStrings) expect([200, 400]).toContain((await search(text)).status);
});
