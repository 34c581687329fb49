// Cursors of search pages: the last hit's place and a digest of the question it belongs to. They are not signed:
// a forged place only skips hits that the same question shows anyway, and a forged depth begins the count anew.
import { createHash } from 'node:crypto';
import { InvalidCursorError } from './port.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_CURSOR_CHARACTERS = 512;

export interface SearchPosition {
  /** The engine's own whole-number score of the last hit. */
  score: number;
  id: string;
  /** Where the last hit stands in the order that was asked for. */
  place?: string;
  /** How many hits have been shown so far. */
  depth?: number;
}

/** Writes a cursor for the place behind `position`; `scope` is everything that makes the question this one. */
export function encodeCursor(scope: readonly string[], { score, id, place, depth }: SearchPosition): string {
  return Buffer.from(JSON.stringify([score, id, digest(scope), depth ?? 0, place])).toString('base64url');
}

/** Reads a cursor back; throws InvalidCursorError when it is damaged or was made for another scope. */
export function decodeCursor(scope: readonly string[], cursor: string): SearchPosition & { depth: number } {
  const [score, id, owner, depth, place] = parse(cursor);
  const isPosition = isCount(score) && isCount(depth) && typeof id === 'string' && UUID.test(id);
  if (!isPosition || owner !== digest(scope) || !(place === null || isStorable(place))) {
    throw new InvalidCursorError('The cursor does not belong to this question.');
  }
  return { score, id, depth, ...(place !== null && { place }) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31;
}

function isStorable(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

function parse(cursor: string): unknown[] {
  if (cursor.length > MAX_CURSOR_CHARACTERS) return [];
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function digest(scope: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(scope)).digest('base64url').slice(0, 22);
}
