// The audit trail: entries, the chain that holds them in order, and signed heads of the chain. All three only ever grow.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

// A schema of its own: on it the application is granted SELECT and INSERT, and nothing else (src/platform/db/roles.ts).
const statements = `
create schema audit;

create table audit.entries (
  id uuid primary key,
  tenant_id uuid not null,
  at timestamptz(3) not null default now(),
  actor_kind text not null check (actor_kind in ('account', 'service', 'anonymous', 'system')),
  actor_id uuid,
  action text not null,
  target_type text,
  target_id text,
  outcome text not null check (outcome in ('allowed', 'denied', 'failed')),
  changes bytea,
  sealed_for uuid,
  request_id text,
  network cidr,
  origin bytea,
  origin_day date
);
comment on table audit.entries is 'who did what to whom; refers to no other table, because it outlives what it tells of';
comment on column audit.entries.changes is 'what was and what is, as JSON; sealed with the personal key of sealed_for, if there is one';
comment on column audit.entries.origin is 'whole address and browser, sealed with the key of origin_day';
comment on index audit.entries_pkey is 'serves: the entry of a link';
create index entries_by_tenant on audit.entries (tenant_id, id desc);
comment on index audit.entries_by_tenant is 'serves: the trail of a tenant, newest first';
create index entries_by_action on audit.entries (tenant_id, action, id desc);
comment on index audit.entries_by_action is 'serves: the trail of one kind of action';
create index entries_by_actor on audit.entries (tenant_id, actor_id, id desc) where actor_id is not null;
comment on index audit.entries_by_actor is 'serves: what somebody did';
create index entries_by_target on audit.entries (tenant_id, target_id, id desc) where target_id is not null;
comment on index audit.entries_by_target is 'serves: what was done to somebody or something';

create table audit.links (
  sequence bigint primary key check (sequence > 0),
  entry_id uuid not null unique,
  hash bytea not null check (octet_length(hash) = 32)
);
comment on table audit.links is 'the chain: hash = sha256(hash of the link before, this sequence and entry); without gaps';
comment on index audit.links_pkey is 'serves: the end of the chain, and walking it';
comment on index audit.links_entry_id_key is 'serves: the link of an entry; one for each';

create table audit.heads (
  sequence bigint primary key,
  token text not null,
  signed_at timestamptz not null default now()
);
comment on table audit.heads is 'now and then the newest link, signed: whoever cuts links off cannot forge an older head';
comment on index audit.heads_pkey is 'serves: the newest head, and comparing each with its link';

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail only grows: % of %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger only_grows before update or delete or truncate on audit.entries
  for each statement execute function audit.refuse_change();
create trigger only_grows before update or delete or truncate on audit.links
  for each statement execute function audit.refuse_change();
create trigger only_grows before update or delete or truncate on audit.heads
  for each statement execute function audit.refuse_change();

create table audit_pending (
  entry_id uuid primary key
);
comment on table audit_pending is 'entries that are not in the chain yet';
comment on index audit_pending_pkey is 'serves: taking entries into the chain, oldest first';

create table audit_address_keys (
  day date primary key,
  wrapped bytea not null
);
comment on table audit_address_keys is 'one key for each day, itself encrypted; without its row nobody reads the whole addresses of that day';
comment on index audit_address_keys_pkey is 'serves: the key of a day; forgetting old ones';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table audit_address_keys, audit_pending; drop schema audit cascade', { transaction });
}
