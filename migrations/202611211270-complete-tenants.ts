// Tenants: where they answer, and how they are set up.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
alter table tenants
  add column settings jsonb not null default '{}',
  add column rules_version integer not null default 1,
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now();

create table tenant_hosts (
  host text primary key,
  tenant_id uuid not null references tenants (id) on delete cascade
);
comment on index tenant_hosts_pkey is 'serves: the tenant that a request without a token is for';
create index tenant_hosts_by_tenant on tenant_hosts (tenant_id);
comment on index tenant_hosts_by_tenant is 'serves: the hosts of a tenant';
create index profiles_by_tenant on profiles (tenant_id, user_id);
comment on index profiles_by_tenant is 'serves: the profiles of a tenant, page by page, for indexing them anew';
create index users_by_tenant on users (tenant_id, id);
comment on index users_by_tenant is 'serves: the accounts of a tenant, page by page';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(
    `drop index users_by_tenant; drop index profiles_by_tenant; drop table tenant_hosts;
     alter table tenants drop column settings, drop column rules_version, drop column version, drop column updated_at`,
    { transaction },
  );
}
