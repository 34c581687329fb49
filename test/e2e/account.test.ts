// What people do about their account in the web application: a second step, another address, leaving and coming back,
// blocking; how others see them, and passing it on; and their settings, blocks and aliases.
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  accessibilityProblems,
  describeWithBrowser,
  keepPicture,
  layoutShift,
  openBrowser,
  visit,
} from '../support/browser.ts';
import { holds } from '../support/eventually.ts';
import { changeProofOf, mailTo, proofOf } from '../support/mailbox.ts';
import { createPerson, type Person, testPassword } from '../support/people.ts';
import { defineSetting } from '../support/settings.ts';
import { run, workDone } from '../support/work.ts';

describeWithBrowser('an account', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await startTestApp({ workers: true });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function fillDoor(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
    await page.getByLabel('E-mail address').fill(email);
    await page.locator('input[type=password]').fill(testPassword);
    await page.getByRole('button', { name: 'Sign in' }).last().click();
  }

  /** Signed in, and at `path`. */
  async function open(person: Pick<Person, 'email'>, path: string): Promise<Page> {
    const { page } = await visit(browser, app.url);
    await page.goto(path);
    await fillDoor(page, person);
    await page.waitForURL((url) => url.pathname === path);
    return page;
  }

  /** Longer ago than a proof is fresh. */
  const letProofsAge = () => run(app, `update sessions set authenticated_at = now() - interval '11 minutes'`);
  const digits = async (page: Page, code: string) => {
    await page.getByLabel('Six-digit code 1').click();
    await page.keyboard.type(code);
  };
  const dialogOf = (page: Page, title: string) => page.getByRole('dialog', { name: title });

  async function showPassword(page: Page, code?: string): Promise<void> {
    const dialog = dialogOf(page, 'Is it still you?');
    await dialog.locator('input[type=password]').fill(testPassword);
    if (code !== undefined) await dialog.getByLabel('Code').fill(code);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  it('gets a second step after a fresh proof, opens with a recovery code, and loses the step again', async () => {
    const person = await createPerson(app, { displayName: 'Ada' });
    const page = await open(person, '/security');
    await letProofsAge();
    await page.getByRole('button', { name: 'Set up two-step sign-in' }).click();
    await showPassword(page);
    const setUp = dialogOf(page, 'Set up two-step sign-in');
    await setUp.getByRole('img', { name: 'QR code for the app' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await keepPicture(page, 'two-step');
    const secret = ((await setUp.getByLabel('Key for the app').textContent()) ?? '').replaceAll(' ', '');
    expect(await setUp.getByRole('link', { name: 'Open the app' }).getAttribute('href')).toContain(`secret=${secret}`);
    await digits(page, new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    const shown = dialogOf(page, 'Your recovery codes');
    await shown.waitFor();
    await keepPicture(page, 'recovery-codes');
    const [first = '', second = ''] = await shown.getByRole('listitem').allTextContents();
    await shown.getByLabel('I have kept them').check();
    await shown.getByRole('button', { name: 'Done' }).click();
    await page.getByText('10 recovery codes are left.').waitFor();

    const { page: other } = await visit(browser, app.url);
    await other.goto('/security');
    await fillDoor(other, person);
    await other.getByLabel('Code').fill(first);
    await other.getByRole('button', { name: 'Continue' }).click();
    await other.getByText('9 recovery codes are left.').waitFor();
    await letProofsAge();
    await other.getByRole('button', { name: 'Switch off' }).click();
    await dialogOf(other, 'Switch off').getByRole('button', { name: 'Switch off' }).click();
    await showPassword(other, second);
    await other.getByRole('button', { name: 'Set up two-step sign-in' }).waitFor();
  }, 120_000);

  it('moves to another address with the code of its mail', async () => {
    const page = await open(await createPerson(app), '/security');
    await page.getByLabel('Another address').fill('moved@account.example');
    await page.getByRole('button', { name: 'Change address' }).click();
    await page.getByText('We have written to moved@account.example', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Keep my address' }).click();
    await page.getByLabel('Another address').fill('moved@account.example');
    await page.getByRole('button', { name: 'Change address' }).click();
    const { code } = changeProofOf(await mailTo(app, 'moved@account.example', 2));
    await digits(page, code);
    await page.getByText('moved@account.example', { exact: true }).waitFor();
    await page.getByLabel('Another address').waitFor();
    await keepPicture(page, 'security');
    expect(await accessibilityProblems(page)).toEqual([]);
  }, 60_000);

  it('says on every page that its address is not proved, until the code is typed', async () => {
    const person = await createPerson(app, { verified: false });
    const page = await open(person, '/notifications');
    const banner = page.getByRole('region', { name: 'Confirm your address' });
    await banner.getByRole('button', { name: 'Send another mail' }).click();
    await banner.getByText('Another mail is on its way.').waitFor();
    await workDone(app);
    const { code } = proofOf(await mailTo(app, person.email));
    await banner.getByRole('button', { name: 'Type the code' }).click();
    await digits(page, code);
    await page.getByLabel('The password that you chose').fill(testPassword);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Notifications' }).waitFor();
  }, 60_000);

  it('is left by deleting the profile, and comes back with it', async () => {
    const person = await createPerson(app, { displayName: 'Leaver' });
    const page = await open(person, '/security');
    await page.getByRole('button', { name: 'Delete my profile' }).click();
    const dialog = dialogOf(page, 'Delete your profile');
    await dialog.getByRole('button', { name: 'Delete my profile' }).click();
    await page.getByText('You can bring it back, with everything in it, until', { exact: false }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Your profile is deleted' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.getByRole('heading', { name: 'Security' }).waitFor();
  }, 60_000);

  it('blocks somebody from their page, and takes it back', async () => {
    const other = await createPerson(app, {
      profile: { displayName: 'Mallory' },
      privacy: { visibility: 'authenticated', displayName: 'authenticated' },
    });
    const page = await open(await createPerson(app), '/activity');
    await page.goto(`/p/${other.id}`);
    await page.getByRole('button', { name: 'Block' }).click();
    await dialogOf(page, 'Block Mallory?').getByRole('button', { name: 'Block' }).click();
    await page.getByRole('heading', { name: 'Mallory is blocked' }).waitFor();
    await page.getByRole('button', { name: 'Unblock' }).click();
    await page.getByRole('heading', { name: 'Mallory', exact: true }).first().waitFor();

    // Later, too, by whom one remembers.
    await page.getByRole('button', { name: 'Block' }).click();
    await dialogOf(page, 'Block Mallory?').getByRole('button', { name: 'Block' }).click();
    await page.getByRole('heading', { name: 'Mallory is blocked' }).waitFor();
    await page.goto('/privacy');
    await page.getByRole('button', { name: 'Unblock: Mallory' }).click();
    await dialogOf(page, 'Unblock Mallory?').getByRole('button', { name: 'Unblock' }).click();
    await page.getByText('You have blocked nobody.', { exact: false }).waitFor();
  }, 60_000);

  it('is looked at as a certain person sees it, and passed on with the place where it is put', async () => {
    await createPerson(app, { displayName: 'Grace Hopper', privacy: { visibility: 'public' } });
    const person = await createPerson(app, {
      ...{ displayName: 'Ada', handle: 'ada-shares', profile: { location: 'Oslo' } },
      privacy: { visibility: 'public', location: 'authenticated' },
    });
    await workDone(app);
    const page = await open(person, '/profile');
    const others = page.getByRole('region', { name: 'What others see' });
    await others.getByText('@ada-shares').waitFor();
    expect(await others.getByText('Oslo').count()).toBe(0);
    await others.getByText('One person').click();
    await others.getByRole('combobox', { name: 'Who looks' }).pressSequentially('gra');
    await page.getByRole('option', { name: 'Grace Hopper' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await others.getByText('Oslo').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await keepPicture(page, 'view-as-person');

    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = dialogOf(page, 'Share your profile');
    await dialog.getByRole('img', { name: 'QR code that leads to the profile of Ada' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await keepPicture(page, 'share');
    for (const kind of ['SVG', 'PNG']) {
      const download = page.waitForEvent('download');
      await dialog.getByRole('link', { name: `Download the QR code as ${kind}` }).click();
      expect((await download).suggestedFilename()).toBe(`ada-shares.${kind.toLowerCase()}`);
    }
    const target = await dialog.getByRole('link', { name: 'LinkedIn' }).getAttribute('href');
    const shared = new URL(new URL(target ?? '').searchParams.get('url') ?? '');
    expect(shared.pathname + shared.search).toBe('/@ada-shares?source=linkedin');

    const { page: reader } = await visit(browser, app.url);
    const asked = reader.waitForRequest((request) => request.url().includes('/profiles/ada-shares?source=linkedin'));
    await reader.goto(shared.pathname + shared.search);
    await asked;
    const told = reader.waitForRequest((request) => request.url().endsWith('/events'));
    await reader.getByRole('button', { name: 'Share' }).click();
    await dialogOf(reader, 'Share the profile of Ada').getByRole('button', { name: 'Copy: Link' }).click();
    expect((await told).postDataJSON()).toEqual({ type: 'share' });
  }, 90_000);

  it('chooses settings in a form that follows from the registry', async () => {
    const admin = await createPerson(app, { roles: ['admin'] });
    const about = { category: 'Editor', validationRules: { min: 8, max: 32 }, default: 14 };
    await defineSetting(app, admin, { ...about, settingType: 'integer', description: 'Size of the text' });
    await defineSetting(app, admin, { settingType: 'boolean', description: 'Wrap lines', default: false });
    await defineSetting(app, admin, {
      settingType: 'enum',
      description: 'Theme',
      validationRules: { allowedValues: ['paper', 'night'] },
    });
    const page = await open(await createPerson(app), '/settings');
    const size = page.getByLabel('Size of the text');
    expect(await size.inputValue()).toBe('14');
    await size.fill('18');
    await size.press('Tab');
    await page.getByText('Saved').first().waitFor();
    await page.getByRole('switch', { name: 'Wrap lines' }).click();
    await page.getByRole('combobox', { name: 'Theme' }).click();
    await page.getByRole('option', { name: 'night' }).click();
    await page.getByText('Saved').nth(2).waitFor();
    await keepPicture(page, 'settings');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.reload();
    expect(await page.getByLabel('Size of the text').inputValue()).toBe('18');
    expect(await page.getByLabel('Wrap lines').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Back to the default' }).first().click();
    await holds(async () => expect(await page.getByLabel('Size of the text').inputValue()).toBe('14'));
  }, 60_000);

  it('adds blocks by the form of their kind and as JSON, orders and removes them', async () => {
    const admin = await createPerson(app, { roles: ['admin'] });
    const dataSchema = {
      type: 'object',
      properties: { title: { type: 'string', title: 'Title', maxLength: 100 }, isOpen: { type: 'boolean' } },
      required: ['title'],
    };
    await app.http
      .post('/api/v1/extensions/types')
      .set(admin.auth)
      .send({ type: 'project', description: 'Something you made.', dataSchema })
      .expect(201);
    const page = await open(await createPerson(app), '/extensions');
    await page.getByRole('button', { name: 'Add a block' }).click();
    const dialog = dialogOf(page, 'Add a block');
    await dialog.getByLabel('Kind').fill('project');
    await dialog.getByLabel('Title').fill('<b>Engine</b>');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: '<b>Engine</b>' }).waitFor();

    await page.getByRole('button', { name: 'Add a block' }).click();
    await dialog.getByLabel('Kind').fill('poem');
    const json = dialog.getByLabel('What it says, as JSON');
    await json.fill('{ "lines": [');
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await json.fill('{ "lines": ["one", "two"] }');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'poem' }).waitFor();
    await page.getByRole('button', { name: 'Move up: poem' }).click();
    await page.getByRole('button', { name: 'Move up: project' }).and(page.locator(':enabled')).waitFor();
    await keepPicture(page, 'extensions');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove: project' }).click();
    await dialogOf(page, 'Remove “project”?').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('heading', { name: 'project', exact: true }).waitFor({ state: 'detached' });
  }, 90_000);

  it('sees where it is who, takes another name once an hour, and reveals one', async () => {
    const person = await createPerson(app);
    const place = { context: 'room-1', contextType: 'chat_room' };
    await app.http.get('/api/v1/profile/alias').query(place).set(person.auth).expect(200);
    const page = await open(person, '/aliases');
    await page.getByText('In chat_room room-1').waitFor();
    await page.getByRole('button', { name: 'Take another' }).click();
    await page.getByText('No longer used').waitFor();
    await page.getByRole('button', { name: 'Take another' }).click();
    await page.getByText('You can take another in 60 minutes.').waitFor();
    await page.getByRole('button', { name: 'Reveal who I am' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reveal who I am' }).click();
    await page.getByText('Revealed', { exact: true }).waitFor();
    await keepPicture(page, 'aliases');
    expect(await accessibilityProblems(page)).toEqual([]);
  }, 60_000);

  it('reads well on a phone, in the dark', async () => {
    const person = await createPerson(app);
    const place = { context: 'a-room-with-quite-a-long-name', contextType: 'chat_room' };
    await app.http.get('/api/v1/profile/alias').query(place).set(person.auth).expect(200);
    const { page } = await visit(browser, app.url, { colorScheme: 'dark', width: 360 });
    await page.goto('/security');
    await page.getByRole('button', { name: 'Sign in' }).last().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await fillDoor(page, person);
    await page.getByText(person.email).waitFor();
    for (const [path, title] of [
      ['/security', 'Security'],
      ['/settings', 'Settings'],
      ['/extensions', 'Blocks of your profile'],
      ['/aliases', 'Aliases'],
    ] as const) {
      await page.goto(path);
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      expect(await layoutShift(page)).toBeLessThan(0.1);
      await keepPicture(page, `phone${path.replace('/', '-')}`);
    }
  }, 90_000);
});
