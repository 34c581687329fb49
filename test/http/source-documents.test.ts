// The interfaces this service was asked for, in their own words: every request and body here is an example of theirs.
import { startTestApp, type TestApp } from '../support/app.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
let picture: Buffer;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  picture = await solid([20, 90, 160]).jpeg().toBuffer();
});
afterAll(() => app?.close());

type Method = 'get' | 'put' | 'patch' | 'post' | 'delete';
const as = (person: Person) => (method: Method, path: string) => app.http[method](path).set(person.auth);

/** `PUT` answers with what was sent, and so does the next `GET`. */
async function expectRoundTrip(own: ReturnType<typeof as>, path: string, body: object): Promise<void> {
  expect((await own('put', path).send(body).expect(200)).body).toMatchObject({ success: true, data: body });
  expect((await own('get', path).expect(200)).body).toMatchObject({ success: true, data: body });
}

describe('/v1/profile', () => {
  let own: ReturnType<typeof as>;
  let person: Person;
  beforeAll(async () => {
    person = await createPerson(app);
    own = as(person);
  });

  const johnDoe = {
    displayName: 'John Doe',
    bio: 'Software developer passionate about open source',
    location: 'San Francisco, CA',
    timezone: 'America/Los_Angeles',
    socialLinks: {
      twitter: 'https://twitter.com/johndoe',
      github: 'https://github.com/johndoe',
      linkedin: 'https://linkedin.com/in/johndoe',
    },
    interests: ['golang', 'react', 'aws', 'microservices'],
  };
  const privacy = {
    displayName: 'public',
    bio: 'public',
    avatar: 'public',
    location: 'authenticated',
    socialLinks: 'public',
    activityStatus: 'private',
  };
  const preferences = { theme: 'dark', language: 'en', notifications: { email: true, push: false, inApp: true } };

  test('GET answers as its example does', async () => {
    await own('put', '/v1/profile').send(johnDoe).expect(200);
    await own('put', '/v1/profile/privacy').send(privacy).expect(200);
    await own('put', '/v1/profile/preferences').send(preferences).expect(200);
    const { body } = await own('get', '/v1/profile').expect(200);
    const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
    expect(body).toMatchObject({
      success: true,
      data: {
        userId: person.id,
        ...johnDoe,
        avatar: expect.stringMatching(/^https?:\/\//),
        stats: { postsCount: 0, likesReceived: 0, commentsCount: 0, joinedAt: isoTime },
        privacy,
        preferences,
      },
    });
  });

  const johnSmith = {
    displayName: 'John Smith',
    bio: 'Senior software architect specializing in microservices',
    location: 'New York, NY',
    timezone: 'America/New_York',
    socialLinks: { twitter: 'https://twitter.com/johnsmith', github: 'https://github.com/johnsmith' },
    interests: ['golang', 'kubernetes', 'serverless'],
  };
  const examples: [path: string, body: object][] = [
    ['/v1/profile', johnSmith],
    ['/v1/profile', { displayName: 'Updated Name' }],
    [
      '/v1/profile/privacy',
      {
        displayName: 'public',
        bio: 'authenticated',
        avatar: 'public',
        location: 'private',
        socialLinks: 'authenticated',
        activityStatus: 'private',
      },
    ],
    ['/v1/profile/preferences', { ...preferences, privacy: { showOnlineStatus: false, allowDirectMessages: true } }],
  ];
  test.each(examples)('PUT %s %j is what GET gives', (path, body) => expectRoundTrip(own, path, body));

  test('links that a PUT leaves out are gone', async () => {
    await own('put', '/v1/profile').send(johnDoe).expect(200);
    const { body } = await own('put', '/v1/profile').send(johnSmith).expect(200);
    expect(body.data.socialLinks).toEqual(johnSmith.socialLinks);
  });

  test('GET /v1/profile/{userId}', async () => {
    const jane = await createPerson(app, {
      profile: { displayName: 'Jane Developer', bio: 'Full-stack developer and tech blogger' },
      privacy: { visibility: 'public' },
    });
    const { body } = await own('get', `/v1/profile/${jane.id}`).expect(200);
    expect(body).toMatchObject({
      success: true,
      data: {
        userId: jane.id,
        displayName: 'Jane Developer',
        bio: 'Full-stack developer and tech blogger',
        avatar: expect.stringMatching(/^https?:\/\//),
        stats: { postsCount: 0, likesReceived: 0, joinedAt: expect.any(String) },
      },
    });
    expect(body.data).not.toHaveProperty('preferences');
  });

  test('POST and DELETE /v1/profile/avatar', async () => {
    const { body } = await own('post', '/v1/profile/avatar')
      .set('prefer', 'wait=20')
      .attach('avatar', picture, 'avatar.jpg')
      .expect(200);
    expect(body).toMatchObject({
      success: true,
      data: {
        avatarUrl: expect.stringMatching(/^https?:\/\//),
        thumbnailUrl: expect.stringMatching(/^https?:\/\//),
        uploadedAt: expect.stringMatching(/^\d{4}-/),
      },
    });
    for (const url of [body.data.avatarUrl, body.data.thumbnailUrl])
      expect((await fetch(url)).headers.get('content-type')).toMatch(/^image\//);
    await own('delete', '/v1/profile/avatar').expect(204);
    expect((await fetch(body.data.avatarUrl)).status).toBe(404);
  });

  test('GET /v1/profile/alias and POST /v1/profile/alias/regenerate', async () => {
    const place = { context: 'chat_room_123', contextType: 'chat_room' };
    const alias = async () => (await own('get', '/v1/profile/alias').query(place).expect(200)).body.data;
    const first = await alias();
    expect(first).toMatchObject({
      aliasId: expect.any(String),
      displayName: expect.stringMatching(/^Anonymous_[A-Z][A-Za-z]*_\d+$/),
      avatar: expect.stringMatching(/^https?:\/\//),
      ...place,
      createdAt: expect.any(String),
      isActive: true,
    });
    expect(await alias()).toEqual(first);
    const { body } = await own('post', '/v1/profile/alias/regenerate').send(place).expect(200);
    expect(body.data).toMatchObject(place);
    expect(body.data.aliasId).not.toBe(first.aliasId);
    expect((await alias()).aliasId).toBe(body.data.aliasId);
  });
});

describe('/api/v1/users', () => {
  let own: ReturnType<typeof as>;
  let person: Person;
  beforeAll(async () => {
    person = await createPerson(app);
    own = as(person);
  });

  test.each(['/api/v1/users/profile', '/api/v1/users/me'])('GET and PUT %s', async (path) => {
    await expectRoundTrip(own, path, { displayName: 'Ada', headline: path });
  });

  test('POST /api/v1/users/profile/avatar', async () => {
    const { body } = await own('post', '/api/v1/users/profile/avatar').attach('avatar', picture, 'me.jpg').expect(202);
    expect(body.data).toMatchObject({ avatarUrl: expect.any(String), uploadedAt: expect.any(String) });
    await workDone(app);
    const shown = await own('get', '/api/v1/users/profile/avatar').set('accept', 'image/*').expect(200);
    expect(shown.headers['content-type']).toBe('image/webp');
  });

  test('GET and PUT /api/v1/users/me/preferences', () =>
    expectRoundTrip(own, '/api/v1/users/me/preferences', { theme: 'dark' }));

  test('GET and PUT /api/v1/users/me/settings, by the definition of the example', async () => {
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    const definition = {
      key: 'theme',
      settingType: 'string',
      category: 'ui_preferences',
      description: 'User interface theme preference',
      validationRules: { allowedValues: ['light', 'dark', 'auto'] },
      isPublic: false,
    };
    await app.http.post('/api/v1/settings/definitions').set(admin.auth).send(definition).expect(201);
    await own('put', '/api/v1/users/me/settings').send({ theme: 'dark' }).expect(200);
    const { body } = await own('get', '/api/v1/users/me/settings/theme').expect(200);
    expect(body.data).toMatchObject({ key: 'theme', value: 'dark' });
    expect(JSON.stringify((await own('get', '/api/v1/users/me/settings').expect(200)).body)).toContain(
      'User interface theme preference',
    );
    await own('put', '/api/v1/users/me/settings').send({ theme: 'purple' }).expect(400);
  });
});

describe('/api/profile', () => {
  const johnDoe = {
    display_name: 'John Doe',
    first_name: 'John',
    last_name: 'Doe',
    bio: 'Software developer',
    location: 'San Francisco, CA',
    website: 'https://johndoe.com',
    timezone: 'America/Los_Angeles',
  };
  const preferences = { theme: 'dark', notifications: true };
  const chosen = { theme: 'dark', notifications: { email: true, push: true, in_app: true } };

  let own: ReturnType<typeof as>;
  let person: Person;
  beforeAll(async () => {
    person = await createPerson(app);
    own = as(person);
  });
  const profile = async () => (await own('get', '/api/profile/').expect(200)).body.profile;

  test('POST makes the profile and chooses the preferences, both or neither', async () => {
    await own('post', '/api/profile/')
      .send({ ...johnDoe, preferences: { ...preferences, theme: 'purple' } })
      .expect(400);
    expect(await profile()).toMatchObject({ display_name: null, preferences: { theme: 'auto' } });

    const { body } = await own('post', '/api/profile/')
      .send({ ...johnDoe, preferences })
      .expect(201);
    expect(body).toMatchObject({ success: true, profile: { ...johnDoe, preferences: chosen } });
    expect(await profile()).toMatchObject({ ...johnDoe, preferences: chosen });

    const light = { theme: 'light' };
    const again = await own('post', '/api/profile/')
      .send({ ...johnDoe, preferences: light })
      .expect(409);
    expect(again.body).toMatchObject({ success: false, error: expect.any(String), code: 'PROFILE_EXISTS' });
    expect((await profile()).preferences).toMatchObject(chosen);
  });

  test('GET answers as its example does', async () => {
    await workDone(app);
    const { body } = await own('get', '/api/profile/').expect(200);
    expect(body).toMatchObject({
      success: true,
      profile: {
        id: expect.any(String),
        user_id: person.id,
        ...johnDoe,
        full_name: 'John Doe',
        profile_picture_file_id: null,
        language: null,
        profile_completion: 'basic',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    });
  });

  test('PUT changes the fields it names, preferences among them', async () => {
    const changes = { bio: 'Updated bio', location: 'New York, NY', language: 'en' };
    await own('put', '/api/profile/').send(changes).expect(200);
    expect(await profile()).toMatchObject({ ...johnDoe, ...changes, preferences: chosen });
    const { body } = await own('put', '/api/profile/')
      .send({ preferences: { theme: 'light' } })
      .expect(200);
    expect(body.profile).toMatchObject({ ...johnDoe, ...changes, preferences: { ...chosen, theme: 'light' } });
    const { headers } = await own('get', '/api/profile/');
    await own('put', '/api/profile/').send({ bio: 'Another' }).expect(200);
    await own('put', '/api/profile/')
      .set('if-match', String(headers.etag))
      .send({ bio: 'Late', preferences: { theme: 'dark' } })
      .expect(412);
    expect(await profile()).toMatchObject({ bio: 'Another', preferences: { theme: 'light' } });
  });

  test('both changes are in the history', async () => {
    const { body } = await own('get', '/api/profile/activity').expect(200);
    expect(body.data.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['profile.updated', 'preferences.updated']),
    );
  });

  test('POST /picture takes a file, which GET shows and the profile names', async () => {
    await own('put', '/api/profile/privacy').send({ visibility: 'public' }).expect(200);
    const { body } = await own('post', '/api/profile/picture').attach('file', picture, 'me.jpg').expect(202);
    await workDone(app);
    const other = await createPerson(app);
    for (const path of ['/api/profile/picture', `/api/profile/${person.id}/picture`])
      expect((await own('get', path).expect(200)).headers['content-type']).toBe('image/webp');
    const seen = await as(other)('get', `/api/profile/${person.id}`).expect(200);
    expect((await profile()).profile_picture_file_id).toBe(body.data.upload_id);
    expect(seen.body.profile.profile_picture_file_id).toBeNull(); // the id tells when it was uploaded
    await own('delete', '/api/profile/picture').expect(200);
    expect((await profile()).profile_picture_file_id).toBeNull();
  });

  test('GET /search?q=john&limit=20', async () => {
    const path = '/api/profile/search?q=john&limit=20';
    const { body } = await own('get', path).expect(200);
    expect(body).toMatchObject({ success: true, profiles: [{ user_id: person.id, display_name: 'John Doe' }] });
  });

  test('DELETE hides it, with an error in the form of the example', async () => {
    await own('delete', '/api/profile/').expect(200);
    for (const path of ['/api/profile/', `/api/profile/${person.id}`]) {
      const { body } = await own('get', path);
      expect(body).toMatchObject({
        success: false,
        error: expect.any(String),
        code: expect.stringMatching(/^[A-Z_]+$/),
      });
    }
  });

  test('the curl example makes one, too', async () => {
    const another = as(await createPerson(app));
    const { body } = await another('post', '/api/profile/').send({ display_name: 'Test User' }).expect(201);
    expect(body.profile.display_name).toBe('Test User');
  });
});

test('GET /health says how it is', async () => {
  expect((await app.http.get('/health').expect(200)).body).toMatchObject({ status: 'healthy', database: 'healthy' });
});
