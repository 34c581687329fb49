// How each session was opened and from where; reset links; what is asked of an address; how often an address is written to.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table sessions
  add column carrier text not null default 'tokens' check (carrier in ('tokens', 'cookie')),
  add column methods text[] not null default '{password}',
  add column authenticated_at timestamptz not null default now(),
  add column network cidr;
update sessions set authenticated_at = created_at;
comment on column sessions.carrier is 'what the client holds: a pair of tokens, or a cookie';
comment on column sessions.methods is 'what the person proved themselves with';
comment on column sessions.authenticated_at is 'when they last did';
comment on column sessions.network is 'where it was last used from: /24 of IPv4, /48 of IPv6';
create index sessions_by_end on sessions (expires_at);
comment on index sessions_by_end is 'serves: forgetting sessions that have been over for a while';

create table password_resets (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  replaced_at timestamptz
);
create unique index password_resets_open on password_resets (user_id) where consumed_at is null and replaced_at is null;
comment on index password_resets_open is 'serves: closing the link of an account; one open link per account';
create index password_resets_by_end on password_resets (expires_at);
comment on index password_resets_by_end is 'serves: forgetting links that are over';

create table address_requests (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  kind text not null check (kind in ('registration', 'verification', 'password-reset')),
  email text not null,
  email_key text not null,
  password_hash text,
  display_name text,
  handle text,
  request_id text,
  ip inet,
  user_agent text,
  created_at timestamptz not null default now()
);
comment on table address_requests is 'what is asked in the name of an address, until a worker has answered it by mail';
create index address_requests_by_age on address_requests (created_at);
comment on index address_requests_by_age is 'serves: forgetting what nobody could answer';

create table mailboxes (
  tenant_id uuid not null references tenants (id),
  email_key text not null,
  mailed timestamptz[] not null,
  last_mailed_at timestamptz not null,
  primary key (tenant_id, email_key)
);
comment on table mailboxes is 'when strangers last caused mails to an address';
create index mailboxes_by_last_mail on mailboxes (last_mailed_at);
comment on index mailboxes_by_last_mail is 'serves: forgetting mailboxes that are free again';
`;

const revert = `
drop table mailboxes, address_requests, password_resets;
drop index sessions_by_end;
alter table sessions drop column carrier, drop column methods, drop column authenticated_at, drop column network;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(revert, { transaction });
}
