// The change history: complete, in order, and its owner's alone.
import type { Response, Test } from 'supertest';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import type { ActivityEntry } from '../../src/outbox/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { upload } from '../support/avatars.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { createService } from '../support/services.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { TRUST_PROXY: '1' } });
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app, { displayName: 'Ada' });
});

type Query = Readonly<Record<string, string | number>>;
const history = (of: Person, query: Query = {}): Test =>
  app.http.get('/api/v1/profile/activity').set(of.auth).query(query);
const entriesOf = async (of: Person, query?: Query) => (await history(of, query).expect(200)).body.data;

/** Writes entries about a person as a capability would. */
const record = (entries: readonly Partial<ActivityEntry>[], of = person, requestId = 'r-1') =>
  app.container.transact({ requestId, ip: '203.0.113.7', userAgent: 'Test/1.0' }, async (unit) => {
    for (const entry of entries)
      unit.record({ tenantId: defaultTenantId, userId: of.id, actorId: of.id, type: 'profile.updated', ...entry });
  });

describe('an entry', () => {
  it('tells what, by whom, from where and when', async () => {
    const startedAt = Date.now();
    await app.http
      .put('/api/v1/profile')
      .set(person.auth)
      .set({ 'X-Request-Id': 'my-request', 'User-Agent': 'Browser/2', 'X-Forwarded-For': '198.51.100.23' })
      .send({ headline: 'First programmer', location: 'London' })
      .expect(200);
    const [entry] = await entriesOf(person);
    expect(entry).toMatchObject({
      type: 'profile.updated',
      actor: 'you',
      ip: '198.51.100.23',
      userAgent: 'Browser/2',
      requestId: 'my-request',
    });
    expect([...entry.fields].sort()).toEqual(['headline', 'location']);
    expect(Math.abs(Date.parse(entry.createdAt) - startedAt)).toBeLessThan(60_000);
  });

  it('keeps values before and after under the person’s key, and they go with it', async () => {
    const changes = { headline: { from: undefined, to: 'Écossaise' }, skills: { from: ['a'], to: ['a', 'b'] } };
    await record([{ changes }]);
    const [entry] = await entriesOf(person);
    expect(entry.fields).toEqual(['headline', 'skills']);
    expect(entry.changes).toEqual({ headline: { from: null, to: 'Écossaise' }, skills: changes.skills });

    const [row] = await rowsOf<{ text: string; changes: Buffer }>(
      app,
      `select to_jsonb(a)::text as text, changes from activities a where id = $1`,
      [entry.id],
    );
    expect(row?.text).not.toContain('cossaise');
    expect(row?.changes.includes('cossaise')).toBe(false);

    await app.container.transact(null, async (unit) => {
      await app.container.personalKeys.destroy(unit.tx, person.id);
      unit.announce(`account:${defaultTenantId}/${person.id}`);
    });
    const [after] = await entriesOf(person);
    expect(after.id).toBe(entry.id);
    expect(after.fields).toEqual(['headline', 'skills']);
    expect(after).not.toHaveProperty('changes');
  });

  it('names nobody of the team, and not where they sat', async () => {
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    await record([{ actorId: admin.id, type: 'profile.moderated' }]);
    const [entry] = await entriesOf(person);
    expect(entry).toMatchObject({ type: 'profile.moderated', actor: 'team', ip: null, userAgent: null });
    expect(JSON.stringify(entry)).not.toContain(admin.id);
  });

  it('without an actor is the system’s, and tells where it came from', async () => {
    await app.container.transact({ requestId: 'r', ip: '2001:db8::1', userAgent: undefined }, async (unit) =>
      unit.record({ tenantId: defaultTenantId, userId: person.id, type: 'session.replayed' }),
    );
    expect((await entriesOf(person))[0]).toMatchObject({ actor: 'system', ip: '2001:db8::1', userAgent: null });
  });
});

describe('every action leaves exactly one entry', () => {
  const send = (method: 'put' | 'patch' | 'post' | 'delete', path: string, body?: object) => () => {
    const request = app.http[method](`/api/v1${path}`).set(person.auth);
    return body ? request.send(body) : request;
  };
  const actions: readonly [type: string, act: () => Promise<unknown>][] = [
    ['profile.updated', () => send('put', '/profile', { headline: 'A' })().expect(200)],
    [
      'profile.updated',
      () => send('patch', '/profile', { socialLinks: { github: 'https://github.com/a' } })().expect(200),
    ],
    ['privacy.updated', () => send('put', '/profile/privacy', { phone: 'authenticated' })().expect(200)],
    ['avatar.uploaded', () => app.container.queues.check().then(() => upload(app, person))],
    [
      'session.opened',
      () => send('post', '/auth/login', { email: person.email, password: testPassword })().expect(200),
    ],
    ['session.ended', () => send('post', '/auth/logout', { refreshToken: person.refreshToken })().expect(204)],
    [
      'session.replayed',
      async () => {
        const refresh = send('post', '/auth/refresh', { refreshToken: person.refreshToken });
        await refresh().expect(200);
        await refresh().expect(401);
      },
    ],
    ['profile.deleted', () => send('delete', '/profile')().expect(204)],
  ];

  it.each(actions)('%s', async (type, act) => {
    const before = new Set((await entriesOf(person, { limit: 100 })).map(({ id }: { id: string }) => id));
    await act();
    const rows = await rowsOf<{ id: string; type: string }>(app, 'select id, type from activities where user_id = $1', [
      person.id,
    ]);
    // The picture's publication is an entry of the worker, in a transaction of its own.
    const made = rows.filter((row) => !before.has(row.id) && row.type !== 'avatar.published');
    expect(made.map((row) => row.type)).toEqual([type]);
  });

  it('avatar.published and avatar.removed', async () => {
    await upload(app, person, undefined, { wait: true });
    await send('delete', '/profile/avatar')().expect(204);
    const types = (await entriesOf(person, { type: 'avatar.' })).map(({ type }: { type: string }) => type);
    expect(types).toEqual(['avatar.removed', 'avatar.published', 'avatar.uploaded']);
  });

  it('service-token.created and service-token.revoked', async () => {
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    const { id, token } = await createService(app, ['stats:write'], admin);
    for (let times = 0; times < 2; times++)
      await app.http.delete(`/api/v1/service-tokens/${id}`).set(admin.auth).expect(204);
    const entries = await entriesOf(admin, { type: 'service-token.' });
    expect(entries.map(({ type }: { type: string }) => type)).toEqual([
      'service-token.revoked',
      'service-token.created',
    ]);
    expect(entries[1].changes).toEqual({
      name: { from: null, to: 'Posts service' },
      scopes: { from: null, to: ['stats:write'] },
    });
    expect(JSON.stringify(entries)).not.toContain(token);
  });

  it('a new account has one for each thing that was made', async () => {
    const email = 'grace@example.com';
    await app.http.post('/api/v1/auth/register').send({ email, password: testPassword }).expect(202);
    await workDone(app);
    const rows = await rowsOf<{ type: string }>(
      app,
      'select a.type from activities a join users u on u.id = a.user_id where u.email = $1 order by a.type',
      [email],
    );
    expect(rows.map(({ type }) => type)).toEqual(['account.registered', 'profile.created']);
  });

  it('in the transaction of the change itself', async () => {
    for (const change of [
      send('put', '/profile', { headline: 'B' }),
      send('put', '/profile/privacy', { phone: 'public' }),
    ]) {
      await change().expect(200);
      const [row] = await rowsOf<{ same: boolean }>(
        app,
        `select a.xmin::text = p.xmin::text as same from activities a join profiles p using (user_id)
         where user_id = $1 order by a.id desc limit 1`,
        [person.id],
      );
      expect(row?.same).toBe(true);
    }
  });

  it('and what is refused leaves none', async () => {
    const before = await entriesOf(person);
    await send('put', '/profile', { headline: 'x', nonsense: 1 })().expect(400);
    await app.http.put('/api/v1/profile').set(person.auth).set('If-Match', '"1-x"').send({ bio: 'x' }).expect(200);
    await app.http.put('/api/v1/profile').set(person.auth).set('If-Match', '"1-x"').send({ bio: 'y' }).expect(412);
    expect(await entriesOf(person)).toHaveLength(before.length + 1);
  });
});

describe('pages', () => {
  async function readAll(query: Query): Promise<{ ids: string[]; sizes: number[] }> {
    const ids: string[] = [];
    const sizes: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const reply: Response = await history(person, { ...query, ...(cursor && { cursor }) }).expect(200);
      const { body } = reply;
      ids.push(...body.data.map(({ id }: { id: string }) => id));
      sizes.push(body.data.length);
      cursor = body.meta.nextCursor;
    }
    return { ids, sizes };
  }

  it('hold everything once, newest first, also what happened at the very same moment', async () => {
    // One transaction, one moment: 25 ties.
    await record(Array.from({ length: 25 }, (_, at) => ({ fields: [`f${at}`] })));
    await run(app, `update activities set created_at = '2026-11-21T10:00:00Z' where user_id = $1`, [person.id]);
    const everything = (await entriesOf(person, { limit: 100 })).map(({ id }: { id: string }) => id);
    for (const limit of [1, 4, 9, 27]) {
      const { ids, sizes } = await readAll({ limit });
      expect(ids).toEqual(everything);
      expect(Math.max(...sizes)).toBe(Math.min(limit, everything.length));
      expect(sizes.at(-1)).toBeGreaterThan(0);
    }
    const fields = (await entriesOf(person, { limit: 25 })).map((entry: { fields: string[] }) => entry.fields[0]);
    expect(fields).toEqual(Array.from({ length: 25 }, (_, at) => `f${24 - at}`));
  });

  it('leave nothing out and repeat nothing when entries come in between', async () => {
    await record(Array.from({ length: 6 }, (_, at) => ({ fields: [`old${at}`] })));
    const first = await history(person, { limit: 3 }).expect(200);
    await record([{ fields: ['new'] }, { fields: ['new'] }]);
    const second = await history(person, { limit: 3, cursor: first.body.meta.nextCursor }).expect(200);
    const fields = [...first.body.data, ...second.body.data].map((entry) => entry.fields[0]);
    expect(fields).toEqual(['old5', 'old4', 'old3', 'old2', 'old1', 'old0']);
  });

  it('a cursor is good for its own list only', async () => {
    await record([{}, {}, {}]);
    const { body } = await history(person, { limit: 1 }).expect(200);
    const cursor = body.meta.nextCursor;
    const stranger = await createPerson(app);
    const forged = Buffer.from(`${body.data[0].id}.x`).toString('base64url');
    const refused = [
      history(stranger, { cursor }),
      history(person, { cursor, type: 'profile.' }),
      history(person, { cursor: `${cursor}x` }),
      history(person, { cursor: forged }),
      history(person, { cursor: 'nonsense' }),
    ];
    for (const reply of await Promise.all(refused))
      expect([reply.status, reply.body.code]).toEqual([400, 'INVALID_CURSOR']);
    await history(person, { cursor, limit: 2 }).expect(200);
  });

  it.each<[string, Query]>([
    ['a limit of 0', { limit: 0 }],
    ['a limit over 100', { limit: 101 }],
    ['an unknown filter', { actor: 'you' }],
    ['a type that is none', { type: 'profile.updated-twice' }],
    ['a beginning of none', { type: 'nothing.' }],
    ['half a type', { type: 'profile' }],
    ['a moment that is none', { from: 'yesterday' }],
    ['an endless cursor', { cursor: 'x'.repeat(501) }],
  ])('refuse %s', async (_, query) => {
    const { body } = await history(person, query).expect(400);
    expect([body.code, body.details.map(({ path }: { path: string }) => path)]).toEqual([
      'VALIDATION_FAILED',
      Object.keys(query),
    ]);
  });
});

describe('filters', () => {
  const typesOf = async (query: Query) => (await entriesOf(person, query)).map(({ type }: { type: string }) => type);

  it('by type, or by how types begin', async () => {
    await record([{ type: 'profile.updated' }, { type: 'profile.restored' }, { type: 'privacy.updated' }]);
    expect(await typesOf({ type: 'privacy.updated' })).toEqual(['privacy.updated']);
    expect(await typesOf({ type: 'profile.updated' })).toEqual(['profile.updated']);
    expect(await typesOf({ type: 'profile.' })).toEqual(['profile.restored', 'profile.updated', 'profile.created']);
    expect(await typesOf({ type: 'alias.' })).toEqual([]);
  });

  it('by time: from is included, to is not', async () => {
    await record([{ type: 'badge.granted' }]);
    await record([{ type: 'badge.revoked' }]);
    const at = { 'badge.granted': '2026-03-01T00:00:00Z', 'badge.revoked': '2026-03-02T00:00:00Z' };
    for (const [type, moment] of Object.entries(at))
      await run(app, 'update activities set created_at = $1 where user_id = $2 and type = $3', [
        moment,
        person.id,
        type,
      ]);
    expect(await typesOf({ type: 'badge.', from: at['badge.granted'], to: at['badge.revoked'] })).toEqual([
      'badge.granted',
    ]);
    expect(await typesOf({ type: 'badge.', from: at['badge.revoked'] })).toEqual(['badge.revoked']);
    expect(await typesOf({ type: 'badge.', to: at['badge.granted'] })).toEqual([]);
    expect(await typesOf({ type: 'badge.', from: '2026-03-01T01:00:00+02:00' })).toEqual([
      'badge.revoked',
      'badge.granted',
    ]);
  });
});

it('other people’s activity is out of reach', async () => {
  await record([{ changes: { bio: { from: null, to: 'a secret of mine' } } }]);
  const ids: string[] = (await entriesOf(person)).map(({ id }: { id: string }) => id);
  const strangers = [
    await createPerson(app),
    await createPerson(app, { roles: ['user', 'admin'] }),
    await createPersonElsewhere(app, { roles: ['user', 'admin'] }),
  ];
  for (const stranger of strangers) {
    const { text } = await history(stranger, { limit: 100 }).expect(200);
    for (const id of ids) expect(text).not.toContain(id);
    expect(text).not.toContain('a secret of mine');
    await history(stranger, { userId: person.id }).expect(400);
  }
  await app.http.get('/api/v1/profile/activity').expect(401);
  const { auth } = await createService(app, ['stats:write', 'events:write']);
  await app.http.get('/api/v1/profile/activity').set(auth).expect(403);
});
