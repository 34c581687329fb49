// Endorsements of skills, what is reported of them, and what they come to.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table endorsements (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  endorser_id uuid not null references users (id) on delete cascade,
  skill text not null,
  skill_key text not null,
  note text,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  hidden_at timestamptz,
  removed_at timestamptz,
  removed_by uuid,
  removed_because text,
  check (user_id <> endorser_id)
);
comment on column endorsements.user_id is 'whose skill it is';
comment on column endorsements.skill_key is 'the folded form in which two spellings of a skill agree';
comment on column endorsements.withdrawn_at is 'kept, so that what the owner has hidden does not come back with the next try';
comment on column endorsements.removed_because is 'by a moderator; author and owner read it';
create unique index endorsements_once on endorsements (user_id, skill_key, endorser_id);
comment on index endorsements_once is 'serves: each endorses a skill once';
create index endorsements_in_force on endorsements (user_id, skill_key, id) include (endorser_id)
  where withdrawn_at is null and hidden_at is null and removed_at is null;
comment on index endorsements_in_force is 'serves: the counts of a profile; the endorsers of a skill, newest first';
create index endorsements_by_endorser on endorsements (endorser_id, id) include (user_id);
comment on index endorsements_by_endorser is 'serves: what somebody has given; the ties between people that a score looks at';
create index endorsements_by_owner on endorsements (user_id, id) where withdrawn_at is null;
comment on index endorsements_by_owner is 'serves: what somebody has received, newest first';

create table endorsement_totals (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  version integer not null default 1,
  scored_version integer not null default 0,
  count integer not null default 0,
  score numeric(12, 2) not null default 0,
  by_skill jsonb not null default '{}',
  scored_at timestamptz
);
comment on table endorsement_totals is 'what a job has made of the rows; a question for a count is answered from the rows themselves';
comment on column endorsement_totals.version is 'grows with every endorsement that comes, goes, is hidden or removed';
comment on column endorsement_totals.by_skill is 'the score of each skill, by skill_key';

create table endorsement_reports (
  endorsement_id uuid not null references endorsements (id) on delete cascade,
  reporter_id uuid not null references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  reason text not null,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (endorsement_id, reporter_id)
);
create index endorsement_reports_open on endorsement_reports (tenant_id, endorsement_id) where settled_at is null;
comment on index endorsement_reports_open is 'serves: what moderators have yet to look at';
create index endorsement_reports_by_reporter on endorsement_reports (reporter_id);
comment on index endorsement_reports_by_reporter is 'serves: removing an account';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table endorsement_reports, endorsement_totals, endorsements', { transaction });
}
