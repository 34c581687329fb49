// The pages of the web application, and the files they are made of. What a page shows it asks the API for.
import { randomBytes } from 'node:crypto';
import express, { type Express, type Request, type Response } from 'express';
import serveCompressed from 'express-static-gzip';
import { kratosCookieName, sessionCookieName } from '../auth/index.ts';
import { escapeHtml } from '../platform/http/html.ts';
import type { TenantDirectory } from '../tenants/index.ts';
import type { PageContent, Template } from './template.ts';

/** The first part of every address that the application knows; another one is not found, by the same page. */
const sections = [
  ...['', 'sign-in', 'register', 'forgot', 'profile', 'avatar', 'privacy', 'notifications', 'discover', 'people'],
  ...['insights', 'activity', 'security', 'settings', 'extensions', 'aliases', 'trust', 'admin'],
];
const known = new Set(sections);

const policyOf = (nonce: string, pictures: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    // Components place and size themselves with style attributes.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: blob: ${pictures.join(' ')}`.trim(),
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Of an address only its origin: a path could hold what a policy reads as its own. */
const originsOf = (url: string | undefined): string[] => (url === undefined ? [] : [new URL(url).origin]);

export type PageSender = ReturnType<typeof createPageSender>;

export function createPageSender(deps: {
  template: Template;
  tenants: Pick<TenantDirectory, 'settingsOf'>;
  /** Origins besides our own that pictures come from. */
  pictures: readonly string[];
}) {
  /** A page with its policy, in the colours of the tenant. */
  return async (
    request: Request,
    tenantId: string,
    content: PageContent,
  ): Promise<{ html: string; headers: Record<string, string> }> => {
    const cookies = request.headers.cookie ?? '';
    const hasSession = [sessionCookieName, kratosCookieName].some((name) => cookies.includes(`${name}=`));
    const nonce = randomBytes(16).toString('base64');
    const { branding = {} } = await deps.tenants.settingsOf(tenantId);
    return {
      html: deps.template(content, { branding, nonce, hasSession }),
      headers: {
        'Content-Security-Policy': policyOf(nonce, [...deps.pictures, ...originsOf(branding.logoUrl)]),
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'strict-origin-when-cross-origin',
      },
    };
  };
}

const wantsPage = (request: Request): boolean =>
  ['GET', 'HEAD'].includes(request.method) &&
  !request.path.startsWith('/api/') &&
  request.accepts(['json', 'html']) === 'html';

/** Adds the files of the application and its pages to `app`, behind everything else. */
export function mountWeb(
  app: Express,
  deps: {
    directory: string | undefined;
    sendPage: PageSender;
    tenants: Pick<TenantDirectory, 'ofHost' | 'settingsOf'>;
  },
): void {
  const { directory } = deps;
  if (directory !== undefined) {
    // Their names tell their content.
    app.use(
      '/assets',
      serveCompressed(`${directory}/assets`, {
        ...{ enableBrotli: true, orderPreference: ['br'], index: false },
        serveStatic: { immutable: true, maxAge: '1y' },
      }),
    );
    app.use(express.static(directory, { index: false, maxAge: '1h' }));
  }
  app.use(async (request: Request, response: Response, next) => {
    if (!wantsPage(request)) return void next();
    const tenantId = await deps.tenants.ofHost(request.hostname);
    const name = (await deps.tenants.settingsOf(tenantId)).branding?.name ?? 'Cameo';
    const title = `<title>${escapeHtml(name)}</title><meta name="robots" content="noindex">`;
    const { html, headers } = await deps.sendPage(request, tenantId, { head: title, body: '' });
    response
      .status(known.has(request.path.split('/')[1] ?? '') ? 200 : 404)
      .set(headers)
      .type('html')
      .send(html);
  });
}
