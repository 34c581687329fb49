// The codes that tie two profiles of one person: made where one is signed in, typed where one is signed in, too.
import { createHmac, randomInt } from 'node:crypto';

// Without letters and digits that look like each other.
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 10;

export const codeLifetimeMs = 10 * 60_000;

/** Ten letters and digits (49 bits), in two groups for those who type them. */
export function createCode(): string {
  const letters = Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return `${letters.slice(0, length / 2)}-${letters.slice(length / 2)}`;
}

/** What is kept of a code, however it was typed. */
export const hashCode = (key: Buffer, code: string): Buffer =>
  createHmac('sha256', key)
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest();
