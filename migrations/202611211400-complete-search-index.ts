// What filters, counts, orders and names need of the search index. A document now says itself which words it has: what
// stands under a word counts only while the document confirms it.
// Workers of the release before fail at search jobs until they are replaced; the queue tries those jobs again.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const additions = `
alter table search_documents
  add column word_ids integer[] not null default '{}',
  add column ranks integer[] not null default '{}',
  add column facet_ids integer[] not null default '{}',
  add column facet_values text[] not null default '{}',
  add column orders jsonb not null default '{}';
comment on column search_documents.word_ids is 'its words; once more, negative, those that stand in its names';
comment on column search_documents.ranks is 'of each word in word_ids';
comment on column search_documents.facet_ids is 'the words that stand for its facet values';
comment on column search_documents.facet_values is 'of each word in facet_ids, "facet:value as it is shown"';
comment on column search_documents.orders is 'its place in each order, written so that places compare as text';

alter table search_words add column name_popularity smallint;
comment on column search_words.popularity is
  'whole log2 of the number of documents: counted by chance while indexing, exactly when words are pruned';
comment on column search_words.name_popularity is 'the same of documents that have it in a name; null for none';
create index search_names_one_letter on search_words (scope_id, left(term, 1), name_popularity desc, id)
  where name_popularity is not null;
create index search_names_two_letters on search_words (scope_id, left(term, 2), name_popularity desc, id)
  where name_popularity is not null;
create index search_names_three_letters on search_words (scope_id, left(term, 3), name_popularity desc, id)
  where name_popularity is not null;
comment on index search_names_one_letter is 'serves: the commonest names that begin with one typed letter';
comment on index search_names_two_letters is 'serves: the commonest names that begin with two typed letters';
comment on index search_names_three_letters is 'serves: the commonest names that begin with three typed letters';
create index search_words_common on search_words (scope_id, term) where popularity >= 3;
create index search_names_common on search_words (scope_id, term) where name_popularity >= 3;
comment on index search_words_common is 'serves: words of eight documents and more by their first four letters and more';
comment on index search_names_common is 'serves: names of eight documents and more by their first four letters and more';

alter table search_forms add column letters smallint;
update search_forms f set letters = char_length(w.term) from search_words w where w.id = f.word_id;
delete from search_forms where letters is null;
alter table search_forms alter column letters set not null;
alter table search_forms drop constraint search_forms_pkey;
alter table search_forms add primary key (scope_id, form, letters, word_id);
comment on column search_forms.letters is 'of the whole word: a typo changes the length by one or two';
comment on index search_forms_pkey is 'serves: words within one or two typos of a typed word, of about its length';

alter table search_terms drop constraint search_terms_pkey;
comment on column search_terms.word_id is 'a word; negative, the same word in a name';
comment on column search_terms.rank is
  'minus a hundred times the weight, 0 for a facet: one ascending index lists the heaviest first';

update search_documents d set word_ids = t.word_ids, ranks = t.ranks
from (
  select w.scope_id, t.id, array_agg(t.word_id) as word_ids, array_agg(t.rank) as ranks
  from search_terms t join search_words w on w.id = t.word_id group by 1, 2
) t
where d.scope_id = t.scope_id and d.id = t.id;

create table search_orders (
  scope_id integer not null,
  name text collate "C" not null,
  place text collate "C" not null,
  id uuid not null,
  primary key (scope_id, name, place, id)
);
comment on table search_orders is 'documents in each order that they can be listed in';
comment on index search_orders_pkey is 'serves: everybody in an order, by keyset, forwards and backwards';

-- What was indexed before has none of this: as old as can be, it is made anew by the next verification.
update search_documents set version = 0;
update search_versions set version = 0;
`;

const removals = `
drop table search_orders;
alter table search_forms drop column letters;
alter table search_forms add primary key (scope_id, form, word_id);
comment on index search_forms_pkey is 'serves: words within one or two typos of a typed word';
delete from search_terms where word_id < 0 or rank = 0;
delete from search_words where left(term, 1) = '#';
alter table search_terms add primary key (id, word_id) include (rank);
comment on index search_terms_pkey is 'serves: the other words of a query in a document; replacing a document';
comment on column search_terms.word_id is null;
comment on column search_terms.rank is 'minus a hundred times the weight: one ascending index lists the heaviest first';
drop index search_names_one_letter, search_names_two_letters, search_names_three_letters, search_names_common,
  search_words_common;
alter table search_words drop column name_popularity;
comment on column search_words.popularity is 'whole log2 of the number of documents, refreshed when words are pruned';
alter table search_documents
  drop column word_ids, drop column ranks, drop column facet_ids, drop column facet_values, drop column orders;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(additions, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(removals, { transaction });
}
