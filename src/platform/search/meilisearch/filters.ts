// Filter expressions. Only ids, names of the schema and digests ever stand in one: there is nothing to escape.
import { isUuid } from '../../ids.ts';
import type { SearchFilter, SearchSchema, SearchScope } from '../port.ts';
import { keyOf } from './documents.ts';

/** The filter that every question carries; the conditions all hold. No other part of a question widens it. */
export function scopeFilter({ tenantId, audience, excludedIds = [] }: SearchScope): string[] {
  return [
    `tenantId = ${idIn(tenantId)}`,
    `audience = "${audience === 'authenticated' ? 'authenticated' : 'public'}"`,
    ...(excludedIds.length > 0 ? [`profileId NOT IN [${excludedIds.map(idIn).join(', ')}]`] : []),
  ];
}

/** Holds for a document that has one of the values; without values, for none. */
export const facetFilter = ({ facet, anyOf }: SearchFilter): string =>
  `keys IN [${anyOf.map((value) => `"${keyOf(facet, value)}"`).join(', ')}]`;

/** @throws RangeError for a name that the schema does not have */
export function facetAttribute({ facets }: SearchSchema, name: string): string {
  if (!facets.includes(name)) throw new RangeError(`There is no facet ${name}.`);
  return `facets.${name}`;
}

/** @throws RangeError for a name that the schema does not have */
export function orderAttribute({ orders }: SearchSchema, name: string): readonly [string, 'asc' | 'desc'] {
  const direction = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (!direction) throw new RangeError(`There is no order ${name}.`);
  return [`orders.${name}`, direction];
}

/** @throws RangeError for what is no id */
export function idIn(id: string): string {
  if (!isUuid(id)) throw new RangeError('Tenants and documents have uuids.');
  return `"${id.toLowerCase()}"`;
}
