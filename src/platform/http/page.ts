// Keyset pages: what a list takes and answers, and cursors that belong to one list with one set of filters.
// They are not signed: a forged place only skips rows that the same request shows anyway.
import { createHash } from 'node:crypto';
import Joi from 'joi';
import { defineError } from '../errors.ts';
import { isUuid } from '../ids.ts';

export const invalidCursor = defineError('INVALID_CURSOR', 400, 'This cursor belongs to another list. Start again.');

/** What a request asks for. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly meta: { readonly limit: number; readonly nextCursor: string | null };
}

/** Keys of a query schema. */
export const pageKeys = (what: string) => ({
  limit: Joi.number().integer().min(1).max(100).default(20).description(`${what} on a page.`),
  cursor: Joi.string().max(500).description('`meta.nextCursor` of the page before.').example('MDE5YzZlMmEuLi4'),
});

export const pageMeta = Joi.object({
  limit: Joi.number().integer().example(20),
  nextCursor: Joi.string().allow(null).description('Where the next page begins; null on the last one.'),
});

const digestOf = (scope: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(scope)).digest('base64url').slice(0, 22);

const cursorOf = (scope: readonly unknown[], id: string): string =>
  Buffer.from(`${id}.${digestOf(scope)}`).toString('base64url');

/** The id behind which the page begins; null for the first. `scope` is whatever makes the list this one. @throws INVALID_CURSOR */
export function placeOf({ cursor }: PageQuery, scope: readonly unknown[]): string | null {
  if (cursor === undefined) return null;
  const [id = '', digest] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  if (!isUuid(id) || digest !== digestOf(scope)) throw invalidCursor();
  return id;
}

/** A page out of up to `limit + 1` rows: the one too many says that there is another page. */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  { limit }: PageQuery,
  scope: readonly unknown[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, meta: { limit, nextCursor: last ? cursorOf(scope, last.id) : null } };
}

/** A page as a route answers with it. */
export const pageReply = ({ items, meta }: Page<unknown>) => ({ data: items, meta });
