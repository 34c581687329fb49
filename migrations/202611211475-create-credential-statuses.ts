// Places in status lists: where a verifier of a badge's credential reads whether it still stands.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

// No foreign key to the grant: a credential that was handed out must read as withdrawn when its grant is erased.
const statements = `
create table credential_statuses (
  tenant_id uuid not null references tenants (id),
  list integer not null,
  place integer not null,
  grant_id uuid not null,
  primary key (tenant_id, list, place)
);
comment on index credential_statuses_pkey is 'serves: a status list as a whole; taking a place once';
create unique index credential_statuses_grant on credential_statuses (grant_id);
comment on index credential_statuses_grant is 'serves: the place of a grant';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table credential_statuses', { transaction });
}
