// Links that prove themselves, and profiles that are tied to each other. Of a proof no link, handle or address is kept, but a digest.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table link_proofs (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  network text not null,
  method text not null,
  bound_to text not null,
  digest bytea not null,
  asked_at timestamptz not null,
  asked_by_clock boolean not null default false,
  checked_at timestamptz,
  verified_at timestamptz,
  failed_checks integer not null default 0,
  reason text,
  next_check_at timestamptz
);
create unique index link_proofs_by_link on link_proofs (user_id, network, method);
comment on index link_proofs_by_link is 'serves: the proofs of a person, in every read of a profile; each way of proof once';
create index link_proofs_due on link_proofs (next_check_at) where next_check_at is not null;
comment on index link_proofs_due is 'serves: the job that checks proved links again';

create table profile_connections (
  id uuid primary key,
  relation text not null,
  from_id uuid not null references users (id) on delete cascade,
  to_id uuid not null references users (id) on delete cascade,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  check (from_id <> to_id)
);
create unique index profile_connections_once
  on profile_connections (least(from_id, to_id), greatest(from_id, to_id), relation);
comment on index profile_connections_once is 'serves: each relation of two people once, whoever asked';
create index profile_connections_from on profile_connections (from_id, id);
comment on index profile_connections_from is 'serves: the connections that a person asked for';
create index profile_connections_to on profile_connections (to_id, id);
comment on index profile_connections_to is 'serves: the connections that a person was asked for';

create table connection_codes (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null,
  code_hash bytea not null,
  expires_at timestamptz not null
);
create unique index connection_codes_by_code on connection_codes (code_hash);
comment on index connection_codes_by_code is 'serves: whoever types a code';
create index connection_codes_by_end on connection_codes (expires_at);
comment on index connection_codes_by_end is 'serves: the job that forgets codes';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table connection_codes, profile_connections, link_proofs', { transaction });
}
