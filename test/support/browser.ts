// A real browser for tests: Debian's Chromium, driven by Playwright. Whatever a page complains of is kept.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const isRequired = () => (process.env.CAMEO_REQUIRE ?? '').split(',').includes('chromium');
const screenshots = join(import.meta.dirname, '..', 'e2e', 'screenshots');

/** Declares tests that need a browser. Without one they are skipped, saying so, or fail where it is required. */
export function describeWithBrowser(name: string, declare: () => void): void {
  if (executablePath) {
    describe(name, declare);
    return;
  }
  if (isRequired()) {
    test(`${name}: chromium is installed`, () => {
      throw new Error('CAMEO_REQUIRE names chromium, and it is not installed');
    });
    return;
  }
  process.stderr.write(`${name} skipped: chromium is not installed\n`);
  describe.skip(name, declare);
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });

// In the page, where there are other types than here: what moves after it was shown, as browsers measure it.
const countShifts = `window.shifted = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
}).observe({ type: 'layout-shift', buffered: true });`;

// A person's: what calls itself headless is not counted as somebody who looks.
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors on the console, exceptions, requests that failed: whatever a person would call broken. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface VisitorOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly locale?: string;
}

/** Somebody with a browser of their own. */
export async function visit(browser: Browser, baseURL: string, options: VisitorOptions = {}): Promise<Visitor> {
  const { colorScheme = 'light', width = 1440, locale = 'en' } = options;
  const context = await browser.newContext({
    baseURL,
    colorScheme,
    locale,
    userAgent,
    viewport: { width, height: 900 },
  });
  await context.addInitScript({ content: countShifts });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    const failure = request.failure()?.errorText ?? '';
    // A page that is left breaks off what it was loading.
    if (failure !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${failure}`);
  });
  page.setDefaultTimeout(20_000);
  return { page, context, complaints, close: () => context.close() };
}

/** How much of the page moved since it was opened; beyond 0.1 it is a nuisance (https://web.dev/cls). */
export const layoutShift = async (page: Page): Promise<number> => Number(await page.evaluate('window.shifted'));

/** What axe finds against WCAG 2.2 AA, in words; or against some of its rules only. */
export async function accessibilityProblems(page: Page, rules: readonly string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (rules.length > 0) axe.withRules([...rules]);
  else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Keeps a picture of the page for people, in test/e2e/screenshots. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
