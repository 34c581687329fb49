// Links that prove themselves: by their page, by DNS, by a mail domain; shown as far as the link is, and gone with what they stood on.
import type { RequestListener } from 'node:http';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { mailsTo, mailTo } from '../support/mailbox.ts';
import { type PageServer, servePages } from '../support/pages.ts';
import { createPerson, type Person, type PersonOptions } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { rowsOf, run, workDone } from '../support/work.ts';

let app: TestApp;
let pages: PageServer;
let dns: DnsServer;
/** What the page at a host answers. */
const sites: Record<string, string | RequestListener> = {};
let aheadMs = 0;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

beforeAll(async () => {
  dns = await startDnsServer();
  pages = await servePages((request, response) => {
    const site = sites[request.headers.host?.split(':')[0] ?? ''];
    if (typeof site === 'function') return site(request, response);
    response.setHeader('Content-Type', 'text/html').end(site ?? 'Nothing here.');
  });
  const env = {
    OUTGOING_PRIVATE_NETWORKS: 'true',
    OUTGOING_PORTS: String(pages.port),
    OUTGOING_DNS_SERVERS: dns.address,
  };
  app = await startTestApp({ workers: true, env, clock: () => new Date(Date.now() + aheadMs) });
});
afterAll(async () => {
  await app?.close();
  await Promise.all([pages?.close(), dns?.close()]);
});
// Tokens are for minutes: nobody speaks to the API on another day.
afterEach(() => {
  aheadMs = 0;
});

const as = ({ auth }: Person, method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string) =>
  app.http[method](`/api/v1${path}`).set(auth);
const site = (name: string) => `http://${name}.test:${pages.port}/`;
const open = (profile: object, options: PersonOptions = {}) =>
  createPerson(app, { profile: { ...profile }, privacy: { visibility: 'public' }, ...options });
const ask = (person: Person, network: string, method = 'rel-me') =>
  as(person, 'post', `/profile/links/${network}/verify`).send({ method });
const meLink = (path: string) => `<p><a rel="me" href="${app.url}${path}">Me</a>`;

interface OwnProof {
  readonly method: string;
  readonly state: string;
  readonly record?: { readonly name: string; readonly value: string };
}

async function proofOf(person: Person, network: string, method = 'rel-me'): Promise<OwnProof> {
  const { body } = await as(person, 'get', '/profile/links').expect(200);
  const link = body.data.find((one: { network: string }) => one.network === network);
  return link.methods.find((one: OwnProof) => one.method === method);
}

/** Asks, and waits for what comes of it. */
async function prove(person: Person, network: string, method = 'rel-me'): Promise<OwnProof> {
  aheadMs += minuteMs;
  await ask(person, network, method).expect(202);
  await workDone(app);
  return proofOf(person, network, method);
}

const shownLinks = async ({ id }: Person, viewer?: Person) =>
  (
    await app.http
      .get(`/api/v1/profiles/${id}/links`)
      .set(viewer?.auth ?? {})
      .expect(200)
  ).body.data;
const isVerified = async ({ id }: Person, viewer?: Person) =>
  (
    await app.http
      .get(`/api/v1/profiles/${id}`)
      .set(viewer?.auth ?? {})
      .expect(200)
  ).body.data.verified;

it('is proved by its page, once that links back', async () => {
  const ada = await open({ handle: 'ada', website: site('ada') });
  sites['ada.test'] = `<a href="${app.url}/@ada">no token</a>`;
  const asked = await ask(ada, 'website').expect(202);
  expect(asked.body.data).toMatchObject({ network: 'website', url: site('ada'), verified: false });
  expect(asked.body.data.methods[0]).toMatchObject({ method: 'rel-me', state: 'pending' });
  await workDone(app);
  expect(await proofOf(ada, 'website')).toMatchObject({
    state: 'failed',
    reason: 'The page has no link with rel="me" that leads to your profile.',
    todo: `Put a link to ${app.url}/@ada with rel="me" on that page.`,
    backLink: `${app.url}/@ada`,
    verifiedAt: null,
  });
  expect(await isVerified(ada)).toBe(false);

  sites['ada.test'] = meLink('/@ada');
  const early = await ask(ada, 'website');
  expectRefusal(early, [429, 'LINK_CHECKED_RECENTLY']);
  expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);
  const { verifiedAt } = Object(await prove(ada, 'website'));
  expect(await proofOf(ada, 'website')).toMatchObject({
    state: 'verified',
    reason: null,
    verifiedAt: expect.any(String),
  });
  expect(await isVerified(ada)).toBe(true);
  expect(await shownLinks(ada)).toEqual([
    { network: 'website', url: site('ada'), proof: { method: 'rel-me', verifiedAt } },
  ]);
  const { body } = await as(ada, 'get', '/profile/activity').query({ type: 'link.verified' }).expect(200);
  expect(body.data).toHaveLength(1);

  await workDone(app);
  const found = await app.http.get('/api/v1/profiles').query({ verified: true, q: 'ada' }).expect(200);
  expect(found.body.data).toMatchObject([{ id: ada.id, verified: true }]);

  // A job that comes twice does nothing twice.
  const [row] = await rowsOf<{ id: string }>(app, 'select id from link_proofs where user_id = $1', [ada.id]);
  await app.container.linkProofs.check(row?.id ?? '');
  const again = await as(ada, 'get', '/profile/activity').query({ type: 'link.verified' }).expect(200);
  expect(again.body.data).toHaveLength(1);
});

it('goes with the link, and with the handle, at once', async () => {
  const person = await open({ handle: 'goes', website: site('goes') });
  sites['goes.test'] = meLink('/@goes');
  await prove(person, 'website');
  expect(await isVerified(person)).toBe(true);
  await as(person, 'patch', '/profile')
    .send({ website: `${site('goes')}other` })
    .expect(200);
  expect(await isVerified(person)).toBe(false);
  expect(await proofOf(person, 'website')).toMatchObject({ state: 'unproved', verifiedAt: null });
  await as(person, 'patch', '/profile')
    .send({ website: site('goes') })
    .expect(200);
  await prove(person, 'website');
  expect(await isVerified(person)).toBe(true);
  await as(person, 'patch', '/profile').send({ handle: 'went' }).expect(200);
  expect(await isVerified(person)).toBe(false);
  expect((await shownLinks(person))[0].proof).toBeNull();

  // A page that links to the id does not depend on the handle.
  sites['goes.test'] = meLink(`/p/${person.id}`);
  await prove(person, 'website');
  await as(person, 'patch', '/profile').send({ handle: null }).expect(200);
  expect(await isVerified(person)).toBe(true);
  await as(person, 'delete', '/profile/links/website/verify').expect(204);
  expect(await isVerified(person)).toBe(false);
  expectRefusal(await as(person, 'delete', '/profile/links/website/verify'), [404, 'LINK_NOT_FOUND']);
});

it('is proved anew when what it stood on has gone and comes back', async () => {
  const there = 'https://www.back.test/';
  const person = await open(
    { handle: 'backer', website: site('back'), socialLinks: { personal: there } },
    { email: 'ada@back.test' },
  );
  sites['back.test'] = meLink('/@backer');
  const change = (profile: object) => as(person, 'patch', '/profile').send(profile).expect(200);
  const proofs = async () => (await shownLinks(person)).map(({ proof }: { proof: object | null }) => proof !== null);
  await prove(person, 'website');
  await prove(person, 'personal', 'mail-domain');
  expect(await proofs()).toEqual([true, true]);
  // What else is changed takes no proof away.
  await change({ bio: 'Another one.', socialLinks: { personal: there, github: 'https://github.com/backer' } });
  await change({ socialLinks: { personal: there, github: null } });
  expect(await proofs()).toEqual([true, true]);

  await change({ website: null });
  await change({ website: site('back') });
  expect(await proofs()).toEqual([false, true]);
  await prove(person, 'website');
  await change({ handle: 'other' });
  await change({ handle: 'backer' });
  expect(await proofs()).toEqual([false, true]);
  for (const email of ['ada@other.test', 'ada@back.test'])
    await run(app, 'update users set email = $2, email_key = $2 where id = $1', [person.id, email]);
  expect(await proofs()).toEqual([false, false]);
  await prove(person, 'personal', 'mail-domain');
  await change({ socialLinks: { personal: null } });
  await change({ socialLinks: { personal: there } });
  expect(await proofs()).toEqual([false, false]);
});

it('that changes while its page is read is not proved', async () => {
  const person = await open({ website: site('swap') });
  sites['swap.test'] = (_request, response) => {
    const answer = () => response.setHeader('Content-Type', 'text/html').end(meLink(`/p/${person.id}`));
    as(person, 'patch', '/profile')
      .send({ website: site('swapped') })
      .then(answer, answer);
  };
  await ask(person, 'website').expect(202);
  await workDone(app);
  expect(await isVerified(person)).toBe(false);
  expect(await proofOf(person, 'website')).toMatchObject({ state: 'unproved' });
});

it('is shown as proved to those who may read it, and counts for nobody else', async () => {
  const person = await open(
    { website: site('hidden'), socialLinks: { personal: site('hidden') } },
    { privacy: { visibility: 'public', website: 'authenticated', socialLinks: 'private' } },
  );
  const member = await createPerson(app);
  sites['hidden.test'] = meLink(`/p/${person.id}`);
  await prove(person, 'personal');
  expect([await isVerified(person), await isVerified(person, member), await isVerified(person, person)]).toEqual([
    false,
    false,
    true,
  ]);
  await prove(person, 'website');
  expect([await isVerified(person), await isVerified(person, member)]).toEqual([false, true]);
  expect(await shownLinks(person)).toEqual([]);
  expect(await shownLinks(person, member)).toEqual([
    { network: 'website', url: site('hidden'), proof: { method: 'rel-me', verifiedAt: expect.any(String) } },
  ]);
  expect(await shownLinks(person, person)).toHaveLength(2);
  const closed = await createPerson(app, { profile: { website: site('hidden') } });
  expectRefusal(await app.http.get(`/api/v1/profiles/${closed.id}/links`), [404, 'PROFILE_NOT_FOUND']);
});

it.each<[string, string | RequestListener, RegExp]>([
  [
    'leads to a page elsewhere',
    (_request, response) => response.writeHead(302, { location: site('elsewhere') }).end(),
    /leads on to another page/,
  ],
  ['is no page', (_request, response) => response.setHeader('Content-Type', 'image/png').end('x'), /no web page/],
  ['answers with an error', (_request, response) => response.writeHead(500).end('x'), /with an error/],
  [
    'leads into our network',
    (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    /^The page, or one that it leads to, is at a port|^No page that everybody/,
  ],
])('is not proved by a page that %s', async (name, answer, reason) => {
  const host = name.replaceAll(' ', '-');
  const person = await open({ website: site(host) });
  sites['elsewhere.test'] = meLink(`/p/${person.id}`);
  sites[`${host}.test`] = answer;
  expect(await prove(person, 'website')).toMatchObject({ state: 'failed', reason: expect.stringMatching(reason) });
});

it('is proved by a first link that leads to the profile in one step', async () => {
  const person = await open({ socialLinks: { mastodon: site('social') } });
  sites['social.test'] = `<a rel="me" href="${site('short')}x">`;
  sites['short.test'] = (_request, response) =>
    response.writeHead(301, { location: `${app.url}/p/${person.id}` }).end();
  expect(await prove(person, 'mastodon')).toMatchObject({ state: 'verified' });
});

it('is proved by a record of its host, and of nobody else’s', async () => {
  const person = await open({ website: 'https://dns.test/', socialLinks: { github: 'https://github.com/dns' } });
  const other = await open({ website: 'https://dns.test/' });
  const { record } = await proofOf(person, 'website', 'dns-txt');
  expect(record).toEqual({ name: '_cameo.dns.test', value: expect.stringMatching(/^cameo-verification=[\w-]{32}$/) });
  expect(await prove(person, 'website', 'dns-txt')).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('record'),
  });
  dns.texts.set('_cameo.dns.test', ['v=something', record?.value ?? '']);
  expect(await prove(person, 'website', 'dns-txt')).toMatchObject({ state: 'verified' });
  expect(await prove(other, 'website', 'dns-txt')).toMatchObject({ state: 'failed' });
  expect((await shownLinks(person))[0].proof).toMatchObject({ method: 'dns-txt' });
  expectRefusal(await ask(person, 'github', 'dns-txt'), [409, 'PROOF_NOT_POSSIBLE']);
  expectRefusal(await ask(person, 'github', 'mail-domain'), [409, 'PROOF_NOT_POSSIBLE']);
  expectRefusal(await ask(person, 'gitlab'), [404, 'LINK_NOT_FOUND']);
  expectRefusal(await ask(person, 'myspace'), [400, 'VALIDATION_FAILED']);
  expectRefusal(await ask(person, 'website', 'promise'), [400, 'VALIDATION_FAILED']);
});

it('is proved by an address at its host, while that is the address', async () => {
  const profile = { website: 'https://www.acme.test/' };
  const person = await open(profile, { email: 'ada@acme.test' });
  const stranger = await open(profile);
  expect(await prove(person, 'website', 'mail-domain')).toMatchObject({ state: 'verified' });
  expect(await prove(stranger, 'website', 'mail-domain')).toMatchObject({ state: 'failed' });
  expect((await shownLinks(person))[0].proof).toMatchObject({ method: 'mail-domain' });
  expect(JSON.stringify(await shownLinks(person))).not.toContain('ada@');
  await run(app, `update users set email = 'ada@other.test', email_key = 'ada@other.test' where id = $1`, [person.id]);
  expect((await shownLinks(person))[0].proof).toBeNull();
  expect(await proofOf(person, 'website', 'mail-domain')).toMatchObject({ state: 'unproved' });
});

it('is looked at again by itself, and after three days without a link back its owner is told, once', async () => {
  const person = await open({ website: site('grace') });
  sites['grace.test'] = meLink(`/p/${person.id}`);
  await prove(person, 'website');
  sites['grace.test'] = 'Under construction.';
  /** What its owner sees after the scheduled checks of that day. */
  const onDay = async (day: number) => {
    aheadMs = day * dayMs;
    await app.container.linkProofs.recheck();
    await workDone(app);
    aheadMs = 0;
    return proofOf(person, 'website');
  };
  expect(await onDay(5)).toMatchObject({ state: 'verified' });
  expect(await onDay(8)).toMatchObject({ state: 'stale', reason: expect.stringContaining('rel="me"') });
  expect(await isVerified(person)).toBe(true);
  // Owners who ask in vain lose nothing by it.
  for (let times = 0; times < 3; times++) {
    aheadMs = 8 * dayMs + (times + 1) * 2 * minuteMs;
    const [row] = await rowsOf<{ id: string }>(
      app,
      'update link_proofs set asked_at = $2, asked_by_clock = false where user_id = $1 returning id',
      [person.id, new Date(Date.now() + aheadMs)],
    );
    await app.container.linkProofs.check(row?.id ?? '');
  }
  expect(await onDay(9.1)).toMatchObject({ state: 'stale' });
  expect(await mailsTo(app, person.email)).toHaveLength(0);
  expect(await onDay(10.2)).toMatchObject({ state: 'failed', verifiedAt: null });
  expect(await isVerified(person)).toBe(false);
  expect((await mailTo(app, person.email)).text).toContain(site('grace'));
  await onDay(11.3);
  await onDay(30);
  expect(await mailsTo(app, person.email)).toHaveLength(1);
});

it('is not for those who have proved no address, and not without end', async () => {
  const newcomer = await createPerson(app, { verified: false, profile: { website: site('new') } });
  const refused = await ask(newcomer, 'website');
  expectRefusal(refused, [403, 'EMAIL_NOT_VERIFIED']);
  expect(refused.body.limit).toBe('links:verify');
  const eager = await open({ website: site('eager') });
  const statuses = await Promise.all(Array.from({ length: 35 }, async () => (await ask(eager, 'website')).status));
  expect(statuses.filter((status) => status === 202)).toHaveLength(1);
  expectRefusal(await ask(eager, 'website'), [429, 'TOO_MANY_LINK_CHECKS']);
});
