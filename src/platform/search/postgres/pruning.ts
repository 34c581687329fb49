// Pruning: what somebody hid or erased must not live on as a word of the dictionary.
import { QueryTypes, type Sequelize } from 'sequelize';
import { lockWords } from './locks.ts';

// Small enough that indexing, which waits for each batch, hardly notices.
const BATCH_WORDS = 1_000;
// Beyond this many documents (two to the twelfth) a word is simply common, as common as the counter of indexing says.
const MAX_COUNTED_DOCUMENTS = 4_096;

interface Batch {
  last: number | null;
  forgotten: number;
}

/** Forgets the words that no document uses and refreshes the popularity of the others; resolves to how many went. */
export async function pruneWords(sequelize: Sequelize): Promise<number> {
  let forgotten = 0;
  for (let after: number | null = 0; after !== null; ) {
    const batch = await pruneBatch(sequelize, after);
    forgotten += batch.forgotten;
    after = batch.last;
  }
  return forgotten;
}

function pruneBatch(sequelize: Sequelize, after: number): Promise<Batch> {
  const countUses = (wordId: string) =>
    `(select count(*) from (select from search_terms t where t.word_id = ${wordId} limit $3) used)`;
  const popularityOf = (uses: string, before: string) =>
    `case when ${uses} = $3 then greatest(${before}, floor(log(2, $3))) when ${uses} > 0 then floor(log(2, ${uses})) end`;
  return sequelize.transaction(async (transaction) => {
    await lockWords(sequelize, transaction);
    const [batch] = await sequelize.query<Batch>(
      `with counted as materialized (
         select w.id, ${countUses('w.id')} as uses, ${countUses('-w.id')} as name_uses, w.popularity, w.name_popularity
         from search_words w where w.id > $1 order by w.id limit $2
       ), gone as (
         delete from search_words w using counted c where w.id = c.id and c.uses = 0 returning w.id
       ), formless as (
         delete from search_forms f using gone where f.word_id = gone.id
       ), weighed as (
         select c.id, ${popularityOf('c.uses', 'c.popularity')} as popularity,
           ${popularityOf('c.name_uses', 'c.name_popularity')} as name_popularity
         from counted c where c.uses > 0
       ), refreshed as (
         update search_words w set popularity = c.popularity, name_popularity = c.name_popularity from weighed c
         where w.id = c.id and (w.popularity, w.name_popularity) is distinct from (c.popularity, c.name_popularity)
       )
       select max(id) as last, (select count(*)::int from gone) as forgotten from counted`,
      { bind: [after, BATCH_WORDS, MAX_COUNTED_DOCUMENTS], type: QueryTypes.SELECT, transaction },
    );
    return batch ?? { last: null, forgotten: 0 };
  });
}
