// The shape of a document in Meilisearch. Its words are cut and folded by us, as for the engine in PostgreSQL, so that
// both find the same people in every script; values to filter by become keys, so that no text ever stands in a filter.
import { createHash } from 'node:crypto';
import { foldFacet } from '../facets.ts';
import type { SearchAudience, SearchDocument, SearchEntry, SearchSchema } from '../port.ts';
import { documentWords } from '../words.ts';
import { beginnings, type WordAttribute, wordAttributes } from './settings.ts';

const MAX_WEIGHT = 100;
const HEAVY_FROM = 5;
const MIDDLE_FROM = 3;
const MAX_FACET_VALUES = 200;
const MAX_BEGINNING_LETTERS = 8;
const MAX_BEGINNINGS = 200;

export const searchAudiences: readonly SearchAudience[] = ['public', 'authenticated'];

/** What is kept of one person for one audience. */
export interface StoredDocument extends Partial<Record<WordAttribute, string>> {
  readonly id: string;
  readonly tenantId: string;
  readonly profileId: string;
  /** `profileId` as far as a number goes: comparing texts brings wrong hits (meilisearch/meilisearch#6335). */
  readonly place: number;
  readonly audience: SearchAudience;
  readonly version: number;
  readonly privacyVersion: number;
  /** What the person is called, as it is shown. */
  readonly title: readonly string[];
  readonly [beginnings]?: string;
  readonly keys: readonly string[];
  readonly facets: SearchDocument['facets'];
  readonly orders: SearchDocument['orders'];
}

// Half a pair of surrogates is no JSON to Meilisearch, which then refuses the whole batch.
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/** The primary key. */
export const documentId = (tenantId: string, id: string, audience: SearchAudience): string =>
  `${tenantId}_${id}_${audience}`;

/** The first 48 bits of an id; of a uuid v7 the milliseconds. Ids that follow each other have places that do, or equal ones. */
export const placeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** What a value is filtered by: a digest, so that neither its length nor its characters matter. */
export const keyOf = (facet: string, value: string): string =>
  createHash('sha256')
    .update(`${facet}\n${foldFacet(value)}`)
    .digest('hex')
    .slice(0, 32);

/** @throws RangeError for a weight out of bounds, and for a name that the schema does not have */
export function storedDocument(
  { tenantId, id, version }: SearchEntry,
  document: SearchDocument,
  schema: SearchSchema,
): StoredDocument {
  const { audience, privacyVersion, orders } = document;
  for (const name of Object.keys(document.facets))
    if (!schema.facets.includes(name)) throw new RangeError(`There is no facet ${name}.`);
  for (const name of Object.keys(orders))
    if (!Object.hasOwn(schema.orders, name)) throw new RangeError(`There is no order ${name}.`);
  const facets = Object.fromEntries(
    Object.entries(document.facets).map(([facet, values]) => [facet, distinct(values.slice(0, MAX_FACET_VALUES))]),
  );
  return {
    id: documentId(tenantId, id, audience),
    ...{ tenantId, profileId: id, place: placeOf(id), audience, version, privacyVersion },
    title: document.fields.flatMap(({ isName, text }) => (isName ? [wellFormed(text)] : [])),
    ...wordsOf(document),
    keys: Object.entries(facets).flatMap(([facet, values]) => values.map((value) => keyOf(facet, value))),
    facets,
    orders: Object.fromEntries(
      Object.entries(orders).map(([order, value]) => [order, typeof value === 'string' ? foldFacet(value) : value]),
    ),
  };
}

function wordsOf({ fields }: SearchDocument): Partial<Record<WordAttribute | typeof beginnings, string>> {
  for (const { weight } of fields)
    if (!(weight > 0 && weight <= MAX_WEIGHT))
      throw new RangeError(`A weight lies above 0 and is at most ${MAX_WEIGHT}.`);
  const attributes = wordAttributes.map((attribute) => {
    const own = fields.filter((field) => attributeOf(field) === attribute);
    return [attribute, [...documentWords(own).keys()].join(' ')] as const;
  });
  const names = documentWords(fields.filter(({ isName }) => isName)).keys();
  const begun = [...new Set([...names].flatMap(beginningsOf))].slice(0, MAX_BEGINNINGS).join(' ');
  return Object.fromEntries([...attributes, [beginnings, begun]].filter(([, words]) => words !== ''));
}

function attributeOf({ weight, isName = false }: SearchDocument['fields'][number]): WordAttribute {
  if (isName) return 'names';
  if (weight >= HEAVY_FROM) return 'heavyWords';
  return weight >= MIDDLE_FROM ? 'middleWords' : 'lightWords';
}

function beginningsOf(word: string): string[] {
  const letters = [...word];
  const longest = Math.min(MAX_BEGINNING_LETTERS, letters.length - 1);
  return Array.from({ length: Math.max(0, longest) }, (_, at) => letters.slice(0, at + 1).join(''));
}

/** Each that can be seen once, as it is written first: a person counts once for a value. */
function distinct(values: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const value of values) {
    const folded = foldFacet(value);
    if (folded !== '' && !first.has(folded)) first.set(folded, wellFormed(value).trim());
  }
  return [...first.values()];
}
