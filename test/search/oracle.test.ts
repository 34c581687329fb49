// Nothing that search says depends on a value which the one who asks may not read: each field, at each level, with and
// without a value, asked in every way by everybody, of both engines.
import { defaultTenantId, type Identity } from '../../src/contracts/identity.ts';
import { parsePart } from '../../src/platform/http/validate.ts';
import { newId } from '../../src/platform/ids.ts';
import { tagKey } from '../../src/platform/text/tags.ts';
import type { Audience } from '../../src/privacy/index.ts';
import { proofDigest } from '../../src/profiles/link-proofs.ts';
import { searchSchema } from '../../src/search/index.ts';
import { entryOf } from '../../src/search/reindexing.ts';
import { peopleQuery } from '../../src/search/schema.ts';
import { createSearchService, type SearchService } from '../../src/search/service.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type OpenMeilisearch, openMeilisearch } from '../support/meilisearch.ts';
import { createPerson, type Person } from '../support/people.ts';
import { run } from '../support/work.ts';

let app: TestApp;
let meilisearch: OpenMeilisearch;
/** The service as it is where Meilisearch answers. */
let onMeilisearch: SearchService;
/** Whose values come, go and hide. */
let subject: Person;
/** Has the same values as the subject, for everybody to see, so that there is something to be counted and sorted. */
let twin: Person;
let member: Person;
let admin: Person;

/** Tells both engines, as workers would. */
async function index({ id }: Person): Promise<void> {
  const { search, rows, presenter } = app.container;
  await search.indexProfile({ tenantId: defaultTenantId, userId: id });
  const row = await rows.findById(defaultTenantId, id);
  if (row) await meilisearch.engine.index([entryOf(row, presenter)]);
}
const write = (person: Person, profile: object) =>
  app.http.put('/api/v1/profile').set(person.auth).send(profile).expect(200);
const choose = (person: Person, privacy: object) =>
  app.http.put('/api/v1/profile/privacy').set(person.auth).send(privacy).expect(200);

interface Case {
  /** Whose level is changed. */
  readonly field: string;
  /** What people type to find it. */
  readonly words: string;
  /** A filter for it. */
  readonly filter?: object;
  readonly give: (person: Person) => Promise<unknown>;
  readonly take: (person: Person) => Promise<unknown>;
}

function written(field: string, value: string | readonly string[], filter?: object): Case {
  const [words = ''] = [value].flat();
  return {
    field,
    words,
    ...(filter && { filter }),
    give: (person) => write(person, { [field]: value }),
    take: (person) => write(person, { [field]: null }),
  };
}

const picture = {
  uploadId: newId(),
  id: newId(),
  hash: 'c0ffee',
  variants: ['64.webp'],
  thumbnail: '64.webp',
  medium: '64.webp',
  large: '64.webp',
  thumbHash: 'AAAA',
  color: '#123456',
  uploadedAt: '2026-01-01T00:00:00.000Z',
};
const site = 'https://proved.example/';

const cases: Readonly<Record<string, Case>> = {
  displayName: written('displayName', 'Aabernathy'),
  firstName: written('firstName', 'Quillon'),
  lastName: written('lastName', 'Zwingenberg'),
  pronouns: written('pronouns', 'zie/zir'),
  headline: written('headline', 'Falconer'),
  bio: written('bio', 'Keeper of peregrines'),
  location: written('location', 'Reykjavik', { location: 'reykjavik' }),
  timezone: written('timezone', 'Atlantic/Reykjavik'),
  language: written('language', 'is-IS', { language: 'is' }),
  phone: written('phone', '+3545551234'),
  birthday: written('birthday', '1961-05-17'),
  activityStatus: written('activityStatus', 'Hibernating'),
  interests: written('interests', ['volcanoes'], { interests: 'VOLCANOES' }),
  skills: written('skills', ['glaciology'], { skills: 'glaciology' }),
  'a proved link': {
    field: 'website',
    words: 'proved',
    filter: { verified: true },
    async give(person) {
      await run(
        app,
        `insert into link_proofs (id, tenant_id, user_id, network, method, bound_to, digest, asked_at, verified_at)
         values ($1, $2, $3, 'website', 'back-link', 'link', $4, now(), '2026-01-01')`,
        [newId(), defaultTenantId, person.id, proofDigest(site)],
      );
      await write(person, { website: site });
    },
    async take(person) {
      await run(app, 'delete from link_proofs where user_id = $1', [person.id]);
      await write(person, { website: null });
    },
  },
  badges: {
    field: 'badges',
    words: 'ice-master',
    filter: { badge: 'ice-master' },
    give: ({ id }) =>
      run(
        app,
        `insert into badge_grants (id, tenant_id, slug, user_id, reason, granted_at)
         values ($1, $2, 'ice-master', $3, 'Ice.', '2026-01-01')`,
        [newId(), defaultTenantId, id],
      ),
    take: ({ id }) => run(app, 'delete from badge_grants where user_id = $1', [id]),
  },
  avatar: {
    field: 'avatar',
    words: 'picture',
    filter: { hasAvatar: true },
    give: ({ id }) => run(app, 'update profiles set avatar = $2 where user_id = $1', [id, JSON.stringify(picture)]),
    take: ({ id }) => run(app, 'update profiles set avatar = null where user_id = $1', [id]),
  },
  'the last activity': {
    field: 'activityStatus',
    words: 'active',
    give: ({ id }) =>
      run(
        app,
        `insert into profile_stats (user_id, tenant_id, last_active_at) values ($1, $2, date_trunc('hour', now()))`,
        [id, defaultTenantId],
      ),
    take: ({ id }) => run(app, 'delete from profile_stats where user_id = $1', [id]),
  },
  endorsements: {
    field: 'endorsementsCount',
    words: 'endorsed',
    async give(person) {
      await write(person, { skills: ['weaving'] });
      await run(
        app,
        `insert into endorsements (id, tenant_id, user_id, endorser_id, skill, skill_key, created_at)
         values ($1, $2, $3, $4, 'weaving', $5, '2026-01-01')`,
        [newId(), defaultTenantId, person.id, admin.id, tagKey('weaving')],
      );
    },
    async take(person) {
      await run(app, 'delete from endorsements where user_id = $1', [person.id]);
      await write(person, { skills: ['weaving'] });
    },
  },
};

beforeAll(async () => {
  app = await startTestApp();
  meilisearch = await openMeilisearch(searchSchema);
  await meilisearch.build();
  onMeilisearch = createSearchService({ ...app.container, engine: meilisearch.engine });
  const interestsOfAll = { skills: ['glaciology', 'weaving'], interests: ['volcanoes'], location: 'Reykjavik' };
  member = await createPerson(app, { profile: interestsOfAll });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  await run(
    app,
    `insert into badges (tenant_id, slug, name, description, icon, issuer) values ($1, 'ice-master', 'Ice', 'Ice.', 'code', 'Us')`,
    [defaultTenantId],
  );
  const names = { displayName: 'Mallory Stone', bio: 'Somebody' };
  const switches = { privacy: { showOnlineStatus: true } };
  const make = (handle: string) =>
    createPerson(app, { handle, profile: { ...names, preferences: switches }, privacy: { visibility: 'public' } });
  [twin, subject] = [await make('the-twin'), await make('the-subject')];
  await index(twin);
}, 60_000);
afterAll(async () => {
  await meilisearch?.close();
  await app?.close();
});

const facets = 'skills,interests,location,language,badge,verified,hasAvatar';
const misspelt = (word: string) => `${word.slice(0, 2)}${word.charAt(3)}${word.charAt(2)}${word.slice(4)}`;

type Asked = readonly [
  path: '/profiles' | '/profiles/suggest' | '/discover',
  query: Readonly<Record<string, string | number>>,
];

const questionsOf = ({ words, filter = { sort: 'recent' } }: Case): readonly Asked[] => [
  ['/profiles', { q: words, facets }],
  ['/profiles', { q: words.slice(0, 4) }],
  ['/profiles', { q: misspelt(words) }],
  ['/profiles', { sort: 'name', facets }],
  ['/profiles', { sort: 'endorsements' }],
  ['/profiles', { q: 'the', limit: 1, facets: 'hasAvatar' }],
  ['/profiles', { ...filter, facets }],
  ['/profiles/suggest', { q: words.slice(0, 5) }],
  ['/discover', {}],
];

const viewers = ['anonymous', 'member'] as const;
type Viewer = (typeof viewers)[number];

/** Over HTTP, with the engine that every installation has. */
async function askPostgres([path, query]: Asked, viewer: Viewer): Promise<string> {
  const asked = app.http.get(`/api/v1${path}`).query(query);
  return (await (viewer === 'member' ? asked.set(member.auth) : asked).expect(200)).text;
}

/** By the service, so that no question falls back to PostgreSQL. */
async function askMeilisearch([path, query]: Asked, viewer: Viewer): Promise<string> {
  const identity: Identity | undefined =
    viewer === 'anonymous'
      ? undefined
      : {
          ...{ kind: 'account', userId: member.id, tenantId: defaultTenantId, sessionId: '', emailVerified: true },
          ...{ roles: ['user'], permissions: new Set() },
        };
  if (path === '/discover')
    return JSON.stringify(await onMeilisearch.discover(defaultTenantId, identity, { limit: 10 }));
  if (path === '/profiles/suggest')
    return JSON.stringify(await onMeilisearch.suggest(defaultTenantId, identity, String(query.q)));
  const parsed = parsePart(peopleQuery, query, 'query');
  return JSON.stringify(await onMeilisearch.findPeople(defaultTenantId, identity, parsed));
}

const doors = { postgres: askPostgres, meilisearch: askMeilisearch } as const;

/** Everything that search tells each viewer, byte for byte. */
async function told(asked: Case): Promise<Readonly<Record<string, readonly string[]>>> {
  const answers: Record<string, string[]> = {};
  for (const [engine, ask] of Object.entries(doors))
    for (const viewer of viewers)
      answers[`${viewer} ${engine}`] = await Promise.all(
        questionsOf(asked).map(async (question) => `${JSON.stringify(question)} ${await ask(question, viewer)}`),
      );
  return answers;
}

const levels: readonly Audience[] = ['authenticated', 'private'];

it.each(Object.keys(cases))(
  '%s',
  async (name) => {
    const asked = cases[name];
    if (!asked) throw new Error(name);
    await asked.give(twin);
    await choose(twin, { [asked.field]: 'public' });
    await index(twin);
    await asked.take(subject);
    await choose(subject, { [asked.field]: 'private' });
    await index(subject);
    // Whatever its level: that there is no value looks like one that is hidden.
    const without = await told(asked);
    for (const level of levels) {
      await choose(subject, { [asked.field]: level });
      await asked.give(subject);
      await index(subject);
      const withValue = await told(asked);
      for (const [who, answers] of Object.entries(withValue)) {
        // Whoever may read it is told something else, or this test could not fail.
        if (level === 'authenticated' && who.startsWith('member'))
          expect([who, answers]).not.toEqual([who, without[who]]);
        else expect([who, answers]).toEqual([who, without[who]]);
      }
      await asked.take(subject);
    }
    await choose(subject, { [asked.field]: 'public' });
    await asked.take(twin);
    await index(twin);
  },
  60_000,
);

it('an administrator finds nobody by what members may not read', async () => {
  const hidden = ['location', 'skills', 'bio', 'lastName'];
  await choose(subject, Object.fromEntries(hidden.map((field) => [field, 'private'])));
  for (const field of hidden) await cases[field]?.give(subject);
  await index(subject);
  for (const q of hidden.map((field) => cases[field]?.words)) {
    const { body } = await app.http.get('/api/v1/profiles').query({ q }).set(admin.auth).expect(200);
    expect([q, body.data]).toEqual([q, []]);
  }
});
