// The pages that everybody can open, as search engines and address books read them.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createPersonElsewhere } from '../support/tenants.ts';

let app: TestApp;
let now = new Date();
beforeAll(async () => {
  app = await startTestApp({ clock: () => now });
});
afterAll(() => app?.close());

const open = (path: string) => app.http.get(path).set('accept', 'text/html');
/** Signed in once more: a token does not last that long. */
async function again(person: Person): Promise<Person> {
  const credentials = { email: person.email, password: testPassword };
  const { body } = await app.http.post('/api/v1/auth/login').send(credentials).expect(200);
  return { ...person, auth: { authorization: `Bearer ${body.data.accessToken}` } };
}
const change = (person: Person, fields: object) =>
  app.http.patch('/api/v1/profile').set(person.auth).send(fields).expect(200);

describe('somebody’s public page', () => {
  it('tells what everybody may read, in words, for previews and for search engines', async () => {
    const ada = await createPerson(app, { privacy: { visibility: 'public', location: 'public' } });
    await change(ada, {
      handle: 'ada-page',
      displayName: 'Ada Lovelace',
      headline: 'First programmer',
      bio: 'I like engines.\n\nAnd poems.',
      location: 'London',
      website: 'https://ada.example',
      socialLinks: { github: 'https://github.com/ada' },
      phone: '+442079460123',
      birthday: '1990-12-10',
    });
    const { text, headers } = await open('/@ada-page').expect(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).toContain('<title>Ada Lovelace (@ada-page)</title>');
    expect(text).toContain('<h1>Ada Lovelace</h1>');
    expect(text).toContain('<p>I like engines.</p><p>And poems.</p>');
    for (const link of ['https://ada.example', 'https://github.com/ada'])
      expect(text).toContain(`<link rel="me" href="${link}">`);
    expect(text).toContain('<meta property="og:title" content="Ada Lovelace (@ada-page)">');
    expect(text).toMatch(/<link rel="canonical" href="[^"]+\/@ada-page">/);
    const [, json = '{}'] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'ProfilePage',
      mainEntity: {
        '@type': 'Person',
        name: 'Ada Lovelace',
        alternateName: 'ada-page',
        description: 'First programmer',
        sameAs: ['https://ada.example', 'https://github.com/ada'],
      },
    });
    for (const secret of [ada.email, '2079460123', '1990-12-10', '--12-10']) expect(text).not.toContain(secret);
    expect((await open(`/p/${ada.id}`).expect(200)).text).toContain('<h1>Ada Lovelace</h1>');
    // The application passes on which site led there, and no more of it.
    expect(text).not.toContain('cameo-source');
    const led = await open('/@ada-page').set('Referer', 'https://www.google.co.uk/search?q=secret').expect(200);
    expect(led.text).toContain('<meta name="cameo-source" content="google">');
    expect(led.text).not.toContain('secret');
    await open('/@ada-page?source=linkedin&fbclid=added-by-somebody').expect(200);
  });

  it('is the same nothing for somebody hidden, nobody at all, and a name that could be none', async () => {
    const hidden = await createPerson(app);
    const member = await createPerson(app, { privacy: { visibility: 'authenticated' } });
    await change(hidden, { handle: 'hidden-page' });
    const elsewhere = await createPersonElsewhere(app, { privacy: { visibility: 'public' } });
    const nonce = /nonce-[\w+/=]+|content="[\w+/=]{24}"/g;
    const pages = await Promise.all(
      ['/@hidden-page', '/@nobody-page', '/@..%2F', `/p/${hidden.id}`, `/p/${member.id}`, `/p/${elsewhere.id}`].map(
        async (path) => {
          const { status, text } = await open(path);
          return [status, text.replace(nonce, '')];
        },
      ),
    );
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    expect(pages[0]?.[0]).toBe(404);
  });

  it('leads from a handle of former days to the one of today', async () => {
    const person = await createPerson(app, { privacy: { visibility: 'public' } });
    await change(person, { handle: 'early-page' });
    now = new Date(now.getTime() + 31 * 86_400_000);
    await change(await again(person), { handle: 'late-page' });
    await open('/@early-page?source=github').expect(308).expect('location', '/@late-page?source=github');
  });

  it('asks search engines to leave where its owner wants that, and gives them no data', async () => {
    const person = await createPerson(app, { privacy: { visibility: 'public' } });
    await app.http
      .put('/api/v1/profile/preferences')
      .set(person.auth)
      .send({ privacy: { indexable: false } })
      .expect(200);
    const { text, headers } = await open(`/p/${person.id}`).expect(200);
    expect(headers['x-robots-tag']).toBe('noindex');
    expect(text).not.toContain('ld+json');
  });

  it('shows markup as text, in the page and in what describes it', async () => {
    const person = await createPerson(app, { privacy: { visibility: 'public' } });
    const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)> $& " \'';
    await change(person, { displayName: 'Eve </title><b>', headline: hostile, bio: hostile, skills: ['<i>skill'] });
    const { text, headers } = await open(`/p/${person.id}`).expect(200);
    expect(text).not.toMatch(/<script>alert|<img src=x|<b>|<i>skill/);
    expect(text.match(/<title>/g)).toHaveLength(1);
    const [, json = '{}'] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text) ?? [];
    expect(JSON.parse(json).mainEntity.description).toContain('</script><script>alert(1)');
    expect(headers['content-security-policy']).toMatch(/script-src 'self';/);
    expect(headers['content-security-policy']).not.toContain('script-src-elem');
  });
});

describe('a vCard', () => {
  it('holds what its reader may see, escaped and folded as RFC 6350 has it', async () => {
    const person = await createPerson(app, { privacy: { visibility: 'public', birthday: 'public' } });
    await change(person, {
      handle: 'card-page',
      displayName: 'Zoë; Büchner, Dr.',
      bio: `line one\nline two ${'ü'.repeat(80)}`,
      birthday: '--12-10',
      phone: '+442079460123',
      skills: ['a, b', 'c'],
    });
    const reply = await app.http.get('/api/v1/profiles/card-page/vcard').expect(200);
    expect(reply.headers['content-type']).toBe('text/vcard; charset=utf-8');
    const lines = reply.text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    const card = reply.text.replaceAll('\r\n ', '');
    expect(card).toMatch(/^BEGIN:VCARD\r\nVERSION:4\.0\r\n/);
    expect(card).toContain('FN:Zoë\\; Büchner\\, Dr.\r\n');
    expect(card).toContain(`NOTE:line one\\nline two ${'ü'.repeat(80)}\r\n`);
    expect(card).toContain('BDAY:--1210\r\n');
    expect(card).toContain('CATEGORIES:a\\, b,c\r\n');
    expect(card).not.toContain('2079460123');
    expectRefusal(await app.http.get('/api/v1/profiles/nobody-page/vcard'), [404, 'PROFILE_NOT_FOUND']);
  });
});

describe('the application', () => {
  it('answers browsers at its pages, says so where there is none, and leaves programs their JSON', async () => {
    expect((await open('/').expect(200)).text).toContain('<div id="root">');
    await open('/profile').expect(200);
    await open('/no-such-page').expect(404).expect('content-type', /html/);
    expectRefusal(await app.http.get('/no-such-page'), [404, 'NOT_FOUND']);
    expectRefusal(await open('/api/v1/no-such-route'), [404, 'NOT_FOUND']);
    const { headers } = await open('/profile');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src-elem 'self' 'nonce-/,
    );
  });

  it('may show the logo of its tenant, and pictures from nowhere else', async () => {
    const admin = await createPerson(app, { roles: ['user', 'admin'] });
    const pictures = async (logoUrl: string | null) => {
      const change = { branding: { logoUrl } };
      await app.http.put('/api/v1/tenant/settings').set(admin.auth).send(change).expect(200);
      const { headers } = await open('/sign-in').expect(200);
      return /img-src [^;]*/.exec(headers['content-security-policy'] ?? '')?.[0];
    };
    const own = await pictures(null);
    expect(own).not.toContain('acme');
    const sly = 'https://acme.example/logo.svg;script-src%20*?a=;b';
    expect(await pictures(sly)).toBe(`${own} https://acme.example`);
    expect(await pictures(null)).toBe(own);
  });

  it('is told whether there may be a session, since it cannot see the cookie', async () => {
    expect((await open('/')).text).not.toContain('cameo-session');
    expect((await open('/').set('cookie', '__Host-cameo-session=whatever')).text).toContain('name="cameo-session"');
  });
});
