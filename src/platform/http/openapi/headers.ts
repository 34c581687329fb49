// The headers of answers that clients act on, and which replies carry them.
import { limitClassOf } from '../rate-limit.ts';
import type { RouteDocumentation } from '../route.ts';
import type { JsonSchema, Reference } from './types.ts';

interface Header {
  readonly description: string;
  readonly schema: JsonSchema;
}

const number = (description: string, example: number): Header => ({
  description,
  schema: { type: 'integer', minimum: 0, examples: [example] },
});

/** `components.headers`. */
export const headerComponents = {
  ETag: {
    description: 'The strong entity tag of what is shown; send it back in `If-Match` or `If-None-Match`.',
    schema: { type: 'string', examples: ['"7-mY0sd3hQ"'] },
  },
  'RateLimit-Limit': number('Requests that the nearest limit allows in its window.', 1200),
  'RateLimit-Remaining': number('How many of them are left.', 1187),
  'RateLimit-Reset': number('Seconds until all of them are there again.', 42),
  'RateLimit-Policy': {
    description: 'That limit, and its window in seconds.',
    schema: { type: 'string', examples: ['1200;w=60'] },
  },
  'Retry-After': number('Seconds to wait before the next try.', 42),
} satisfies Record<string, Header>;

const references = (names: readonly string[]): Record<string, Reference> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const limitNames = Object.keys(headerComponents).filter((name) => name.startsWith('RateLimit-'));

/** What an answer of that status carries. */
export function headersOf(route: RouteDocumentation, status: number): { headers?: Record<string, Reference> } {
  const conditions = Object.keys(route.headers ?? {}).map((name) => name.toLowerCase());
  const isTagged = status < 400 && (conditions.includes('if-match') || conditions.includes('if-none-match'));
  const isCounted = limitClassOf(route) !== undefined && (status < 400 || status === 429);
  const names = [
    ...(isTagged ? ['ETag'] : []),
    ...(isCounted ? limitNames : []),
    ...(status === 429 ? ['Retry-After'] : []),
  ];
  return names.length > 0 ? { headers: references(names) } : {};
}
