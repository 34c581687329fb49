// What a sitemap lists is read in the order of ids, from public profiles alone.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

const statements = `
create index profiles_public on profiles (tenant_id, user_id) where visibility = 'public' and deleted_at is null;
comment on index profiles_public is 'serves: the sitemap of a tenant, and where its files begin';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop index profiles_public', { transaction });
}
