// Administrators order a tenant's accounts by completeness, which lies in another table, and find them by a part of a name,
// handle or address: both read everybody. The extension is made where the server has it and the owner may.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const names =
  "lower(display_name) gin_trgm_ops, handle gin_trgm_ops, lower(first_name || ' ' || last_name) gin_trgm_ops";

const additions = `
alter table users add column completeness smallint not null default 0;
comment on column users.completeness is
  'the score of completeness_scores, 0 before there is one: lists are put in order by it. Written by a trigger only';
update users u set completeness = c.score from completeness_scores c where c.user_id = u.id and c.score > 0;
create index users_by_completeness on users (tenant_id, completeness, id);
comment on index users_by_completeness is 'serves: accounts of a tenant by completeness, by keyset, both ways';

create function keep_user_completeness() returns trigger language plpgsql as $$
begin
  update users set completeness = new.score where id = new.user_id and completeness <> new.score;
  return null;
end $$;
create trigger keep_user_completeness after insert or update of score on completeness_scores
  for each row execute function keep_user_completeness();

do $$ begin
  if exists (select from pg_available_extensions where name = 'pg_trgm') then
    create extension if not exists pg_trgm;
    create index profiles_parts_of_names on profiles using gin (${names});
    comment on index profiles_parts_of_names is 'serves: accounts by a part of a name or handle, for administrators';
    create index users_parts_of_addresses on users using gin (email_key gin_trgm_ops);
    comment on index users_parts_of_addresses is 'serves: accounts by a part of their address, for administrators';
  end if;
exception when insufficient_privilege then
  raise notice 'pg_trgm has to be made by a superuser; until then, accounts are found by reading all of them';
end $$;
`;

const removals = `
drop index if exists users_parts_of_addresses, profiles_parts_of_names;
do $$ begin
  drop extension if exists pg_trgm;
exception when insufficient_privilege or dependent_objects_still_exist then
  raise notice 'pg_trgm stays: it is a superuser''s to drop, or somebody else uses it';
end $$;
drop trigger keep_user_completeness on completeness_scores;
drop function keep_user_completeness();
drop index users_by_completeness;
alter table users drop column completeness;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(additions, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(removals, { transaction });
}
