// Mails that need not be are switched off from within a mail, by hand or by the mail program; those that must be are not.
import { startTestApp, type TestApp } from '../support/app.ts';
import { upload } from '../support/avatars.ts';
import { solid } from '../support/images.ts';
import { createPerson, type Person } from '../support/people.ts';
import { type CaughtMail, type SmtpCatcher, startSmtp } from '../support/smtp.ts';
import { rowsOf, workDone } from '../support/work.ts';

let smtp: SmtpCatcher;
let app: TestApp;
beforeAll(async () => {
  smtp = await startSmtp();
  app = await startTestApp({ workers: true, env: { SMTP_URL: smtp.url } });
});
afterAll(async () => {
  await app?.close();
  await smtp?.close();
});

async function refusedPicture(person: Person): Promise<CaughtMail | undefined> {
  smtp.mails.length = 0;
  const picture = await solid([1, 2, 3], 300, 300).png().toBuffer();
  await upload(app, person, picture.subarray(0, picture.length - 40));
  await workDone(app);
  return smtp.mails.find(({ to }) => to === person.email);
}
const tokenIn = (text = ''): string => /\/mails\/switch-off\?token=([\w.-]+)/.exec(text)?.[1] ?? '';
const eventsOf = async (person: Person) =>
  (await app.http.get('/api/v1/profile/preferences').set(person.auth).expect(200)).body.data.notifications.events;

test('opening the link shows a page; its button, or a mail program, switches off that kind of mail only', async () => {
  const person = await createPerson(app);
  const mail = await refusedPicture(person);
  const header = mail?.headers['list-unsubscribe'] ?? '';
  const token = tokenIn(header);
  expect(header).toBe(`<${app.config.http.publicUrl}/mails/switch-off?token=${token}>`);
  expect(mail?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  expect(tokenIn(mail?.text)).toBe(token);

  const page = await app.http.get('/mails/switch-off').query({ token }).expect(200);
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("form-action 'self'"),
  });
  expect(page.text).toMatch(/<form method="post"><button>/);
  const french = await app.http.get('/mails/switch-off').query({ token }).set('Accept-Language', 'fr').expect(200);
  expect(french.text).toContain('<html lang="fr">');
  expect(french.text).toContain('<button>Les désactiver</button>');
  expect(french.headers.vary).toMatch(/\bAccept-Language\b/i);
  expect(await eventsOf(person)).toBeUndefined();

  for (const _time of [1, 2])
    await app.http
      .post('/mails/switch-off')
      .query({ token })
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200)
      .expect('content-type', 'text/html; charset=utf-8');
  expect(await eventsOf(person)).toEqual({ 'avatar.refused': { email: false } });
  expect(await refusedPicture(person)).toBeUndefined();
  const changed = await rowsOf(app, `select 1 from activities where user_id = $1 and type = 'preferences.updated'`, [
    person.id,
  ]);
  expect(changed.length).toBeGreaterThan(0);
});

test('what protects an account has no such link', async () => {
  const email = 'newcomer@example.com';
  await app.http.post('/api/v1/auth/register').send({ email, password: 'correct horse battery' }).expect(202);
  await workDone(app);
  const mail = smtp.mails.find(({ to }) => to === email);
  expect(mail?.subject).toBe('Confirm your e-mail address');
  expect(Object.keys(mail?.headers ?? {}).filter((name) => name.startsWith('list-'))).toEqual([]);
  expect(`${mail?.text}${mail?.html}`).not.toContain('switch-off');
});

describe('a token', () => {
  const refuse = async (token: string) => {
    const { body } = await app.http.post('/mails/switch-off').query({ token }).expect(400);
    expect(body.code).toBe('SWITCH_OFF_FAILED');
  };

  it('for something else switches nothing off', async () => {
    const person = await createPerson(app);
    await refuse(person.accessToken);
    const forged = await app.container.tokens.sign('verify-email', { subject: person.id }, 60);
    await refuse(forged);
    await refuse('nonsense');
    expect(await eventsOf(person)).toBeUndefined();
  });

  it('of nobody, of what is not known, or of what must be told switches nothing off', async () => {
    const person = await createPerson(app);
    const [row] = await rowsOf<{ tenantId: string }>(app, 'select tenant_id as "tenantId" from users where id = $1', [
      person.id,
    ]);
    const sign = (subject: string, claims: object) =>
      app.container.tokens.sign('switch-off-mails', { subject, claims: { ...row, ...claims } }, 60);
    await refuse(await sign(person.id, { notification: 'account.password-changed' }));
    await refuse(await sign(person.id, { notification: 'constructor' }));
    await refuse(await sign(person.id, {}));
    await refuse(await sign('0198c1a2-0000-7000-8000-000000000002', { notification: 'avatar.refused' }));
    expect(await eventsOf(person)).toBeUndefined();
  });
});
