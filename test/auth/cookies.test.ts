// Browsers: a session in a cookie that no script can read and no other site can use.
import { startTestApp, type TestApp } from '../support/app.ts';
import { cookieOf, createPerson, type Person, testPassword } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

const name = '__Host-cameo-session';
let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  person = await createPerson(app);
});
afterAll(() => app?.close());

const ours = { 'sec-fetch-site': 'same-origin' };
const withCookie = (value: string) => ({ cookie: `theme=dark; ${name}=${value}; x=y` });
const read = (value: string) => app.http.get('/api/v1/profile').set(withCookie(value));
const write = (value: string, headers: Record<string, string>) =>
  app.http
    .put('/api/v1/profile')
    .set({ ...withCookie(value), ...headers })
    .send({ headline: 'x' });

it('is set with every guard, and the reply holds no secret', async () => {
  const { headers, body, text } = await app.http
    .post('/api/v1/auth/login')
    .send({ email: person.email, password: testPassword, cookie: true })
    .expect(200);
  const [cookie = ''] = ([headers['set-cookie']].flat() as string[]).filter((set) => set.startsWith(name));
  const [pair = '', ...attributes] = cookie.split('; ');
  expect(attributes.sort()).toEqual(['HttpOnly', `Max-Age=${30 * 86_400}`, 'Path=/', 'SameSite=Lax', 'Secure']);
  expect(body.data).toEqual({ carrier: 'cookie' });
  const value = pair.slice(name.length + 1);
  expect(text).not.toContain(value);
  const rows = await rowsOf<{ text: string }>(app, 'select to_jsonb(s)::text as text from sessions s');
  for (const row of rows) expect(row.text).not.toContain(value.split('.')[1]);
  expect((await read(value).expect(200)).body.data.userId).toBe(person.id);
});

it('writes for our own pages, and for nobody else', async () => {
  const value = await cookieOf(app, person);
  const { origin } = new URL(app.config.http.publicUrl ?? app.url);
  await write(value, ours).expect(200);
  await write(value, { origin }).expect(200);
  const others = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: `http://evil.${new URL(origin).hostname}` },
    { 'sec-fetch-site': 'cross-site', origin },
    { origin: 'https://example.com' },
    { origin: 'null' },
    { referer: `${origin}/` },
  ];
  for (const headers of others) {
    const { body } = await write(value, headers as Record<string, string>).expect(403);
    expect(body.code).toBe('CROSS_SITE_REQUEST');
  }
  await read(value).set('sec-fetch-site', 'cross-site').expect(200);
});

it('a token in the header counts before the cookie', async () => {
  const other = await createPerson(app);
  const value = await cookieOf(app, other);
  const { body } = await read(value).set(person.auth).expect(200);
  expect(body.data.userId).toBe(person.id);
  await read(value).set('authorization', 'Bearer nonsense').expect(401);
});

it('one that is over is nobody’s: pages for everybody stay open', async () => {
  const value = await cookieOf(app, person);
  const gone = [`${value.slice(0, -2)}AA`, value.split('.')[0] ?? '', 'nonsense', '', `${person.refreshToken}`];
  for (const cookie of gone) {
    expect((await read(cookie).expect(401)).body.code).toBe('UNAUTHENTICATED');
    await app.http.get('/api/v1/profiles').set(withCookie(cookie)).expect(200);
  }
});

it('a cookie is no token, neither fresh nor remembered, and a token is no cookie', async () => {
  const value = await cookieOf(app, person);
  await read(value).expect(200);
  await app.http.get('/api/v1/profile').set('authorization', `Bearer ${value}`).expect(401);
  await app.http.get('/api/v1/profile').set(person.auth).expect(200);
  await read(person.accessToken).expect(401);
  await app.http.post('/api/v1/auth/refresh').send({ refreshToken: value }).expect(401);
  await read(value).expect(200);
});

it('signing out ends the session and clears the cookie', async () => {
  const value = await cookieOf(app, person);
  const out = await app.http.post('/api/v1/auth/logout').set(withCookie(value)).set(ours).send({}).expect(204);
  expect(String(out.headers['set-cookie'])).toMatch(new RegExp(`^${name}=; Max-Age=0; .*Secure`));
  await read(value).expect(401);
  await app.http.post('/api/v1/auth/logout').set(withCookie(value)).send({}).expect(204);
});

it('lives on while it is used, and the browser is told', async () => {
  const value = await cookieOf(app, person);
  const [sid] = value.split('.');
  await run(
    app,
    `update sessions set last_used_at = now() - interval '20 minutes', expires_at = now() + interval '1 day' where id = $1`,
    [sid],
  );
  const { headers } = await read(value).expect(200);
  expect(String(headers['set-cookie'])).toContain(`${name}=${value}; Max-Age=`);
  const [row] = await rowsOf<{ isLong: boolean }>(
    app,
    `select expires_at > now() + interval '29 days' as "isLong" from sessions where id = $1`,
    [sid],
  );
  expect(row?.isLong).toBe(true);
  expect((await read(value).expect(200)).headers['set-cookie']).toBeUndefined();
});

it('is over with the account, at once', async () => {
  const other = await createPerson(app);
  const value = await cookieOf(app, other);
  await read(value).expect(200);
  await app.http.delete('/api/v1/users/me/sessions').set(withCookie(value)).set(ours).expect(204);
  await read(value).expect(401);
});
