// Asking to be verified: with words, links and files, until somebody of the team decides.
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailTo } from '../support/mailbox.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { listKeys } from '../support/storage-suite.ts';
import { createPersonElsewhere } from '../support/tenants.ts';

let app: TestApp;
let admin: Person;
let moderator: Person;
let now = new Date();
const dayMs = 86_400_000;
const badge = { name: 'Doctor', description: 'Has shown a diploma.', icon: 'school', issuer: 'Acme Guild' };
beforeAll(async () => {
  app = await startTestApp({ workers: true, clock: () => now });
  admin = await createPerson(app, { roles: ['user', 'admin'] });
  moderator = await createPerson(app, { roles: ['user', 'moderator'] });
  const define = (more: object) =>
    as(admin, 'post', '/badges')
      .send({ ...badge, ...more })
      .expect(201);
  await define({ slug: 'doctor', criteria: 'evidence', verifies: true });
  await define({ slug: 'given-only' });
}, 60_000);
afterAll(() => app?.close());

const as = (person: Pick<Person, 'auth'>, method: 'get' | 'post' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(person.auth);
const ask = (person: Person, kind = 'doctor') =>
  as(person, 'post', '/profile/verification-requests').send({
    kind,
    message: 'Here is my diploma.',
    links: ['https://example.com/diploma'],
  });
const attach = (person: Person, id: string, bytes: Buffer, name = 'diploma.pdf') =>
  as(person, 'post', `/profile/verification-requests/${id}/files`).attach('file', bytes, name);
const decide = (id: string, what: 'approve' | 'decline', reason: string, by = moderator) =>
  as(by, 'post', `/verification-requests/${id}/${what}`).send({ reason });
const own = async (person: Person) => (await as(person, 'get', '/profile/verification-requests').expect(200)).body.data;
const pdf = Buffer.from('%PDF-1.7\n<script>alert(1)</script>');
const filesInStorage = async () =>
  (await listKeys(app.container.storage)).filter((key) => key.startsWith('verifications/'));

it('is approved with a badge that verifies, and its author is told; files go a week later', async () => {
  const person = await createPerson(app, { privacy: { visibility: 'public' } });
  const { id, status } = (await ask(person).expect(201)).body.data;
  expect(status).toBe('pending');
  expectRefusal(await ask(person), [409, 'VERIFICATION_PENDING']);
  const [file] = (await attach(person, id, pdf).expect(201)).body.data.files;
  expect(file).toMatchObject({ type: 'application/pdf', bytes: pdf.length });

  const queue = (await as(moderator, 'get', '/verification-requests').expect(200)).body.data;
  expect(queue).toMatchObject([{ id, userId: person.id, kind: 'doctor', badge: 'Doctor', files: [{ id: file.id }] }]);
  for (const [reader, path] of [
    [moderator, `/verification-requests/${id}/files/${file.id}`],
    [person, `/profile/verification-requests/${id}/files/${file.id}`],
  ] as const) {
    const { headers, body } = await as(reader, 'get', path).responseType('blob').expect(200);
    expect(Buffer.from(body)).toEqual(pdf);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="evidence-${file.id}.pdf"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }

  const decided = (await decide(id, 'approve', 'We have seen it.').expect(200)).body.data;
  expect(decided).toMatchObject({ status: 'approved', reason: 'We have seen it.', decidedBy: moderator.id });
  expect(await own(person)).toMatchObject([{ id, status: 'approved', reason: 'We have seen it.' }]);
  const { data } = (await app.http.get(`/api/v1/profiles/${person.id}`).expect(200)).body;
  expect(data).toMatchObject({ verified: true, badges: ['doctor'] });
  const [grant] = (await app.http.get(`/api/v1/profiles/${person.id}/badges`).expect(200)).body.data;
  expect(grant).toMatchObject({ reason: 'We have seen it.', evidenceUrls: ['https://example.com/diploma'] });
  expect((await mailTo(app, person.email)).subject).toBe('Your profile is verified');
  expectRefusal(await decide(id, 'decline', 'On second thought'), [409, 'VERIFICATION_CLOSED']);
  expectRefusal(await ask(person), [409, 'BADGE_GRANTED']);
  const { body } = await as(admin, 'get', '/audit').query({ action: 'verifications.', target: person.id });
  expect(body.data).toMatchObject([{ action: 'verifications.approved', after: { badge: 'doctor' } }]);

  await app.container.verificationFiles.forget();
  expect(await filesInStorage()).toHaveLength(1);
  now = new Date(now.getTime() + 8 * dayMs);
  await app.container.verificationFiles.forget();
  expect(await filesInStorage()).toEqual([]);
  expect((await own(person))[0].files).toEqual([]);
  now = new Date();
  // Whoever hides the badge is not verified to others.
  await app.http.put('/api/v1/profile/privacy').set(person.auth).send({ badges: 'private' }).expect(200);
  expect((await app.http.get(`/api/v1/profiles/${person.id}`).expect(200)).body.data.verified).toBe(false);
});

it('is declined with a reason, and can be asked again after a week', async () => {
  const person = await createPerson(app);
  const { id } = (await ask(person).expect(201)).body.data;
  await decide(id, 'decline', 'It cannot be read.').expect(200);
  const mail = await mailTo(app, person.email);
  expect(mail.text).toContain('It cannot be read.');
  const refused = await ask(person);
  expectRefusal(refused, [429, 'VERIFICATION_COOL_DOWN']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(6 * 86_400);
  now = new Date(now.getTime() + 8 * dayMs);
  const again = (await ask(person).expect(201)).body.data;
  now = new Date();
  await attach(person, again.id, pdf).expect(201);
  await as(person, 'delete', `/profile/verification-requests/${again.id}`).expect(204);
  // Its files prove nothing to anybody any more.
  await app.container.verificationFiles.forget();
  expect(await filesInStorage()).toEqual([]);
  expectRefusal(await decide(again.id, 'approve', 'Too late.'), [409, 'VERIFICATION_CLOSED']);
  expect((await own(person)).map((one: { status: string }) => one.status)).toEqual(['withdrawn', 'declined']);
});

it('takes PDF, JPEG and PNG by their bytes, five of them, and keeps nothing of others', async () => {
  const person = await createPerson(app);
  const { id } = (await ask(person).expect(201)).body.data;
  expectRefusal(await attach(person, id, Buffer.from('<html>'), 'diploma.pdf'), [415, 'EVIDENCE_TYPE']);
  expectRefusal(await attach(person, id, Buffer.from('GIF89a…'), 'a.png'), [415, 'EVIDENCE_TYPE']);
  const large = Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)]);
  expectRefusal(await attach(person, id, large), [413, 'EVIDENCE_TOO_LARGE']);
  expect(await filesInStorage()).toEqual([]);
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
  for (const bytes of [jpeg, png, pdf, pdf]) await attach(person, id, bytes, 'x.exe').expect(201);
  const both = await Promise.all([attach(person, id, pdf), attach(person, id, pdf)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const [request] = await own(person);
  expect(request.files.map(({ type }: { type: string }) => type).slice(0, 2)).toEqual(['image/jpeg', 'image/png']);
  expect(request.files).toHaveLength(5);
  expect(await filesInStorage()).toHaveLength(5);
});

it('is asked for on one connection: whoever waits for a second one, many at once, would hold up everybody', async () => {
  const narrow = await startTestApp({ beside: app, env: { DATABASE_POOL_SIZE: '1' } });
  try {
    const person = await createPerson(app);
    const request = { kind: 'doctor', message: 'Here is my diploma.' };
    await narrow.http.post('/api/v1/profile/verification-requests').set(person.auth).send(request).expect(201);
  } finally {
    await narrow.close();
  }
});

it('is nobody else’s business', async () => {
  const person = await createPerson(app);
  const { id } = (await ask(person).expect(201)).body.data;
  const fileId = (await attach(person, id, pdf).expect(201)).body.data.files[0].id;
  const other = await createPerson(app);
  const stranger = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
  const gone = [404, 'VERIFICATION_FILE_NOT_FOUND'] as const;
  expectRefusal(await as(other, 'get', `/profile/verification-requests/${id}/files/${fileId}`), gone);
  expectRefusal(await as(stranger, 'get', `/verification-requests/${id}/files/${fileId}`), gone);
  expectRefusal(await as(other, 'get', `/verification-requests/${id}/files/${fileId}`), [403, 'FORBIDDEN']);
  expectRefusal(await as(other, 'delete', `/profile/verification-requests/${id}`), [
    404,
    'VERIFICATION_REQUEST_NOT_FOUND',
  ]);
  expectRefusal(await decide(id, 'approve', 'Mine.', stranger), [404, 'VERIFICATION_REQUEST_NOT_FOUND']);
  expectRefusal(await ask(other, 'given-only'), [409, 'BADGE_NOT_REQUESTABLE']);
  expectRefusal(await ask(other, 'no-such'), [404, 'BADGE_NOT_FOUND']);
  expectRefusal(await ask(await createPerson(app, { verified: false })), [403, 'EMAIL_NOT_VERIFIED']);
  const mine = (await ask(moderator).expect(201)).body.data;
  expectRefusal(await decide(mine.id, 'approve', 'I am.'), [409, 'CANNOT_GRANT_YOURSELF']);
});

it('is not claimed in a name', async () => {
  const person = await createPerson(app);
  const call = (displayName: string) => app.http.put('/api/v1/profile').set(person.auth).send({ displayName });
  for (const name of ['Doctor', 'Ada (Doctor)', 'Ada | D0ctоr', 'ＤＯＣＴＯＲ · Ada']) {
    const refused = await call(name);
    expectRefusal(refused, [422, 'NAME_IMITATES_BADGE']);
    expect(refused.body.details).toMatchObject([{ path: 'displayName' }]);
  }
  for (const name of ['Doctor Who', 'Ada Doctorow', 'Jean-Luc']) await call(name).expect(200);
});
