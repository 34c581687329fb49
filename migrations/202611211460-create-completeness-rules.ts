// What makes a profile complete, as each tenant sees it, with every version there was; how far a new scoring has come; and
// the score of each day on which it changed.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table profiles
  add column not_applicable text[] not null default '{}',
  add column privacy_reviewed_at timestamptz;
comment on column profiles.not_applicable is 'keys of rules of completeness that do not apply to this person, as they say';
update profiles p set privacy_reviewed_at = a.reviewed_at
from (select user_id, max(created_at) as reviewed_at from activities where type = 'privacy.updated' group by user_id) a
where a.user_id = p.user_id;

create table completeness_rule_sets (
  id uuid not null unique,
  tenant_id uuid not null references tenants (id),
  version integer not null,
  is_default boolean not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);
comment on table completeness_rule_sets is 'is_default: from this version on, the rules of the installation count again';
comment on index completeness_rule_sets_id_key is 'serves: where a page of former rules begins';
comment on index completeness_rule_sets_pkey is 'serves: the rules of a tenant that are in force, and those that were';

create table completeness_rules (
  tenant_id uuid not null,
  version integer not null,
  position integer not null,
  key text not null,
  condition jsonb not null,
  weight integer not null check (weight > 0),
  hint jsonb not null,
  link text not null,
  may_not_apply boolean not null,
  primary key (tenant_id, version, position),
  unique (tenant_id, version, key),
  foreign key (tenant_id, version) references completeness_rule_sets (tenant_id, version)
);
comment on index completeness_rules_pkey is 'serves: the rules of a version, in their order';
comment on index completeness_rules_tenant_id_version_key_key is 'serves: each key once in a version';

create table completeness_rescorings (
  tenant_id uuid primary key references tenants (id),
  rules_version integer not null,
  after uuid,
  done integer not null default 0,
  total integer not null,
  started_at timestamptz not null,
  finished_at timestamptz
);
comment on index completeness_rescorings_pkey is 'serves: how far the scoring of a tenant by new rules has come';

create table completeness_history (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  score integer not null,
  primary key (user_id, day)
);
comment on index completeness_history_pkey is 'serves: the score of a person over time';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(
    `drop table completeness_history, completeness_rescorings, completeness_rules, completeness_rule_sets;
     alter table profiles drop column not_applicable, drop column privacy_reviewed_at`,
    { transaction },
  );
}
