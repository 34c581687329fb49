// The way of two people through the web application, from nothing to finding each other.
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { describeWithBrowser, keepPicture, openBrowser, type Visitor, visit } from '../support/browser.ts';
import { holds } from '../support/eventually.ts';
import { phonePhoto } from '../support/images.ts';
import { mailTo, proofOf } from '../support/mailbox.ts';
import { testPassword } from '../support/people.ts';
import { workDone } from '../support/work.ts';

const dayMs = 86_400_000;
const answerToChange = (page: Page) => page.waitForResponse((response) => response.request().method() === 'PATCH');

describeWithBrowser('two people', () => {
  let app: TestApp;
  let browser: Browser;
  let ada: Visitor;
  let bob: Visitor;
  let daysBack = 0;
  beforeAll(async () => {
    app = await startTestApp({ workers: true, clock: () => new Date(Date.now() - daysBack * dayMs) });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const arrive = () => visit(browser, app.url);

  /** Registers, and types the code of the mail. */
  async function register({ page }: Visitor, name: string, email: string): Promise<void> {
    await page.goto('/register');
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('E-mail address').fill(email);
    await page.locator('input[type=password]').fill(testPassword);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText(email).waitFor();
    await workDone(app);
    const { code } = proofOf(await mailTo(app, email));
    await page.getByLabel('Six-digit code 1').click();
    await page.keyboard.type(code);
    await page.getByRole('heading', { name: 'Your profile' }).waitFor();
  }

  it('register, fill in, upload a picture, become public, and are found by a misspelt name', async () => {
    ada = await arrive();
    await register(ada, 'Ada Lovelace', 'ada@journey.example');
    const { page } = ada;
    const percent = async () =>
      Number.parseInt(
        (await page
          .getByText(/^\d+%$/)
          .first()
          .textContent()) ?? '',
        10,
      );
    const before = await percent();

    await page.getByLabel('Headline', { exact: true }).fill('First programmer <b>of</b> engines');
    await page.getByLabel('About you', { exact: true }).fill('I like engines.');
    await page.getByLabel('Location', { exact: true }).fill('London');
    await page.getByRole('combobox', { name: 'Skills' }).fill('mathematics,');
    await page.keyboard.press('Tab');
    await holds(async () => expect(await percent()).toBeGreaterThan(before));
    await keepPicture(page, 'profile');

    await page.getByRole('link', { name: 'Picture', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto(6) });
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByText('This is you now.').waitFor();
    await keepPicture(page, 'picture');

    await page.getByRole('link', { name: 'Profile', exact: true }).click();
    await page.getByRole('radiogroup', { name: 'Who may open your profile' }).getByText('Public').click();
    await page.getByText('Everybody, also without an account.').first().waitFor();
    // What others see, as the service answers them.
    await page.getByLabel('What others see').first().getByText('First programmer <b>of</b> engines').waitFor();
    await workDone(app);

    bob = await arrive();
    await register(bob, 'Bob', 'bob@journey.example');
    await bob.page.getByRole('radiogroup', { name: 'Who may open your profile' }).getByText('Members').click();
    await bob.page.getByText('People who are signed in here.').first().waitFor();
    await bob.page.getByRole('link', { name: 'Discover', exact: true }).click();
    await bob.page.getByRole('searchbox', { name: 'Find people' }).fill('lovelase');
    await bob.page.getByText('1 person', { exact: true }).waitFor();
    // Her numbers tell where he came from.
    const asked = bob.page.waitForRequest((request) => request.url().endsWith('?source=search'));
    await bob.page.getByRole('link', { name: /Ada Lovelace/ }).click();
    await asked;
    await bob.page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await bob.page.getByText('First programmer <b>of</b> engines').waitFor();
    await bob.page.getByText('London', { exact: true }).waitFor();
    await keepPicture(bob.page, 'person');
    expect([...ada.complaints, ...bob.complaints]).toEqual([]);
  }, 120_000);

  it('vouch for a skill, and are told how often somebody looked', async () => {
    daysBack = 1; // numbers are told of days that are over
    await bob.page.reload();
    await bob.page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await app.container.analytics.flush();
    daysBack = 0;
    await app.container.analytics.closeDays();

    await bob.page.getByRole('button', { name: 'Endorse: mathematics' }).click();
    const dialog = bob.page.getByRole('dialog');
    await dialog.getByLabel('A few words').fill('She saw it <b>first</b>.');
    await dialog.getByRole('button', { name: 'Endorse' }).click();
    await bob.page.getByRole('button', { name: 'Endorsed by you: mathematics' }).waitFor();
    await workDone(app);

    await ada.page.goto('/trust/endorsements');
    await ada.page.getByText('She saw it <b>first</b>.').waitFor();
    await ada.page.goto('/insights');
    const views = ada.page.locator('dt', { hasText: 'Views' }).locator('xpath=following-sibling::dd[1]');
    expect(await views.textContent()).toBe('fewer than 5');
    await keepPicture(ada.page, 'insights');
    expect([...ada.complaints, ...bob.complaints]).toEqual([]);
  }, 60_000);

  it('see both texts when two tabs have changed one field', async () => {
    const first = await arrive();
    await register(first, 'Carol', 'carol@journey.example');
    const second = await first.context.newPage();
    // What the second tab sends waits until the first one has saved.
    let letThrough = (): void => {};
    const firstHasSaved = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await second.route('**/api/v1/profile', async (route) => {
      if (route.request().method() === 'PATCH') await firstHasSaved;
      await route.continue();
    });
    await second.goto('/profile');
    const sent = second.waitForRequest((request) => request.method() === 'PATCH');
    await second.getByLabel('About you', { exact: true }).fill('From the second tab.');
    await sent;
    const saved = answerToChange(first.page);
    await first.page.getByLabel('About you', { exact: true }).fill('From the first tab.');
    expect((await saved).status()).toBe(200);
    letThrough();

    const dialog = second.getByRole('dialog');
    await dialog.getByText('This was changed elsewhere').waitFor();
    expect(await dialog.getByLabel('What is saved now').inputValue()).toBe('From the first tab.');
    const settled = answerToChange(second);
    await dialog.getByRole('button', { name: 'Save both' }).click();
    expect((await settled).status()).toBe(200);
    await first.page.reload();
    expect(await first.page.getByLabel('About you', { exact: true }).inputValue()).toBe(
      'From the first tab.\nFrom the second tab.',
    );
  }, 60_000);

  it('lose nothing that they typed while there was no connection', async () => {
    const dora = await arrive();
    await register(dora, 'Dora', 'dora@journey.example');
    await dora.context.setOffline(true);
    await dora.page.getByLabel('Headline', { exact: true }).fill('Typed in a tunnel');
    await dora.page.getByText('There is no connection.', { exact: false }).first().waitFor();
    const saved = answerToChange(dora.page);
    await dora.context.setOffline(false);
    expect((await saved).status()).toBe(200);
    await dora.page.reload();
    expect(await dora.page.getByLabel('Headline', { exact: true }).inputValue()).toBe('Typed in a tunnel');
  }, 60_000);
});
