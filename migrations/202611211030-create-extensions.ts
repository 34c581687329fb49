// Blocks that people add to their profiles, and the types that administrators register for them.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table extension_types (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  type text not null,
  description text,
  data_schema json not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column extension_types.data_schema is 'JSON Schema; json and not jsonb, so that it comes back as it was written';
comment on index extension_types_pkey is 'serves: nothing but identity; with the version it names a compiled schema';
create unique index extension_types_type on extension_types (tenant_id, type);
comment on index extension_types_type is 'serves: the schema of a block that is written; the list of types';

create table profile_extensions (
  id uuid primary key,
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id) on delete cascade,
  extension_type text not null,
  extension_data json not null,
  audience text not null check (audience in ('public', 'authenticated', 'private')),
  sort_order integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column profile_extensions.extension_data is 'json and not jsonb: keys keep the order their owner gave them';
comment on index profile_extensions_pkey is 'serves: one block that is changed or removed';
create index profile_extensions_by_person on profile_extensions (user_id, sort_order, id);
comment on index profile_extensions_by_person is 'serves: the blocks of one person, in order';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table profile_extensions, extension_types', { transaction });
}
