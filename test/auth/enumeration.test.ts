// Whether an address is known: neither the answer nor the work behind it tells. Counted, not timed: statements that the
// database gets and passwords that are hashed or compared (`npm run bench -- enumeration` times them).
import { createRequire } from 'node:module';
import pg from 'pg';
import type { TestApp } from '../support/app.ts';

const work: string[] = [];
const argon2: Record<string, (...given: unknown[]) => unknown> = createRequire(import.meta.url)('@node-rs/argon2');
for (const name of ['hash', 'verify']) {
  const run = argon2[name];
  argon2[name] = (...given) => {
    work.push(name);
    return run?.(...given);
  };
}

// Only now: whoever imports the library from here on gets what counts.
const { startTestApp } = await import('../support/app.ts');
const { createPerson, testPassword } = await import('../support/people.ts');

let app: TestApp;
const known: Record<string, string> = {};
beforeAll(async () => {
  app = await startTestApp();
  known.verified = (await createPerson(app)).email;
  known.unverified = (await createPerson(app, { verified: false })).email;
});
afterAll(() => app?.close());

/** What one request makes the service do, in order. */
async function workOf(path: string, body: object) {
  const { query } = pg.Client.prototype;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...given: unknown[]) {
      const [statement] = given;
      const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
      work.push(text.replace(/\s+/g, ' ').trim());
      return Reflect.apply(query, this, given);
    },
  });
  work.length = 0;
  const answer = await app.http.post(`/api/v1/auth/${path}`).send(body);
  await app.container.relay.idle();
  Object.assign(pg.Client.prototype, { query });
  const { requestId: _, ...said } = answer.body;
  // Transactions have names of their own; announcements belong to no request.
  const did = work.filter((text) => !/pg_notify|^select 1$/i.test(text)).map((text) => text.replace(/'[^']*'/g, '…'));
  return { status: answer.status, said, headers: Object.keys(answer.headers).sort(), did };
}

test.each<[path: string, body: (email: string) => object]>([
  ['register', (email) => ({ email, password: testPassword, displayName: 'Ada' })],
  ['login', (email) => ({ email, password: 'not this password' })],
  ['forgot-password', (email) => ({ email })],
  ['resend-verification', (email) => ({ email })],
])('POST /auth/%s does the same for every address', async (path, body) => {
  await workOf(path, body('first@example.com')); // prepares statements and the decoy
  const unknown = await workOf(path, body('nobody@example.com'));
  expect(unknown.did.length).toBeGreaterThan(2);
  expect(unknown.did.filter((step) => step === 'hash' || step === 'verify')).toEqual(
    { register: ['hash'], login: ['verify'] }[path] ?? [],
  );
  for (const email of Object.values(known)) expect(await workOf(path, body(email))).toEqual(unknown);
});
