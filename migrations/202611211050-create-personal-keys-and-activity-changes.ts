// One key for each person, and the values of their changes under it.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table personal_keys (
  user_id uuid primary key references users (id) on delete cascade,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
comment on table personal_keys is 'one key per person, itself encrypted; without its row nothing sealed with it can be read';
comment on index personal_keys_pkey is 'serves: the key of a person; one for each';

alter table activities add column changes bytea;
comment on column activities.changes is 'values before and after as JSON, sealed with the personal key of user_id';

create index activities_with_addresses on activities (created_at)
  where user_agent is not null or masklen(ip) > case family(ip) when 4 then 24 else 48 end;
comment on index activities_with_addresses is 'serves: the job that truncates addresses; holds only what it has not done';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(
    'drop index activities_with_addresses; alter table activities drop column changes; drop table personal_keys',
    { transaction },
  );
}
