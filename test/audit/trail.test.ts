// The trail as an administrator reads it: what is in it, who may see it, what stays when somebody is erased.
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createService } from '../support/services.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run } from '../support/work.ts';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor: { kind: string; id: string | null };
  readonly target: { type: string; id: string | null } | null;
  readonly origin: { ip: string | null; network: string | null; userAgent: string | null; requestId: string | null };
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  readonly link: { sequence: number; hash: string } | null;
}

const userAgent = 'Fancy Browser/7';
let now = new Date();
let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await startTestApp({ clock: () => now });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
});
afterAll(() => app?.close());
beforeEach(() => {
  now = new Date();
});

async function trail(query: Record<string, string | number> = {}, by: Person = admin): Promise<Entry[]> {
  const { body } = await app.http.get('/api/v1/audit').query(query).set(by.auth).expect(200);
  return body.data;
}
async function newest(action: string): Promise<Entry> {
  const [entry] = await trail({ action, limit: 1 });
  if (!entry) throw new Error(`no ${action} in the trail`);
  return entry;
}

const ofAdmin = () => ({ kind: 'account', id: admin.id });

describe('in the trail is', () => {
  test('who was refused where, on each attempt', async () => {
    const member = await createPerson(app);
    for (let attempt = 0; attempt < 3; attempt++)
      await app.http
        .get('/api/v1/service-tokens')
        .set({ ...member.auth, 'user-agent': userAgent, 'x-request-id': `denied-${attempt}` })
        .expect(403);
    const entries = await trail({ actor: member.id, outcome: 'denied' });
    expect(entries.map(({ origin }) => origin.requestId)).toEqual(['denied-2', 'denied-1', 'denied-0']);
    expect(entries[0]).toEqual({
      id: expect.any(String),
      at: expect.any(String),
      action: 'access.denied',
      outcome: 'denied',
      actor: { kind: 'account', id: member.id },
      target: { type: 'route', id: 'GET /service-tokens' },
      origin: { ip: '127.0.0.1', network: '127.0.0.0/24', userAgent, requestId: 'denied-2' },
      link: null,
    });
  });

  test('a service that went where only people go', async () => {
    const service = await createService(app, ['stats:write'], admin);
    await app.http.get('/api/v1/profile').set(service.auth).expect(403);
    expect(await newest('access.denied')).toMatchObject({
      actor: { kind: 'service', id: service.id },
      target: { type: 'route', id: 'GET /profile' },
    });
  });

  test('nobody who is not signed in: that is no attempt of anybody’s', async () => {
    const before = await trail({ action: 'access.' });
    await app.http.get('/api/v1/audit').expect(401);
    await app.http.get('/api/v1/service-tokens').set('authorization', 'Bearer nonsense').expect(401);
    expect(await trail({ action: 'access.' })).toEqual(before);
  });

  test('signing in, and not getting in, alike for an address that nobody has', async () => {
    const person = await createPerson(app);
    expect(await newest('sign-in.succeeded')).toMatchObject({
      actor: { kind: 'account', id: person.id },
      target: { type: 'account', id: person.id },
      outcome: 'allowed',
      origin: { ip: '127.0.0.1' },
    });
    const login = (email: string) =>
      app.http.post('/api/v1/auth/login').send({ email, password: 'another password' }).expect(401);
    await login(person.email);
    await login('nobody-has-this@example.com');
    const [unknown, known] = await trail({ action: 'sign-in.failed' });
    const anonymous = { kind: 'anonymous', id: null };
    expect(known).toMatchObject({ outcome: 'failed', actor: anonymous, target: { type: 'account', id: person.id } });
    expect(unknown).toMatchObject({ outcome: 'failed', actor: anonymous, target: null });
    expect(JSON.stringify(await trail())).not.toContain('nobody-has-this');
  });

  test('a refresh token that was used twice', async () => {
    const { id, refreshToken } = await createPerson(app);
    const refresh = () => app.http.post('/api/v1/auth/refresh').send({ refreshToken });
    await refresh().expect(200);
    await refresh().expect(401);
    expect(await newest('sessions.replayed')).toMatchObject({ target: { type: 'account', id } });
  });

  test('the life of a service token, and never the token', async () => {
    const { body } = await app.http
      .post('/api/v1/service-tokens')
      .set(admin.auth)
      .send({ name: 'Posts', scopes: ['events:write'] })
      .expect(201);
    const { id, token } = body.data;
    await app.http.delete(`/api/v1/service-tokens/${id}`).set(admin.auth).expect(204);
    await app.http.delete(`/api/v1/service-tokens/${id}`).set(admin.auth).expect(204); // changes nothing any more
    const entries = await trail({ target: id });
    const about = { actor: ofAdmin(), target: { type: 'service-token', id } };
    expect(entries).toMatchObject([
      { action: 'service-tokens.revoked', before: { name: 'Posts' }, ...about },
      { action: 'service-tokens.created', after: { name: 'Posts', scopes: ['events:write'] }, ...about },
    ]);
    expect(JSON.stringify(entries)).not.toContain(token);
  });

  test('what a setting was and is', async () => {
    const definition = {
      key: 'audited',
      settingType: 'string',
      category: 'general',
      description: 'Before',
      default: null,
    };
    const path = '/api/v1/settings/definitions';
    await app.http.post(path).set(admin.auth).send(definition).expect(201);
    await app.http.put(`${path}/audited`).set(admin.auth).send({ description: 'After' }).expect(200);
    await app.http.put(`${path}/audited?dryRun=true`).set(admin.auth).send({ description: 'Never' }).expect(200);
    await app.http.delete(`${path}/audited`).set(admin.auth).expect(200);
    expect(await trail({ action: 'settings.', target: 'audited' })).toMatchObject([
      { action: 'settings.definition-deleted', before: { description: 'After' } },
      {
        action: 'settings.definition-changed',
        actor: ofAdmin(),
        before: { description: 'Before' },
        after: { description: 'After' },
      },
      { action: 'settings.definition-created', after: { description: 'Before' } },
    ]);
  });

  test('roles as they were and are, and nothing of an attempt that failed', async () => {
    const path = '/api/v1/roles';
    const role = (permissions: string[]) => ({ description: null, permissions });
    await app.http
      .post(path)
      .set(admin.auth)
      .send({ name: 'helper', ...role(['users:read:tenant']) })
      .expect(201);
    await app.http
      .post(path)
      .set(admin.auth)
      .send({ name: 'boss', ...role(['tenants:manage']) })
      .expect(403);
    await app.http
      .put(`${path}/helper`)
      .set(admin.auth)
      .send(role(['users:read:tenant', 'audit:read:tenant']))
      .expect(200);
    await app.http.delete(`${path}/helper`).set(admin.auth).expect(204);
    expect(await trail({ action: 'roles.' })).toMatchObject([
      { action: 'roles.removed', target: { type: 'role', id: 'helper' } },
      {
        action: 'roles.redefined',
        before: { permissions: ['users:read:tenant'] },
        after: { permissions: ['users:read:tenant', 'audit:read:tenant'] },
      },
      { action: 'roles.defined', after: { permissions: ['users:read:tenant'] } },
    ]);
  });

  test('accounts that were made for somebody, and by whom', async () => {
    const person = await createPerson(app, { roles: ['user', 'moderator'] }); // as from the shell
    expect(await trail({ target: person.id, action: 'users.created' })).toMatchObject([
      { actor: { kind: 'system', id: null }, after: { roles: ['user', 'moderator'], emailVerified: true } },
    ]);
  });

  test('what was set up for a tenant', async () => {
    const change = { branding: { name: 'Ours' } };
    await app.http.put('/api/v1/tenant/settings').set(admin.auth).send(change).expect(200);
    expect(await newest('tenants.configured')).toMatchObject({
      actor: ofAdmin(),
      target: { type: 'tenant', id: defaultTenantId },
      after: change,
    });
  });

  test('types of custom blocks', async () => {
    const path = '/api/v1/extensions/types';
    const type = { type: 'audited', dataSchema: { type: 'object' } };
    const made = await app.http.post(path).set(admin.auth).send(type);
    expect(made.status).toBe(201);
    expect(await newest('extension-types.registered')).toMatchObject({
      target: { type: 'extension-type', id: 'audited' },
      after: { dataSchema: { type: 'object' } },
    });
  });
});

describe('the list', () => {
  test('is read with the permission alone, and only that of one’s own tenant', async () => {
    const stranger = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
    const moderator = await createPerson(app, { roles: ['user', 'moderator'] });
    await app.http.get('/api/v1/audit').set(moderator.auth).expect(403);
    await app.http.get('/api/v1/audit/export').set(moderator.auth).expect(403);
    expect(await trail({}, stranger)).toEqual([]);
    expect(await trail({ actor: admin.id }, stranger)).toEqual([]);
    const file = await app.http.get('/api/v1/audit/export').set(stranger.auth).expect(200);
    expect(file.text.trim().split('\n')).toHaveLength(2); // its own export
  });

  test('has pages that neither repeat nor skip, whatever comes in between', async () => {
    const person = await createPerson(app);
    for (let count = 0; count < 5; count++) await app.http.get('/api/v1/audit').set(person.auth).expect(403);
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { body } = await app.http
        .get('/api/v1/audit')
        .query({ limit: 2, actor: person.id, action: 'access.denied', ...(cursor && { cursor }) })
        .set(admin.auth)
        .expect(200);
      ids.push(...body.data.map((entry: Entry) => entry.id));
      cursor = body.meta.nextCursor;
      if (ids.length === 2) await app.http.get('/api/v1/audit').set(person.auth).expect(403);
    } while (cursor);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids).toHaveLength(5);
    await app.http.get('/api/v1/audit').query({ cursor: 'x' }).set(admin.auth).expect(400);
  });

  test('takes filters, and refuses what is none', async () => {
    const [latest] = await trail({ limit: 1 });
    const at = new Date(latest?.at ?? 0);
    expect((await trail({ from: at.toISOString() })).length).toBeGreaterThan(0);
    expect(await trail({ from: new Date(at.getTime() + 60_000).toISOString() })).toEqual([]);
    expect(await trail({ to: '2020-01-01T00:00:00Z' })).toEqual([]);
    for (const query of [
      { action: 'nothing.happened' },
      { action: 'sign' },
      { actor: 'me' },
      { outcome: 'maybe' },
      { tenantId: admin.id },
      { from: 'yesterday' },
    ])
      await app.http.get('/api/v1/audit').query(query).set(admin.auth).expect(400);
  });

  test('shows the place in the chain', async () => {
    await app.container.auditSealer.seal();
    const [last, before] = await trail({ limit: 2 });
    expect(last?.link?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(last?.link?.sequence).toBe((before?.link?.sequence ?? 0) + 1);
  });
});

describe('the file', () => {
  test('has all that the filter takes, is in the trail itself, and holds no formula', async () => {
    const mocker = await createPerson(app);
    const formulas = ['=cmd|"/c calc"!A0', '+1+1', '-1', '@SUM(A1)', '"quoted", and more'];
    for (const formula of formulas)
      await app.http
        .get('/api/v1/audit')
        .set({ ...mocker.auth, 'user-agent': formula })
        .expect(403);
    const reply = await app.http.get('/api/v1/audit/export').query({ actor: mocker.id }).set(admin.auth).expect(200);
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="audit.csv"');
    expect(reply.headers['cache-control']).toBe('private, no-store');
    const lines = reply.text.trim().split('\n');
    expect(lines[0]).toBe(
      'at,action,outcome,actorKind,actorId,targetType,targetId,ip,network,userAgent,requestId,before,after,sequence,hash,id',
    );
    expect(lines).toHaveLength(1 + formulas.length + 1); // and the sign-in
    expect(reply.text).not.toMatch(/(^|,|")[=+\-@]/m);
    expect(reply.text).toContain(`"'=cmd|""/c calc""!A0"`);
    expect(reply.text).toContain('"""quoted"", and more"');
    expect(await newest('audit.exported')).toMatchObject({
      actor: ofAdmin(),
      after: { filter: { actor: mocker.id } },
    });
  });

  test('is sent while it is read, however long it is', async () => {
    await run(
      app,
      `with made as (
         insert into audit.entries (id, tenant_id, actor_kind, action, outcome)
         select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, t.id, 'system', 'users.created', 'allowed'
         from generate_series(1, 2345) n, tenants t where t.slug = 'default' returning id
       ) insert into audit_pending select id from made`,
    );
    expect(await app.container.auditSealer.seal()).toBeGreaterThanOrEqual(2345);
    const reply = await app.http.get('/api/v1/audit/export').query({ action: 'users.created' }).set(admin.auth);
    const ids = reply.text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').at(-1));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(2345);
    // Somebody who goes away in the middle leaves nothing behind: the service answers on.
    const stop = new AbortController();
    const response = await fetch(`${app.url}/api/v1/audit/export`, { headers: admin.auth, signal: stop.signal });
    stop.abort();
    await expect(response.text()).rejects.toThrow();
    await app.http.get('/api/v1/audit').set(admin.auth).expect(200);
  });
});

describe('what is personal', () => {
  test('in the values of an account goes with its key; the entry stays, and the chain fits', async () => {
    const person = await createPerson(app);
    const { transact, auditSealer, auditVerification } = app.container;
    const tenantId = defaultTenantId;
    await transact(null, async (unit) =>
      unit.audit({
        ...{ tenantId, action: 'users.created', actor: { kind: 'system' }, target: { type: 'account', id: person.id } },
        ...{ before: { displayName: 'Áine Canary' }, after: { displayName: 'Bríd Canary' } },
      }),
    );
    await auditSealer.seal();
    const [entry] = await trail({ target: person.id, action: 'users.created' });
    expect(entry).toMatchObject({ before: { displayName: 'Áine Canary' }, after: { displayName: 'Bríd Canary' } });
    const [stored] = await rowsOf<{ text: string }>(
      app,
      `select string_agg(encode(changes, 'escape') || e::text, ' ') as text from audit.entries e`,
    );
    expect(stored?.text).not.toContain('Canary');

    await run(app, 'delete from users where id = $1', [person.id]);
    app.container.changes.announce([`account:${tenantId}/${person.id}`]);
    const [after] = await trail({ target: person.id, action: 'users.created' });
    const { before: _before, after: _after, ...skeleton } = entry ?? {};
    expect(after).toEqual(skeleton);
    expect(await auditVerification.verify()).toMatchObject({ intact: true });
  });

  test('in where it was done from goes after some time; a network stays, and the chain fits', async () => {
    const { audit, addressKeys } = app.container;
    const { id: actor } = await createPerson(app);
    const caller = { kind: 'service', tokenId: actor, tenantId: defaultTenantId, scopes: [] } as const;
    now = new Date('2026-01-10T12:00:00Z');
    for (const ip of ['203.0.113.77', '2001:db8:1:2::3'])
      await audit.recordDenial(caller, { requestId: ip, ip, userAgent }, 'GET /somewhere');
    const origins = async () => {
      now = new Date();
      return (await trail({ actor, action: 'access.denied' })).map(({ origin }) => origin);
    };
    const forgetAt = (moment: string) => {
      now = new Date(moment);
      return addressKeys.forget();
    };
    const [four, six] = [
      { requestId: '203.0.113.77', network: '203.0.113.0/24' },
      { requestId: '2001:db8:1:2::3', network: '2001:db8:1::/48' },
    ];
    await app.container.auditSealer.seal();
    expect(await origins()).toEqual([
      { ...six, ip: '2001:db8:1:2::3', userAgent },
      { ...four, ip: '203.0.113.77', userAgent },
    ]);
    expect(await forgetAt('2026-04-10T23:59:59Z')).toBe(0); // the ninetieth day
    expect(await forgetAt('2026-04-11T00:00:00Z')).toBe(1);
    expect(await origins()).toEqual([
      { ...six, ip: null, userAgent: null },
      { ...four, ip: null, userAgent: null },
    ]);
    expect(await app.container.auditVerification.verify()).toMatchObject({ intact: true });
  });

  test('of one day has one key, however many need it first', async () => {
    const { id } = await createPerson(app);
    const caller = { kind: 'service', tokenId: id, tenantId: defaultTenantId, scopes: [] } as const;
    now = new Date('2027-02-03T12:00:00Z');
    const denials = Array.from({ length: 12 }, (_, at) =>
      app.container.audit.recordDenial(caller, { requestId: 'r', ip: undefined, userAgent: `Browser ${at}` }, 'GET /x'),
    );
    await Promise.all(denials);
    now = new Date();
    const entries = await trail({ actor: id, action: 'access.denied' });
    expect(entries.map(({ origin }) => origin.userAgent).sort()).toEqual(
      Array.from({ length: 12 }, (_, at) => `Browser ${at}`).sort(),
    );
  });
});
