// Changes of an account's address: asked for, proved, and for a while to be taken back.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table email_changes (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  session_id uuid not null,
  old_email text,
  old_email_key text,
  old_verified_at timestamptz,
  new_email text not null,
  new_email_key text not null,
  state_hash bytea not null,
  proof_id uuid,
  wrong_codes integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  changed_at timestamptz,
  ended_at timestamptz
);
comment on column email_changes.state_hash is 'of the address and the password at the time: once either is another, the change is off';
comment on column email_changes.proof_id is 'of the mail whose link and code prove the new address; null where none was sent';
comment on column email_changes.ended_at is 'cancelled, replaced, refused or taken back';
create unique index email_changes_pending on email_changes (user_id) where changed_at is null and ended_at is null;
comment on index email_changes_pending is 'serves: the pending change of an account; one for each';
create unique index email_changes_by_proof on email_changes (proof_id) where proof_id is not null;
comment on index email_changes_by_proof is 'serves: the change that a link proves';
create index email_changes_by_user on email_changes (user_id, created_at);
comment on index email_changes_by_user is 'serves: how often an account asked lately; what came after a change that is taken back';
create index email_changes_by_age on email_changes (created_at);
comment on index email_changes_by_age is 'serves: forgetting changes that cannot be taken back any more';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table email_changes', { transaction });
}
