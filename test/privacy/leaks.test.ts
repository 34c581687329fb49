// A private person with a canary in every field: no route, header, error, measurement, log line, job or index holds one.

import { expressPath } from '../../src/platform/http/mount.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { fieldNames } from '../../src/profiles/index.ts';
import { createRoutes } from '../../src/routes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type CanaryPerson, createCanaryPerson, fieldsIn } from '../support/canaries.ts';
import { spyOnJobs, tableTexts } from '../support/job-spy.ts';
import { captureLogs } from '../support/logs.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
let victim: CanaryPerson;
let logs: string[];
let spiedJobs: () => Promise<string>;

beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { LOG_LEVEL: 'trace' } });
  logs = captureLogs(app.container);
  spiedJobs = await spyOnJobs(app);
  victim = await createCanaryPerson(app);
}, 60_000);
afterAll(() => app?.close());

/** Every route there is; what ends a session comes last. The mailbox of developers is their own, and not in production. */
function routes(): Route[] {
  const all = createRoutes(app.container, () => false).filter(({ path }) => !path.startsWith('/dev/'));
  return all.sort((a, b) => Number(a.path.endsWith('/logout')) - Number(b.path.endsWith('/logout')));
}

/** The addresses at which a route could speak of the victim. */
function addressesOf(route: Route): string[] {
  const subjects = [victim.id, victim.canaries.handle];
  const files = { userId: victim.id, hash: victim.canaries.avatar, file: '256.webp' };
  const path = Object.entries(files).reduce(
    (text, [name, value]) => text.replace(`:${name}`, value),
    expressPath(route),
  );
  const addresses = path.includes(':id') ? subjects.map((subject) => path.replace(':id', subject)) : [path];
  return addresses.flatMap((address) => [address, `${address}?q=`, `${address}?limit=100`, `${address}?x=1`]);
}

const viewers: readonly [string, () => Promise<Person | undefined>][] = [
  ['nobody', async () => undefined],
  ['a member', () => createPerson(app)],
  ['somebody unproved', () => createPerson(app, { verified: false })],
  ['an admin of another tenant', () => createPersonElsewhere(app, { roles: ['user', 'admin'] })],
];

it.each(viewers)('no route tells %s anything', async (_, createViewer) => {
  const auth = (await createViewer())?.auth ?? {};
  const leaks: string[] = [];
  let replies = 0;
  for (const route of routes())
    for (const address of addressesOf(route)) {
      const request = app.http[route.method](address).set(auth);
      const response = await (route.body ? request.send({ version: 'x' }) : request);
      // bodies of pictures are bytes
      const body = Buffer.isBuffer(response.body) ? response.body.toString('latin1') : response.text;
      const found = fieldsIn(`${body} ${JSON.stringify(response.headers)}`, victim);
      if (found.length > 0) leaks.push(`${route.method} ${address} → ${response.status}: ${found.join(', ')}`);
      replies += 1;
      expect(response.status).toBeLessThan(500);
    }
  expect(leaks).toEqual([]);
  expect(replies).toBeGreaterThan(80);
});

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
  const own = ['public.users', 'public.profiles', 'public.handles', 'public.avatar_uploads'];
  expect(holders.filter(([table, found]) => found.length > 0 && !own.includes(table))).toEqual([]);
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
