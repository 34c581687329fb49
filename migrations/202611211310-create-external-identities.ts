// People whom an issuer or Ory Kratos signs in: who they are here, and their sessions. They may have no password and no address.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table external_identities (
  tenant_id uuid not null references tenants (id),
  issuer text not null,
  subject text not null,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (tenant_id, issuer, subject)
);
comment on table external_identities is 'whose account somebody is, as an issuer names them; an address alone never says so';
comment on index external_identities_pkey is 'serves: the account of a token; one account for each subject of an issuer';
create index external_identities_by_user on external_identities (user_id);
comment on index external_identities_by_user is 'serves: removing an account';

alter table users alter column email drop not null, alter column email_key drop not null, alter column password_hash drop not null,
  add constraint users_address check ((email is null) = (email_key is null)),
  add constraint users_proved_address check (email is not null or email_verified_at is null);
comment on column users.email is 'null where nobody has proved one: an issuer that does not vouch for an address gives none';
comment on column users.password_hash is 'null for people who are signed in by others and have chosen none';

alter table sessions add column external_key bytea;
comment on column sessions.external_key is 'hash of who signed the person in, and in which session of theirs';
create unique index sessions_external on sessions (external_key) where external_key is not null;
comment on index sessions_external is 'serves: the session of a token that others have issued; one for each of theirs';
`;

// Accounts that the older schema cannot hold go with it.
const revert = `
drop index sessions_external;
alter table sessions drop column external_key;
comment on column users.email is null;
comment on column users.password_hash is null;
delete from users where email is null or password_hash is null;
alter table users drop constraint users_address, drop constraint users_proved_address,
  alter column email set not null, alter column email_key set not null, alter column password_hash set not null;
drop table external_identities;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(revert, { transaction });
}
