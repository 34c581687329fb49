// Other addresses of the same routes, for clients that were written before this API: rewritten, then served as usual.
import { toCamel } from './snake-case.ts';

const uuid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const end = '(?=[/?]|$)';

const writes: readonly string[] = ['PUT', 'PATCH'];
const self = /^\/api\/v1\/users\/me\/?(?=\?|$)/;

/** The first pattern that matches is replaced; what follows it is kept. */
const camelRules: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^/api/v1/users/profile${end}`), '/api/v1/profile'],
  [self, '/api/v1/profile'],
  [new RegExp(`^/api/v1/users/me/preferences${end}`), '/api/v1/profile/preferences'],
  [new RegExp(`^/api/v1/profile/settings${end}`), '/api/v1/users/me/settings'],
  [new RegExp(`^/api/v1/profile/(${uuid})${end}`), '/api/v1/profiles/$1'],
];

const snakeRules: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/profile\/search\/?(?=\?|$)/, '/api/v1/profiles'],
  [/^\/api\/profile\/picture\/?(?=\?|$)/, '/api/v1/profile/avatar'],
  [new RegExp(`^/api/profile/(${uuid})/picture/?(?=\\?|$)`), '/api/v1/profiles/$1/avatar'],
  [new RegExp(`^/api/profile/(${uuid})${end}`), '/api/v1/profiles/$1'],
  [new RegExp(`^/api/profile/settings${end}`), '/api/v1/users/me/settings'],
  [/^\/api\/profile\/?(?=\?|$)/, '/api/v1/profile'],
  [/^\/api\/profile\//, '/api/v1/profile/'],
];

function rewrite(url: string, rules: readonly (readonly [RegExp, string])[]): string {
  const rule = rules.find(([pattern]) => pattern.test(url));
  return rule ? url.replace(rule[0], rule[1]) : url;
}

/** `?context_type=` as `?contextType=`; values are left alone, but for those of `facets`, which are names of ours. */
const camelQuery = (url: string): string =>
  url.replace(/[?&][a-z]+(?:_[a-z]+)+(?==)/g, toCamel).replace(/[?&]facets=[^&]*/g, toCamel);

/** The canonical address of `url`, and whether its client speaks snake_case. */
export function canonicalUrl(method: string, url: string): { url: string; snake: boolean } {
  const snake = /^\/api\/profile(?=[/?]|$)/.test(url);
  if (snake) return { url: camelQuery(rewrite(url, snakeRules)), snake };
  const versioned = url.startsWith('/v1/') ? `/api${url}` : url;
  // Written, it is the profile; read, it tells more (src/users/me-routes.ts).
  if (!writes.includes(method) && self.test(versioned)) return { url: versioned, snake };
  return { url: rewrite(versioned, camelRules), snake };
}
