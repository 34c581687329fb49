// What those with rights do in the web application: deciding about what was reported, agreeing to unmask, roles, tokens,
// the looks of the tenant; and every part of the administration with something in it, open to everybody.
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { accessibilityProblems, describeWithBrowser, keepPicture, openBrowser, visit } from '../support/browser.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { defineSetting } from '../support/settings.ts';

describeWithBrowser('the administration', () => {
  let app: TestApp;
  let browser: Browser;
  let admin: Person;
  let owner: Person;
  let page: Page;
  const spam = 'Buy <b>my</b> engines!';

  const as = async ({ auth }: Person, method: 'get' | 'post', path: string, body?: object) => {
    const { body: reply, status } = await app.http[method](`/api/v1${path}`).set(auth).send(body);
    expect([path, status < 300]).toEqual([path, true]);
    return reply.data;
  };

  beforeAll(async () => {
    app = await startTestApp();
    browser = await openBrowser();
    const privacy = { visibility: 'public' };
    admin = await createPerson(app, { roles: ['user', 'platform-admin'], profile: { displayName: 'Ada Lovelace' } });
    owner = await createPerson(app, {
      profile: { displayName: 'Grace Hopper', skills: ['Compilers'] },
      privacy,
    });
    const author = await createPerson(app, { profile: { displayName: 'Charles Babbage' }, privacy });
    const moderator = await createPerson(app, { roles: ['user', 'moderator'] });
    const { id } = await as(author, 'post', `/profiles/${owner.id}/endorsements`, { skill: 'Compilers', note: spam });
    await as(owner, 'post', `/endorsements/${id}/reports`, { reason: 'It is an advertisement.' });
    for (const context of ['tea-room', 'library']) {
      const alias = await as(owner, 'get', `/profile/alias?context=${context}&contextType=chat`);
      const path = `/aliases/${alias.aliasId}/unmask-requests`;
      await as(moderator, 'post', path, { reason: `Threats in the ${context}.` });
    }
    const badge = { slug: 'founder', name: 'Founder', description: 'Was here first.', icon: 'star', issuer: 'Acme' };
    await as(admin, 'post', '/badges', badge);
    await defineSetting(app, admin, { settingType: 'boolean', description: 'Wrap lines', default: false });
    await as(admin, 'post', '/extensions/types', { type: 'project', dataSchema: { type: 'object' } });
    ({ page } = await visit(browser, app.url));
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(admin.email);
    await page.locator('input[type=password]').fill(testPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your profile' }).waitFor();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const dialogOf = (title: string) => page.getByRole('dialog', { name: title });
  const press = (name: string, within: Pick<Page, 'getByRole'> = page) =>
    within.getByRole('button', { name, exact: true }).click();

  /** What the button says that makes another. */
  const makers = {
    ...{
      people: 'Make an account',
      unmasking: 'Ask who it is',
      badges: 'Define a badge',
      settings: 'Define a setting',
    },
    ...{ blocks: 'Define a kind', roles: 'Define a role', tokens: 'Make a token', tenants: 'Make a tenant' },
  };

  it('takes a reported endorsement down, and shows what it says as text', async () => {
    await page.goto('/admin/reports');
    await page.getByText(spam).waitFor();
    await page.getByText('It is an advertisement.').waitFor();
    await press('Take down');
    await dialogOf('Take down').getByLabel('Reason').fill('Advertising.');
    await press('Take down', dialogOf('Take down'));
    await page.getByText('Nothing is reported.').waitFor();
    expect((await as(owner, 'get', '/profile/endorsements'))[0].removed.reason).toBe('Advertising.');
  });

  it('agrees to tell who is behind an alias, and sees who it is', async () => {
    await page.goto('/admin/unmasking');
    const asked = page.getByRole('article').filter({ hasText: 'Threats in the library.' });
    await asked.getByRole('button', { name: /^Agree/ }).click();
    await press('Agree', dialogOf('Agree'));
    await asked.waitFor({ state: 'detached' });
    await page.getByText('Threats in the tea-room.').waitFor();
    await page.goto('/admin/unmasking?status=approved');
    await page.getByRole('link', { name: 'Grace Hopper' }).waitFor();
  });

  it('makes a role out of permissions', async () => {
    await page.goto('/admin/roles');
    await press('Define a role');
    const dialog = dialogOf('Define a role');
    await dialog.getByLabel('Name').fill('community-lead');
    await dialog.getByLabel('Find and open accounts').check();
    await press('Save', dialog);
    const card = page.getByRole('article').filter({ hasText: 'community-lead' });
    await card.getByText('What its holders may do (1)').waitFor();
    await card.getByRole('button', { name: 'Change: community-lead' }).click();
    await dialogOf('community-lead').getByLabel('Ban people').check();
    await press('Save', dialogOf('community-lead'));
    await card.getByText('What its holders may do (2)').waitFor();
  });

  it('shows a token once, and revokes it', async () => {
    await page.goto('/admin/tokens');
    await press('Make a token');
    await dialogOf('Make a token').getByLabel('What it is for').fill('Posts service');
    await dialogOf('Make a token').getByLabel('Tell what people did').check();
    await press('Make a token', dialogOf('Make a token'));
    const token = await dialogOf('Your new token').getByText(/^cst_/).textContent();
    const report = () => app.http.post('/api/v1/internal/events').set('authorization', `Bearer ${token}`).send({});
    expect((await report()).status).toBe(400);
    await press('I have copied it', dialogOf('Your new token'));
    await page.getByRole('heading', { name: 'Posts service' }).waitFor();
    expect(await page.content()).not.toContain(token);
    await press('Revoke: Posts service');
    await press('Revoke', dialogOf('Revoke'));
    await page.getByText(/^Revoked/).waitFor();
    expect((await report()).status).toBe(401);
  });

  it('makes a tenant, and warns of a colour that cannot be read', async () => {
    await page.goto('/admin/tenants');
    await press('Make a tenant');
    await dialogOf('Make a tenant').getByLabel('Short name').fill('acme');
    await dialogOf('Make a tenant').getByRole('textbox', { name: 'Name', exact: true }).fill('Acme');
    await dialogOf('Make a tenant').getByLabel('Hosts').fill('people.acme.example');
    await press('Save', dialogOf('Make a tenant'));
    await page.getByText('people.acme.example').waitFor();
    await page.goto('/admin/tenant');
    const warning = page.getByText(/hard to read on white/);
    await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#ffee00');
    await warning.waitFor();
    await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#0f766e');
    await warning.waitFor({ state: 'detached' });
  });

  it('is open to everybody in each of its parts', async () => {
    await page.setViewportSize({ width: 360, height: 900 });
    await page.goto('/admin');
    const parts = page.locator('main a[href^="/admin/"]');
    await parts.first().waitFor();
    const paths = await parts.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(paths).toEqual(expect.arrayContaining(['/admin/people', '/admin/reports', '/admin/system']));
    const problems: Record<string, readonly string[]> = {};
    for (const path of paths) {
      await page.goto(path);
      await page.locator('main h1').waitFor();
      await page.waitForLoadState('networkidle');
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (width > 360) problems[path] = [`is ${width} wide`];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // Only colours are others in the dark.
        const found = await accessibilityProblems(page, colorScheme === 'dark' ? ['color-contrast'] : []);
        if (found.length > 0) problems[`${path} ${colorScheme}`] = found;
        await keepPicture(page, `${path.slice(1).replaceAll('/', '-')}-${colorScheme}-360`);
      }
    }
    expect(problems).toEqual({});
    await page.emulateMedia({ colorScheme: 'light' });
    for (const [part, name] of Object.entries(makers)) {
      await page.goto(`/admin/${part}`);
      await press(name);
      await dialogOf(name).waitFor();
      const found = await accessibilityProblems(page);
      if (found.length > 0) problems[name] = found;
      await keepPicture(page, `admin-${part}-new-360`);
    }
    expect(problems).toEqual({});
  }, 180_000);
});
