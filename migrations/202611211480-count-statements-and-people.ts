// What operators look at: statements as PostgreSQL counts them, figures of the whole installation, and the trace that a
// promise belongs to.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

// An extension is made where the server has it and the owner may: it is looked at, never relied on.
const statements = `
do $$ begin
  if exists (select from pg_available_extensions where name = 'pg_stat_statements') then
    create extension if not exists pg_stat_statements;
  end if;
exception when insufficient_privilege then
  raise notice 'pg_stat_statements has to be made by a superuser';
end $$;

create table installation_figures (
  name text not null,
  label text not null,
  value double precision not null,
  counted_at timestamptz not null,
  primary key (name, label)
);
comment on table installation_figures is 'of all tenants together, counted now and then: nobody can be told from them';

alter table outbox add column traceparent text;
`;

const undoing = `
alter table outbox drop column traceparent;
drop table installation_figures;
do $$ begin
  drop extension if exists pg_stat_statements;
exception when insufficient_privilege then
  raise notice 'pg_stat_statements is a superuser''s to drop';
end $$;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(undoing, { transaction });
}
