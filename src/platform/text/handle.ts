// Handles: what may be one, and the skeleton by which two of them look alike.
import { remove as toLatinLookalikes } from 'confusables';
import { accept, type Checked, refuse } from './checked.ts';
import { RESERVED_HANDLES } from './reserved-handles.ts';

const HANDLE_MIN_LENGTH = 3;
/** Shorter than a UUID in any spelling (32 hexadecimal digits), so a path that takes either can tell them apart. */
export const HANDLE_MAX_LENGTH = 30;

export type HandleReason = 'TOO_SHORT' | 'TOO_LONG' | 'FORBIDDEN_CHARACTER' | 'MISPLACED_PUNCTUATION' | 'RESERVED';

/**
 * The form that look-alike handles share, for a unique index: letters of other scripts become the Latin ones they
 * resemble, case and punctuation go, and 0/o, 1/i/l, rn/m and vv/w become one. Not for showing.
 */
export function handleSkeleton(handle: string): string {
  return toLatinLookalikes(handle.normalize('NFKC'))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('0', 'o')
    .replace(/[1i]/g, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

const reservedSkeletons = new Set(RESERVED_HANDLES.map(handleSkeleton));

/** Checks a handle and gives it in lower case: 3–30 of a–z, 0–9, dot, dash and underscore, not reserved or close to it. */
export function checkHandle(input: string): Checked<string, HandleReason> {
  const typed = input.trim();
  if (typed.length > HANDLE_MAX_LENGTH) return refuse('TOO_LONG', `may have at most ${HANDLE_MAX_LENGTH} characters`);
  if (typed.length < HANDLE_MIN_LENGTH)
    return refuse('TOO_SHORT', `must have at least ${HANDLE_MIN_LENGTH} characters`);
  if (!/^[A-Za-z0-9._-]+$/.test(typed)) {
    return refuse('FORBIDDEN_CHARACTER', 'may only contain the letters a to z, digits, dots, dashes and underscores');
  }
  if (!/^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/.test(typed)) {
    return refuse('MISPLACED_PUNCTUATION', 'must begin and end with a letter or digit and not double its punctuation');
  }
  const handle = typed.toLowerCase();
  if (reservedSkeletons.has(handleSkeleton(handle)))
    return refuse('RESERVED', 'is reserved, or looks like one that is');
  return accept(handle);
}
