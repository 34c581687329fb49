// Links that people put on a profile: http and https, nothing that runs, hides a login or reads two ways.
import { accept, type Checked, refuse } from './checked.ts';
import { normalizePlainText, type PlainTextReason } from './plain-text.ts';

export const URL_MAX_LENGTH = 2048;

export type UrlReason = PlainTextReason | 'NOT_HTTP' | 'HAS_CREDENTIALS' | 'NOT_A_URL';

/** Checks a link and keeps it as typed (NFC, trimmed), without the rewriting that a URL parser would do. */
export function normalizeHttpUrl(input: string): Checked<string, UrlReason> {
  const text = normalizePlainText(input, { maxGraphemes: URL_MAX_LENGTH });
  if (!text.ok) return text;
  const url = text.value;
  if (url.length > URL_MAX_LENGTH) return refuse('TOO_LONG', `may have at most ${URL_MAX_LENGTH} characters`);

  // The parser alone would forgive `http:host`, `http:\\host` and three slashes, which other readers understand otherwise.
  const authority = /^https?:\/\/([^/?#]+)/iu.exec(url)?.[1];
  if (authority === undefined) return refuse('NOT_HTTP', 'must begin with http:// or https://');
  if (authority.includes('@')) return refuse('HAS_CREDENTIALS', 'must not contain a user name or password');
  if (/[\s\\]/u.test(url) || !URL.canParse(url))
    return refuse('NOT_A_URL', 'must be a web address like https://example.com');
  return accept(url);
}
