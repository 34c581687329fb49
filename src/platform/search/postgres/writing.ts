// What one document becomes in the index: words with their ranks, values of facets as words of their own, places.
import { createHash } from 'node:crypto';
import { foldFacet } from '../facets.ts';
import type { SearchDocument, SearchField, SearchSchema } from '../port.ts';
import { documentWords } from '../words.ts';
import { placeOf } from './places.ts';

const MAX_WEIGHT = 100;
const RANKS_PER_WEIGHT = 100;
const MAX_FACET_VALUES = 200;
const MAX_VALUE_CHARACTERS = 100;

/** The rank of every facet value: its documents are listed by id alone. */
export const FACET_RANK = 0;

/** Terms by their text, which is folded. */
export interface WrittenDocument {
  readonly ranks: ReadonlyMap<string, number>;
  /** The words of the names, once more. */
  readonly nameRanks: ReadonlyMap<string, number>;
  /** `facet:value as it is shown`. */
  readonly facets: ReadonlyMap<string, string>;
  readonly orders: Readonly<Record<string, string>>;
}

/** Throws RangeError for a weight out of bounds, and for a name that the schema does not have. */
export function writeDocument(document: SearchDocument, schema: SearchSchema): WrittenDocument {
  const { fields } = document;
  return {
    ranks: ranksOf(fields),
    nameRanks: ranksOf(fields.filter((field) => field.isName)),
    facets: facetsOf(document, schema),
    orders: ordersOf(document, schema),
  };
}

/** The word of the dictionary that stands for a value. It begins with a sign, which no typed word has. */
export function facetTerm(facet: string, value: string): string | undefined {
  const folded = foldFacet(value);
  if (folded === '') return undefined;
  const characters = [...folded];
  if (characters.length <= MAX_VALUE_CHARACTERS) return `#${facet}:${folded}`;
  const digest = createHash('sha256').update(folded).digest('base64url');
  return `#${facet}:${characters.slice(0, MAX_VALUE_CHARACTERS).join('')}#${digest}`;
}

export function isFacetTerm(term: string): boolean {
  return term.startsWith('#');
}

function ranksOf(fields: readonly SearchField[]): Map<string, number> {
  for (const { weight } of fields)
    if (!(weight > 0 && weight <= MAX_WEIGHT))
      throw new RangeError(`A weight lies above 0 and is at most ${MAX_WEIGHT}.`);
  const ranks = new Map<string, number>();
  for (const [term, weight] of documentWords(fields))
    ranks.set(term, -Math.max(1, Math.round(weight * RANKS_PER_WEIGHT)));
  return ranks;
}

function facetsOf({ facets }: SearchDocument, schema: SearchSchema): Map<string, string> {
  const written = new Map<string, string>();
  for (const [facet, values] of Object.entries(facets)) {
    if (!schema.facets.includes(facet)) throw new RangeError(`There is no facet ${facet}.`);
    for (const value of values.slice(0, MAX_FACET_VALUES)) {
      const term = facetTerm(facet, value);
      if (term !== undefined && !written.has(term)) written.set(term, `${facet}:${shown(value)}`);
    }
  }
  return written;
}

function shown(value: string): string {
  return value.replace(/\0|\p{Cs}/gu, '').trim();
}

function ordersOf({ orders }: SearchDocument, schema: SearchSchema): Record<string, string> {
  const places = Object.entries(orders).map(([name, value]) => {
    if (!Object.hasOwn(schema.orders, name)) throw new RangeError(`There is no order ${name}.`);
    return [name, placeOf(value)] as const;
  });
  return Object.fromEntries(places);
}
