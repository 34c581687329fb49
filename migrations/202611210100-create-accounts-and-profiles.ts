// Tenants, accounts, sessions, e-mail verifications, profiles and their activity.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table tenants (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  created_at timestamptz not null default now()
);
comment on index tenants_slug_key is 'serves: a tenant by its name in addresses';
insert into tenants (id, slug, name) values ('00000000-0000-7000-8000-000000000001', 'default', 'Default');

create table users (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  email text not null,
  email_key text not null,
  password_hash text not null,
  roles text[] not null default '{user}',
  status text not null default 'active' check (status in ('active', 'deactivated')),
  email_verified_at timestamptz,
  noticed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_email_key on users (tenant_id, email_key);
comment on index users_email_key is 'serves: sign-in and registration by address; one account per folded address';

create table sessions (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  token_hash bytea not null,
  user_agent text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_because text
);
create index sessions_user on sessions (user_id);
comment on index sessions_user is 'serves: ending all sessions of an account';

create table email_verifications (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  email text not null,
  password_hash text,
  handle text,
  wrong_codes integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  replaced_at timestamptz
);
create unique index email_verifications_open on email_verifications (user_id)
  where consumed_at is null and replaced_at is null;
comment on index email_verifications_open is 'serves: checking a typed code; one open verification per account';

create table profiles (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  handle text,
  handle_skeleton text,
  display_name text,
  first_name text,
  last_name text,
  pronouns text,
  headline text,
  bio text,
  location text,
  timezone text,
  language text,
  website text,
  phone text,
  birthday text,
  social_links jsonb not null default '{}',
  interests text[] not null default '{}',
  skills text[] not null default '{}',
  activity_status text,
  visibility text not null check (visibility in ('public', 'authenticated', 'private')),
  privacy jsonb not null default '{}',
  privacy_version integer not null default 1,
  avatar jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index profiles_handle on profiles (tenant_id, handle_skeleton);
comment on index profiles_handle is 'serves: profiles by handle; no two handles of a tenant look alike';

create table activities (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  actor_id uuid,
  type text not null,
  fields text[] not null default '{}',
  version integer,
  request_id text,
  ip inet,
  user_agent text,
  created_at timestamptz not null default now()
);
create index activities_by_user on activities (user_id, id desc);
comment on index activities_by_user is 'serves: the activity of one person, newest first';
create index activities_by_version on activities (user_id, version) where version is not null;
comment on index activities_by_version is 'serves: which fields changed since a version, for 412 answers';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table activities, profiles, email_verifications, sessions, users, tenants', {
    transaction,
  });
}
