// Totals and facets: counted over live documents that match, never over entries of an index.
import type { FacetCount, SearchPage } from '../port.ts';
import { joinDocument, type Question } from './question.ts';
import { MAX_EXAMINED_DOCUMENTS, setForAll } from './sets.ts';
import type { StreamDeps } from './streams.ts';

const MAX_VALUES = 20;

type Counts = Required<Pick<SearchPage, 'total' | 'facets'>>;

interface Row {
  /** `facet:value as it is shown`; null in the row of the total. */
  shown: string | null;
  count: number;
  isExact: boolean;
}

/** Counts the best five thousand; `isExact` says whether these were all. */
export async function countMatches(
  { statements, liveFilter }: StreamDeps,
  question: Question,
  facets: readonly string[],
): Promise<Counts> {
  const facetOf = (value: string) => `split_part(${value}, ':', 1)`;
  const rows = await statements.run<Row>(
    (bind) => `with ${setForAll(question)({ question, bind })},
      live as materialized (
        select d.facet_ids, d.facet_values
        from (select * from matched m order by m.score desc, m.id desc offset 0) m
        cross join ${joinDocument({ question, liveFilter, bind }, 'm', 'd.word_ids @> m.word_ids')}
        limit ${MAX_EXAMINED_DOCUMENTS + 1}
      ), counted as (select * from live limit ${MAX_EXAMINED_DOCUMENTS}),
      written as (
        select u.id, u.shown, count(*)::int as count
        from counted c cross join lateral unnest(c.facet_ids, c.facet_values) as u (id, shown)
        where ${facetOf('u.shown')} = any(${bind(facets)}::text[]) group by u.id, u.shown
      ), valued as (
        -- However a value is written it is one value, shown as most documents write it.
        select sum(count)::int as count,
          (array_agg(shown order by count desc, shown collate "C"))[1] as shown from written group by id
      ), ranked as (
        select v.*, row_number() over (partition by ${facetOf('shown')} order by count desc, shown collate "C") as place
        from valued v
      )
      select shown, count, true as "isExact" from ranked where place <= ${MAX_VALUES}
      union all
      select null, least((select count(*) from live), ${MAX_EXAMINED_DOCUMENTS})::int,
        (select count(*) from live) <= ${MAX_EXAMINED_DOCUMENTS} and not (select is_cut from bounds)`,
  );
  const total = rows.find(({ shown }) => shown === null);
  return {
    total: { count: total?.count ?? 0, isExact: total?.isExact ?? true },
    facets: Object.fromEntries(facets.map((facet) => [facet, valuesOf(facet, rows)])),
  };
}

function valuesOf(facet: string, rows: readonly Row[]): FacetCount[] {
  return rows
    .flatMap(({ shown, count }) =>
      shown?.startsWith(`${facet}:`) ? [{ value: shown.slice(facet.length + 1), count }] : [],
    )
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
