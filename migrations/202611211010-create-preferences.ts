// What people prefer: one row per person, holding choices only, so that a better default reaches all who never chose.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table preferences (
  user_id uuid primary key references users (id) on delete cascade,
  tenant_id uuid not null references tenants (id),
  theme text check (theme in ('light', 'dark', 'auto')),
  language text,
  notifications jsonb not null default '{}',
  privacy jsonb not null default '{}',
  version integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table preferences is 'what people chose; null or absent: not chosen, the default holds';
comment on column preferences.notifications is '{email, push, inApp, events: {type: {email, push, inApp}}}, each a boolean';
comment on column preferences.privacy is '{showOnlineStatus, allowDirectMessages, showReadReceipts}, each a boolean';
comment on index preferences_pkey is 'serves: the preferences of one person; the join of their own profile';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table preferences', { transaction });
}
