// A private person with a canary in every field: no route, header, error, measurement, log line, job or index holds one.
import { createHash } from 'node:crypto';
import { expressPath } from '../../src/platform/http/mount.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { fieldNames, fieldOf } from '../../src/profiles/index.ts';
import { createRoutes } from '../../src/routes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type CanaryPerson, createCanaryPerson, fieldsIn } from '../support/canaries.ts';
import { spyOnJobs, tableTexts } from '../support/job-spy.ts';
import { captureLogs } from '../support/logs.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
/** Hidden from everybody. */
let victim: CanaryPerson;
/** Shown to everybody, but for those whom they block. */
let blocking: CanaryPerson;
let logs: string[];
let spiedJobs: () => Promise<string>;

beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { LOG_LEVEL: 'trace' } });
  logs = captureLogs(app.container);
  spiedJobs = await spyOnJobs(app);
  victim = await createCanaryPerson(app);
  const seenByAll = Object.fromEntries(
    fieldNames.filter((name) => !fieldOf(name).fixed).map((name) => [name, 'public']),
  );
  blocking = await createCanaryPerson(app, { privacy: { visibility: 'public', ...seenByAll } });
  await workDone(app);
}, 60_000);
afterAll(() => app?.close());

/** A session, a profile, a block. */
const endsSomething = ({ method, path }: Route): boolean =>
  path.endsWith('/logout') ||
  (method === 'delete' && ['/profile', '/users/me/sessions', '/profile/blocks/{userId}'].includes(path));

/** Every route there is; what ends something comes last. The mailbox of developers is their own, and not in production. */
function routes(): Route[] {
  const all = createRoutes(app.container, () => false).filter(({ path }) => !path.startsWith('/dev/'));
  return all.sort((a, b) => Number(endsSomething(a)) - Number(endsSomething(b)));
}

/** What routes call the things of a person, and which these are. */
async function thingsOf(person: CanaryPerson): Promise<Readonly<Record<string, readonly string[]>>> {
  const [row] = await rowsOf<Record<'tenant' | 'upload' | 'grant' | 'session', string>>(
    app,
    `select u.tenant_id as tenant, a.id as upload, g.id as grant, s.id as session
     from users u join avatar_uploads a on a.user_id = u.id join badge_grants g on g.user_id = u.id
     join sessions s on s.user_id = u.id where u.id = $1`,
    [person.id],
  );
  const place = { context: `room-${person.id}`, contextType: 'chat' };
  const { body } = await app.http.get('/api/v1/profile/alias').query(place).set(person.auth).expect(200);
  await app.http.post('/api/v1/profile/alias/reveal').set(person.auth).send(place).expect(200);
  const { tenant = '', upload = '', grant = '', session = '' } = row ?? {};
  return {
    id: [person.id, person.canaries.handle, session, tenant],
    userId: [person.id],
    uploadId: [upload],
    grantId: [grant],
    aliasId: [body.data.aliasId],
    slug: [person.canaries.badges],
    hash: [person.canaries.avatar, createHash('sha256').update(person.email).digest('hex')],
    file: ['256.webp'],
  };
}

/** The addresses at which a route could speak of somebody. */
function addressesOf(route: Route, things: Readonly<Record<string, readonly string[]>>): string[] {
  let addresses: readonly string[] = [expressPath(route)];
  for (const [name, values] of Object.entries(things))
    addresses = addresses.flatMap((path) => {
      const place = new RegExp(`:${name}(?=/|$)`);
      return place.test(path) ? values.map((value) => path.replace(place, value)) : [path];
    });
  return addresses.flatMap((address) => [address, `${address}?q=`, `${address}?limit=100`, `${address}?x=1`]);
}

/** What the team says of badges is no secret of those who have them. */
const isCatalogue = (path: string) => /^\/api\/v1\/badges\b/.test(path);

/** Everything that any route tells of a person, to whoever sends these headers. */
async function leaksOf(person: CanaryPerson, auth: object): Promise<{ leaks: string[]; replies: number }> {
  const things = await thingsOf(person);
  const leaks: string[] = [];
  let replies = 0;
  for (const route of routes())
    for (const address of addressesOf(route, things)) {
      const request = app.http[route.method](address).set({ ...auth });
      const response = await (route.body ? request.send({ version: 'x' }) : request);
      // bodies of pictures are bytes
      const body = Buffer.isBuffer(response.body) ? response.body.toString('latin1') : response.text;
      const found = fieldsIn(`${body} ${JSON.stringify(response.headers)}`, person).filter(
        (name) => name !== 'badges' || !isCatalogue(address),
      );
      if (found.length > 0) leaks.push(`${route.method} ${address} → ${response.status}: ${found.join(', ')}`);
      replies += 1;
      expect([address, response.status < 500]).toEqual([address, true]);
    }
  return { leaks, replies };
}

const viewers: readonly [string, () => Promise<Person | undefined>][] = [
  ['nobody', async () => undefined],
  ['a member', () => createPerson(app)],
  ['somebody unproved', () => createPerson(app, { verified: false })],
  ['an admin of another tenant', () => createPersonElsewhere(app, { roles: ['user', 'admin'] })],
];

it.each(viewers)(
  'no route tells %s anything',
  async (_, createViewer) => {
    const { leaks, replies } = await leaksOf(victim, (await createViewer())?.auth ?? {});
    expect(leaks).toEqual([]);
    expect(replies).toBeGreaterThan(500);
  },
  60_000,
);

it('no route tells anything to somebody whom a person blocks, and the other way round', async () => {
  const blocked = await createPerson(app);
  const blocker = await createPerson(app);
  const block = (by: Person, other: Person) =>
    app.http.put(`/api/v1/profile/blocks/${other.id}`).set(by.auth).expect(204);
  await block(blocking, blocked);
  await block(blocker, blocking);
  for (const viewer of [blocked, blocker]) {
    for (const name of fieldNames) {
      const { body } = await app.http.get('/api/v1/profiles').query({ q: blocking.canaries[name] }).set(viewer.auth);
      expect([name, body.data, body.meta.nextCursor]).toEqual([name, [], null]);
    }
    // The address of a picture that everybody may see is a file to everybody who has it. Whom one has blocked oneself one
    // finds in one's own list, by name, and in no other place.
    const { leaks } = await leaksOf(blocking, viewer.auth);
    const allowed = ['get /avatars/', ...(viewer === blocker ? ['get /api/v1/profile/blocks'] : [])];
    expect(leaks.filter((leak) => !allowed.some((start) => leak.startsWith(start)))).toEqual([]);
  }
  // They are there for everybody else.
  const found = fieldsIn((await app.http.get(`/api/v1/profiles/${blocking.id}`).expect(200)).text, blocking);
  expect(found).toEqual(
    expect.arrayContaining(['avatar', 'badges', 'endorsementsCount', 'handle', 'phone', 'phoneVerified']),
  );
}, 90_000);

it('a search for any of it finds nobody', async () => {
  const { auth } = await createPerson(app, { roles: ['user', 'admin'] });
  for (const headers of [{}, auth])
    for (const name of fieldNames) {
      const { body } = await app.http.get('/api/v1/profiles').query({ q: victim.canaries[name] }).set(headers);
      expect([name, body.data, body.meta.nextCursor]).toEqual([name, [], null]);
    }
});

it('neither jobs nor logs nor any table but its own holds any of it', async () => {
  await app.http.put('/api/v1/profile').set(victim.auth).send({ headline: victim.canaries.headline }).expect(200);
  // A failure is logged with what the database said of it.
  await app.http.patch('/api/v1/profile').set(victim.auth).send({ handle: 'x', bio: victim.canaries.bio }).expect(400);
  await workDone(app);
  const jobs = await spiedJobs();
  expect(jobs).toContain('search.index-profile');
  expect(jobs).toContain('media.process-avatar');
  expect(fieldsIn(jobs, victim)).toEqual([]);

  const log = logs.join('');
  expect(log).toContain('job done');
  expect(log).toContain('"route":"/profiles/{id}"');
  expect(fieldsIn(log, victim)).toEqual([]);
  expect(log).not.toContain(victim.accessToken);

  const holders = [...(await tableTexts(app))].map(([table, text]) => [table, fieldsIn(text, victim)] as const);
  const own = [
    'public.users',
    'public.profiles',
    'public.handles',
    'public.avatar_uploads',
    'public.profile_stats',
    'public.endorsements',
    'public.endorsement_totals',
  ];
  const catalogues = ['public.badges', 'public.badge_grants', 'public.audit_pending', 'audit.entries'];
  const others = holders
    .filter(([table]) => !own.includes(table))
    .map(
      ([table, found]) => [table, found.filter((name) => name !== 'badges' || !catalogues.includes(table))] as const,
    );
  expect(others.filter(([, found]) => found.length > 0)).toEqual([]);
});

it('what was public and is hidden now leaves the index, its words too', async () => {
  const person = await createCanaryPerson(app, { privacy: { visibility: 'public' } });
  await workDone(app);
  const indexed = async () =>
    [...(await tableTexts(app))].flatMap(([table, text]) =>
      table.startsWith('public.search_') ? fieldsIn(text, person) : [],
    );
  expect(await indexed()).toEqual(expect.arrayContaining(['displayName', 'bio', 'skills']));
  await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ visibility: 'private' }).expect(200);
  await workDone(app);
  await app.container.engine.pruneWords();
  expect(await indexed()).toEqual([]);
});
