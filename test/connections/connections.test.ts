// Profiles that are tied to each other: both sides say so, either can undo it, and others see it who may find both.
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailsTo } from '../support/mailbox.ts';
import { createPerson, type Person } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;
let aheadMs = 0;
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date(Date.now() + aheadMs) });
});
afterAll(() => app?.close());
afterEach(() => {
  aheadMs = 0;
});

const as = ({ auth }: Person, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(auth);
const named = (displayName: string, visibility = 'public') =>
  createPerson(app, { profile: { displayName }, privacy: { visibility } });
const ask = (person: Person, other: Pick<Person, 'id'>, relation = 'works-with') =>
  as(person, 'post', '/profile/connections').send({ userId: other.id, relation });
const own = async (person: Person) => (await as(person, 'get', '/profile/connections').expect(200)).body.data;
const shownTo = async (viewer: Person | undefined, { id }: Person) =>
  (
    await app.http
      .get(`/api/v1/profiles/${id}/connections`)
      .set(viewer?.auth ?? {})
      .expect(200)
  ).body.data;
const makeCode = async (person: Person) =>
  (await as(person, 'post', '/profile/connections/code').expect(201)).body.data.code;
const redeem = (person: Person, code: string) => as(person, 'post', '/profile/connections/redeem').send({ code });
const confirm = (person: Person, id: string) => as(person, 'post', `/profile/connections/${id}/confirm`);
const undo = (person: Person, id: string) => as(person, 'delete', `/profile/connections/${id}`);

it('is asked for, confirmed by the other side, seen by others, and undone by either', async () => {
  const [ada, bob] = [await named('Ada'), await named('Bob')];
  const [asked] = (await ask(ada, bob).expect(201)).body.data;
  expect(asked).toMatchObject({
    state: 'asked-by-you',
    relation: 'works-with',
    person: { id: bob.id, displayName: 'Bob' },
  });
  await ask(ada, bob).expect(201);
  expect(await own(bob)).toMatchObject([{ id: asked.id, state: 'asked-of-you', person: { displayName: 'Ada' } }]);
  expect(await shownTo(undefined, ada)).toEqual([]);

  expectRefusal(await confirm(ada, asked.id), [404, 'CONNECTION_NOT_FOUND']);
  expect((await confirm(bob, asked.id).expect(200)).body.data).toMatchObject([{ state: 'confirmed' }]);
  const shown = { relation: 'works-with', since: expect.any(String) };
  expect(await shownTo(undefined, ada)).toMatchObject([{ ...shown, person: { id: bob.id, displayName: 'Bob' } }]);
  expect(await shownTo(undefined, bob)).toMatchObject([
    { ...shown, person: { id: ada.id, url: `${app.url}/p/${ada.id}` } },
  ]);
  const entries = await rowsOf(
    app,
    `select from activities where type = 'connection.confirmed' and user_id = any($1)`,
    [[ada.id, bob.id]],
  );
  expect(entries).toHaveLength(2);

  const stranger = await named('Eve');
  expectRefusal(await undo(stranger, asked.id), [404, 'CONNECTION_NOT_FOUND']);
  await undo(ada, asked.id).expect(204);
  expect([await own(ada), await own(bob), await shownTo(undefined, bob)]).toEqual([[], [], []]);
  // Two who ask each other agree.
  await ask(ada, bob, 'studied-with').expect(201);
  expect((await ask(bob, ada, 'studied-with').expect(201)).body.data).toMatchObject([{ state: 'confirmed' }]);
});

it('is told by mail to whoever is asked, as long as they may still see who asks', async () => {
  const [ada, bob, eve] = [await named('Ada'), await named('Bob'), await named('Eve')];
  const promised = (to: Person) =>
    rowsOf<{ id: string; payload: Parameters<typeof app.container.mail.send>[1] }>(
      app,
      `select id, payload from outbox where name = 'mail.send' and payload ->> 'userId' = $1`,
      [to.id],
    );
  const deliver = async (to: Person) => {
    for (const { id, payload } of await promised(to)) await app.container.mail.send(id, payload);
    return mailsTo(app, to.email);
  };
  await as(bob, 'put', '/profile/preferences').send({ language: 'de' }).expect(200);
  const [asked] = (await ask(ada, bob).expect(201)).body.data;
  await ask(ada, bob).expect(201);
  expect(await promised(bob)).toHaveLength(1);
  const [mail] = await deliver(bob);
  expect(mail?.text).toContain('Ada gibt an, dass Sie beide zusammenarbeiten.');
  expect(mail?.text).toContain(`${app.url}/trust/connections`);
  // Asking again and again makes no more mails.
  await undo(ada, asked.id).expect(204);
  const [again] = (await ask(ada, bob).expect(201)).body.data;
  expect(await promised(bob)).toHaveLength(1);
  // That it was confirmed is no mail, and neither is one that comes too late.
  await confirm(bob, again.id).expect(200);
  expect(await promised(ada)).toEqual([]);

  await ask(eve, ada).expect(201);
  await as(ada, 'put', `/profile/blocks/${eve.id}`).expect(204);
  expect(await deliver(ada)).toEqual([]);
  await as(ada, 'delete', `/profile/blocks/${eve.id}`).expect(204);
  await as(ada, 'put', '/profile/preferences')
    .send({ notifications: { events: { 'connection.requested': { email: false } } } })
    .expect(200);
  expect(await deliver(ada)).toEqual([]);
});

it('shows nobody whom the viewer could not find otherwise', async () => {
  const [open, closed, member] = [await named('Open'), await named('Closed', 'authenticated'), await named('Member')];
  const [asked] = (await ask(open, closed).expect(201)).body.data;
  await confirm(closed, asked.id).expect(200);
  expect(await shownTo(undefined, open)).toEqual([]);
  expect(await shownTo(member, open)).toMatchObject([{ person: { displayName: 'Closed' } }]);
  expectRefusal(await app.http.get(`/api/v1/profiles/${closed.id}/connections`), [404, 'PROFILE_NOT_FOUND']);
  await as(closed, 'put', '/profile/privacy').send({ visibility: 'private' }).expect(200);
  expect(await shownTo(member, open)).toEqual([]);
  expect(await own(open)).toEqual([]);
  await as(closed, 'put', '/profile/privacy').send({ visibility: 'public' }).expect(200);
  expect(await shownTo(undefined, open)).toHaveLength(1);
  await as(closed, 'put', `/profile/blocks/${member.id}`).expect(204);
  expect(await shownTo(member, open)).toEqual([]);
});

it('is not asked of the hidden, the blocked, strangers or oneself, nor by somebody who is hidden', async () => {
  const [ada, hidden, rude] = [await named('Ada'), await named('Hidden', 'private'), await named('Rude')];
  const elsewhere = await createPersonElsewhere(app);
  await as(elsewhere, 'put', '/profile/privacy').send({ visibility: 'public' }).expect(200);
  await as(ada, 'put', `/profile/blocks/${rude.id}`).expect(204);
  for (const [from, to] of [
    [ada, hidden],
    [rude, ada],
    [ada, rude],
    [ada, elsewhere],
    [ada, { id: '01a1fdaf-f9db-7310-8efc-f8a1f1e2491b' }],
  ] as const)
    expectRefusal(await ask(from, to), [404, 'PROFILE_NOT_FOUND']);
  expectRefusal(await ask(ada, ada), [400, 'CANNOT_CONNECT_TO_YOURSELF']);
  expectRefusal(await ask(hidden, ada), [409, 'NOT_VISIBLE_TO_THEM']);
  expectRefusal(await ask(ada, hidden, 'same-person'), [400, 'VALIDATION_FAILED']);
  expectRefusal(await ask(ada, hidden, 'owns'), [400, 'VALIDATION_FAILED']);
});

it('blocking hides what was there, and what is asked can be declined', async () => {
  const [ada, bob] = [await named('Ada'), await named('Bob')];
  const [asked] = (await ask(ada, bob).expect(201)).body.data;
  await as(bob, 'put', `/profile/blocks/${ada.id}`).expect(204);
  expect([await own(ada), await own(bob)]).toEqual([[], []]);
  expectRefusal(await confirm(bob, asked.id), [404, 'CONNECTION_NOT_FOUND']);
  await as(bob, 'delete', `/profile/blocks/${ada.id}`).expect(204);
  await undo(bob, asked.id).expect(204);
  expect(await own(ada)).toEqual([]);
});

it('ties two profiles of one person across tenants, by a code from one that is typed in the other', async () => {
  const here = await named('Ada here');
  const there = await createPersonElsewhere(app);
  await as(there, 'put', '/profile').send({ displayName: 'Ada there' }).expect(200);
  const code = await makeCode(here);
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/);
  expectRefusal(await redeem(here, 'AAAAA-AAAAA'), [404, 'CONNECTION_CODE_INVALID']);
  const typed = ` ${code.toLowerCase().replace('-', '')} `;
  expect((await redeem(there, typed).expect(200)).body.data).toMatchObject([
    { relation: 'same-person', state: 'confirmed', person: { displayName: 'Ada here' } },
  ]);
  expectRefusal(await redeem(there, code), [404, 'CONNECTION_CODE_INVALID']);
  // The other profile is still private: not even its owner finds it from here, and nobody else either.
  expect(await own(here)).toMatchObject([{ relation: 'same-person', person: null }]);
  expect(await shownTo(undefined, here)).toEqual([]);
  await as(there, 'put', '/profile/privacy').send({ visibility: 'authenticated' }).expect(200);
  expect(await shownTo(await named('Member'), here)).toEqual([]);
  await as(there, 'put', '/profile/privacy').send({ visibility: 'public' }).expect(200);
  expect(await shownTo(undefined, here)).toMatchObject([{ person: { id: there.id, displayName: 'Ada there' } }]);
  const [tie] = await own(here);
  await undo(here, tie.id).expect(204);
  expect(await own(there)).toEqual([]);
});

it('a code is one’s own, ends, and cannot be guessed for long', async () => {
  const [ada, bob, eve] = [await named('Ada'), await named('Bob'), await named('Eve')];
  expectRefusal(await redeem(ada, await makeCode(ada)), [400, 'CANNOT_CONNECT_TO_YOURSELF']);
  const old = await makeCode(ada);
  const code = await makeCode(ada);
  expectRefusal(await redeem(bob, old), [404, 'CONNECTION_CODE_INVALID']);
  aheadMs = 11 * 60_000;
  expectRefusal(await redeem(bob, code), [404, 'CONNECTION_CODE_INVALID']);
  await app.container.connections.forgetCodes();
  expect(await rowsOf(app, 'select from connection_codes')).toEqual([]);
  aheadMs = 0;
  for (let tries = 0; tries < 10; tries++) await redeem(eve, `WRONG-${tries}`).expect(404);
  expectRefusal(await redeem(eve, await makeCode(ada)), [429, 'TOO_MANY_CODES']);
});

it('two who ask at the same time, and again, are connected once', async () => {
  const [ada, bob] = [await named('Ada'), await named('Bob')];
  const both = Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? ask(ada, bob) : ask(bob, ada)));
  for (const { status } of await Promise.all(both)) expect(status).toBe(201);
  expect(await own(ada)).toMatchObject([{ state: 'confirmed' }]);
  expect(await own(bob)).toHaveLength(1);
});
