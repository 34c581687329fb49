// What outside search engines are told.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { run } from '../support/work.ts';

let app: TestApp;
let open: Person;
beforeAll(async () => {
  app = await startTestApp();
  open = await createPerson(app, { handle: 'open-book', privacy: { visibility: 'public' } });
});
afterAll(() => app?.close());

const listed = async (host?: string) => {
  const get = (path: string) => {
    const asked = app.http.get(path);
    return (host ? asked.set('Host', host) : asked).expect(200).expect('Content-Type', /^application\/xml/);
  };
  const index = await get('/sitemap.xml');
  const [file = ''] = /<loc>([^<]+)<\/loc>/.exec(String(index.text ?? index.body))?.slice(1) ?? [];
  const { text, body, headers } = await get(new URL(file).pathname);
  expect(headers['cache-control']).toBe('public, max-age=300');
  return { file, addresses: [...String(text ?? body).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address) };
};
const robots = async (id: string) => (await app.http.get(`/api/v1/profiles/${id}`).expect(200)).headers['x-robots-tag'];

it('lists whoever is public and has not said no', async () => {
  const nameless = await createPerson(app, { privacy: { visibility: 'public' } });
  await createPerson(app, { handle: 'for-members', privacy: { visibility: 'authenticated' } });
  const gone = await createPerson(app, { handle: 'gone-fishing', privacy: { visibility: 'public' } });
  await app.http.delete('/api/v1/profile').set(gone.auth).expect(204);
  const off = await createPerson(app, { handle: 'switched-off', privacy: { visibility: 'public' } });
  await run(app, `update users set status = 'deactivated' where id = $1`, [off.id]);
  const origin = app.url;
  expect(await listed()).toEqual({
    file: `${origin}/sitemaps/people-1.xml`,
    addresses: [`${origin}/@open-book`, `${origin}/p/${nameless.id}`],
  });
  expect(await robots(open.id)).toBeUndefined();

  const refuse = { privacy: { indexable: false } };
  await app.http.put('/api/v1/profile/preferences').set(open.auth).send(refuse).expect(200);
  expect((await listed()).addresses).toEqual([`${origin}/p/${nameless.id}`]);
  expect(await robots(open.id)).toBe('noindex');
  expect(await robots('open-book')).toBe('noindex');
});

it('is each tenant’s own, by its host, and repeats no host that is nobody’s', async () => {
  const tenantId = '01a1fdaf-0000-7000-8000-00000000beef';
  await run(app, `insert into tenants (id, slug, name) values ($1, 'other', 'Other')`, [tenantId]);
  await run(app, `insert into tenant_hosts (host, tenant_id) values ('other.example', $1)`, [tenantId]);
  app.container.changes.announce([`tenant:${tenantId}/settings`]);
  const { port } = new URL(app.url);
  expect(await listed('other.example')).toEqual({
    file: `http://other.example:${port}/sitemaps/people-1.xml`,
    addresses: [],
  });
  expect((await listed('evil.example')).file).toBe(`${app.url}/sitemaps/people-1.xml`);
});

it.each(['people-2.xml', 'people-0.xml', 'people-01.xml', 'people--1.xml', 'people-1', 'x'.repeat(40)])(
  'there is no %s',
  async (file) => {
    expect((await app.http.get(`/sitemaps/${file}`).expect(404)).body.code).toBe('SITEMAP_NOT_FOUND');
  },
);

it('lists nobody where nothing is public', async () => {
  const closed = await startTestApp({ beside: app, env: { ALLOW_PUBLIC_PROFILES: 'false' } });
  const { text, body } = await closed.http.get('/sitemaps/people-1.xml').expect(200);
  expect(String(text ?? body)).not.toContain('<loc>');
  await closed.close();
});
