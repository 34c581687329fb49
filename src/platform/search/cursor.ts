// Cursors of search pages: the last hit's place and a digest of the query it belongs to. They are not signed:
// a forged place only skips hits that the same query shows anyway.
import { createHash } from 'node:crypto';
import { InvalidCursorError } from './port.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_CURSOR_CHARACTERS = 256;

export interface SearchPosition {
  /** The engine's own whole-number score of the last hit. */
  score: number;
  id: string;
}

/** Writes a cursor for the place behind `position`; `scope` is everything that makes the query this one. */
export function encodeCursor(scope: readonly string[], position: SearchPosition): string {
  return Buffer.from(JSON.stringify([position.score, position.id, digest(scope)])).toString('base64url');
}

/** Reads a cursor back; throws InvalidCursorError when it is damaged or was made for another scope. */
export function decodeCursor(scope: readonly string[], cursor: string): SearchPosition {
  const [score, id, owner] = parse(cursor);
  const isPosition =
    typeof score === 'number' && Number.isInteger(score) && score >= 0 && score < 2 ** 31 && typeof id === 'string';
  if (!isPosition || !UUID.test(id) || owner !== digest(scope)) {
    throw new InvalidCursorError('The cursor does not belong to this query.');
  }
  return { score, id };
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
