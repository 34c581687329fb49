// Absent, hidden, deleted, not yet proved, switched off: a stranger cannot tell one from the other.
import type { Response } from 'supertest';
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type CanaryPerson, createCanaryPerson } from '../support/canaries.ts';
import { createPerson } from '../support/people.ts';
import { run, workDone } from '../support/work.ts';

let app: TestApp;
const nobodies = new Map<string, Pick<CanaryPerson, 'id' | 'canaries'>>();
const viewers: Record<string, { authorization?: string }> = { anonymous: {} };

beforeAll(async () => {
  app = await startTestApp({ workers: true });
  const open = { privacy: { visibility: 'public' } };
  const people = {
    hidden: await createCanaryPerson(app),
    deleted: await createCanaryPerson(app, open),
    unproved: await createCanaryPerson(app, open),
    'switched off': await createCanaryPerson(app, open),
  };
  await workDone(app);
  await run(app, 'update profiles set deleted_at = now() where user_id = $1', [people.deleted.id]);
  await run(app, 'update users set email_verified_at = null where id = $1', [people.unproved.id]);
  await run(app, `update users set status = 'deactivated' where id = $1`, [people['switched off'].id]);
  const canaries = { ...people.hidden.canaries, handle: 'nobody-at-all', avatar: '0'.repeat(32) };
  nobodies.set('absent', { id: newId(), canaries });
  for (const [name, person] of Object.entries(people)) nobodies.set(name, person);
  viewers.member = (await createPerson(app)).auth;
}, 60_000);
afterAll(() => app?.close());

/** All that a client can see of a reply, but for what differs from one reply to the next. */
function visible({ status, headers, body, text }: Response) {
  const { date, 'x-request-id': requestId, ...rest } = headers;
  const bytes = Buffer.isBuffer(body) ? body.toString('latin1') : (text ?? '').replaceAll(String(requestId), '<id>');
  return { status, headers: Object.entries(rest), bytes };
}

const addresses: readonly [string, (person: Pick<CanaryPerson, 'id' | 'canaries'>) => string][] = [
  ['a profile', ({ id }) => `/api/v1/profiles/${id}`],
  ['a profile by handle', ({ canaries }) => `/api/v1/profiles/${canaries.handle}`],
  ['a profile in snake_case', ({ id }) => `/api/profile/${id}`],
  ['a picture', ({ id }) => `/api/v1/profiles/${id}/avatar`],
  ['a small JPEG', ({ id }) => `/api/v1/profiles/${id}/avatar?size=64&format=jpg`],
  ['a picture by handle', ({ canaries }) => `/api/v1/profiles/${canaries.handle}/avatar`],
  ['a picture’s own address', ({ id, canaries }) => `/avatars/${id}/${canaries.avatar}/256.webp`],
  [
    'a signed address',
    ({ id, canaries }) => `/avatars/${id}/${canaries.avatar}/256.webp?expires=99999999999&signature=abc`,
  ],
];

describe.each(['anonymous', 'member'])('to a viewer who is %s', (viewer) => {
  it.each(addresses)('%s of theirs answers as if there were nobody', async (_, addressOf) => {
    const headers = viewers[viewer] ?? {};
    const replies = new Map<string, ReturnType<typeof visible>>();
    for (const [name, person] of nobodies)
      for (const method of ['get', 'head'] as const)
        replies.set(`${name} ${method}`, visible(await app.http[method](addressOf(person)).set(headers)));
    const absent = { get: replies.get('absent get'), head: replies.get('absent head') };
    expect(absent.get?.status).toBe(404);
    for (const [name, reply] of replies) {
      const expected = name.endsWith('get') ? absent.get : absent.head;
      expect([name, reply]).toEqual([name, expected]);
    }
  });

  it('none of them is found or listed', async () => {
    const headers = viewers[viewer] ?? {};
    const { body: list } = await app.http.get('/api/v1/profiles').set(headers);
    expect(list.data).toEqual([]);
    for (const { canaries } of nobodies.values())
      for (const q of [canaries.displayName, canaries.handle, canaries.bio]) {
        const { body } = await app.http.get('/api/v1/profiles').query({ q }).set(headers);
        expect(body.data).toEqual([]);
      }
  });
});

it('a picture that is not there is not answered “not modified”', async () => {
  const address = `/api/v1/profiles/${newId()}/avatar`;
  const { headers } = await app.http.get(address);
  await app.http
    .get(address)
    .set('If-None-Match', headers.etag ?? '*')
    .expect(404);
  await app.http.get(address).set('If-None-Match', '*').expect(404);
});
