// What other back ends of an application sign in with, and the numbers that they tell us about people.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table service_tokens (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  name text not null,
  scopes text[] not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
comment on index service_tokens_pkey is 'serves: revoking a token';
create unique index service_tokens_hash on service_tokens (token_hash);
comment on index service_tokens_hash is 'serves: the service behind a token';
create index service_tokens_by_tenant on service_tokens (tenant_id, id desc);
comment on index service_tokens_by_tenant is 'serves: the tokens of a tenant, newest first';

create table profile_stats (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  posts_count bigint not null default 0 check (posts_count >= 0),
  likes_received bigint not null default 0 check (likes_received >= 0),
  comments_count bigint not null default 0 check (comments_count >= 0),
  followers_count bigint not null default 0 check (followers_count >= 0),
  following_count bigint not null default 0 check (following_count >= 0),
  last_active_at timestamptz
);
comment on table profile_stats is 'numbers that other services keep; beside the profile, whose version and updated_at they never move';
comment on index profile_stats_pkey is 'serves: the numbers of a person, read with the profile';

create table seen_events (
  tenant_id uuid not null references tenants (id) on delete cascade,
  id text not null,
  seen_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
comment on table seen_events is 'ids of events that have been counted, for as long as one may come again';
comment on index seen_events_pkey is 'serves: whether an event has been counted';
create index seen_events_by_age on seen_events (seen_at);
comment on index seen_events_by_age is 'serves: the job that forgets old ids';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table seen_events, profile_stats, service_tokens', { transaction });
}
