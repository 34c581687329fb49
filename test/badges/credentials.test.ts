// Badges as Open Badges 3.0 credentials, checked as a stranger would: with what we publish, and nothing else.
import { gunzipSync } from 'node:zlib';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';

let app: TestApp;
let moderator: Person;
beforeAll(async () => {
  app = await startTestApp();
  moderator = await createPerson(app, { roles: ['user', 'moderator'] });
  const admin = await createPerson(app, { roles: ['user', 'admin'] });
  await app.http
    .post('/api/v1/badges')
    .set(admin.auth)
    .send({ slug: 'tested', name: 'Tested', description: 'It was seen to work.', icon: 'code', issuer: 'Acme Guild' })
    .expect(201);
});
afterAll(() => app?.close());

async function give(person: Person, more: object = {}): Promise<string> {
  const order = { slug: 'tested', reason: 'It works.', ...more };
  const path = `/api/v1/users/${person.id}/badges`;
  return (await app.http.post(path).set(moderator.auth).send(order).expect(201)).body.data[0].id;
}

const ask = (person: Person, grantId: string) =>
  app.http.get(`/api/v1/profiles/${person.id}/badges/${grantId}/credential`);

/** What a verifier makes of a JWT of ours. */
async function verify(jwt: string) {
  const { body } = await app.http.get('/.well-known/jwks.json').expect(200);
  return jwtVerify(jwt, createLocalJWKSet(body), { algorithms: ['ES256'] });
}

const record = (value: unknown): Record<string, unknown> => ({ ...(value as object) });

/** Whether the bit that a credential points to says that it was withdrawn. */
async function isWithdrawn(jwt: string): Promise<boolean> {
  const status = record((await verify(jwt)).payload.credentialStatus);
  const { text } = await app.http.get(new URL(String(status.statusListCredential)).pathname).expect(200);
  const { payload } = await verify(text);
  expect(payload.type).toEqual(['VerifiableCredential', 'BitstringStatusListCredential']);
  const encoded = String(record(payload.credentialSubject).encodedList);
  expect(encoded.startsWith('u')).toBe(true);
  const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'));
  expect(bits.length * 8).toBeGreaterThanOrEqual(131_072);
  const place = Number(status.statusListIndex);
  return ((bits[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0;
}

it('says what was achieved, by whom and who says so, under a signature that our key set proves', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public' } });
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const grantId = await give(person, { evidenceUrl: 'https://example.com/proof', expiresAt });
  const [{ id }] = (await app.http.get(`/api/v1/profiles/${person.id}/badges`).expect(200)).body.data;
  expect(id).toBe(grantId);
  const reply = await ask(person, grantId).expect(200);
  expect(reply.headers['content-type']).toMatch(/^application\/vc\+jwt/);
  const { payload, protectedHeader } = await verify(reply.text);
  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'vc+jwt' });
  const issuer = app.container.config.http.publicUrl;
  expect(payload).toMatchObject({
    '@context': ['https://www.w3.org/ns/credentials/v2', expect.stringContaining('/spec/ob/v3p0/context')],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuer, name: 'Acme Guild' },
    credentialSubject: {
      id: `${issuer}/p/${person.id}`,
      achievement: { name: 'Tested', description: 'It was seen to work.' },
    },
    evidence: [{ id: 'https://example.com/proof', narrative: 'It works.' }],
    validUntil: expiresAt,
    iss: issuer,
    jti: `urn:uuid:${grantId}`,
    sub: `${issuer}/p/${person.id}`,
    exp: Math.floor(Date.parse(expiresAt) / 1000),
  });
  expect(payload.nbf).toBe(Math.floor(Date.parse(String(payload.validFrom)) / 1000));
  expect(await isWithdrawn(reply.text)).toBe(false);
  expect(JSON.stringify(payload)).not.toContain(person.email);
});

it('reads as withdrawn once the badge is taken away, and when its holder is gone', async () => {
  const people = [
    await createPerson(app, { privacy: { visibility: 'public' } }),
    await createPerson(app, { privacy: { visibility: 'public' } }),
    await createPerson(app, { privacy: { visibility: 'public' } }),
  ] as const;
  const grants = await Promise.all(people.map((person) => give(person)));
  const [first = '', second = '', third = ''] = await Promise.all(
    people.map(async (person, at) => (await ask(person, grants[at] ?? '').expect(200)).text),
  );
  await app.http
    .delete(`/api/v1/users/${people[0].id}/badges/${grants[0]}`)
    .set(moderator.auth)
    .query({ reason: 'It broke.' })
    .expect(204);
  await app.container.sequelize.query('delete from badge_grants where id = $1', { bind: [grants[1]] });
  expect(await Promise.all([first, second, third].map(isWithdrawn))).toEqual([true, true, false]);
  expectRefusal(await ask(people[0], grants[0] ?? ''), [404, 'GRANT_NOT_FOUND']);
});

it('is the same place in the list however often and from wherever it is asked for', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public' } });
  const grantId = await give(person);
  const copies = await Promise.all(Array.from({ length: 10 }, () => ask(person, grantId).expect(200)));
  const places = await Promise.all(
    copies.map(async ({ text }) => record((await verify(text)).payload.credentialStatus).id),
  );
  expect(new Set(places).size).toBe(1);
});

it('is for those who may see the badge, and opens no door', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public', badges: 'private' } });
  const grantId = await give(person);
  expectRefusal(await ask(person, grantId), [404, 'GRANT_NOT_FOUND']);
  const { text } = await ask(person, grantId).set(person.auth).expect(200);
  expectRefusal(await app.http.get('/api/v1/profile').set({ authorization: `Bearer ${text}` }), [
    401,
    'UNAUTHENTICATED',
  ]);
  const hidden = await createPerson(app);
  expectRefusal(await ask(hidden, await give(hidden)), [404, 'PROFILE_NOT_FOUND']);
  const nobody = '019c6e2a-0000-7000-8000-000000000001';
  expectRefusal(await app.http.get(`/api/v1/badges/status/${nobody}/0`), [404, 'STATUS_LIST_NOT_FOUND']);
});
