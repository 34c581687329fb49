// How common words are, without a row that everybody writes: a counter by chance (Robert Morris, 1978) keeps the whole
// log2 of the number of documents and rises once in as many documents as it stands for. Pruning counts exactly.
import type { Tx } from '../../db/sequelize.ts';
import type { Statements } from './statements.ts';
import type { WordRow } from './words.ts';

export interface WordUse {
  readonly word: WordRow;
  /** By how many documents the word has become more common. */
  documents: number;
  names: number;
}

/** Lets words rise that have come into more documents. */
export async function raisePopularity(statements: Statements, uses: Iterable<WordUse>, tx: Tx): Promise<void> {
  const risen: Pick<WordRow, 'id' | 'popularity' | 'namePopularity'>[] = [];
  for (const { word, documents, names } of uses) {
    const popularity = raised(word.isNew ? null : word.popularity, documents) ?? word.popularity;
    const namePopularity = raised(word.namePopularity, names);
    if (popularity !== word.popularity || namePopularity !== word.namePopularity)
      risen.push({ id: word.id, popularity, namePopularity });
  }
  if (risen.length === 0) return;
  // Whoever holds a word is counting as well: one of us is enough, and nobody waits.
  await statements.run(
    (bind) =>
      `with free as materialized (
         select id from search_words where id = any(${bind(risen.map(({ id }) => id))}::int[])
         order by id for no key update skip locked
       )
       update search_words w set popularity = greatest(w.popularity, r.popularity),
         name_popularity = greatest(w.name_popularity, r.name_popularity)
       from free join unnest(${bind(risen.map(({ id }) => id))}::int[], ${bind(risen.map(({ popularity }) => popularity))}::int[],
         ${bind(risen.map(({ namePopularity }) => namePopularity))}::int[]) as r (id, popularity, name_popularity) on r.id = free.id
       where w.id = free.id`,
    tx,
  );
}

function raised(popularity: number | null, by: number): number | null {
  if (by === 0) return popularity;
  const documents = (popularity === null ? 0 : 2 ** popularity) + by;
  const whole = Math.floor(Math.log2(documents));
  return Math.random() < documents / 2 ** whole - 1 ? whole + 1 : whole;
}
