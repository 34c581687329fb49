// Typed settings: definitions by the admins of a tenant, values by its people.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table setting_definitions (
  tenant_id uuid not null references tenants (id),
  key text collate "C" not null,
  setting_type text not null check (setting_type in ('string', 'integer', 'number', 'boolean', 'enum', 'json', 'date')),
  category text collate "C" not null,
  description text,
  is_public boolean not null,
  validation_rules jsonb not null,
  default_value jsonb,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, key)
);
comment on column setting_definitions.default_value is 'SQL null: there is no default';
comment on index setting_definitions_pkey is 'serves: one definition; the definitions of a tenant by key, keyset pages';

create table user_settings (
  user_id uuid not null references users (id) on delete cascade,
  tenant_id uuid not null,
  key text collate "C" not null,
  value jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, key),
  foreign key (tenant_id, key) references setting_definitions (tenant_id, key) on delete cascade
);
comment on table user_settings is 'what people chose; a setting without a row has its default';
comment on index user_settings_pkey is 'serves: the settings of one person';
create index user_settings_by_key on user_settings (tenant_id, key, user_id);
comment on index user_settings_by_key is 'serves: the values that a changed definition would no longer accept, in batches; the cascade';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table user_settings, setting_definitions', { transaction });
}
