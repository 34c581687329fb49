// The outbox, and what workers derive: avatars, completeness, analytics, sent mail.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table outbox (
  id uuid primary key,
  tenant_id uuid not null,
  name text not null,
  payload jsonb not null,
  subject text,
  version integer,
  request_id text,
  created_at timestamptz not null default now(),
  due_at timestamptz not null,
  attempts integer not null default 0,
  failed_at timestamptz,
  failure text
);
create index outbox_due on outbox (due_at) where failed_at is null;
comment on index outbox_due is 'serves: the sweeper, which looks for promises that are late';
create index outbox_subject on outbox (subject, name) where subject is not null;
comment on index outbox_subject is 'serves: settling every promise of a subject that one run has fulfilled';

create table avatar_uploads (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  status text not null check (status in ('stored', 'processing', 'ready', 'rejected', 'failed', 'superseded', 'removed')),
  hash text not null,
  type text not null,
  bytes integer not null,
  width integer not null,
  height integer not null,
  reason text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index avatar_uploads_by_user on avatar_uploads (user_id, id desc);
comment on index avatar_uploads_by_user is 'serves: the newest upload of a person';

create table completeness_scores (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  score integer not null check (score between 0 and 100),
  status text not null,
  missing text[] not null,
  profile_version integer not null,
  rules_version integer not null,
  computed_at timestamptz not null default now()
);

create table profile_view_events (
  id uuid primary key,
  tenant_id uuid not null,
  user_id uuid not null,
  day date not null,
  viewer_key bytea not null
);
comment on table profile_view_events is 'views not yet aggregated; viewer_key is a keyed hash whose key changes every day';

create table profile_view_visitors (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  viewer_key bytea not null,
  primary key (user_id, day, viewer_key)
);

create table profile_view_days (
  user_id uuid not null references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  day date not null,
  views integer not null,
  visitors integer not null,
  primary key (user_id, day)
);

create table mails (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  purpose text not null,
  sent_at timestamptz not null default now()
);
create index mails_by_user on mails (user_id);
comment on index mails_by_user is 'serves: erasing a person, which takes their mails along';

create unlogged table worker_metrics (
  process text primary key,
  exposition text not null,
  published_at timestamptz not null default now()
);

comment on table mails is 'which promised mails have gone out; the id is the one of the outbox row';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(
    'drop table worker_metrics, mails, profile_view_days, profile_view_visitors, profile_view_events, completeness_scores, avatar_uploads, outbox',
    { transaction },
  );
}
