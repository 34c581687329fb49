// Lists that are in the order of the answer already: a page is read from their heads, from behind the cursor, and what is
// not behind the page is never looked at.
import type { SearchPosition } from '../cursor.ts';
import type { Candidate } from './candidates.ts';
import { type Hit, isListed, joinDocument, type Question, wordIdsOf } from './question.ts';
import { scopeOf } from './scopes.ts';
import type { Bind, Statements } from './statements.ts';

/** Read at once when many entries at the head of the lists turn out to be hidden or repeated. */
const MAX_BATCH_ENTRIES = 2_000;
/** Where hardly an entry counts, the list is left after so many. */
const MAX_READ_ENTRIES = 20_000;

/** The next `size` entries of a list as `id, score, place`, and what a document must say for them to count. */
interface Head {
  sql: string;
  order: string;
  condition: string;
  /** Filters that are no part of the list: an entry is looked for in theirs before its document is read. */
  filters: Question['filters'];
}
type ReadHead = (bind: Bind, size: number, after?: SearchPosition) => Head;

interface Entry {
  id: string;
  score: number;
  place: string | null;
  /** Null where it does not count. */
  privacyVersion: number | null;
  /** How many have been read up to here. */
  number: number;
}

export interface StreamDeps {
  readonly statements: Statements;
  readonly liveFilter: string;
}

/** Up to `limit` hits behind `after`; the question has one word, or none and perhaps filters. */
export async function readStream(
  { statements, liveFilter }: StreamDeps,
  question: Question,
  limit: number,
  after?: SearchPosition,
): Promise<Hit[]> {
  const readHead = headOf(question);
  const hits: Hit[] = [];
  let place = after;
  for (let read = 0, size = 2 * limit; read < MAX_READ_ENTRIES; size = Math.min(3 * size, MAX_BATCH_ENTRIES)) {
    const entries = await statements.run<Entry>((bind) => {
      const { sql, order, condition, filters } = readHead(bind, size, place);
      return `with head as materialized (
          select h.*, row_number() over (order by ${order}) as number, ${isListed(bind, filters, 'h.id')} as listed from (${sql}) h
        )
        select h.id, h.score, h.place, d.privacy_version as "privacyVersion", h.number::int
        from head h left join ${joinDocument({ question, liveFilter, bind }, 'h', `h.listed and ${condition}`)} on true
        where d.privacy_version is not null or h.number = (select max(number) from head) order by h.number`;
    });
    for (const { id, score, place: at, privacyVersion } of entries)
      if (privacyVersion !== null) hits.push({ id, score, place: at, privacyVersion });
    const last = entries.at(-1);
    if (hits.length >= limit || !last || last.number < size) break;
    read += last.number;
    place = { id: last.id, score: last.score, ...(last.place !== null && { place: last.place }) };
  }
  return hits.slice(0, limit);
}

function headOf(question: Question): ReadHead {
  const [word] = question.words;
  if (word) return wordHead(word);
  if (question.order) return orderHead(question, question.order);
  const [rarest, ...others] = question.filters.toSorted((a, b) => documentsOf(a) - documentsOf(b));
  return rarest ? facetHead(rarest, others) : newestHead(question);
}

export function documentsOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { documents }) => sum + documents, 0);
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

function newestHead(question: Question): ReadHead {
  return (bind, size, after) => ({
    sql: `select d.id, 0 as score, null as place from search_documents d
          where d.scope_id = ${scopeOf(question, bind)} and d.id < ${bind(after?.id ?? LAST_ID)}::uuid
          order by d.id desc limit ${bind(size)}`,
    order: 'h.id desc',
    condition: 'true',
    filters: [],
  });
}

function orderHead(question: Question, { name, direction }: NonNullable<Question['order']>): ReadHead {
  return (bind, size, after) => {
    const scope = `o.scope_id = ${scopeOf(question, bind)} and o.name = ${bind(name)}`;
    const behind = after
      ? `and (o.place, o.id) ${direction === 'asc' ? '>' : '<'} (${bind(after.place ?? '')} collate "C", ${bind(after.id)}::uuid)`
      : '';
    return {
      sql: `select o.id, 0 as score, o.place from search_orders o where ${scope} ${behind}
            order by o.place ${direction}, o.id ${direction} limit ${bind(size)}`,
      order: `h.place ${direction}, h.id ${direction}`,
      condition: `d.orders ->> ${bind(name)} = h.place`,
      filters: question.filters,
    };
  };
}

// The newest first, which is the list of a value backwards.
function facetHead(values: readonly Candidate[], filters: Question['filters']): ReadHead {
  return (bind, size, after) => ({
    sql: `select distinct t.id, 0 as score, null as place
          from unnest(${bind(wordIdsOf(values))}::int[]) as c (word_id) cross join lateral (
            select t.id from search_terms t
            where t.word_id = c.word_id and (t.rank, t.id) < (0, ${bind(after?.id ?? LAST_ID)}::uuid)
            order by t.rank desc, t.id desc limit ${bind(size)}
          ) t order by t.id desc limit ${bind(size)}`,
    order: 'h.id desc',
    condition: 'true',
    filters,
  });
}

// Each candidate lists its documents heaviest first; the page is merged from the heads of these lists. A document that
// stands in several counts where it stands best. (No list is shorter than its part: fewer than `size` are all there are.)
function wordHead(candidates: readonly Candidate[]): ReadHead {
  return (bind, size, after) => {
    const starts = candidates.map((candidate) => startBehind(candidate, after));
    const wordIds = bind(wordIdsOf(candidates));
    const factors = bind(candidates.map(({ factor }) => factor));
    return {
      sql: `select distinct -t.rank * c.factor as score, t.id, null as place
            from unnest(${wordIds}::int[], ${factors}::int[], ${bind(starts.map(({ rank }) => rank))}::int[],
              ${bind(starts.map(({ id }) => id))}::uuid[]) as c (word_id, factor, after_rank, after_id)
            cross join lateral (
              select t.id, t.rank from search_terms t
              where t.word_id = c.word_id and (t.rank, t.id) > (c.after_rank, c.after_id)
              order by t.rank, t.id limit ${bind(size)}
            ) t
            order by score desc, t.id limit ${bind(size)}`,
      order: 'h.score desc, h.id',
      condition: `h.score = (
        select max(-u.rank * (${factors}::int[])[array_position(${wordIds}::int[], u.word_id)])
        from unnest(d.word_ids, d.ranks) as u (word_id, rank) where u.word_id = any(${wordIds}::int[])
      )`,
      filters: [],
    };
  };
}

/** Where the list of one candidate goes on, given the last score of the merged list. */
function startBehind({ factor }: Candidate, after?: SearchPosition): { rank: number; id: string } {
  if (!after) return { rank: -(2 ** 31), id: FIRST_ID };
  const weight = Math.floor(after.score / factor);
  return { rank: -weight, id: weight * factor === after.score ? after.id : FIRST_ID };
}
