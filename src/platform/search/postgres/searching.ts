// The read side: from typed words to one page of ids. Scores are whole numbers (weight × per cent, added up), so that
// they are equal in every plan and a cursor can compare them.
import { QueryTypes, type Sequelize } from 'sequelize';
import { decodeCursor, encodeCursor, type SearchPosition } from '../cursor.ts';
import type { SearchPage, SearchQuery } from '../port.ts';
import { queryWords } from '../words.ts';
import { type Candidate, findCandidates } from './candidates.ts';

const MAX_LIMIT = 100;
/**
 * Of the rarest word of a query, so many documents at most are held against the other words. Only a query of nothing
 * but very common words reaches it, and then its best five thousand are more than anybody pages through.
 */
const MAX_EXAMINED_DOCUMENTS = 5_000;
/** Read at once when many entries at the head of the lists turn out to be hidden or repeated. */
const MAX_BATCH_ENTRIES = 1_000;
const SCORE_UNITS = 10_000;

/** One page of the documents that the query's tenant and audience may see and that are live this very moment. */
export async function searchDocuments(
  sequelize: Sequelize,
  liveFilter: string,
  query: SearchQuery,
): Promise<SearchPage> {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) {
    throw new RangeError(`A search page has 1 to ${MAX_LIMIT} hits.`);
  }
  const words = queryWords(query.text);
  const isBlank = query.text.trim() === '';
  const scope = ['postgres', query.tenantId, query.audience, String(isBlank), ...words.map((word) => word.text)];
  const after = query.cursor === undefined ? undefined : decodeCursor(scope, query.cursor);
  const hits = await findHits();
  const page = hits.slice(0, query.limit);
  const last = page.at(-1);
  return {
    hits: page.map(({ id, score }) => ({ id, score: score / SCORE_UNITS })),
    ...(last && hits.length > page.length && { nextCursor: encodeCursor(scope, last) }),
    engine: 'postgres',
  };

  async function findHits(): Promise<SearchPosition[]> {
    if (isBlank) return listNewest(sequelize, liveFilter, query, after);
    const candidates = words.length > 0 ? await findCandidates(sequelize, query, words) : null;
    if (!candidates) return [];
    const [only, ...others] = candidates;
    if (only && others.length === 0) return matchOneWord(sequelize, liveFilter, query, only, after);
    return matchEveryWord(sequelize, liveFilter, query, candidates, after);
  }
}

function listNewest(
  sequelize: Sequelize,
  liveFilter: string,
  { tenantId, audience, limit }: SearchQuery,
  after?: SearchPosition,
): Promise<SearchPosition[]> {
  return sequelize.query<SearchPosition>(
    `select d.id, 0 as score from search_documents d
     where d.scope_id = (select s.id from search_scopes s where s.tenant_id = $1 and s.audience = $2)
       and d.id < coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') and (${liveFilter})
     order by d.id desc limit $4`,
    { bind: [tenantId, audience, after?.id ?? null, limit + 1], type: QueryTypes.SELECT },
  );
}

// Each candidate lists its documents heaviest first, from behind the cursor; the page is merged from the heads of
// these lists. Only what stands at the head is looked at: is it live, and is this its best list of several?
async function matchOneWord(
  sequelize: Sequelize,
  liveFilter: string,
  query: SearchQuery,
  candidates: readonly Candidate[],
  after?: SearchPosition,
): Promise<SearchPosition[]> {
  const hits: SearchPosition[] = [];
  let place = after;
  for (let size = 2 * (query.limit + 1); ; size = Math.min(2 * size, MAX_BATCH_ENTRIES)) {
    const entries = await readHeads(sequelize, liveFilter, query, candidates, size, place);
    hits.push(...entries.filter((entry) => entry.counts));
    place = entries.at(-1);
    if (hits.length > query.limit || entries.length < size) return hits;
  }
}

function readHeads(
  sequelize: Sequelize,
  liveFilter: string,
  { tenantId, audience }: SearchQuery,
  candidates: readonly Candidate[],
  size: number,
  after?: SearchPosition,
): Promise<(SearchPosition & { counts: boolean })[]> {
  const starts = candidates.map((candidate) => startBehind(candidate, after));
  return sequelize.query<SearchPosition & { counts: boolean }>(
    `with head as materialized (
       select t.id, t.word_id, -t.rank * c.factor as score
       from unnest($3::int[], $4::int[], $5::int[], $6::uuid[]) as c (word_id, factor, after_rank, after_id)
       cross join lateral (
         select t.id, t.word_id, t.rank from search_terms t
         where t.word_id = c.word_id and (t.rank, t.id) > (c.after_rank, c.after_id)
         order by t.rank, t.id limit $7
       ) t
       order by score desc, t.id, t.word_id limit $7
     )
     select h.id, h.score, (
       select true from search_documents d
       where d.scope_id = (select s.id from search_scopes s where s.tenant_id = $1 and s.audience = $2)
         and d.id = h.id and (${liveFilter})
     ) is true and h.word_id = (
       select o.word_id from search_terms o where o.id = h.id and o.word_id = any($3)
       order by -o.rank * ($4::int[])[array_position($3, o.word_id)] desc, o.word_id limit 1
     ) as counts
     from head h order by h.score desc, h.id, h.word_id`,
    {
      bind: [
        tenantId,
        audience,
        candidates.map((candidate) => candidate.wordId),
        candidates.map((candidate) => candidate.factor),
        starts.map((start) => start.rank),
        starts.map((start) => start.id),
        size,
      ],
      type: QueryTypes.SELECT,
    },
  );
}

/** Where the list of one candidate goes on, given the last score of the merged list. */
function startBehind({ factor }: Candidate, after?: SearchPosition): { rank: number; id: string } {
  const first = '00000000-0000-0000-0000-000000000000';
  if (!after) return { rank: -(2 ** 31), id: first };
  const weight = Math.floor(after.score / factor);
  return { rank: -weight, id: weight * factor === after.score ? after.id : first };
}

// The word with the fewest documents leads (candidates come best first, so the limit keeps the best of them); its
// documents are then looked up for the other words. `offset 0` keeps that a look-up for each document: as a plain join
// it may become a scan of everything under the commonest word.
async function matchEveryWord(
  sequelize: Sequelize,
  liveFilter: string,
  { tenantId, audience, limit }: SearchQuery,
  words: readonly Candidate[][],
  after?: SearchPosition,
): Promise<SearchPosition[]> {
  const flat = words.flatMap((candidates, position) => candidates.map((candidate) => ({ ...candidate, position })));
  const bind = [flat.map((row) => row.position), flat.map((row) => row.wordId), flat.map((row) => row.factor)];
  return sequelize.query<SearchPosition>(
    `with candidate as materialized (
       select * from unnest($3::int[], $4::int[], $5::int[]) as t (position, word_id, factor)
     ), rarest as materialized (
       select p.position from (select distinct position from candidate) p
       order by (
         select count(*) from (
           select from candidate c join search_terms t on t.word_id = c.word_id
           where c.position = p.position limit ${MAX_EXAMINED_DOCUMENTS}
         ) counted
       ), p.position limit 1
     ), examined as materialized (
       select distinct id from (
         select t.id from candidate c cross join lateral (
           select t.id from search_terms t where t.word_id = c.word_id
           order by t.rank, t.id limit ${MAX_EXAMINED_DOCUMENTS}
         ) t
         where c.position = (select position from rarest) limit ${MAX_EXAMINED_DOCUMENTS}
       ) e
     ), best as (
       select e.id, c.position, max(-t.rank * c.factor) as score
       from examined e
       cross join lateral (
         select t.word_id, t.rank from search_terms t where t.id = e.id and t.word_id = any($4) offset 0
       ) t
       join candidate c on c.word_id = t.word_id
       group by e.id, c.position
     ), matched as materialized (
       select b.id, sum(b.score)::int as score from best b group by b.id
       having count(*) = $6
          and ($7::int is null or sum(b.score) < $7 or (sum(b.score) = $7 and b.id > $8::uuid))
       order by score desc, b.id
     )
     select d.id, m.score
     from matched m
     join search_documents d on d.id = m.id
      and d.scope_id = (select s.id from search_scopes s where s.tenant_id = $1 and s.audience = $2)
     where (${liveFilter})
     order by m.score desc, m.id limit $9`,
    {
      bind: [tenantId, audience, ...bind, words.length, after?.score ?? null, after?.id ?? null, limit + 1],
      type: QueryTypes.SELECT,
    },
  );
}
