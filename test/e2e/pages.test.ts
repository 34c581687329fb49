// Every page of the web application, as somebody sees it who has filled in a little: whole, still, and open to everybody.
import type { Browser } from 'playwright-core';
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
const own = ['/profile', '/avatar', '/privacy', '/notifications', '/discover', '/insights', '/activity', '/security'];
const rest = ['/settings', '/admin', '/no-such-page'];
const widths = [360, 768, 1440];
const mostShift = 0.1;

describeWithBrowser('the pages', () => {
  let app: TestApp;
  let browser: Browser;
  const visitors = new Map<string, Visitor>();
  beforeAll(async () => {
    app = await startTestApp();
    browser = await openBrowser();
    const admin = await createPerson(app, {
      roles: ['user', 'admin'],
      displayName: 'Ada Lovelace <b>&amp;</b>',
      profile: { bio: '<img src=x onerror=alert(1)>', skills: ['mathematics'], headline: 'First programmer' },
      privacy: { visibility: 'public' },
    });
    for (const colorScheme of ['light', 'dark'] as const) {
      visitors.set(`nobody ${colorScheme}`, await visit(browser, app.url, { colorScheme }));
      const visitor = await visit(browser, app.url, { colorScheme });
      await visitor.page.goto('/sign-in');
      await visitor.page.getByLabel('E-mail address').fill(admin.email);
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

  const cases = ['light', 'dark'].flatMap((scheme) => [
    ...doors.map((path) => [path, 'nobody', scheme] as const),
    ...[...own, ...rest].map((path) => [path, 'admin', scheme] as const),
  ]);

  it.each(cases)('%s, for %s, %s', async (path, who, scheme) => {
    const visitor = visitors.get(`${who} ${scheme}`);
    if (!visitor) throw new Error('nobody is there');
    const { page, complaints } = visitor;
    complaints.length = 0;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await layoutShift(page)).toBeLessThan(mostShift);
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      // Menus move when there is less room.
      await holds(
        async () => expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width),
        3_000,
      );
      await keepPicture(page, `${path.slice(1).replaceAll('/', '-')}-${scheme}-${width}`);
    }
    // The page that is not there is answered as such.
    expect(complaints.filter((complaint) => path !== '/no-such-page' || !complaint.includes('404'))).toEqual([]);
  });
});
