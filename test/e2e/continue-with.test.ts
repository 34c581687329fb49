// The way through an OpenID Connect issuer, in a browser.
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { accessibilityProblems, describeWithBrowser, keepPicture, openBrowser, visit } from '../support/browser.ts';
import { testClient } from '../support/code-flow.ts';
import { type IssuerServer, startIssuerServer } from '../support/issuer-server.ts';

describeWithBrowser('whoever continues with an issuer', () => {
  let issuer: IssuerServer;
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    issuer = await startIssuerServer();
    const env = { OIDC_CLIENT_ID: testClient.id, OIDC_CLIENT_SECRET: testClient.secret, OIDC_LABEL: 'Acme ID' };
    app = await startTestApp({ env: { OIDC_ISSUER: issuer.url, ...env } });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await issuer?.close();
  });

  it('is told when they called it off, and comes back to where they wanted to go', async () => {
    const { page, complaints } = await visit(browser, app.url);
    await page.goto('/privacy');
    const way = page.getByRole('link', { name: 'Acme ID' });
    issuer.flow.person = undefined;
    await way.click();
    await page.getByText('You have not signed in.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await keepPicture(page, 'continue-with');

    issuer.flow.person = {
      sub: 'ada',
      claims: { email: 'ada@acme.example', email_verified: true, name: 'Ada Lovelace' },
    };
    await way.click();
    await page.waitForURL('**/privacy');
    await page.getByRole('heading', { level: 1, name: 'Privacy' }).waitFor();
    await page.goto('/profile');
    expect(await page.getByLabel('Display name', { exact: true }).inputValue()).toBe('Ada Lovelace');
    expect(complaints).toEqual([]);
  }, 60_000);
});
