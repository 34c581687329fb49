// The search index in PostgreSQL: an inverted index of small B-trees, kept by src/platform/search/postgres.
// Terms are collated "C", so that a prefix is a range of the B-tree whatever the database's locale is.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(
    `
    create table search_scopes (
      id integer generated always as identity primary key,
      tenant_id uuid not null,
      audience text not null,
      unique (tenant_id, audience)
    );
    comment on table search_scopes is 'one dictionary and one set of documents for each tenant and audience';
    comment on index search_scopes_pkey is 'serves: the row behind a scope id';
    comment on index search_scopes_tenant_id_audience_key is 'serves: every search, which starts from its scope';

    create table search_versions (
      tenant_id uuid not null,
      id uuid not null,
      version integer not null,
      privacy_version integer not null,
      primary key (tenant_id, id)
    );
    comment on table search_versions is 'the version that is indexed for each id; without documents it is a tombstone';
    comment on index search_versions_pkey is 'serves: the lock and the comparison at the start of indexing';

    create table search_documents (
      scope_id integer not null,
      id uuid not null,
      tenant_id uuid not null,
      version integer not null,
      privacy_version integer not null,
      primary key (scope_id, id)
    );
    comment on index search_documents_pkey is 'serves: the document of a hit; newest first for an empty query';

    create table search_words (
      id integer generated always as identity primary key,
      scope_id integer not null,
      term text collate "C" not null,
      popularity smallint not null default 0,
      unique (scope_id, term)
    );
    comment on column search_words.popularity is 'whole log2 of the number of documents, refreshed when words are pruned';
    comment on index search_words_pkey is 'serves: words behind the forms of a typed word; pruning in batches';
    comment on index search_words_scope_id_term_key is 'serves: exact words, and prefixes of four letters and more';
    create index search_words_one_letter on search_words (scope_id, left(term, 1), popularity desc, id);
    create index search_words_two_letters on search_words (scope_id, left(term, 2), popularity desc, id);
    create index search_words_three_letters on search_words (scope_id, left(term, 3), popularity desc, id);
    comment on index search_words_one_letter is 'serves: the commonest words that begin with one typed letter';
    comment on index search_words_two_letters is 'serves: the commonest words that begin with two typed letters';
    comment on index search_words_three_letters is 'serves: the commonest words that begin with three typed letters';

    create table search_forms (
      scope_id integer not null,
      form text collate "C" not null,
      word_id integer not null,
      primary key (scope_id, form, word_id)
    );
    comment on table search_forms is 'each word under the forms left after deleting one or two letters (SymSpell)';
    comment on index search_forms_pkey is 'serves: words within one or two typos of a typed word';
    create index search_forms_word on search_forms (word_id);
    comment on index search_forms_word is 'serves: forgetting the forms of a pruned word';

    create table search_terms (
      id uuid not null,
      word_id integer not null,
      rank integer not null,
      primary key (id, word_id) include (rank)
    );
    comment on column search_terms.rank is 'minus a hundred times the weight: one ascending index lists the heaviest first';
    comment on index search_terms_pkey is 'serves: the other words of a query in a document; replacing a document';
    create unique index search_terms_word on search_terms (word_id, rank, id);
    comment on index search_terms_word is 'serves: the documents of a word, heaviest first, by keyset';
    `,
    { transaction },
  );
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(
    'drop table search_terms, search_forms, search_words, search_documents, search_versions, search_scopes',
    { transaction },
  );
}
