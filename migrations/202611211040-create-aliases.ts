// Anonymous names, and the requests of moderators to see who is behind one.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table aliases (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid references users (id) on delete set null,
  context_key bytea not null,
  sealed_context bytea not null,
  animal text not null,
  display_name text not null,
  is_active boolean not null default true,
  from_regeneration boolean not null,
  usage_count integer not null default 1,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revealed_at timestamptz
);
comment on column aliases.id is 'UUID version 4: it must tell neither time nor order';
comment on column aliases.user_id is 'null once the person is erased: what they said in a room keeps its anonymous name';
comment on column aliases.context_key is 'keyed hash of tenant, type and context';
comment on column aliases.sealed_context is 'type and context, encrypted: a copy of the database does not tell who was where';
comment on index aliases_pkey is 'serves: an alias that somebody else looks up';
create unique index aliases_active on aliases (user_id, context_key) where is_active;
comment on index aliases_active is 'serves: the alias of a person in a context; one is active at a time';
create unique index aliases_name on aliases (context_key, display_name);
comment on index aliases_name is 'serves: the choice of a name that nobody has or had in the context';
create index aliases_history on aliases (user_id, created_at desc, id desc);
comment on index aliases_history is 'serves: the aliases of a person, newest first, by keyset';

create table alias_unmask_requests (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  alias_id uuid not null references aliases (id) on delete cascade,
  requested_by uuid not null references users (id) on delete cascade,
  approved_by uuid references users (id) on delete cascade check (approved_by <> requested_by),
  reason text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  approved_at timestamptz,
  check ((approved_by is null) = (approved_at is null))
);
comment on index alias_unmask_requests_pkey is 'serves: a request that is read or approved';
create index alias_unmask_requests_alias on alias_unmask_requests (alias_id);
comment on index alias_unmask_requests_alias is 'serves: the removal of an alias';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table alias_unmask_requests, aliases', { transaction });
}
