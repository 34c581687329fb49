// Addresses that a mail server has refused for good.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create table refused_addresses (
  user_id uuid not null references users (id) on delete cascade,
  address_key text not null,
  tenant_id uuid not null references tenants (id),
  reason text not null,
  refused_at timestamptz not null default now(),
  primary key (user_id, address_key)
);
comment on table refused_addresses is 'folded addresses that a mail server has refused for good; mails that can be switched off are not sent there';
comment on index refused_addresses_pkey is 'serves: whether the address of a person takes mail';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table refused_addresses', { transaction });
}
