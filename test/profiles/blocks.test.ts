import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { run } from '../support/work.ts';

describe.each([
  ['with the cache', '300'],
  ['without the cache', '0'],
])('blocking, %s', (_, ttl) => {
  let app: TestApp;
  let ann: Person;
  let bob: Person;
  beforeAll(async () => {
    app = await startTestApp({ workers: true, env: { PROFILE_CACHE_TTL: ttl } });
    const person = (displayName: string, handle: string) =>
      createPerson(app, { displayName, handle, privacy: { visibility: 'public' } });
    ann = await person('Annabella Blocks', 'annabella');
    bob = await person('Bobby Blocks', 'bobby');
  });
  afterAll(() => app.close());

  const look = async (viewer: Person | undefined, address: string) =>
    (await app.http.get(`/api/v1/profiles/${address}`).set(viewer?.auth ?? {})).status;
  const found = async (viewer: Person) => {
    const reply = await app.http.get('/api/v1/profiles').query({ q: 'blocks' }).set(viewer.auth).expect(200);
    return reply.body.data.map(({ userId }: { userId: string }) => userId).sort();
  };

  it('hides both from each other and from nobody else, until it ends', async () => {
    for (let tries = 0; (await found(ann)).length < 2 && tries < 100; tries++)
      await new Promise((wait) => setTimeout(wait, 50));
    expect(await found(bob)).toEqual([ann.id, bob.id].sort());
    expect(await look(bob, ann.id)).toBe(200);

    await app.http.put(`/api/v1/profile/blocks/${bob.id}`).set(ann.auth).expect(204);
    await app.http.put(`/api/v1/profile/blocks/${bob.id}`).set(ann.auth).expect(204);
    for (const [viewer, other, name] of [
      [bob, ann, 'annabella'],
      [ann, bob, 'bobby'],
    ] as const) {
      expect([await look(viewer, other.id), await look(viewer, name)]).toEqual([404, 404]);
      expect((await app.http.get(`/api/v1/profiles/${other.id}/avatar`).set(viewer.auth)).status).toBe(404);
      expect(await found(viewer)).toEqual([viewer.id]);
    }
    expect([await look(undefined, ann.id), await look(undefined, bob.id)]).toEqual([200, 200]);

    await app.http.delete(`/api/v1/profile/blocks/${bob.id}`).set(ann.auth).expect(204);
    expect([await look(bob, ann.id), await look(ann, bob.id)]).toEqual([200, 200]);
  });

  it('shows whom one has blocked, page by page, as one would find them otherwise', async () => {
    const [kim, max, zoe] = await Promise.all(
      ['Kim Kept', 'Max Mutual', 'Zoe Zipped'].map((displayName) =>
        createPerson(app, { displayName, privacy: { visibility: 'authenticated' } }),
      ),
    );
    if (!kim || !max || !zoe) throw new Error('somebody is missing');
    for (const person of [max, zoe, kim])
      await app.http.put(`/api/v1/profile/blocks/${person.id}`).set(ann.auth).expect(204);
    await app.http.put(`/api/v1/profile/blocks/${ann.id}`).set(max.auth).expect(204);
    await app.http.put('/api/v1/profile/privacy').set(zoe.auth).send({ visibility: 'private' }).expect(200);
    const list = (query: object, { auth }: Person = ann) =>
      app.http.get('/api/v1/profile/blocks').query(query).set(auth);

    const first = (await list({ limit: 2 }).expect(200)).body;
    expect(first.data).toEqual([
      { userId: kim.id, blockedAt: expect.any(String), person: { id: kim.id, displayName: 'Kim Kept' } },
      { userId: zoe.id, blockedAt: expect.any(String), person: null },
    ]);
    const { nextCursor: cursor } = first.meta;
    const second = (await list({ limit: 2, cursor }).expect(200)).body;
    expect(second.data).toEqual([{ userId: max.id, blockedAt: expect.any(String), person: null }]);
    expect(second.meta.nextCursor).toBeNull();

    expect((await list({ cursor }, bob).expect(400)).body.code).toBe('INVALID_CURSOR');
    await app.http.delete(`/api/v1/profile/blocks/${zoe.id}`).set(ann.auth).expect(204);
    expect((await list({ limit: 2, cursor }).expect(400)).body.code).toBe('INVALID_CURSOR');
    expect((await list({}, bob).expect(200)).body.data).toEqual([]);
    await app.http.get('/api/v1/profile/blocks').expect(401);
  });

  it('answers alike for people who are not there, and refuses oneself', async () => {
    const nobody = '01a1fdaf-f9db-7310-8efc-f8a1f1e2491b';
    await app.http.put(`/api/v1/profile/blocks/${nobody}`).set(ann.auth).expect(204);
    const self = await app.http.put(`/api/v1/profile/blocks/${ann.id}`).set(ann.auth);
    expect([self.status, self.body.code]).toEqual([400, 'CANNOT_BLOCK_YOURSELF']);
    await app.http.put('/api/v1/profile/blocks/bobby').set(ann.auth).expect(400);
    await app.http.put(`/api/v1/profile/blocks/${bob.id}`).expect(401);
  });
});

it('what is remembered of blocks is looked up again in time, however often it is asked for', async () => {
  let nowMs = Date.now();
  const app = await startTestApp({ clock: () => new Date(nowMs), env: { PROFILE_CACHE_TTL: '300' } });
  try {
    const [ann, bob] = [await createPerson(app, { privacy: { visibility: 'public' } }), await createPerson(app)];
    const look = async () => (await app.http.get(`/api/v1/profiles/${ann.id}`).set(bob.auth)).status;
    expect(await look()).toBe(200);
    // A process that dies between commit and announcement tells nobody.
    await run(
      app,
      'insert into blocks (tenant_id, blocker_id, blocked_id) select tenant_id, id, $2 from users where id = $1',
      [ann.id, bob.id],
    );
    for (let minutes = 0; minutes < 6; minutes++) {
      nowMs += 60_000;
      await look();
    }
    expect(await look()).toBe(404);
  } finally {
    await app.close();
  }
});
