// The page that the web application starts from, as its build has left it, with places for a head and a body of ours.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { escapeHtml } from '../platform/http/html.ts';
import type { TenantSettings } from '../tenants/index.ts';

// Beside src/ when run from the sources, one folder higher when run from dist/.
const builds = [new URL('../../web/dist/', import.meta.url), new URL('../../../web/dist/', import.meta.url)];

// Without a build the pages can be read, and do nothing.
const plain =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
  '<!--head--><!--/head--></head><body><div id="root"><!--body--></div></body></html>';
const headPlace = /<!--head-->[\s\S]*<!--\/head-->/;
const bodyPlace = '<!--body-->';

export interface PageContent {
  /** HTML whose values have been escaped: the title, and whatever else describes the page. */
  readonly head: string;
  /** What is read before, or without, the application. */
  readonly body: string;
}

export interface PageMarks {
  readonly branding: NonNullable<TenantSettings['branding']>;
  readonly nonce: string;
  /** Whether the browser sent the cookie of a session, valid or not. */
  readonly hasSession: boolean;
}

/** Where the files of the built application are; undefined when nobody has built it. */
export function findBuild(): string | undefined {
  const build = builds.find((url) => existsSync(new URL('index.html', url)));
  return build && fileURLToPath(build);
}

export type Template = ReturnType<typeof createTemplate>;

export function createTemplate(directory: string | undefined) {
  const page = directory === undefined ? plain : readFileSync(`${directory}/index.html`, 'utf8');

  /** The page with its content, in the colours of the tenant; its style elements carry `nonce`. */
  return (content: PageContent, { branding, nonce, hasSession }: PageMarks): string => {
    const marks =
      `<meta name="cameo-brand" content="${escapeHtml(JSON.stringify(branding))}">` +
      `<meta name="csp-nonce" content="${nonce}">` +
      // No script can see the cookie; without one there is nobody to ask for.
      (hasSession ? '<meta name="cameo-session" content="present">' : '');
    // Functions, because a `$` of the content means nothing.
    return page.replace(headPlace, () => marks + content.head).replace(bodyPlace, () => content.body);
  };
}
