// Promised mails on their way through a real mail server: each once, to the right address, in the reader's language.
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { upload } from '../support/avatars.ts';
import { eventually } from '../support/eventually.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { type CaughtMail, type SmtpCatcher, startSmtp } from '../support/smtp.ts';
import { rowsOf, workDone } from '../support/work.ts';

let smtp: SmtpCatcher;
let app: TestApp;
beforeAll(async () => {
  smtp = await startSmtp();
  app = await startTestApp({
    workers: true,
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'People <no-reply@people.example>' },
  });
});
afterAll(async () => {
  await app?.close();
  await smtp?.close();
});
beforeEach(() => {
  smtp.mails.length = 0;
  smtp.onRecipient = () => undefined;
  smtp.onMessage = () => undefined;
});

const register = (email: string, headers: Record<string, string> = {}) =>
  app.http.post('/api/v1/auth/register').set(headers).send({ email, password: testPassword }).expect(202);
const mailsTo = (address: string) => smtp.mails.filter(({ to }) => to === address);
const mailTo = (address: string): Promise<CaughtMail> => eventually(() => mailsTo(address)[0]);
const codeIn = ({ text }: CaughtMail) => /Code: (\d{6})/.exec(text)?.[1] ?? '';

interface Mark {
  readonly key: string;
  readonly reason: string;
}
const marksOf = (email: string) =>
  rowsOf<Mark>(
    app,
    `select r.address_key as key, r.reason from refused_addresses r join users u on u.id = r.user_id where u.email = $1`,
    [email],
  );

/** Lets something happen of which a person is told, but need not be. */
async function tell(person: Person): Promise<void> {
  const picture = await solid([1, 2, 3], 300, 300).png().toBuffer();
  await upload(app, person, picture.subarray(0, picture.length - 40));
  await workDone(app);
}

/** A promise of the mail that says that there is an account. */
const accountExists = (tenantId: string, { id: userId }: Person) =>
  ({ tenantId, userId, purpose: 'account-exists', referenceId: userId }) as const;
async function tenantOf({ id }: Person): Promise<string> {
  const [row] = await rowsOf<{ tenantId: string }>(app, 'select tenant_id as "tenantId" from users where id = $1', [
    id,
  ]);
  return row?.tenantId ?? '';
}

test('a registration brings one mail from the sender, named after its promise, and nothing into a file', async () => {
  const email = 'one@example.com';
  await register(email);
  const { headers, text, from } = await mailTo(email);
  await workDone(app);
  expect(mailsTo(email)).toHaveLength(1);
  const [row] = await rowsOf<{ id: string }>(
    app,
    `select m.id from mails m join users u on u.id = m.user_id where u.email = $1`,
    [email],
  );
  expect(headers).toMatchObject({
    from: 'People <no-reply@people.example>',
    'message-id': `<${row?.id}@people.example>`,
  });
  expect(from).toBe('no-reply@people.example');
  expect(text).toContain('\n-- \nPeople\n');
  await app.http.get('/dev/mail.json').expect(404);
});

test('links begin with PUBLIC_URL, whatever a request calls the service', async () => {
  const email = 'forged@example.com';
  await register(email, {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-port': '666',
    'x-forwarded-for': '203.0.113.9',
    'x-original-host': 'evil.example',
    forwarded: 'for=203.0.113.9;host=evil.example;proto=gopher',
    origin: 'https://evil.example',
    referer: 'https://evil.example/register',
  });
  const { raw, text, html } = await mailTo(email);
  const links = [...`${text}\n${html}`.matchAll(/\b[a-z]+:\/\/[^\s"<]+/g)].map(([link]) => link);
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) expect(link.startsWith(`${app.config.http.publicUrl}/`)).toBe(true);
  expect(`${raw}${text}${html}`).not.toMatch(/evil|gopher/);
});

describe('the language of a mail', () => {
  const subjectFor = async (choose: (person: Person) => Promise<unknown>) => {
    const person = await createPerson(app);
    await choose(person);
    await register(person.email);
    const { subject, headers } = await mailTo(person.email);
    return [headers['content-language'], subject];
  };
  const prefer = (person: Person, language: string) =>
    app.http.put('/api/v1/profile/preferences').set(person.auth).send({ language }).expect(200);
  const speak = (person: Person, language: string) =>
    app.http.put('/api/v1/profile').set(person.auth).send({ language }).expect(200);

  it('is the one of the preferences', async () => {
    const chosen = subjectFor(async (person) => {
      await speak(person, 'fr');
      await prefer(person, 'de-AT');
    });
    expect(await chosen).toEqual(['de', 'Sie haben schon ein Konto']);
  });

  it('is the one of the profile where nobody has chosen', async () => {
    expect(await subjectFor((person) => speak(person, 'ja-JP'))).toEqual(['ja', 'すでにアカウントをお持ちです']);
  });

  it('is English where neither is known, or there', async () => {
    expect(await subjectFor(async () => {})).toEqual(['en', 'You already have an account']);
    expect(await subjectFor((person) => prefer(person, 'pt-BR'))).toEqual(['en', 'You already have an account']);
  });
});

describe('a mail goes out once', () => {
  it('however often its job runs, also at the same time', async () => {
    const person = await createPerson(app);
    const promised = accountExists(await tenantOf(person), person);
    const id = newId();
    smtp.onMessage = () => sleep(300, undefined);
    const runs = await Promise.allSettled([1, 2, 3].map(() => app.container.mail.send(id, promised)));
    // Who came second does not know how it ends, and asks again.
    expect(runs.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await app.container.mail.send(id, promised);
    expect(mailsTo(person.email)).toHaveLength(1);
    await app.container.mail.send(newId(), promised);
    expect(mailsTo(person.email)).toHaveLength(2);
  });

  it('and later, when the server does not take it now', async () => {
    const email = 'greylisted@example.com';
    let tries = 0;
    smtp.onRecipient = () => (++tries < 3 ? '451 4.7.1 Greylisted, come back later' : undefined);
    await register(email);
    await mailTo(email);
    await workDone(app);
    expect([tries, mailsTo(email).length]).toEqual([3, 1]);
    expect(await marksOf(email)).toEqual([]);
  });
});

describe('an address that is refused for good', () => {
  const refuseOnly = (refused: string) => {
    const asked: string[] = [];
    smtp.onRecipient = (address) => {
      asked.push(address);
      return address === refused ? '550 5.1.1 No such user here' : undefined;
    };
    return asked;
  };

  it('is marked, and its job is over', async () => {
    const email = 'Nobody.Here@example.com';
    const asked = refuseOnly(email);
    await register(email);
    await workDone(app);
    expect(asked).toEqual([email]);
    expect(await marksOf(email)).toEqual([{ key: 'nobody.here@example.com', reason: '550 5.1.1 No such user here' }]);
    expect(await rowsOf(app, 'select id from outbox')).toEqual([]);
  });

  it('gets only what must be told, until it takes mail again', async () => {
    const person = await createPerson(app);
    const promised = accountExists(await tenantOf(person), person);
    const asked = refuseOnly(person.email);
    await app.container.mail.send(newId(), promised);
    expect(await marksOf(person.email)).toHaveLength(1);

    await tell(person);
    expect(asked).toEqual([person.email]); // nobody asked again

    smtp.onRecipient = () => undefined;
    await tell(person);
    expect(mailsTo(person.email)).toEqual([]);
    await app.container.mail.send(newId(), promised);
    expect(await marksOf(person.email)).toEqual([]);
    await tell(person);
    expect(mailsTo(person.email).map(({ subject }) => subject)).toEqual([
      'You already have an account',
      'Your picture could not be used',
    ]);
  });

  it('is forgiven when it is proved', async () => {
    const email = 'proves@example.com';
    await register(email);
    const code = codeIn(await mailTo(email));
    const [user] = await rowsOf<{ id: string; tenantId: string }>(
      app,
      'select id, tenant_id as "tenantId" from users where email = $1',
      [email],
    );
    const verification = await rowsOf<{ id: string }>(app, 'select id from email_verifications where email = $1', [
      email,
    ]);
    const { id: userId = '', tenantId = '' } = user ?? {};
    refuseOnly(email);
    const promised = { tenantId, userId, purpose: 'verify-email', referenceId: verification[0]?.id ?? '' } as const;
    await app.container.mail.send(newId(), promised);
    expect(await marksOf(email)).toHaveLength(1);

    smtp.onRecipient = () => undefined;
    await app.http.post('/api/v1/auth/verify-email').send({ email, code, password: testPassword }).expect(200);
    const login = await app.http.post('/api/v1/auth/login').send({ email, password: testPassword }).expect(200);
    const auth = { authorization: `Bearer ${login.body.data.accessToken}` };
    await tell({ id: userId, email, auth, accessToken: '', refreshToken: '' });
    expect(mailsTo(email).at(-1)?.subject).toBe('Your picture could not be used');
  });

  it('is not marked for what the server has against us', async () => {
    const person = await createPerson(app);
    smtp.onRecipient = () => '550 5.7.1 Relaying denied';
    const promised = accountExists(await tenantOf(person), person);
    await expect(app.container.mail.send(newId(), promised)).rejects.toThrow();
    expect(await marksOf(person.email)).toEqual([]);
  });
});
