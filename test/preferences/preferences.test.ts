// What people prefer: the documents' own bodies come back, changes merge, and nothing that was chosen is undone.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app);
});

const path = '/api/v1/profile/preferences';
const get = (at = path) => app.http.get(at).set(person.auth);
const put = (body: object, at = path) => app.http.put(at).set(person.auth).send(body);
const read = async () => (await get().expect(200)).body.data;

const defaults = {
  theme: 'auto',
  language: 'en',
  avatarStyle: 'initials',
  notifications: { email: true, push: true, inApp: true },
  privacy: {
    showOnlineStatus: false,
    allowDirectMessages: true,
    showReadReceipts: false,
    publicAvatarByEmail: false,
    browseUnseen: false,
    discoverable: true,
    indexable: true,
    findableByEmail: false,
  },
};
const refused = 'avatar.refused';
const security = 'account.email-verification';

it('needs a person who is signed in', async () => {
  await app.http.get(path).expect(401);
  await app.http.put(path).send({ theme: 'dark' }).expect(401);
});

it('somebody who never chose has the defaults, and reading them keeps nothing', async () => {
  expect(await read()).toEqual(defaults);
  expect(await rowsOf(app, 'select 1 from preferences where user_id = $1', [person.id])).toEqual([]);
});

describe('the body of the document', () => {
  const sent = {
    theme: 'dark',
    language: 'en',
    notifications: { email: true, push: false, inApp: true },
    privacy: { showOnlineStatus: false, allowDirectMessages: true },
  };
  const kept = {
    ...sent,
    avatarStyle: 'initials',
    privacy: { ...defaults.privacy, ...sent.privacy },
  };

  it.each(['/v1/profile/preferences', path, '/api/v1/users/me/preferences', '/v1/users/me/preferences/'])(
    'comes back from %s',
    async (address) => {
      expect((await put(sent, address).expect(200)).body).toMatchObject({ success: true, data: kept });
      expect((await get(address).expect(200)).body.data).toEqual(kept);
    },
  );

  it('comes back in snake_case', async () => {
    const snake = {
      theme: 'dark',
      language: 'fr',
      avatar_style: 'identicon',
      notifications: { email: true, push: false, in_app: true, events: { [refused]: { in_app: false } } },
      privacy: {
        show_online_status: true,
        allow_direct_messages: false,
        show_read_receipts: true,
        public_avatar_by_email: true,
        discoverable: false,
        indexable: false,
        findable_by_email: true,
        browse_unseen: true,
      },
    };
    const at = '/api/profile/preferences';
    expect((await put(snake, at).expect(200)).body).toMatchObject({ success: true, data: snake });
    expect((await get(at).expect(200)).body.data).toEqual(snake);
    const { body } = await put({ notifications: { inApp: false } }, at).expect(400);
    expect(body.details[0].path).toContain('inApp');
  });

  it.each([true, false])('may say %s for every channel at once', async (on) => {
    await put({ notifications: { events: { [refused]: { email: true } } } }).expect(200);
    const { body } = await put({ theme: 'dark', notifications: on }, '/api/profile/preferences').expect(200);
    expect(body.data.notifications).toEqual({
      email: on,
      push: on,
      in_app: on,
      events: { [refused]: { email: true } },
    });
  });
});

it('merges, and null returns to the default', async () => {
  await put({ theme: 'dark', language: 'EN-gb', privacy: { showOnlineStatus: true } }).expect(200);
  await put({ notifications: { push: false, events: { [refused]: { push: true } } } }).expect(200);
  await put({ notifications: { events: { [refused]: { email: false } } }, privacy: { showReadReceipts: true } }).expect(
    200,
  );
  expect(await read()).toEqual({
    theme: 'dark',
    language: 'en-GB',
    avatarStyle: 'initials',
    notifications: { email: true, push: false, inApp: true, events: { [refused]: { email: false, push: true } } },
    privacy: { ...defaults.privacy, showOnlineStatus: true, showReadReceipts: true },
  });
  const nothing = { showOnlineStatus: null, showReadReceipts: null };
  await put({
    theme: null,
    language: null,
    notifications: { push: null, events: { [refused]: null } },
    privacy: nothing,
  }).expect(200);
  expect(await read()).toEqual(defaults);
});

it('a choice of nothing stays a choice', async () => {
  const nothing = { email: false, push: false, inApp: false };
  const chosen = { ...nothing, events: { [refused]: nothing } };
  await put({ notifications: chosen, privacy: { allowDirectMessages: false } }).expect(200);
  await put({ theme: 'light' }).expect(200);
  expect(await read()).toMatchObject({ notifications: chosen, privacy: { allowDirectMessages: false } });
});

it('tells which notifications there are, and which of them cannot be switched off', async () => {
  const { body } = await get().expect(200);
  expect(body.meta).toMatchObject({ version: 0 });
  const byType = Object.fromEntries(body.meta.notifications.map((each: { type: string }) => [each.type, each]));
  expect(byType[security]).toMatchObject({ required: true, channels: { email: true, push: false, inApp: false } });
  expect(byType[refused]).toMatchObject({ required: false, channels: { email: true, push: false, inApp: true } });
  for (const { description } of body.meta.notifications) expect(description).toMatch(/\.$/);

  const switchOff = await put({ notifications: { events: { [security]: { email: false } } } }).expect(400);
  expect(switchOff.body.details).toEqual([
    { path: `notifications.events.${security}.email`, message: expect.stringContaining('cannot be switched off') },
  ]);
  await put({ notifications: { events: { [security]: { email: true, push: true } } } }).expect(200);
});

it.each([
  ['theme', { theme: 'pink' }],
  ['theme', { theme: 7 }],
  ['language', { language: 'klingonese' }],
  ['language', { language: '' }],
  ['notifications.email', { notifications: { email: 'true' } }],
  ['notifications.email', { notifications: { email: 1 } }],
  ['notifications.sms', { notifications: { sms: true } }],
  ['notifications', { notifications: null }],
  ['notifications', { notifications: 'all' }],
  ['notifications', { notifications: [] }],
  ['notifications.events.post.liked', { notifications: { events: { 'post.liked': { email: true } } } }],
  ['notifications.events.constructor', { notifications: { events: { constructor: { email: true } } } }],
  ['notifications.events.avatar.refused', { notifications: { events: { [refused]: {} } } }],
  ['notifications.events.avatar.refused.sms', { notifications: { events: { [refused]: { sms: true } } } }],
  ['privacy.showOnlineStatus', { privacy: { showOnlineStatus: 'no' } }],
  ['privacy.isAdmin', { privacy: { isAdmin: true } }],
  ['version', { version: 3 }],
  ['userId', { userId: '0198c1a2-0000-7000-8000-000000000002' }],
  ['tenantId', { tenantId: '0198c1a2-0000-7000-8000-000000000002' }],
  ['body', {}],
])('refuses %s in %j, and changes nothing', async (at, body) => {
  const reply = await put({ ...(at === 'body' ? {} : { theme: 'dark' }), ...body }).expect(400);
  expect(reply.body.details.map(({ path }: { path: string }) => path)).toEqual([at]);
  expect(await read()).toEqual(defaults);
});

describe('conditions', () => {
  it('304 until something changes, 412 for who has not seen the change, with both values', async () => {
    const before = String((await get().expect(200)).headers.etag);
    await get().set('If-None-Match', before).expect(304);
    const first = await put({ theme: 'dark', notifications: { push: false } })
      .set('If-Match', before)
      .expect(200);
    await get().set('If-None-Match', before).expect(200);
    const late = { theme: 'light', language: 'de', notifications: { push: true } };
    const { body } = await put(late).set('If-Match', before).expect(412);
    expect(body).toMatchObject({
      currentVersion: 1,
      clashingFields: ['theme', 'notifications.push'],
      conflicts: [
        { field: 'theme', yours: 'light', theirs: 'dark' },
        { field: 'notifications.push', yours: true, theirs: false },
      ],
    });
    expect(await read()).toMatchObject({ theme: 'dark', language: 'en' });
    await put(late).set('If-Match', String(first.headers.etag)).expect(200);
    expect((await get()).body.meta.version).toBe(2);
  });

  it('a first change that comes too late leaves nothing behind', async () => {
    await put({ theme: 'dark' }).set('If-Match', '"7-x"').expect(412);
    expect(await rowsOf(app, 'select 1 from preferences where user_id = $1', [person.id])).toEqual([]);
  });
});

it('parallel changes of different things all survive, the first ones too', async () => {
  const changes = [
    { theme: 'dark' },
    { language: 'ja' },
    { notifications: { email: false } },
    { notifications: { push: false } },
    { notifications: { events: { [refused]: { email: false } } } },
    { notifications: { events: { [refused]: { push: true } } } },
    { privacy: { showOnlineStatus: true } },
    { privacy: { allowDirectMessages: false } },
    { privacy: { publicAvatarByEmail: true } },
    { avatarStyle: 'retro' },
  ];
  const replies = await Promise.all([...changes, ...changes].map((change) => put(change)));
  expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(await read()).toEqual({
    theme: 'dark',
    language: 'ja',
    avatarStyle: 'retro',
    notifications: { email: false, push: false, inApp: true, events: { [refused]: { email: false, push: true } } },
    privacy: { ...defaults.privacy, showOnlineStatus: true, allowDirectMessages: false, publicAvatarByEmail: true },
  });
  expect((await get()).body.meta.version).toBe(20);
});

it('a choice for a type that is not registered any more does no harm', async () => {
  await put({ notifications: { events: { [refused]: { push: true } } } }).expect(200);
  await run(
    app,
    `update preferences set notifications = jsonb_set(notifications, '{events,old.type}', '{"email": false}') where user_id = $1`,
    [person.id],
  );
  const { notifications } = await read();
  expect(notifications.events).toEqual({ [refused]: { push: true } });
  await put({ notifications }).expect(200);
});

it('each change is in the history, with the fields it named', async () => {
  await put({ theme: 'dark', notifications: { events: { [refused]: { email: false } } } }).expect(200);
  await put({ theme: 'pink' }).expect(400);
  const entries = await rowsOf(
    app,
    `select type, fields, version, actor_id as "actorId", ip is not null as "hasIp" from activities
     where user_id = $1 and type like 'preferences.%'`,
    [person.id],
  );
  expect(entries).toEqual([
    {
      type: 'preferences.updated',
      fields: ['preferences.theme', `preferences.notifications.events.${refused}.email`],
      version: 1,
      actorId: person.id,
      hasIp: true,
    },
  ]);
});

it('are one person’s, within one tenant', async () => {
  await put({ theme: 'dark' }).expect(200);
  const elsewhere = await createPersonElsewhere(app);
  for (const other of [await createPerson(app), elsewhere])
    expect((await app.http.get(path).set(other.auth).expect(200)).body.data).toEqual(defaults);
  await app.http.put(path).set(elsewhere.auth).send({ theme: 'light' }).expect(200);
  const [row] = await rowsOf<{ tenants: number }>(app, 'select count(distinct tenant_id) as tenants from preferences');
  expect(row?.tenants).toBeGreaterThan(1);
  expect(await read()).toMatchObject({ theme: 'dark' });
});
