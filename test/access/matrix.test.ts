// Every route × everybody who could call it: who is let in, and that what another tenant has is like what nobody has.
import { createHash } from 'node:crypto';
import type { Response } from 'supertest';
import { type ServiceScope, serviceScopes } from '../../src/contracts/identity.ts';
import type { Permission } from '../../src/contracts/permissions.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { newId } from '../../src/platform/ids.ts';
import { createRoutes } from '../../src/routes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { publishPicture } from '../support/published.ts';
import { tableDigests } from '../support/refusal.ts';
import { createService } from '../support/services.ts';
import { rowsOf, run } from '../support/work.ts';

const viewers = ['anonymous', 'member', 'moderator', 'admin', 'platform-admin', 'service'] as const;
type Viewer = (typeof viewers)[number];

const members: readonly Viewer[] = ['member', 'moderator', 'admin', 'platform-admin'];
const team: readonly Viewer[] = ['moderator', 'admin', 'platform-admin'];
const admins: readonly Viewer[] = ['admin', 'platform-admin'];

/** Who is let in, written out by hand: what the table of permissions must come to. */
const letIn: Readonly<Record<Permission | ServiceScope | 'anyone' | 'signed-in', readonly Viewer[]>> = {
  anyone: viewers,
  'signed-in': members,
  'profiles:update:own': members,
  'avatars:update:own': members,
  'aliases:use:own': members,
  'profiles:read:tenant': admins,
  'profiles:moderate:tenant': team,
  'aliases:unmask:tenant': team,
  'badges:grant:tenant': team,
  'badges:define:tenant': admins,
  'verification:review:tenant': team,
  'completeness:define:tenant': admins,
  'users:read:tenant': team,
  'users:create:tenant': admins,
  'users:update:tenant': admins,
  'users:deactivate:tenant': admins,
  'users:ban:tenant': team,
  'users:export:tenant': admins,
  'roles:assign:tenant': admins,
  'roles:define:tenant': admins,
  'settings:define:tenant': admins,
  'extension-types:define:tenant': admins,
  'service-tokens:manage:tenant': admins,
  'insights:read:tenant': admins,
  'audit:read:tenant': admins,
  'tenant:configure:tenant': admins,
  'tenants:manage': ['platform-admin'],
  'operations:read': ['platform-admin'],
  'stats:write': ['service'],
  'events:write': ['service'],
};
const accessOf = ({ access }: Route) => (typeof access === 'object' ? access.scope : access);
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method.toUpperCase()} ${path}`;

let app: TestApp;
let routes: readonly Route[];
const callers = new Map<Viewer, Auth>();
const authOf = (viewer: Viewer) => callers.get(viewer) ?? {};

/** Somebody's ids, names and addresses, by what a route calls them. */
type Auth = { readonly authorization?: string };
type Things = Readonly<Record<string, string>>;
let theirs: Things;
let theirTenant: string;
let home: Readonly<Record<'owner' | 'admin', Pick<Person, 'auth'>>>;

/** The same shapes, and nobody's. */
const nobodys: Things = {
  person: newId(),
  handle: 'zz-nobody',
  emailHash: createHash('sha256').update('nobody@example.com').digest('hex'),
  upload: newId(),
  extension: newId(),
  session: newId(),
  aliasId: `alias_${'0'.repeat(12)}4${'0'.repeat(3)}8${'0'.repeat(15)}`,
  unmask: newId(),
  grant: newId(),
  endorsement: newId(),
  request: newId(),
  evidence: newId(),
  connection: newId(),
  network: 'website',
  bulk: newId(),
  token: newId(),
  tenant: newId(),
  slug: 'zz-badge',
  role: 'zz-role',
  setting: 'zz.setting',
  type: 'zz-type',
};

const call = (method: Route['method'], path: string, auth: Auth, body?: object) => {
  const request = app.http[method](path.startsWith('/avatar') ? path : `/api/v1${path}`).set(auth);
  return body ? request.send(body) : request;
};

const theirHost = 'elsewhere.example';

/** Signs somebody in over there, twice: one session is the other's. */
async function signInThere(email: string): Promise<Pick<Person, 'auth'>> {
  const signIn = () =>
    app.http.post('/api/v1/auth/login').set('Host', theirHost).send({ email, password: testPassword }).expect(200);
  await signIn();
  const { body } = await signIn();
  return { auth: { authorization: `Bearer ${body.data.accessToken}` } };
}

/** The first administrator of the other tenant, as an operator makes one. */
async function createAdminThere(email: string): Promise<Pick<Person, 'auth'>> {
  const account = { email, password: testPassword, verified: true, displayName: null, handle: null };
  const id = await app.container.auth.createAccount({ ...account, roles: ['user', 'admin'] });
  await run(app, 'update users set tenant_id = $1 where id = $2', [theirTenant, id]);
  await run(app, 'update profiles set tenant_id = $1 where user_id = $2', [theirTenant, id]);
  return signInThere(email);
}

/** One thing of each kind in a tenant of its own, made through the API. */
async function furnish(): Promise<void> {
  const made = await call('post', '/tenants', authOf('platform-admin'), {
    slug: 'elsewhere',
    name: 'Elsewhere',
    hosts: [theirHost],
  });
  theirTenant = made.body.data.id;
  const as = async (person: Pick<Person, 'auth'>, method: Route['method'], path: string, body?: object) => {
    const { status, body: reply } = await call(method, path, person.auth, body);
    expect([path, status < 300, reply.code]).toEqual([path, true, undefined]);
    return reply.data;
  };
  const admin = await createAdminThere('admin@elsewhere.example');
  const email = 'owner@elsewhere.example';
  const { id } = await as(admin, 'post', '/users', { email, password: testPassword, emailVerified: true });
  const owner = { id, ...(await signInThere(email)) };
  home = { owner, admin };
  await as(owner, 'put', '/profile', { handle: 'zz-theirs', website: 'https://zz.example/' });
  await as(owner, 'put', '/profile/privacy', { visibility: 'public' });
  await as(owner, 'put', '/profile/preferences', { privacy: { publicAvatarByEmail: true } });
  const { uploadId } = await publishPicture(app, owner);
  const extension = await as(owner, 'post', '/profile/extensions', { extensionType: 'note', extensionData: { a: 1 } });
  const sessions = await as(owner, 'get', '/users/me/sessions');
  const { aliasId } = await as(owner, 'get', '/profile/alias?context=room&contextType=chat');
  await as(admin, 'post', '/badges', { slug: 'ya-badge', name: 'B', description: 'B', icon: 'code', issuer: 'B' });
  await as(admin, 'post', '/badges', {
    ...{ slug: 'ya-proof', name: 'P', description: 'P', icon: 'code', issuer: 'P' },
    criteria: 'evidence',
  });
  const request = await as(owner, 'post', '/profile/verification-requests', { kind: 'ya-proof', message: 'Please.' });
  const { body: attached } = await app.http
    .post(`/api/v1/profile/verification-requests/${request.id}/files`)
    .set(owner.auth)
    .attach('file', Buffer.from('%PDF-1.7'), 'a.pdf');
  await as(owner, 'put', '/profile', { skills: ['Chess'] });
  const endorsement = await as(admin, 'post', `/profiles/${owner.id}/endorsements`, { skill: 'Chess' });
  await as(owner, 'post', `/endorsements/${endorsement.id}/reports`, { reason: 'Why not.' });
  const [grant] = await as(admin, 'post', `/users/${owner.id}/badges`, { slug: 'ya-badge', reason: 'Why not.' });
  await as(admin, 'post', '/roles', { name: 'ya-role', permissions: ['users:read:tenant'] });
  await as(admin, 'post', '/settings/definitions', { key: 'ya.setting', settingType: 'integer' });
  await as(admin, 'post', '/extensions/types', { type: 'ya-type', dataSchema: { type: 'object' } });
  await as(admin, 'put', '/profile/privacy', { visibility: 'public' });
  const asked = { userId: owner.id, relation: 'works-with' };
  const [connection] = await as(admin, 'post', '/profile/connections', asked);
  const unmask = await as(admin, 'post', `/aliases/${aliasId}/unmask-requests`, { reason: 'Why not.' });
  const bulk = await as(admin, 'post', '/users/bulk-actions', { action: { kind: 'activate' }, userIds: [owner.id] });
  const token = await createService(app, serviceScopes, admin);
  theirs = {
    person: owner.id,
    handle: 'zz-theirs',
    emailHash: createHash('sha256').update(email).digest('hex'),
    upload: uploadId,
    extension: extension.id,
    session: sessions.find(({ current }: { current: boolean }) => !current).id,
    aliasId,
    unmask: unmask.id,
    grant: grant.id,
    endorsement: endorsement.id,
    request: request.id,
    evidence: attached.data.files[0].id,
    connection: connection.id,
    network: 'website',
    bulk: bulk.id,
    token: token.id,
    tenant: theirTenant,
    slug: 'ya-badge',
    role: 'ya-role',
    setting: 'ya.setting',
    type: 'ya-type',
  };
}

beforeAll(async () => {
  app = await startTestApp();
  routes = createRoutes(app.container, () => false);
  const roles: Partial<Record<Viewer, string[]>> = { member: ['user'] };
  for (const viewer of team) roles[viewer] = ['user', viewer];
  callers.set('anonymous', {});
  for (const [viewer, held] of Object.entries(roles))
    callers.set(viewer as Viewer, (await createPerson(app, { roles: held })).auth);
  callers.set('service', (await createService(app, serviceScopes)).auth);
  await furnish();
}, 60_000);
afterAll(() => app?.close());

describe('who is let in', () => {
  // What nobody declared is refused after the caller was let in and before anything is done.
  const notThere = '?nobody-declared-this=1';

  it.each(viewers)('%s, on every route', async (viewer) => {
    // Programs add what they like to the addresses of pictures by e-mail, issuers to the one that they lead back to, and
    // sites to the pages of people.
    const liberal = ['/avatar/{hash}', '/auth/oidc/callback', '/@{handle}', '/p/{id}'];
    for (const route of routes.filter(({ path }) => !liberal.includes(path))) {
      const path = route.path.replace(/\{\w+\}/g, newId());
      const request = app.http[route.method](`${route.root ? '' : '/api/v1'}${path}${notThere}`).set(authOf(viewer));
      const { status, body } = await request;
      const refusal = viewer === 'anonymous' ? [401, 'UNAUTHENTICATED'] : [403, 'FORBIDDEN'];
      const expected = letIn[accessOf(route)].includes(viewer) ? [400, 'VALIDATION_FAILED'] : refusal;
      expect([nameOf(route), status, body.code]).toEqual([nameOf(route), ...expected]);
    }
  });
});

interface Case {
  readonly method: Route['method'];
  /** The path of the route. */
  readonly path: string;
  /** What stands in its braces, or in the query behind it. */
  readonly params: Readonly<Record<string, string>>;
  readonly query?: string;
  /** With `<kind>` where an id goes. */
  readonly body?: object;
  /** Whose they are at home, for the proof that there is something. */
  readonly by?: 'owner' | 'admin';
}

const person = { id: 'person' };
const reason = { reason: 'Why not.' };
const badge = { name: 'B', description: 'B', icon: 'code', issuer: 'B' };
const cases: readonly Case[] = [
  { method: 'get', path: '/profiles/{id}', params: person },
  { method: 'get', path: '/profiles/{id}', params: { id: 'handle' } },
  { method: 'post', path: '/profiles/{id}/events', params: person, body: { type: 'share' } },
  { method: 'get', path: '/profiles/{id}/extensions', params: person },
  { method: 'get', path: '/profiles/{id}/badges', params: person },
  { method: 'get', path: '/profiles/{id}/badges/{grantId}/credential', params: { id: 'person', grantId: 'grant' } },
  { method: 'get', path: '/profiles/{id}/vcard', params: person },
  { method: 'get', path: '/profiles/{id}/links', params: person },
  { method: 'get', path: '/profiles/{id}/connections', params: person },
  {
    method: 'post',
    path: '/profile/links/{network}/verify',
    params: { network: 'network' },
    body: { method: 'rel-me' },
    by: 'owner',
  },
  { method: 'delete', path: '/profile/links/{network}/verify', params: { network: 'network' }, by: 'owner' },
  { method: 'post', path: '/profile/connections/{id}/confirm', params: { id: 'connection' }, by: 'owner' },
  { method: 'delete', path: '/profile/connections/{id}', params: { id: 'connection' }, by: 'owner' },
  { method: 'get', path: '/profiles/{id}/settings', params: person },
  { method: 'get', path: '/profiles/{id}/avatar', params: person },
  { method: 'get', path: '/profiles/{id}/avatar', params: { id: 'handle' } },
  { method: 'get', path: '/profile', params: {}, query: 'viewAs=<person>', by: 'owner' },
  { method: 'put', path: '/profile/blocks/{userId}', params: { userId: 'person' } },
  { method: 'delete', path: '/profile/blocks/{userId}', params: { userId: 'person' } },
  { method: 'get', path: '/profile/avatar/uploads/{uploadId}', params: { uploadId: 'upload' }, by: 'owner' },
  { method: 'get', path: '/profile/avatar/uploads/{uploadId}/events', params: { uploadId: 'upload' }, by: 'owner' },
  { method: 'post', path: '/profile/avatar/history/{uploadId}/restore', params: { uploadId: 'upload' }, by: 'owner' },
  { method: 'put', path: '/profile/extensions/order', params: {}, body: { ids: ['<extension>'] }, by: 'owner' },
  {
    method: 'put',
    path: '/profile/extensions/{id}',
    params: { id: 'extension' },
    body: { extensionData: { a: 2 } },
    by: 'owner',
  },
  { method: 'delete', path: '/profile/extensions/{id}', params: { id: 'extension' }, by: 'owner' },
  { method: 'get', path: '/users/me/settings/{key}', params: { key: 'setting' }, by: 'owner' },
  { method: 'put', path: '/users/me/settings/{key}', params: { key: 'setting' }, body: { value: 1 }, by: 'owner' },
  { method: 'delete', path: '/users/me/settings/{key}', params: { key: 'setting' }, by: 'owner' },
  { method: 'delete', path: '/users/me/sessions/{id}', params: { id: 'session' }, by: 'owner' },
  { method: 'get', path: '/aliases/{aliasId}', params: { aliasId: 'aliasId' } },
  { method: 'get', path: '/aliases/{aliasId}/avatar.svg', params: { aliasId: 'aliasId' } },
  { method: 'post', path: '/aliases/{aliasId}/unmask-requests', params: { aliasId: 'aliasId' }, body: reason },
  { method: 'get', path: '/aliases/unmask-requests/{id}', params: { id: 'unmask' } },
  { method: 'post', path: '/aliases/unmask-requests/{id}/approve', params: { id: 'unmask' } },
  { method: 'put', path: '/extensions/types/{type}', params: { type: 'type' }, body: { dataSchema: {} } },
  { method: 'delete', path: '/extensions/types/{type}', params: { type: 'type' } },
  { method: 'get', path: '/settings/definitions/{key}', params: { key: 'setting' } },
  { method: 'put', path: '/settings/definitions/{key}', params: { key: 'setting' }, body: { isPublic: true } },
  { method: 'delete', path: '/settings/definitions/{key}', params: { key: 'setting' } },
  { method: 'put', path: '/roles/{name}', params: { name: 'role' }, body: { permissions: ['users:read:tenant'] } },
  { method: 'delete', path: '/roles/{name}', params: { name: 'role' } },
  { method: 'put', path: '/badges/{slug}', params: { slug: 'slug' }, body: badge },
  { method: 'put', path: '/badges/{slug}/icon', params: { slug: 'slug' } },
  { method: 'get', path: '/badges/{slug}/icon', params: { slug: 'slug' } },
  { method: 'delete', path: '/badges/{slug}/icon', params: { slug: 'slug' } },
  { method: 'get', path: '/users', params: {}, query: 'badge=<slug>' },
  { method: 'get', path: '/users/{id}/badges', params: person },
  { method: 'post', path: '/users/{id}/badges', params: person, body: { slug: '<slug>', ...reason } },
  {
    method: 'delete',
    path: '/users/{id}/badges/{grantId}',
    params: { id: 'person', grantId: 'grant' },
    query: 'reason=No',
  },
  { method: 'delete', path: '/badges/{slug}', params: { slug: 'slug' } },
  { method: 'get', path: '/profiles/{id}/endorsements', params: person },
  { method: 'get', path: '/profiles/{id}/endorsements', params: person, query: 'skill=Chess' },
  { method: 'post', path: '/profiles/{id}/endorsements', params: person, body: { skill: 'Chess' } },
  {
    method: 'put',
    path: '/profile/endorsements/{id}',
    params: { id: 'endorsement' },
    body: { hidden: true },
    by: 'owner',
  },
  { method: 'post', path: '/endorsements/{id}/reports', params: { id: 'endorsement' }, body: reason },
  { method: 'delete', path: '/endorsements/{id}/reports', params: { id: 'endorsement' } },
  { method: 'delete', path: '/endorsements/{id}', params: { id: 'endorsement' }, query: 'reason=No' },
  { method: 'delete', path: '/profiles/{id}/endorsements', params: person, query: 'skill=Chess' },
  {
    method: 'post',
    path: '/profile/verification-requests',
    params: {},
    body: { kind: '<slug>', message: 'Please.' },
    by: 'owner',
  },
  {
    method: 'get',
    path: '/profile/verification-requests/{id}/files/{fileId}',
    params: { id: 'request', fileId: 'evidence' },
    by: 'owner',
  },
  { method: 'post', path: '/profile/verification-requests/{id}/files', params: { id: 'request' }, by: 'owner' },
  {
    method: 'get',
    path: '/verification-requests/{id}/files/{fileId}',
    params: { id: 'request', fileId: 'evidence' },
  },
  { method: 'post', path: '/verification-requests/{id}/decline', params: { id: 'request' }, body: reason },
  { method: 'post', path: '/verification-requests/{id}/approve', params: { id: 'request' }, body: reason },
  { method: 'delete', path: '/profile/verification-requests/{id}', params: { id: 'request' }, by: 'owner' },
  { method: 'get', path: '/users/bulk-actions/{id}', params: { id: 'bulk' } },
  {
    method: 'post',
    path: '/users/bulk-actions',
    params: {},
    body: { action: { kind: 'deactivate' }, userIds: ['<person>'] },
  },
  { method: 'get', path: '/audit', params: {}, query: 'target=<person>' },
  { method: 'get', path: '/audit', params: {}, query: 'actor=<person>' },
  { method: 'get', path: '/tenants/{id}', params: { id: 'tenant' } },
  { method: 'put', path: '/tenants/{id}', params: { id: 'tenant' }, body: { name: 'T' } },
  { method: 'get', path: '/tenants/{id}/users', params: { id: 'tenant' } },
  { method: 'put', path: '/internal/users/{id}/stats', params: person, body: { postsCount: 1 } },
  {
    method: 'post',
    path: '/internal/events',
    params: {},
    body: { events: [{ id: 'e-1', type: 'post.created', userId: '<person>', at: new Date().toISOString() }] },
  },
  { method: 'get', path: '/users/{id}', params: person },
  { method: 'put', path: '/users/{id}', params: person, body: { displayName: 'Ada', ...reason } },
  { method: 'put', path: '/users/{id}/roles', params: person, body: { roles: ['user'] } },
  { method: 'put', path: '/users/{id}/profile', params: person, body: { bio: 'A', ...reason } },
  { method: 'delete', path: '/users/{id}/avatar', params: person, query: 'reason=No' },
  { method: 'put', path: '/users/{id}/ban', params: person, body: reason },
  { method: 'delete', path: '/users/{id}/ban', params: person },
  { method: 'post', path: '/users/{id}/activate', params: person },
  { method: 'delete', path: '/users/{id}', params: person },
  { method: 'delete', path: '/service-tokens/{id}', params: { id: 'token' } },
  { method: 'get', path: '/avatar/{hash}', params: { hash: 'emailHash' }, query: 'd=404' },
];

/** The request of a case about these things. */
function requestOf({ method, path, params, query, body }: Case, things: Things) {
  const put = (text: string) => text.replace(/<(\w+)>/g, (_, kind) => things[kind] ?? '');
  const address = path.replace(/\{(\w+)\}/g, (_, name) => things[params[name] ?? ''] ?? '');
  return {
    method,
    address: `${address}${query ? `?${put(query)}` : ''}`,
    body: body && JSON.parse(put(JSON.stringify(body))),
  };
}

const send = (about: Case, things: Things, auth: Auth) => {
  const { method, address, body } = requestOf(about, things);
  return call(method, address, auth, body);
};

/** All that a client sees, but for what differs from one reply to the next, and what it has sent itself. */
function visible({ status, headers, body, text }: Response, things: Things) {
  const { date, etag, 'x-request-id': _, ...rest } = headers;
  let content = Buffer.isBuffer(body) ? body.toString('latin1') : (text ?? '');
  for (const [kind, value] of Object.entries(things)) content = content.replaceAll(value, `<${kind}>`);
  content = content
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');
  return { status, headers: rest, content };
}

/** The names of the tables that have changed since it was last asked. */
function createWatch(): () => Promise<string[]> {
  let before = new Map<string, string | null>();
  return async () => {
    const [was, now] = [before, await tableDigests(app)];
    before = now;
    return [...now].filter(([name, digest]) => was.get(name) !== digest).map(([name]) => name);
  };
}

/** Everything that the other tenant has. */
async function stateOfTheirs(): Promise<unknown> {
  const tables = await rowsOf<{ name: string }>(
    app,
    `select table_name as name from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public'
     and table_name not like 'audit%' and table_name <> 'service_tokens'`,
  );
  const digests = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(string_agg(t::text, '' order by t::text)) from ${name} t where tenant_id = '${theirTenant}'`,
  );
  return rowsOf(app, `${digests.join(' union all ')} order by name`);
}

describe('what another tenant has', () => {
  /** Whoever makes tenants acts in any of them. */
  const isAbove = ({ path }: Case, viewer: Viewer) => path.startsWith('/tenants/') && viewer === 'platform-admin';

  it('is asked for on every route that takes a name or an id', () => {
    // The address of a picture or an icon that everybody may see is a file to everybody who has it, at every host.
    // A sitemap is that of the host, whatever part of it is asked for.
    // Whoever holds a credential may read its status list, which names nobody, from anywhere, and see its icon.
    // Public pages are never the same twice (their nonce); test/web compares them.
    const apart = [
      '/avatars/{id}/{hash}/{file}',
      '/badge-icons/{id}/{file}',
      '/badges/{tenantId}/{slug}/icon',
      '/sitemaps/{file}',
      '/badges/status/{tenantId}/{list}',
      '/@{handle}',
      '/p/{id}',
    ];
    const known = new Set([...apart.map((path) => `GET ${path}`), ...cases.map(nameOf)]);
    expect(
      routes
        .filter(({ path }) => path.includes('{'))
        .map(nameOf)
        .filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  it.each(viewers)('is to %s what nobody has: the same answer, the same effects', async (viewer) => {
    const before = await stateOfTheirs();
    const changes = createWatch();
    await changes();
    for (const about of cases.filter((one) => !isAbove(one, viewer))) {
      const outcomes = [];
      for (const things of [nobodys, theirs]) {
        const answer = visible(await send(about, things, authOf(viewer)), things);
        outcomes.push({ answer, changed: await changes() });
      }
      const name = `${nameOf(about)} ${about.query ?? ''}`;
      expect([name, outcomes[1]]).toEqual([name, outcomes[0]]);
      // A body that is refused as such would say nothing of ids.
      expect([name, outcomes[0]?.answer.status]).not.toEqual([name, 400]);
    }
    expect(await stateOfTheirs()).toEqual(before);
  });

  it('is there all the same, for its own people', async () => {
    const isTheirs = ({ path }: Case) => !path.startsWith('/internal/') && !path.startsWith('/avatar');
    const mine = cases.filter(isTheirs).toSorted((a, b) => Number(b.by === 'owner') - Number(a.by === 'owner'));
    for (const about of mine) {
      const { status } = await send(about, theirs, home[about.by ?? 'admin'].auth);
      const isRefused = [400, 401, 404].includes(status);
      // Tenants are the installation's own.
      const expected = /^\/tenants\/\{id\}$/.test(about.path) ? 403 : status;
      expect([nameOf(about), status, isRefused]).toEqual([nameOf(about), expected, false]);
    }
  });
});
