// Every field × level × visibility × viewer at every exit: its canary appears where the table says, and nowhere else.
import type { Response } from 'supertest';
import { type Audience, audiences, type Viewer } from '../../src/privacy/index.ts';
import { type FieldName, fieldNames, fieldOf } from '../../src/profiles/index.ts';
import { searchSchema } from '../../src/search/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type CanaryPerson, createCanaryPerson, fieldsIn } from '../support/canaries.ts';
import { createPerson } from '../support/people.ts';
import { seenBy, viewers } from '../support/privacy-table.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, workDone } from '../support/work.ts';

interface Subject {
  readonly person: CanaryPerson;
  readonly visibility: Audience;
  readonly levels: Readonly<Record<FieldName, Audience>>;
}

/** In the profiles of one visibility, each field takes each level once. */
function levelsOf(shift: number): Record<FieldName, Audience> {
  const levels = fieldNames.map((name, index) => {
    const { fixed, audience } = fieldOf(name);
    return [name, fixed ? audience : (audiences[(index + shift) % 3] ?? 'private')];
  });
  return Object.fromEntries(levels);
}

let app: TestApp;
const subjects: Subject[] = [];
const tokens = new Map<Viewer | 'elsewhere', { authorization: string } | undefined>();

beforeAll(async () => {
  app = await startTestApp({ workers: true });
  for (const visibility of audiences) {
    for (const shift of [0, 1, 2]) {
      const levels = levelsOf(shift);
      const chosen = fieldNames.filter((name) => !fieldOf(name).fixed).map((name) => [name, levels[name]]);
      const person = await createCanaryPerson(app, { privacy: { visibility, ...Object.fromEntries(chosen) } });
      subjects.push({ person, visibility, levels });
    }
  }
  tokens.set('anonymous', undefined);
  tokens.set('member', (await createPerson(app)).auth);
  tokens.set('admin', (await createPerson(app, { roles: ['user', 'admin'] })).auth);
  tokens.set('elsewhere', (await createPersonElsewhere(app, { roles: ['user', 'admin'] })).auth);
  await workDone(app);
}, 90_000);
afterAll(() => app?.close());

function get(path: string, viewer: Viewer | 'elsewhere', { person }: Subject): Promise<Response> {
  const auth = viewer === 'owner' ? person.auth : tokens.get(viewer);
  return Promise.resolve(app.http.get(path).set(auth ?? {}));
}

function isSeen(name: FieldName, subject: Subject, viewer: Viewer): boolean {
  if (name === 'fullName') return isSeen('firstName', subject, viewer) && isSeen('lastName', subject, viewer);
  if (name === 'phoneVerified') return isSeen('phone', subject, viewer);
  // What is proved is the website.
  if (name === 'verified') return isSeen('website', subject, viewer);
  if (name === 'endorsementsCount' && !isSeen('skills', subject, viewer)) return false;
  return seenBy[subject.visibility][subject.levels[name]].includes(viewer);
}
const isFound = ({ visibility }: Subject, viewer: Viewer): boolean => seenBy[visibility].public.includes(viewer);

const seenFields = (subject: Subject, viewer: Viewer): FieldName[] =>
  fieldNames.filter((name) => isSeen(name, subject, viewer)).sort();

/** Everything that this viewer gets to read in a reply, headers included. */
const textOf = ({ text, headers }: Response): string => `${text} ${JSON.stringify(headers)}`;

it('has each field on each level in each kind of profile', () => {
  const combinations = subjects.flatMap(({ visibility, levels }) =>
    fieldNames.filter((name) => !fieldOf(name).fixed).map((name) => `${name} ${levels[name]} ${visibility}`),
  );
  expect(new Set(combinations).size).toBe(fieldNames.filter((name) => !fieldOf(name).fixed).length * 9);
  for (const { person } of subjects) expect(person.canaries.avatar).toMatch(/^[0-9a-f]{32}$/);
});

it.each([
  ['by id', (subject: Subject) => `/api/v1/profiles/${subject.person.id}`],
  ['by handle', (subject: Subject) => `/api/v1/profiles/${subject.person.canaries.handle.toUpperCase()}`],
  ['by id, shorter', (subject: Subject) => `/v1/profile/${subject.person.id}`],
  ['in snake_case', (subject: Subject) => `/api/profile/${subject.person.id}`],
])('a profile %s shows what its viewer may see', async (_, pathOf) => {
  for (const subject of subjects) {
    for (const viewer of viewers) {
      const response = await get(pathOf(subject), viewer, subject);
      const found = isFound(subject, viewer);
      expect([viewer, subject.visibility, response.status]).toEqual([viewer, subject.visibility, found ? 200 : 404]);
      // The address itself holds the handle; a 404 must not.
      expect([viewer, ...fieldsIn(textOf(response), subject.person)]).toEqual([viewer, ...seenFields(subject, viewer)]);
    }
    const stranger = await get(pathOf(subject), 'elsewhere', subject);
    expect(stranger.status).toBe(404);
    expect(fieldsIn(textOf(stranger), subject.person)).toEqual([]);
  }
});

it('the same reply comes again when a cache may answer', async () => {
  for (const subject of subjects)
    for (const viewer of viewers) {
      const [first, second] = [
        await get(`/api/v1/profiles/${subject.person.id}`, viewer, subject),
        await get(`/api/v1/profiles/${subject.person.id}`, viewer, subject),
      ];
      expect(fieldsIn(second.text, subject.person)).toEqual(fieldsIn(first.text, subject.person));
    }
});

it('a full name says no more than its visible parts', async () => {
  for (const subject of subjects)
    for (const viewer of viewers.filter((one) => isFound(subject, one) && one !== 'owner')) {
      const { body } = await get(`/api/v1/profiles/${subject.person.id}`, viewer, subject);
      const parts = (['firstName', 'lastName'] as const).filter((name) => isSeen(name, subject, viewer));
      expect(body.data.fullName ?? '').toBe(parts.map((name) => subject.person.canaries[name]).join(' '));
    }
});

it('whether a number was checked is told to nobody who does not see the number', async () => {
  for (const subject of subjects)
    for (const viewer of viewers.filter((one) => isFound(subject, one))) {
      const { body } = await get(`/api/v1/profiles/${subject.person.id}`, viewer, subject);
      const seen = isSeen('phone', subject, viewer) ? true : undefined;
      expect([viewer, subject.visibility, body.data.phoneVerified]).toEqual([viewer, subject.visibility, seen]);
    }
});

it('one’s own profile holds everything', async () => {
  for (const subject of subjects)
    for (const path of ['/api/v1/profile', '/v1/profile', '/api/v1/users/me', '/api/profile']) {
      const response = await get(path, 'owner', subject);
      expect(response.status).toBe(200);
      expect(fieldsIn(response.text, subject.person)).toEqual([...fieldNames].sort());
    }
});

it('a list shows the people whom its viewer may find, each as on their page', async () => {
  for (const viewer of viewers) {
    for (const path of ['/api/v1/profiles?limit=100', '/api/profile/search?limit=100']) {
      for (const subject of subjects) {
        const response = await get(path, viewer, subject);
        expect(response.status).toBe(200);
        // A list holds those who are found by members; its owner and an admin read more of them.
        const listed = isFound(subject, viewer === 'anonymous' ? 'anonymous' : 'member');
        const expected = listed ? seenFields(subject, viewer) : [];
        expect([viewer, ...fieldsIn(textOf(response), subject.person)]).toEqual([viewer, ...expected]);
      }
    }
  }
  for (const subject of subjects) {
    const response = await get('/api/v1/profiles?limit=100', 'elsewhere', subject);
    expect(fieldsIn(textOf(response), subject.person)).toEqual([]);
  }
});

it('a search finds a person by exactly what its viewer may read', async () => {
  for (const subject of subjects) {
    for (const viewer of [...viewers, 'elsewhere'] as const) {
      const reader = viewer === 'anonymous' ? 'anonymous' : 'member';
      const outcomes = await Promise.all(
        fieldNames.map(async (name) => {
          const query = encodeURIComponent(subject.person.canaries[name]);
          const { body } = await get(`/api/v1/profiles?q=${query}`, viewer, subject);
          return [name, body.data.map(({ id }: { id: string }) => id)];
        }),
      );
      const isSearched = (name: FieldName) => name === 'fullName' || fieldOf(name).searchWeight !== undefined;
      const expected = fieldNames.map((name) => {
        const finds = viewer !== 'elsewhere' && isSearched(name) && isSeen(name, subject, reader);
        return [name, finds ? [subject.person.id] : []];
      });
      expect([viewer, subject.visibility, outcomes]).toEqual([viewer, subject.visibility, expected]);
    }
  }
});

// "Verified" is yes or no, which does not tell one person from another.
const facets: readonly string[] = searchSchema.facets.filter((name) => name !== 'verified');
const isIndexed = (name: FieldName) => fieldOf(name).searchWeight !== undefined || facets.includes(name);

it('the index holds for each audience only what that audience may read', async () => {
  const words = await rowsOf<{ audience: string; words: string }>(
    app,
    `select s.audience, string_agg(w.term, chr(10)) as words from search_terms t
     join search_words w on w.id = t.word_id join search_scopes s on s.id = w.scope_id group by 1`,
  );
  for (const { audience, words: text } of words)
    for (const subject of subjects) {
      const reader = audience === 'public' ? 'anonymous' : 'member';
      const expected = seenFields(subject, reader).filter(isIndexed);
      expect([audience, ...fieldsIn(text, subject.person)]).toEqual([audience, ...expected]);
    }
});

it.each([
  ['its stable address', ({ person }: Subject) => `/api/v1/profiles/${person.id}/avatar`],
  ['the handle’s', ({ person }: Subject) => `/api/v1/profiles/${person.canaries.handle}/avatar`],
  ['the older dialect’s', ({ person }: Subject) => `/api/profile/${person.id}/picture`],
])('a picture is seen at %s by those who may, and only by them', async (_, pathOf) => {
  for (const subject of subjects) {
    const { body: picture } = await get(pathOf(subject), 'owner', subject);
    for (const viewer of viewers) {
      const { status, headers, body } = await get(pathOf(subject), viewer, subject);
      const found = isFound(subject, viewer);
      const isPicture = status === 200 && Buffer.from(body).equals(Buffer.from(picture));
      const expected = [found ? 200 : 404, isSeen('avatar', subject, viewer)];
      expect([viewer, subject.visibility, status, isPicture]).toEqual([viewer, subject.visibility, ...expected]);
      if (viewer !== 'anonymous' || !found) expect(headers['cache-control']).toBe('private, no-store');
    }
    expect((await get(pathOf(subject), 'elsewhere', subject)).status).toBe(404);
  }
});

it('a picture’s own address answers without a signature only while everybody may see it', async () => {
  for (const subject of subjects) {
    const { person } = subject;
    const [row] = await rowsOf<{ files: string[] }>(
      app,
      `select array(select jsonb_array_elements_text(avatar -> 'variants')) as files from profiles where user_id = $1`,
      [person.id],
    );
    expect(row?.files).toContain('256.webp');
    for (const viewer of viewers)
      for (const file of row?.files ?? []) {
        const { status } = await get(`/avatars/${person.id}/${person.canaries.avatar}/${file}`, viewer, subject);
        expect([viewer, file, status]).toEqual([viewer, file, isSeen('avatar', subject, 'anonymous') ? 200 : 404]);
      }
  }
});

it('initials are those of a name that the viewer may see', async () => {
  for (const subject of subjects)
    for (const viewer of viewers.filter((one) => isFound(subject, one) && !isSeen('avatar', subject, one))) {
      const { body } = await get(`/api/v1/profiles/${subject.person.id}/avatar`, viewer, subject);
      const letters = />([^<]+)<\/text>/.exec(body.toString())?.[1] ?? '';
      const { canaries } = subject.person;
      const seenParts = (['firstName', 'lastName'] as const).filter((name) => isSeen(name, subject, viewer));
      const fullName = seenParts.map((name) => canaries[name].charAt(0)).join('');
      const shown = isSeen('displayName', subject, viewer) ? canaries.displayName.charAt(0) : fullName;
      expect([viewer, letters]).toEqual([viewer, (shown || canaries.handle.charAt(0)).toUpperCase()]);
    }
});
