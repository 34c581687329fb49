// People who share traits. Meilisearch does not rank by how many values of a filter hold, so that is counted here: of
// more people than are looked at, the newest.
import type { SimilarHit, SimilarQuery } from '../port.ts';
import { type KeptDocument, readDocuments } from './answers.ts';
import { keyOf } from './documents.ts';
import { facetAttribute, facetFilter, scopeFilter } from './filters.ts';
import type { SearchingParts } from './searching.ts';

const MAX_TRAITS = 50;
const MAX_COMPARED = 1_000;

interface Trait {
  readonly facet: string;
  readonly value: string;
  readonly key: string;
}

export async function findSimilar(parts: SearchingParts, query: SimilarQuery): Promise<SimilarHit[]> {
  const { client, indexUid, schema } = parts;
  const { filters = [] } = query;
  for (const facet of [...Object.keys(query.traits), ...filters.map((filter) => filter.facet)])
    facetAttribute(schema, facet);
  const traits = traitsOf(query);
  if (traits.length === 0) return [];
  const wanted = `keys IN [${traits.map(({ key }) => `"${key}"`).join(', ')}]`;
  const { results } = await client.index(indexUid).getDocuments({
    filter: [...scopeFilter(query), wanted, ...filters.map(facetFilter)],
    fields: ['profileId', 'audience', 'version', 'privacyVersion', 'keys'],
    sort: ['profileId:desc'],
    limit: MAX_COMPARED,
  });
  return readDocuments(results)
    .map((document) => ({ document, shared: sharedBy(document, traits) }))
    .sort((a, b) => b.shared.length - a.shared.length || (a.document.profileId < b.document.profileId ? -1 : 1))
    .slice(0, query.limit)
    .map(({ document: { profileId: id, privacyVersion }, shared }) => ({
      id,
      privacyVersion,
      shared: byFacet(shared),
    }));
}

/** Values that fold alike are one trait. */
function traitsOf({ traits }: SimilarQuery): Trait[] {
  const all = Object.entries(traits).flatMap(([facet, values]) =>
    values.map((value): Trait => ({ facet, value, key: keyOf(facet, value) })),
  );
  return [...new Map(all.toReversed().map((trait) => [trait.key, trait])).values()].toReversed().slice(0, MAX_TRAITS);
}

const sharedBy = ({ keys }: KeptDocument, traits: readonly Trait[]): Trait[] =>
  traits.filter(({ key }) => keys.includes(key));

function byFacet(traits: readonly Trait[]): Record<string, string[]> {
  const facets = [...new Set(traits.map(({ facet }) => facet))];
  return Object.fromEntries(
    facets.map((facet) => [facet, traits.flatMap((trait) => (trait.facet === facet ? [trait.value] : []))]),
  );
}
