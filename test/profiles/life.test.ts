import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true, env: { ERASURE_GRACE_DAYS: '30' } });
});
afterAll(() => app.close());

const openly = { visibility: 'public' } as const;

describe('making a profile', () => {
  it('is possible once, before anything was written', async () => {
    const { auth } = await createPerson(app);
    const made = await app.http.post('/api/v1/profile').set(auth).send({ displayName: 'Ada', bio: 'Engines.' });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ displayName: 'Ada', bio: 'Engines.' });
    const again = await app.http.post('/api/v1/profile').set(auth).send({ displayName: 'Eve' });
    expect([again.status, again.body.code]).toEqual([409, 'PROFILE_EXISTS']);
    const read = await app.http.get('/api/v1/profile').set(auth);
    expect(read.body.data.displayName).toBe('Ada');
  });

  it('makes one of many that are sent at once', async () => {
    const { auth } = await createPerson(app);
    const names = Array.from({ length: 20 }, (_, at) => `Name ${at}`);
    const replies = await Promise.all(
      names.map((displayName) => app.http.post('/api/v1/profile').set(auth).send({ displayName })),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(19).fill(409)]);
  });
});

describe('deleting and restoring', () => {
  it('hides the profile at once, everywhere, and brings it back whole', async () => {
    const person = await createPerson(app, {
      handle: 'vanisher',
      profile: { displayName: 'Vanishing Violet', bio: 'Here and gone.' },
      privacy: openly,
    });
    const other = await createPerson(app);
    const finds = async () => {
      const found = await app.http.get('/api/v1/profiles').query({ q: 'Vanishing' }).set(other.auth).expect(200);
      return found.body.data.length;
    };
    for (let tries = 0; (await finds()) === 0 && tries < 100; tries++)
      await new Promise((wait) => setTimeout(wait, 50));
    expect(await finds()).toBe(1);

    await app.http.delete('/api/v1/profile').set(person.auth).expect(204);
    expect(await finds()).toBe(0);
    for (const address of [person.id, 'vanisher'])
      await app.http.get(`/api/v1/profiles/${address}`).set(other.auth).expect(404);
    const own = await app.http.get('/api/v1/profile').set(person.auth).expect(404);
    expect(own.body.code).toBe('PROFILE_DELETED');
    expect(Date.parse(own.body.restorableUntil)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    for (const write of ['put', 'patch'] as const) {
      const refused = await app.http[write]('/api/v1/profile').set(person.auth).send({ bio: 'x' });
      expect([refused.status, refused.body.code]).toEqual([404, 'PROFILE_DELETED']);
    }
    await app.http.delete('/api/v1/profile').set(person.auth).expect(404);

    const restored = await app.http.post('/api/v1/profile/restore').set(person.auth).expect(200);
    expect(restored.body.data).toMatchObject({ handle: 'vanisher', bio: 'Here and gone.', visibility: 'public' });
    await app.http.get('/api/v1/profiles/vanisher').expect(200);
    for (let tries = 0; (await finds()) === 0 && tries < 100; tries++)
      await new Promise((wait) => setTimeout(wait, 50));
    expect(await finds()).toBe(1);
    const twice = await app.http.post('/api/v1/profile/restore').set(person.auth);
    expect([twice.status, twice.body.code]).toEqual([409, 'NOT_RESTORABLE']);
  });

  it('is over when the days of grace are', async () => {
    const { auth, id } = await createPerson(app);
    await app.http.delete('/api/v1/profile').set(auth).expect(204);
    await app.container.sequelize.query(
      "update profiles set deleted_at = now() - interval '31 days' where user_id = $1",
      {
        bind: [id],
      },
    );
    const late = await app.http.post('/api/v1/profile/restore').set(auth);
    expect([late.status, late.body.code]).toEqual([409, 'NOT_RESTORABLE']);
  });
});

describe('view as', () => {
  it('gives byte for byte what the other viewer gets', async () => {
    const owner = await createPerson(app, {
      profile: { displayName: 'Vera', location: 'Oslo', phone: '+4722225555', headline: 'Seen' },
      privacy: openly,
    });
    const member = await createPerson(app);
    const admin = await createPerson(app, { roles: ['admin'] });
    const asked = async (viewAs: string) =>
      (await app.http.get('/api/v1/profile').query({ viewAs }).set(owner.auth).expect(200)).text;
    const seen = async (auth: Record<string, string>) =>
      (await app.http.get(`/api/v1/profiles/${owner.id}`).set(auth).expect(200)).text;

    expect(await asked('public')).toBe(await seen({}));
    expect(await asked('authenticated')).toBe(await seen(member.auth));
    expect(await asked(member.id)).toBe(await seen(member.auth));
    // Who administers is not the owner's to know, nor who has blocked them.
    expect(await asked(admin.id)).toBe(await seen(member.auth));
    expect(await seen(admin.auth)).not.toBe(await seen(member.auth));
    await app.http.put(`/api/v1/profile/blocks/${owner.id}`).set(admin.auth).expect(204);
    await app.http.get(`/api/v1/profiles/${owner.id}`).set(admin.auth).expect(404);
    expect(await asked(admin.id)).toBe(await seen(member.auth));
    expect(await asked('public')).not.toContain('Oslo');
    expect(await asked(member.id)).toContain('Oslo');

    await app.http.put('/api/v1/profile/privacy').set(owner.auth).send({ visibility: 'authenticated' }).expect(200);
    await app.http.get('/api/v1/profile').query({ viewAs: 'public' }).set(owner.auth).expect(404);
    await app.http.put(`/api/v1/profile/blocks/${member.id}`).set(owner.auth).expect(204);
    await app.http.get('/api/v1/profile').query({ viewAs: member.id }).set(owner.auth).expect(404);
    await app.http.get('/api/v1/profile').query({ viewAs: 'authenticated' }).set(owner.auth).expect(200);
    await app.http.get('/api/v1/profile').query({ viewAs: 'everybody' }).set(owner.auth).expect(400);
  });
});
