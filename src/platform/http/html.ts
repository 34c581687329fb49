// Pages of our own: plain HTML that works without the web application.
import type { PageLanguage } from './languages.ts';
import type { RawReply } from './route.ts';

export const htmlType = 'text/html; charset=utf-8';

const styles =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}' +
  'button{font:inherit;padding:.7rem 1.2rem;border:0;border-radius:6px;background:#1d4ed8;color:#fff;cursor:pointer}' +
  'article{border:1px solid #94a3b8;border-radius:8px;padding:1rem;margin:1rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere}' +
  'iframe{width:100%;height:36rem;border:1px solid #94a3b8;border-radius:8px}';
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; connect-src 'self'; script-src 'self'; frame-ancestors 'none'";

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** A whole page; `title` is text, `body` is HTML whose values have been escaped. With `language` it is one of several that a browser can have. */
export const htmlPage = (title: string, body: string, language?: PageLanguage): RawReply => ({
  raw: `<!doctype html><html lang="${language ?? 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${styles}</style></head><body><main>${body}</main></body></html>`,
  contentType: htmlType,
  headers: {
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    ...(language && { 'Content-Language': language, Vary: 'Accept-Language' }),
  },
});
