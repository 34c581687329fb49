// Whether somebody vouches for a phone number: an issuer that signs people in, or an administrator.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('alter table profiles add column phone_verified_at timestamptz', { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('alter table profiles drop column phone_verified_at', { transaction });
}
