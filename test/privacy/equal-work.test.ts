// Absent, hidden, deleted, blocked: each costs the database the same statements, so that no clock tells them apart.
import { Client } from '../../src/platform/db/client.ts';
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';

type Query = (this: Client, ...args: unknown[]) => unknown;

/** The statements that `work` makes the pool run, without what the service does now and then by itself. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const prototype = Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  prototype.query = function (...args) {
    const [first] = args;
    const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '');
    // Whatever answers a question of this file asks one of these.
    if (/\b(profiles|blocks|handles|users|badge_grants|aliases)\b/.test(text)) statements.push(text);
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return statements;
}

describe.each([
  ['with the cache', '300'],
  ['without the cache', '0'],
])('%s', (_, ttl) => {
  let app: TestApp;
  let viewers: Map<string, Pick<Person, 'auth'> | undefined>;
  const nobodies = new Map<string, { id: string; handle: string }>();

  beforeAll(async () => {
    app = await startTestApp({ env: { PROFILE_CACHE_TTL: ttl } });
    const make = (handle: string, visibility: 'public' | 'private') =>
      createPerson(app, { handle, privacy: { visibility } });
    const member = await createPerson(app);
    const [hidden, deleted, blocking] = [
      await make('hidden-one', 'private'),
      await make('deleted-one', 'public'),
      await make('blocking-one', 'public'),
    ];
    await app.http.delete('/api/v1/profile').set(deleted.auth).expect(204);
    await app.http.put(`/api/v1/profile/blocks/${member.id}`).set(blocking.auth).expect(204);
    nobodies.set('absent', { id: newId(), handle: 'absent-one' });
    nobodies.set('hidden', { id: hidden.id, handle: 'hidden-one' });
    nobodies.set('deleted', { id: deleted.id, handle: 'deleted-one' });
    nobodies.set('blocked', { id: blocking.id, handle: 'blocking-one' });
    viewers = new Map([
      ['member', member],
      ['anonymous', undefined],
    ]);
  });
  afterAll(() => app?.close());

  const look = async (viewer: string, address: string) => {
    const { status } = await app.http.get(`/api/v1/profiles/${address}`).set(viewers.get(viewer)?.auth ?? {});
    expect(status).toBe(404);
  };

  it.each([
    ['by id', 'id', ''],
    ['by handle', 'handle', ''],
    ['the picture', 'id', '/avatar'],
    ['the picture by handle', 'handle', '/avatar'],
    ['badges', 'id', '/badges'],
    ['endorsements', 'id', '/endorsements'],
    ['endorsements by handle', 'handle', '/endorsements'],
    ['links', 'id', '/links'],
    ['connections', 'id', '/connections'],
    ['a card', 'id', '/vcard'],
    ['custom blocks', 'id', '/extensions'],
    ['settings', 'id', '/settings'],
  ] as const)('%s: the same statements for each, at first and again', async (_name, key, rest) => {
    for (const viewer of rest === '/settings' ? ['member'] : viewers.keys()) {
      // Whom nobody blocks is there for those who are not signed in.
      const asked = [...nobodies].filter(([name]) => name !== 'blocked' || viewer === 'member');
      await look(viewer, `${newId()}${rest}`); // tokens, tenants and blocks of the viewer are remembered by now
      for (const turn of ['first', 'second']) {
        const outcomes = new Map<string, string[]>();
        for (const [name, person] of asked)
          outcomes.set(name, await statementsOf(() => look(viewer, `${person[key]}${rest}`)));
        const expected = [...outcomes.keys()].map((name) => [name, outcomes.get('absent')]);
        expect([viewer, turn, [...outcomes]]).toEqual([viewer, turn, expected]);
      }
    }
  });

  it('an address that is known, hidden, not to be found, or nobody’s: the same statements', async () => {
    const [member] = [viewers.get('member')];
    const [open, hidden, unwilling] = await Promise.all(
      (['public', 'private', 'public'] as const).map((visibility) => createPerson(app, { privacy: { visibility } })),
    );
    if (!member || !open || !hidden || !unwilling) throw new Error('nobody');
    const findable = { privacy: { findableByEmail: true } };
    for (const { auth } of [open, hidden])
      await app.http.put('/api/v1/profile/preferences').set(auth).send(findable).expect(200);
    for (const path of ['/profiles', '/profiles/suggest']) {
      const ask = (q: string) => app.http.get(`/api/v1${path}`).query({ q }).set(member.auth).expect(200);
      const nobody = 'nobody@example.org';
      await ask(nobody);
      const expected = await statementsOf(() => ask(nobody));
      expect(expected.length).toBeGreaterThan(0);
      for (const { email } of [open, hidden, unwilling]) expect(await statementsOf(() => ask(email))).toEqual(expected);
    }
    // Nor does a handle after an `@` tell whether it is somebody's whom nobody may see.
    const suggest = (q: string) => app.http.get('/api/v1/profiles/suggest').query({ q }).set(member.auth).expect(200);
    await suggest('@absent-one');
    const expected = await statementsOf(() => suggest('@absent-one'));
    for (const { handle } of nobodies.values())
      expect(await statementsOf(() => suggest(`@${handle}`))).toEqual(expected);
  });

  it('counts what the database is asked', async () => {
    const id = newId();
    const first = await statementsOf(() => look('anonymous', id));
    const again = await statementsOf(() => look('anonymous', id));
    expect([first.length, again.length]).toEqual(ttl === '0' ? [1, 1] : [1, 0]);
  });
});
