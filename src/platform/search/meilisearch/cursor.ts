// Cursors of pages from Meilisearch, which knows offsets only: the place, and the last hits before it. The next page is
// read from a little earlier and begins behind them, so those who stay are neither skipped nor repeated while others
// come and go.
import { createHash } from 'node:crypto';
import { isUuid } from '../../ids.ts';
import { InvalidCursorError, maxSearchDepth } from '../port.ts';

const MARK = 'm';
const MAX_CURSOR_CHARACTERS = 400;
export const MAX_ANCHORS = 3;

export interface PagePosition {
  readonly offset: number;
  /** The last ids of the page before, in their order. */
  readonly anchors: readonly string[];
}

/** Whether Meilisearch made it; cursors of the index in PostgreSQL never begin so. */
export const isMeilisearchCursor = (cursor: string): boolean => cursor.startsWith(MARK);

export function encodeCursor(scope: readonly unknown[], { offset, anchors }: PagePosition): string {
  const text = JSON.stringify([offset, anchors, digestOf(scope)]);
  return MARK + Buffer.from(text).toString('base64url');
}

/** @throws InvalidCursorError for one that is damaged or was made for another question */
export function decodeCursor(scope: readonly unknown[], cursor: string): PagePosition {
  const [offset, anchors, owner] = parse(cursor);
  const isOffset = typeof offset === 'number' && Number.isInteger(offset) && offset > 0 && offset < maxSearchDepth;
  const areAnchors = Array.isArray(anchors) && anchors.length <= MAX_ANCHORS && anchors.every(isId);
  if (!isOffset || !areAnchors || owner !== digestOf(scope))
    throw new InvalidCursorError('The cursor does not belong to this query.');
  return { offset, anchors };
}

const isId = (value: unknown): value is string => typeof value === 'string' && isUuid(value);

function parse(cursor: string): unknown[] {
  if (cursor.length > MAX_CURSOR_CHARACTERS || !isMeilisearchCursor(cursor)) return [];
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor.slice(MARK.length), 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

const digestOf = (scope: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(scope)).digest('base64url').slice(0, 22);
