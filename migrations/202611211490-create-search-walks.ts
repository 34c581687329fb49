// Where walks over everybody in the search index have got to, so that one that was ended goes on.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table search_walks (
  walk text primary key,
  tenant_id uuid not null,
  after_id uuid,
  done integer not null,
  updated_at timestamptz not null default now()
);
comment on table search_walks is 'one row for each walk that is under way; people are taken in the order of tenant and id';
comment on column search_walks.after_id is 'the last person who is done; null before the first of the tenant';
comment on column search_walks.done is 'people so far';
comment on index search_walks_pkey is 'serves: where a walk goes on';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table search_walks', { transaction });
}
