// What those who look after people do: bans, actions on many at once, and the reasons that people are told.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table users drop constraint users_status_check;
alter table users add constraint users_status_check check (status in ('active', 'deactivated', 'banned'));

create table bans (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  banned_by uuid,
  reason bytea,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  lifted_at timestamptz
);
create unique index bans_in_force on bans (user_id) where lifted_at is null;
comment on index bans_in_force is 'serves: the ban of a person; one at a time';
create index bans_expiring on bans (expires_at) where lifted_at is null and expires_at is not null;
comment on index bans_expiring is 'serves: the job that lifts bans whose time is over';
create index bans_by_user on bans (user_id);
comment on index bans_by_user is 'serves: the bans of a person of all times';

create table bulk_actions (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  actor_id uuid not null,
  action jsonb not null,
  user_ids uuid[] not null,
  done integer not null default 0,
  failures jsonb not null default '[]',
  created_at timestamptz not null default now(),
  finished_at timestamptz
);

alter table activities add column reason bytea;

create index users_by_email on users (tenant_id, email_key, id);
comment on index users_by_email is 'serves: the accounts of a tenant in the order of their addresses';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

const undo = `
drop index users_by_email;
alter table activities drop column reason;
drop table bulk_actions, bans;
update users set status = 'deactivated' where status = 'banned';
alter table users drop constraint users_status_check;
alter table users add constraint users_status_check check (status in ('active', 'deactivated'));
`;

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(undo, { transaction });
}
