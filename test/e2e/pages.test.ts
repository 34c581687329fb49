// Every page of the web application, as somebody sees it who has filled in a little: whole, still, and open to everybody.
import type { Browser, Page } from 'playwright-core';
import { areaNames, areaPath } from '../../web/src/pages/admin/area-permissions.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  accessibilityProblems,
  describeWithBrowser,
  keepPicture,
  layoutShift,
  openBrowser,
  type Visitor,
  visit,
} from '../support/browser.ts';
import { holds } from '../support/eventually.ts';
import { createPerson, testPassword } from '../support/people.ts';

const doors = ['/sign-in', '/register', '/forgot'];
const own = [
  ...['/profile', '/avatar', '/privacy', '/notifications', '/discover', '/insights', '/activity', '/security'],
  ...['/settings', '/extensions', '/aliases', '/@grace', '/no-such-page'],
  ...['/trust/links', '/trust/connections', '/trust/endorsements', '/trust/verification'],
];
/** Pages with much on them, where something would stick out. */
const mirrored = ['/profile', '/discover', '/@grace', '/admin/people'];

const widths = [360, 768, 1440];
const mostShift = 0.1;
// Of a visitor's first page: what it costs them before they see anything.
const budget = { bytes: 200_000, requests: 45 };

const hostile = 'Ada Lovelace <b>&amp;</b>';

describeWithBrowser('the pages', () => {
  let app: TestApp;
  let browser: Browser;
  const visitors = new Map<string, Visitor>();
  beforeAll(async () => {
    app = await startTestApp();
    browser = await openBrowser();
    const ada = await createPerson(app, {
      roles: ['platform-admin'],
      displayName: hostile,
      profile: { bio: '<img src=x onerror=alert(1)>', skills: ['mathematics'], headline: 'First programmer' },
      privacy: { visibility: 'public' },
    });
    const grace = await createPerson(app, {
      ...{ displayName: 'Grace Hopper', handle: 'grace' },
      profile: { skills: ['compilers', 'COBOL'], location: 'Arlington', website: 'https://example.com/?q="><script>' },
      privacy: { visibility: 'public' },
    });
    const endorsement = { skill: 'mathematics', note: '<script>alert(1)</script> Sums & more' };
    await app.http.post(`/api/v1/profiles/${ada.id}/endorsements`).set(grace.auth).send(endorsement).expect(201);
    for (const colorScheme of ['light', 'dark'] as const) {
      visitors.set(`nobody ${colorScheme}`, await visit(browser, app.url, { colorScheme }));
      const visitor = await visit(browser, app.url, { colorScheme });
      await visitor.page.goto('/sign-in');
      await visitor.page.getByLabel('E-mail address').fill(ada.email);
      await visitor.page.locator('input[type=password]').fill(testPassword);
      await visitor.page.keyboard.press('Enter');
      await visitor.page.getByRole('heading', { name: 'Your profile' }).waitFor();
      visitors.set(`admin ${colorScheme}`, visitor);
    }
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function enter(who: string, path: string, width: number): Promise<Visitor> {
    const visitor = visitors.get(who);
    if (!visitor) throw new Error(`${who} is not there`);
    visitor.complaints.length = 0;
    await visitor.page.setViewportSize({ width, height: 900 });
    await visitor.page.goto(path);
    await visitor.page.locator('h1').first().waitFor();
    await visitor.page.waitForLoadState('networkidle');
    return visitor;
  }

  /** Menus move when there is less room. */
  const fits = (page: Page, width: number) =>
    holds(
      async () => expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width),
      3_000,
    );

  const nameOf = (path: string) => path.slice(1).replaceAll(/[/@]/g, '-');
  async function fitsEverywhere(page: Page, name: string): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await fits(page, width);
      await keepPicture(page, `${name}-${width}`);
    }
  }

  const people = [...doors.map((path) => [path, 'nobody'] as const), ...own.map((path) => [path, 'admin'] as const)];

  it.each(people)('%s, for %s', async (path, who) => {
    const { page, complaints } = await enter(`${who} light`, path, 1440);
    expect(await layoutShift(page)).toBeLessThan(mostShift);
    expect(await accessibilityProblems(page)).toEqual([]);
    await fitsEverywhere(page, `${nameOf(path)}-light`);
    // The page that is not there is answered as such.
    expect(complaints.filter((complaint) => path !== '/no-such-page' || !complaint.includes('404'))).toEqual([]);
  });

  it.each(people)('%s in the dark, for %s', async (path, who) => {
    const { page } = await enter(`${who} dark`, path, 1440);
    // Only colours are others.
    expect(await accessibilityProblems(page, ['color-contrast'])).toEqual([]);
    await fitsEverywhere(page, `${nameOf(path)}-dark`);
  });

  // Whether they are open to everybody, their own tests tell, when there is something in them.
  it.each(areaNames.map(areaPath))('%s', async (path) => {
    const { page, complaints } = await enter('admin light', path, 1440);
    expect(await layoutShift(page)).toBeLessThan(mostShift);
    await fitsEverywhere(page, `${nameOf(path)}-light`);
    expect(complaints).toEqual([]);
  });

  it.each(mirrored)('%s, from right to left', async (path) => {
    const { page, complaints } = await enter('admin light', `${path}?language=en-x-rtl`, 360);
    expect(await page.evaluate('getComputedStyle(document.body).direction')).toBe('rtl');
    await fits(page, 360);
    await keepPicture(page, `${nameOf(path)}-mirrored-360`);
    expect(complaints).toEqual([]);
  });

  it.each(['/sign-in', '/@grace'])('%s is small enough for whoever comes first', async (path) => {
    const visitor = await visit(browser, app.url);
    await visitor.page.goto(path);
    await visitor.page.locator('h1').first().waitFor();
    await visitor.page.waitForLoadState('networkidle');
    const sizes = (await visitor.page.evaluate(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => entry.transferSize)`,
    )) as number[];
    expect(sizes.length).toBeLessThanOrEqual(budget.requests);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget.bytes);
    await visitor.close();
  });
});
