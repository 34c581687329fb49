// Badges that rules grant and that verify people, what grants stand on, and people who ask to be verified.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table badges
  add column criteria text not null default 'manual' check (criteria in ('manual', 'rule', 'evidence')),
  add column rule jsonb,
  add column withdraws boolean not null default false,
  add column verifies boolean not null default false,
  add check ((criteria = 'rule') = (rule is not null));
comment on column badges.rule is 'what people must have done, as src/badges/rules.ts reads it';
comment on column badges.withdraws is 'whether it goes when the rule is no longer met';
comment on column badges.verifies is 'whether who has it is verified';
create index badges_with_rules on badges (tenant_id, slug) where criteria = 'rule';
comment on index badges_with_rules is 'serves: the job that grants by rule; holds only what it looks at';

alter table badge_grants
  add column evidence text,
  add column evidence_urls text[] not null default '{}';
update badge_grants set evidence_urls = array[evidence_url] where evidence_url is not null;

create table verification_requests (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  slug text not null,
  message text not null,
  links text[] not null default '{}',
  status text not null default 'pending' check (status in ('pending', 'approved', 'declined', 'withdrawn')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decision_reason text,
  grant_id uuid references badge_grants (id) on delete set null,
  foreign key (tenant_id, slug) references badges (tenant_id, slug)
);
comment on column verification_requests.decided_at is 'when a moderator approved or declined it, or its author withdrew it';
create unique index verification_requests_pending on verification_requests (user_id, slug) where status = 'pending';
comment on index verification_requests_pending is 'serves: one request of a person for a badge at a time';
create index verification_requests_by_user on verification_requests (user_id, id);
comment on index verification_requests_by_user is 'serves: the requests of a person, newest first';
create index verification_requests_by_status on verification_requests (tenant_id, status, id);
comment on index verification_requests_by_status is 'serves: the queue of moderators';
create index verification_requests_by_badge on verification_requests (tenant_id, slug);
comment on index verification_requests_by_badge is 'serves: whether a badge was ever asked for';

create index verification_requests_by_grant on verification_requests (grant_id) where grant_id is not null;
comment on index verification_requests_by_grant is 'serves: removing an account with its grants';

create table verification_files (
  id uuid primary key,
  request_id uuid not null references verification_requests (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  type text not null,
  bytes integer not null,
  created_at timestamptz not null default now()
);
comment on table verification_files is 'what is kept in storage; rows and files go some days after the decision';
create index verification_files_by_request on verification_files (request_id, id);
comment on index verification_files_by_request is 'serves: the files of a request; forgetting them';
create index verification_files_by_user on verification_files (user_id);
comment on index verification_files_by_user is 'serves: removing an account';
`;

const undo = `
drop table verification_files, verification_requests;
alter table badge_grants drop column evidence, drop column evidence_urls;
drop index badges_with_rules;
alter table badges drop column criteria, drop column rule, drop column withdraws, drop column verifies;
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(undo, { transaction });
}
