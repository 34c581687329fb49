// One spelling of a text for telling equal from different. Never shown, never stored in place of the text itself.

/**
 * Folds full-width and other compatibility forms (NFKC) and case; folding twice changes nothing.
 * By way of upper case, since lower case alone keeps ß from ss and ς from σ; a dotless ı therefore equals i.
 */
export function foldForComparing(text: string): string {
  return text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}
