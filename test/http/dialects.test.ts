// Other addresses of the same API, for clients that were written before it.
import { startTestApp, type TestApp } from '../support/app.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  person = await createPerson(app, {
    handle: 'somebody',
    profile: { displayName: 'Ada Lovelace', socialLinks: { github: 'https://github.com/ada' } },
    privacy: { visibility: 'public' },
  });
  await workDone(app); // both of two searches find, or neither
});
afterAll(() => app?.close());

const own = (method: 'get' | 'put' | 'patch' | 'post' | 'delete', path: string) =>
  app.http[method](path).set(person.auth);

describe('the same answers, tag included, at', () => {
  test.each([
    ['/v1/profile', '/api/v1/profile'],
    ['/v1/profile/privacy', '/api/v1/profile/privacy'],
    ['/api/v1/users/profile', '/api/v1/profile'],
    ['/api/v1/users/profile/completeness', '/api/v1/profile/completeness'],
    ['/v1/users/profile/', '/api/v1/profile'],
    ['/v1/profiles?q=ada&limit=1', '/api/v1/profiles?q=ada&limit=1'],
    ['/v1/profiles/somebody', '/api/v1/profiles/somebody'],
    ['/api/v1/profile/{id}', '/api/v1/profiles/{id}'],
    ['/v1/profile/{id}/avatar', '/api/v1/profiles/{id}/avatar'],
  ])('%s', async (alias, canonical) => {
    const [one, other] = await Promise.all(
      [alias, canonical].map((path) => own('get', path.replace('{id}', person.id)).expect(200)),
    );
    expect(one?.body).toEqual(other?.body);
    expect(one?.headers.etag).toBe(other?.headers.etag);
  });

  test('who one is: the profile, and what one may do', async () => {
    const profile = await own('get', '/api/v1/profile').expect(200);
    for (const path of ['/api/v1/users/me', '/v1/users/me', '/api/v1/users/me/']) {
      const { body } = await own('get', path).expect(200);
      const { roles, permissions, ...rest } = body.data;
      expect(rest).toEqual(profile.body.data);
      expect(roles).toEqual(['user']);
      expect(permissions).toEqual(['profiles:update:own', 'avatars:update:own', 'aliases:use:own']);
    }
  });

  test('PUT and PATCH of the aliases', async () => {
    expect((await own('put', '/v1/profile').send({ headline: 'One' }).expect(200)).body.data.headline).toBe('One');
    expect((await own('patch', '/api/v1/users/profile').send({ headline: 'Two' }).expect(200)).body.data.headline).toBe(
      'Two',
    );
    expect((await own('put', '/api/v1/users/me').send({ headline: 'Three' }).expect(200)).body.data.headline).toBe(
      'Three',
    );
  });

  test.each(['/v2/profile', '/api/v1/users/me/nobody', '/api/profiles', '/api/v1/usersprofile'])(
    'but not at %s',
    async (path) => {
      expect((await own('get', path).expect(404)).body.code).toBe('NOT_FOUND');
    },
  );
});

describe('/api/profile in snake_case', () => {
  test('reads one’s own profile', async () => {
    for (const path of ['/api/profile', '/api/profile/']) {
      const { body } = await own('get', path).expect(200);
      expect(body).toMatchObject({
        success: true,
        profile: {
          user_id: person.id,
          display_name: 'Ada Lovelace',
          full_name: null,
          social_links: { github: 'https://github.com/ada' },
          email_verified: true,
          created_at: expect.any(String),
          profile_completion: expect.any(String),
          privacy: { display_name: 'public' },
        },
      });
      expect(JSON.stringify(body).match(/"\w*[A-Z]\w*":/g)).toBeNull();
    }
  });

  test('writes', async () => {
    const { body } = await own('put', '/api/profile/')
      .send({ first_name: 'Ada', last_name: 'L.', social_links: { gitlab: 'https://gitlab.com/ada' } })
      .expect(200);
    expect(body.profile).toMatchObject({
      first_name: 'Ada',
      last_name: 'L.',
      social_links: { gitlab: 'https://gitlab.com/ada' },
    });
    await own('put', '/api/profile/privacy').send({ first_name: 'public' }).expect(200);
    expect((await app.http.get(`/api/profile/${person.id}`).expect(200)).body.profile).toMatchObject({
      first_name: 'Ada',
      user_id: person.id,
    });
  });

  test('finds people', async () => {
    await workDone(app);
    const { body } = await app.http.get('/api/profile/search').query({ q: 'lovelace', limit: 5 }).expect(200);
    expect(body).toMatchObject({
      success: true,
      profiles: [{ display_name: 'Ada Lovelace' }],
      meta: { limit: 5, next_cursor: null },
    });
  });

  test('takes a picture and shows it', async () => {
    const initials = await own('get', '/api/profile/picture').expect(200);
    expect(initials.headers['content-type']).toBe('image/webp');
    const picture = await solid([200, 30, 30]).png().toBuffer();
    const taken = await own('post', '/api/profile/picture').attach('file', picture, 'me.png').expect(202);
    expect(taken.body).toMatchObject({ success: true, data: { status: 'stored', upload_id: expect.any(String) } });
    await workDone(app);
    for (const path of ['/api/profile/picture', `/api/profile/${person.id}/picture`]) {
      const { headers } = await own('get', path).set('accept', 'application/json').expect(200);
      expect(headers['content-type']).toBe('image/webp');
    }
    // It knows no answer without a body.
    expect((await own('delete', '/api/profile/picture').expect(200)).body).toEqual({ success: true });
  });

  test('knows the settings, and leaves what administrators wrote as it is', async () => {
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    const definition = { key: 'grid', settingType: 'json', category: 'view', default: { rowHeight: 2 } };
    await app.http.post('/api/v1/settings/definitions').set(admin.auth).send(definition).expect(201);
    const { body } = await own('get', '/api/profile/settings').expect(200);
    const [{ settings }] = body.data;
    expect(settings).toEqual([
      expect.objectContaining({ setting_type: 'json', value: { rowHeight: 2 }, default: { rowHeight: 2 } }),
    ]);
  });

  test('fails in the same form, and names the fields as they were sent', async () => {
    const bad = {
      display_name: 42,
      first_names: 'x',
      displayName: 'Eve',
      social_links: { github: 'https://example.com' },
      interests: [1],
    };
    const { body, headers } = await own('put', '/api/profile').send(bad).expect(400);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({
      success: false,
      error: expect.any(String),
      code: 'VALIDATION_FAILED',
      request_id: headers['x-request-id'],
    });
    expect(body.details.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      'displayName',
      'display_name',
      'first_names',
      'interests.0',
      'social_links.github',
    ]);
    for (const { path, message } of body.details) expect(message).toMatch(new RegExp(`^${path.split('.')[0]}\\b`));

    const stranger = await app.http.get('/api/profile').expect(401);
    expect(stranger.body).toMatchObject({ success: false, code: 'UNAUTHENTICATED' });
    expect((await own('get', '/api/profile/nothing').expect(404)).body).toMatchObject({
      success: false,
      code: 'NOT_FOUND',
    });
    expect((await own('get', '/api/profile/00000000-0000-7000-8000-000000000000').expect(404)).body.code).toBe(
      'PROFILE_NOT_FOUND',
    );
  });

  test('names the fields that clash', async () => {
    const { headers } = await own('get', '/api/profile').expect(200);
    await own('put', '/api/profile').send({ display_name: 'Ada', activity_status: 'Away' }).expect(200);
    const { body } = await own('put', '/api/profile')
      .set('if-match', String(headers.etag))
      .send({ display_name: 'Eve', bio: 'x' })
      .expect(412);
    expect(body).toMatchObject({
      code: 'VERSION_CONFLICT',
      clashing_fields: ['display_name'],
      current_version: expect.any(Number),
      conflicts: [{ field: 'display_name', yours: 'Eve', theirs: 'Ada' }],
    });
  });

  test.each(['__proto__', 'constructor', '=bio', 'socialLinks'])('%s is no field', async (name) => {
    const { body } = await own('put', '/api/profile')
      .set('content-type', 'application/json')
      .send(`{"bio":"x","${name}":{"a":1}}`)
      .expect(400);
    expect(body.details).toEqual([{ path: name, message: `${name} is not allowed` }]);
  });
});
