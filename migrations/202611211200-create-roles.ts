// Roles that a tenant defines for itself, out of permissions; `users.roles` names them beside the built-in ones.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table roles (
  tenant_id uuid not null references tenants (id),
  name text not null,
  description text,
  permissions text[] not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, name)
);
comment on index roles_pkey is 'serves: what the roles of an account grant; the roles of a tenant';
create index users_by_role on users using gin (roles);
comment on index users_by_role is 'serves: the holders of a role; the administrators of a tenant';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop index users_by_role; drop table roles', { transaction });
}
