// Nobody is told what they do not want to be told, and everybody is told what protects their account.

import { jobs, mailPurposes } from '../../src/contracts/jobs/index.ts';
import { mailNotifications, notificationChannels, notifications } from '../../src/contracts/notifications.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { finished, upload } from '../support/avatars.ts';
import { solid } from '../support/images.ts';
import { mailsTo, mailTo } from '../support/mailbox.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, workDone } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

/** A picture whose header is sound and whose pixels are not: only decoding shows it. */
async function brokenPicture(): Promise<Buffer> {
  const whole = await solid([1, 2, 3], 300, 300).png().toBuffer();
  return whole.subarray(0, whole.length - 40);
}

async function createChooser(notifications?: object | boolean): Promise<Person> {
  const person = await createPerson(app);
  if (notifications !== undefined)
    await app.http.put('/api/v1/profile/preferences').set(person.auth).send({ notifications }).expect(200);
  return person;
}

describe('a picture that cannot be used', () => {
  async function refusalOf(person: Person): Promise<string> {
    await upload(app, person, await brokenPicture());
    const done = await finished(app, person);
    expect(done.status).toBe('rejected');
    await workDone(app);
    return String(done.reason);
  }

  it('is told by mail, with the reason and once', async () => {
    const person = await createChooser();
    const reason = await refusalOf(person);
    const mails = await mailsTo(app, person.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Your picture could not be used']);
    expect(mails[0]?.text).toContain(reason);
  });

  it.each([
    ['it', { events: { 'avatar.refused': { email: false } } }],
    ['mails', { email: false }],
    ['mails, though wanted for this', { email: false, events: { 'avatar.refused': { email: true } } }],
    ['anything', false],
  ])('is not told to who switched %s off', async (_, choice) => {
    const person = await createChooser(choice);
    await refusalOf(person);
    expect(await mailsTo(app, person.email)).toEqual([]);
    expect(await rowsOf(app, 'select 1 from mails where user_id = $1', [person.id])).toEqual([]);
  });

  it('is not told to an address that nobody has proved', async () => {
    const person = await createPerson(app, { verified: false });
    await refusalOf(person);
    const subjects = (await mailsTo(app, person.email)).map(({ subject }) => subject);
    expect(subjects).toEqual(['Confirm your e-mail address']);
  });

  it('is told to who switched something else off, and again to who switched it on again', async () => {
    const person = await createChooser({ push: false, events: { 'avatar.refused': { inApp: false, email: false } } });
    await app.http
      .put('/api/v1/profile/preferences')
      .set(person.auth)
      .send({ notifications: { events: { 'avatar.refused': { email: null } } } })
      .expect(200);
    await refusalOf(person);
    expect(await mailsTo(app, person.email)).toHaveLength(1);
  });
});

it('what protects an account goes out to who switched everything off', async () => {
  const { email } = await createChooser(false);
  await app.http.post('/api/v1/auth/register').send({ email, password: 'another good password' }).expect(202);
  expect((await mailTo(app, email)).subject).toBe('You already have an account');
});

describe('the registry', () => {
  it('knows what each mail tells of', () => {
    const { payload } = jobs['mail.send'];
    const accepted: unknown[] = payload.extract('purpose').describe().allow ?? [];
    expect(accepted).toEqual([...mailPurposes]);
    for (const purpose of mailPurposes) {
      expect([purpose, Object.keys(notifications)]).toEqual([
        purpose,
        expect.arrayContaining([mailNotifications[purpose]]),
      ]);
      expect(notifications[mailNotifications[purpose]].channels).toContain('email');
    }
  });

  it('names channels that exist and types that can be written in every dialect', () => {
    for (const [type, { channels }] of Object.entries(notifications)) {
      expect(type).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/);
      expect(notificationChannels).toEqual(expect.arrayContaining([...channels]));
    }
  });

  it('is told of nothing that it does not know: every mail that was sent here is in it', async () => {
    const sent = await rowsOf<{ purpose: string }>(app, 'select distinct purpose from mails');
    expect(sent.length).toBeGreaterThan(1);
    for (const { purpose } of sent) expect(Object.keys(mailNotifications)).toContain(purpose);
  });
});
