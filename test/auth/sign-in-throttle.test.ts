// Guessing passwords is slow, wherever it is done from; and nobody can be locked out by it.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';

const throttled: readonly [number, string] = [429, 'SIGN_IN_THROTTLED'];
const start = new Date();

let now = start;
let app: TestApp;
let ada: Person;
beforeAll(async () => {
  app = await startTestApp({ env: { TRUST_PROXY: '1' }, clock: () => now });
});
beforeEach(async () => {
  now = start;
  ada = await createPerson(app);
});
afterAll(() => app?.close());

let addresses = 0;
/** An address of the network that nobody has used. */
const elsewhere = () => `2001:db8:${(++addresses).toString(16)}::1`;

interface Try {
  readonly email: string;
  readonly password?: string;
  readonly from: string;
  readonly cookie?: string;
}

const signIn = ({ email, password = testPassword, from, cookie }: Try) =>
  app.http
    .post('/api/v1/auth/login')
    .set({ 'x-forwarded-for': from, ...(cookie && { cookie }) })
    .send({ email, password });

async function guess(count: number, { email, from, cookie }: Omit<Try, 'password'>): Promise<number[]> {
  const replies = await Promise.all(
    Array.from({ length: count }, () => signIn({ email, password: 'wrong password', from, ...(cookie && { cookie }) })),
  );
  return replies.map(({ status }) => status).sort();
}

/** The cookie by which a browser is known that has just signed in. */
async function cookieOf(reply: PromiseLike<{ headers: Record<string, unknown> }>): Promise<string> {
  const [cookie] = [(await reply).headers['set-cookie']].flat();
  expect(cookie).toMatch(/^__Host-cameo-device=[\w.~-]+; Path=\/; Max-Age=2592000; Secure; HttpOnly; SameSite=Strict$/);
  return String(cookie).split(';')[0] ?? '';
}

/** As many wrong passwords, from as many places, as an address takes in an hour without asking more of anybody. */
async function attack(email: string): Promise<void> {
  for (let place = 0; place < 20; place++)
    expect(await guess(5, { email, from: elsewhere() })).toEqual([401, 401, 401, 401, 401]);
}

test('five wrong passwords in a minute, also when all come at once; then the right one has to wait, too', async () => {
  const from = elsewhere();
  expect(await guess(12, { email: ada.email, from })).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
  const refused = await signIn({ email: ada.email, from });
  expectRefusal(refused, throttled);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect(refused.headers).not.toHaveProperty('set-cookie');
});

test('an address that nobody has is answered alike, in every spelling', async () => {
  const from = elsewhere();
  const known = await guess(7, { email: ada.email, from });
  expect(await guess(7, { email: 'nobody@example.com', from })).toEqual(known);
  expect(await guess(7, { email: 'not an address', from })).toEqual(known);
  const [one, other] = await Promise.all([
    signIn({ email: ada.email, from }),
    signIn({ email: 'NOBODY@Example.com', from }),
  ]);
  const comparable = ({ status, body, headers }: typeof one) => [status, body.code, body.error, Object.keys(headers)];
  expect(comparable(other)).toEqual(comparable(one));
});

test('who signs in may mistype again as often as before', async () => {
  const from = elsewhere();
  for (let round = 0; round < 3; round++) {
    expect(await guess(4, { email: ada.email, from })).toEqual([401, 401, 401, 401]);
    await signIn({ email: ada.email, from }).expect(200);
  }
});

test('guesses from one place lock nobody out in another', async () => {
  await guess(30, { email: ada.email, from: elsewhere() });
  await signIn({ email: ada.email, from: elsewhere() }).expect(200);
});

test('a device that somebody has signed in on is theirs, even at the guesser’s own address', async () => {
  const from = elsewhere();
  const cookie = await cookieOf(signIn({ email: ada.email, from }));
  await guess(12, { email: ada.email, from });
  expectRefusal(await signIn({ email: ada.email, from }), throttled);
  await signIn({ email: ada.email, from, cookie }).expect(200);
  // It is no licence to guess.
  expect(await guess(7, { email: ada.email, from: elsewhere(), cookie })).toEqual([401, 401, 401, 401, 401, 429, 429]);
});

test('while an address is attacked from everywhere, its devices get in, and a new one has two tries', async () => {
  const cookie = await cookieOf(signIn({ email: ada.email, from: elsewhere() }));
  await attack(ada.email);
  expect(await guess(5, { email: ada.email, from: elsewhere() })).toEqual([401, 401, 429, 429, 429]);
  await signIn({ email: ada.email, from: elsewhere(), cookie }).expect(200);
  await signIn({ email: ada.email, from: elsewhere() }).expect(200);
  // Others at the same places are not concerned.
  const eve = await createPerson(app);
  expect(await guess(5, { email: eve.email, from: elsewhere() })).toEqual([401, 401, 401, 401, 401]);
});

test('a list of addresses is not tried from one place', async () => {
  const from = elsewhere();
  const cookie = await cookieOf(signIn({ email: ada.email, from }));
  const statuses = await Promise.all(
    Array.from({ length: 310 }, (_, n) => signIn({ email: `p${n}@stolen.example`, from }).then(({ status }) => status)),
  );
  expect(statuses.filter((status) => status === 401)).toHaveLength(300);
  const eve = await createPerson(app);
  expectRefusal(await signIn({ email: eve.email, from }), throttled);
  await signIn({ email: ada.email, from, cookie }).expect(200);
}, 60_000);

test('a browser is known to several people, for thirty days, and nobody can make one up', async () => {
  const eve = await createPerson(app);
  const from = elsewhere();
  const first = await cookieOf(signIn({ email: ada.email, from }));
  const shared = await cookieOf(signIn({ email: eve.email, from, cookie: first }));
  const isKnown = async (email: string, cookie: string) => {
    const place = elsewhere();
    await guess(5, { email, from: place });
    return (await signIn({ email, from: place, cookie })).status === 200;
  };
  expect(await isKnown(ada.email, shared)).toBe(true);
  expect(await isKnown(eve.email, shared)).toBe(true);
  expect(await isKnown(eve.email, first)).toBe(false);
  expect(
    await isKnown(
      ada.email,
      first.replace(/=./, (start) => (start === '=A' ? '=B' : '=A')),
    ),
  ).toBe(false);
  expect(await isKnown(ada.email, '__Host-cameo-device=~.~..~')).toBe(false);
  now = new Date(start.getTime() + 31 * 86_400_000);
  expect(await isKnown(ada.email, shared)).toBe(false);
});

test('a browser with a session cookie is known, too', async () => {
  const credentials = { email: ada.email, password: testPassword, cookie: true };
  const { headers } = await app.http.post('/api/v1/auth/login').send(credentials).expect(200);
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(/^__Host-cameo-session=/),
    expect.stringMatching(/^__Host-cameo-device=/),
  ]);
});

test('whoever took over a session cannot go on guessing its owner’s password', async () => {
  const again = await signIn({ email: ada.email, from: elsewhere() });
  const own = { authorization: `Bearer ${again.body.data.accessToken}` };
  const prove = (auth: { authorization: string }, password: string) =>
    app.http.post('/api/v1/auth/reauthenticate').set(auth).send({ password });
  const change = (currentPassword: string) =>
    app.http
      .put('/api/v1/users/me/password')
      .set(ada.auth)
      .send({ currentPassword, newPassword: 'another horse battery' });
  for (let turn = 0; turn < 3; turn++) expectRefusal(await prove(ada.auth, 'wrong password'), [403, 'WRONG_PASSWORD']);
  for (let turn = 0; turn < 2; turn++) expectRefusal(await change('wrong password'), [403, 'WRONG_PASSWORD']);
  expectRefusal(await prove(ada.auth, testPassword), throttled);
  expectRefusal(await change(testPassword), throttled);
  await prove(own, testPassword).expect(200);
});

test('the dashboard’s password box is no way around', async () => {
  const from = elsewhere();
  const box = (password: string) =>
    app.http.get('/admin/queues').set({
      'x-forwarded-for': from,
      authorization: `Basic ${Buffer.from(`${ada.email}:${password}`).toString('base64')}`,
    });
  for (let turn = 0; turn < 5; turn++) await box(`wrong ${turn}`).expect(401);
  expectRefusal(await box('wrong again'), throttled);
  expectRefusal(await signIn({ email: ada.email, from }), throttled);
});
