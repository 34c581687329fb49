// Places in an order, written so that they compare as text, byte by byte, whatever the database's locale is.
import { foldFacet } from '../facets.ts';

// What begins alike for so long is told apart by the id; a cursor has room for one place.
const MAX_PLACE_CHARACTERS = 60;
const SIGN = 1n << 63n;

/** Texts are compared folded, by code points. Throws RangeError for what is no number. */
export function placeOf(value: number | string): string {
  if (typeof value === 'string') return [...foldFacet(value)].slice(0, MAX_PLACE_CHARACTERS).join('');
  if (Number.isNaN(value)) throw new RangeError('An order has numbers or texts.');
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value + 0);
  const raw = bits.getBigUint64(0);
  // Doubles compare as their bits do, once negative ones are turned round and put below.
  const sortable = (raw & SIGN) === 0n ? raw | SIGN : BigInt.asUintN(64, ~raw);
  return sortable.toString(16).padStart(16, '0');
}
