// One page of a question: from the list that is in its order, or out of the set of all that match.
import type { SearchPosition } from '../cursor.ts';
import { type Hit, joinDocument, type Order, type Question } from './question.ts';
import { isLedByFilter, MAX_EXAMINED_DOCUMENTS, type MatchedSet, setForAll, setsForPage } from './sets.ts';
import { readStream, type StreamDeps } from './streams.ts';

/** Up to `limit` hits behind `after`, in the order of the question. */
export async function readPage(
  deps: StreamDeps,
  question: Question,
  limit: number,
  after?: SearchPosition,
): Promise<Hit[]> {
  const { words, filters, order } = question;
  if (order && (words.length > 0 || isLedByFilter(question))) return readOrdered(deps, question, order, limit, after);
  if (words.length === 0 || (words.length === 1 && filters.length === 0))
    return readStream(deps, question, limit, after);
  let hits: Hit[] = [];
  for (const set of setsForPage(question)) {
    const best = await readBest(deps, question, set, limit, after);
    hits = best.hits;
    if (hits.length >= limit || !best.isCut) break;
  }
  return hits;
}

async function readBest(
  { statements, liveFilter }: StreamDeps,
  question: Question,
  set: MatchedSet,
  limit: number,
  after?: SearchPosition,
): Promise<{ hits: Hit[]; isCut: boolean }> {
  const rows = await statements.run<(Hit | { id: null }) & { isCut: boolean }>((bind) => {
    const score = after ? `${bind(after.score)}::int` : undefined;
    const behind = after ? `where m.score < ${score} or (m.score = ${score} and m.id > ${bind(after.id)}::uuid)` : '';
    return `with ${set({ question, bind })}
      select p.id, p.score, p.privacy_version as "privacyVersion", b.is_cut as "isCut"
      from bounds b left join (
        select m.id, m.score, d.privacy_version
        from (select * from matched m ${behind} order by m.score desc, m.id offset 0) m
        cross join ${joinDocument({ question, liveFilter, bind }, 'm', 'd.word_ids @> m.word_ids')}
        order by m.score desc, m.id limit ${bind(limit)}
      ) p on true order by p.score desc, p.id`;
  });
  return { hits: rows.flatMap((row) => (row.id === null ? [] : [row])), isCut: rows.some(({ isCut }) => isCut) };
}

function readOrdered(
  { statements, liveFilter }: StreamDeps,
  question: Question,
  { name, direction }: Order,
  limit: number,
  after?: SearchPosition,
): Promise<Hit[]> {
  return statements.run<Hit>((bind) => {
    const place = `(d.orders ->> ${bind(name)} collate "C")`;
    const behind = after
      ? `(${place}, m.id) ${direction === 'asc' ? '>' : '<'} (${bind(after.place ?? '')}, ${bind(after.id)}::uuid)`
      : `${place} is not null`;
    return `with ${setForAll(question)({ question, bind })}
      select m.id, 0 as score, ${place} as place, d.privacy_version as "privacyVersion"
      from (select * from matched m order by m.score desc, m.id desc limit ${MAX_EXAMINED_DOCUMENTS}) m
      cross join ${joinDocument({ question, liveFilter, bind }, 'm', `d.word_ids @> m.word_ids and ${behind}`)}
      order by ${place} ${direction}, m.id ${direction} limit ${bind(limit)}`;
  });
}
