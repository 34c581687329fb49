// Those who share traits: the lists of the traits are counted together, and the documents asked what they really share.
import type { SimilarHit, SimilarQuery } from '../port.ts';
import { type Candidate, findFacetWords } from './candidates.ts';
import { joinDocument, wordIdsOf } from './question.ts';
import type { StreamDeps } from './streams.ts';

const MAX_TRAITS = 50;
/** Read of all lists together; of a trait that many share, the newest. */
const MAX_READ_ENTRIES = 20_000;
const MAX_ASKED_DOCUMENTS = 500;

interface Trait {
  readonly facet: string;
  readonly value: string;
}

/** The documents that share most, the newest of them first. */
export async function findSimilarDocuments(
  { statements, liveFilter }: StreamDeps,
  query: SimilarQuery,
  filters: readonly (readonly Candidate[])[],
): Promise<SimilarHit[]> {
  const traits = traitsOf(query);
  const words = await findFacetWords(
    statements,
    query,
    traits.map(({ facet, value }) => ({ facet, anyOf: [value] })),
  );
  if (words.length === 0) return [];
  const wordIds = wordIdsOf(words.map(({ id }) => ({ wordId: id, factor: 0, documents: 0 })));
  const reach = Math.floor(MAX_READ_ENTRIES / words.length);
  const question = { ...query, words: [], filters };
  const rows = await statements.run<{ id: string; privacyVersion: number; shared: number[] }>((bind) => {
    const ids = `${bind([...new Set(wordIds)])}::int[]`;
    const excluded = query.excludedIds?.length
      ? `where t.id not in (select unnest(${bind(query.excludedIds)}::uuid[]))`
      : '';
    return `with counted as materialized (
        select t.id, count(*) as traits
        from unnest(${ids}) as c (word_id) cross join lateral (
          select t.id from search_terms t where t.word_id = c.word_id and t.rank = 0
          order by t.id desc limit ${bind(reach)}
        ) t ${excluded}
        group by t.id order by traits desc, t.id desc limit ${MAX_ASKED_DOCUMENTS}
      )
      select c.id, d.privacy_version as "privacyVersion", s.shared
      from counted c
      cross join ${joinDocument({ question, liveFilter, bind }, 'c')}
      cross join lateral (
        select array_agg(f.id) as shared from unnest(d.facet_ids) as f (id) where f.id = any(${ids})
      ) s
      where s.shared is not null
      order by cardinality(s.shared) desc, c.id desc limit ${bind(query.limit)}`;
  });
  return rows.map(({ id, privacyVersion, shared }) => ({
    ...{ id, privacyVersion },
    shared: namesOf(
      traits.filter((_, position) => words.some((word) => word.position === position && shared.includes(word.id))),
    ),
  }));
}

function traitsOf({ traits }: SimilarQuery): Trait[] {
  return Object.entries(traits)
    .flatMap(([facet, values]) => values.map((value) => ({ facet, value })))
    .slice(0, MAX_TRAITS);
}

function namesOf(traits: readonly Trait[]): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const { facet, value } of traits) names[facet] = [...(names[facet] ?? []), value];
  return names;
}
