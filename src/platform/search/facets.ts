// Values to filter and sort by: like words they are compared without case, accents and width, but as a whole and with
// their signs, because C, C++ and C# are three languages.
import { foldText } from './fold.ts';

/** The form in which a facet's value is compared; blank for a value of nothing visible. */
export function foldFacet(value: string): string {
  return foldText(value.normalize('NFC').replace(/[\s\p{Z}]+/gu, ' '))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
}
