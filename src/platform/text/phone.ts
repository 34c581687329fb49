// Telephone numbers in the international form of E.164.
import { accept, type Checked, refuse } from './checked.ts';

export const PHONE_MAX_TYPED_LENGTH = 64;

// Address books wrap a copied number in invisible direction marks; `(0)` is dialled only inside the country.
const DECORATION = /\(0\)|[\s()./\p{Pd}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Strips spaces, dashes, dots and brackets and gives `+` with 7 to 15 digits. */
export function normalizePhone(input: string): Checked<string, 'NOT_A_PHONE_NUMBER'> {
  const number = input.length > PHONE_MAX_TYPED_LENGTH ? '' : input.normalize('NFKC').replace(DECORATION, '');
  return /^\+[1-9]\d{6,14}$/.test(number)
    ? accept(number)
    : refuse('NOT_A_PHONE_NUMBER', 'must be an international number like +41 44 668 18 00');
}
