// Sets of documents that match, for what no single list is in the order of: several words, other orders, counts.
// Each is a common table expression `matched (id, score, word_ids)`, where a document must confirm `word_ids`, and
// `bounds (is_cut)`, which says whether a bound has left something out.
import type { Candidate } from './candidates.ts';
import { isListed, joinDocument, type Question, wordIdsOf } from './question.ts';
import { scopeOf } from './scopes.ts';
import type { Bind } from './statements.ts';
import { documentsOf } from './streams.ts';

/**
 * Of the word or filter that leads, so many documents at most are held against the others. Only a question of nothing
 * but very common words reaches it, and then its best five thousand are more than anybody pages through.
 */
export const MAX_EXAMINED_DOCUMENTS = 5_000;
/** Up to so many documents, asking each is cheaper than reading the lists of the other words. */
const RARE_DOCUMENTS = 2_000;
/** So much of the list of each word is intersected, if no word is rare: first a little, which mostly fills a page. */
const REACHES = { page: [1_500, 12_000], all: 12_000 } as const;
/** Every candidate is read so far, because a name that begins with the word may stand above a text that has it. */
const LEAST_REACH = 100;
/** The newest that are looked through for those that count. */
const MAX_NEWEST_DOCUMENTS = 2 * MAX_EXAMINED_DOCUMENTS;

export interface SetContext {
  readonly question: Question;
  readonly bind: Bind;
}
export type MatchedSet = (context: SetContext) => string;

/** What to look through for a page, one after the other until one of them fills it. */
export function setsForPage(question: Question): MatchedSet[] {
  const lead = rarestOf(question);
  if (!lead) return [newest];
  const led = ledBy(lead);
  if (question.words.length === 0 || lead.documents <= RARE_DOCUMENTS) return [led];
  return [...REACHES.page.map(together), led];
}

/** What to look through for everything that matches. */
export function setForAll(question: Question): MatchedSet {
  const lead = rarestOf(question);
  if (!lead) return newest;
  return question.words.length === 0 || lead.documents <= RARE_DOCUMENTS ? ledBy(lead) : together(REACHES.all);
}

/** Whether a filter leaves so few that they are better looked through than the list that is in the right order. */
export function isLedByFilter({ filters, words }: Question): boolean {
  const rarest = Math.min(...filters.map(documentsOf));
  return rarest <= RARE_DOCUMENTS && words.every((word) => rarest < documentsOf(word));
}

interface Lead {
  readonly candidates: readonly Candidate[];
  readonly documents: number;
  readonly isFilter: boolean;
}

function rarestOf({ words, filters }: Question): Lead | undefined {
  const leads = [
    ...words.map((candidates) => ({ candidates, documents: documentsOf(candidates), isFilter: false })),
    ...filters.map((candidates) => ({ candidates, documents: documentsOf(candidates), isFilter: true })),
  ];
  return leads.sort((a, b) => a.documents - b.documents)[0];
}

const newest: MatchedSet = ({ question, bind }) => `
  matched as materialized (
    select d.id, 0 as score, '{}'::int[] as word_ids from search_documents d
    where d.scope_id = ${scopeOf(question, bind)} order by d.id desc limit ${MAX_NEWEST_DOCUMENTS}
  ), bounds as (select count(*) >= ${MAX_NEWEST_DOCUMENTS} as is_cut from matched)`;

/** Of one word or filter the best documents, or the newest, each asked for all other words. */
function ledBy({ candidates, isFilter }: Lead): MatchedSet {
  const direction = isFilter ? 'desc' : 'asc';
  // Candidates come best first, so the limit keeps the best of them.
  return ({ question, bind }) => `
    lead as materialized (
      select t.id
      from unnest(${bind(wordIdsOf(candidates))}::int[]) as c (word_id) cross join lateral (
        select t.id from search_terms t where t.word_id = c.word_id
        order by t.rank ${direction}, t.id ${direction} limit ${MAX_EXAMINED_DOCUMENTS}
      ) t limit ${MAX_EXAMINED_DOCUMENTS}
    ), bounds as (
      select count(*) >= ${MAX_EXAMINED_DOCUMENTS} as is_cut from lead
    ), examined as materialized (select distinct id from lead), ${askEach(question, bind)}`;
}

function askEach(question: Question, bind: Bind): string {
  if (question.words.length === 0)
    return `matched as materialized (select id, 0 as score, '{}'::int[] as word_ids from examined)`;
  const { positions, wordIds, factors } = columnsOf(question);
  return `
    candidate as materialized (
      select * from unnest(${bind(positions)}::int[], ${bind(wordIds)}::int[], ${bind(factors)}::int[]) as t (position, word_id, factor)
    ), best as (
      select e.id, c.position, max(-u.rank * c.factor) as score
      from examined e
      cross join ${joinDocument({ question: { ...question, excludedIds: [] }, liveFilter: 'true', bind }, 'e')}
      cross join unnest(d.word_ids, d.ranks) as u (word_id, rank)
      join candidate c on c.word_id = u.word_id
      group by e.id, c.position
    ), matched as materialized (
      select id, sum(score)::int as score, '{}'::int[] as word_ids from best
      group by id having count(*) = ${bind(question.words.length)}::int
    )`;
}

/** What stands at the heads of the lists of every word, read from the index alone. */
function together(reach: number): MatchedSet {
  return ({ question, bind }) => {
    const { positions, wordIds, factors, reaches } = columnsOf(question, reach);
    return `
    entry as materialized (
      select c.position, c.word_id, c.reach, t.id, -t.rank * c.factor as score
      from unnest(${bind(positions)}::int[], ${bind(wordIds)}::int[], ${bind(factors)}::int[], ${bind(reaches)}::int[])
        as c (position, word_id, factor, reach)
      cross join lateral (
        select t.id, t.rank from search_terms t where t.word_id = c.word_id order by t.rank, t.id limit c.reach
      ) t
    ), bounds as (
      select coalesce(bool_or(entries >= reach), false) as is_cut
      from (select count(*) as entries, reach from entry group by position, word_id, reach) counted
    ), best as (
      -- The best score and the word that it comes from, in one number.
      select id, position, max((score::bigint << 32) + word_id + 2147483648) as place from entry group by id, position
    ), matched as materialized (
      select id, sum(place >> 32)::int as score, array_agg(((place & 4294967295) - 2147483648)::int) as word_ids
      from best group by id
      having count(*) = ${bind(question.words.length)}::int and ${isListed(bind, question.filters, 'best.id')}
    )`;
  };
}

function columnsOf({ words }: Question, reach = 0) {
  const rows = words.flatMap((candidates, position) => {
    let left = reach;
    return candidates.map(({ wordId, factor, documents }) => {
      const own = Math.max(left, LEAST_REACH);
      left -= documents;
      return { position, wordId, factor, reach: own };
    });
  });
  return {
    positions: rows.map((row) => row.position),
    wordIds: rows.map((row) => row.wordId),
    factors: rows.map((row) => row.factor),
    reaches: rows.map((row) => row.reach),
  };
}
