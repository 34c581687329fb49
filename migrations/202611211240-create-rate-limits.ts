// Counts of requests, for processes that have no Redis to share them in.
import type { Sequelize, Transaction } from 'sequelize';

interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

// The columns and their order are rate-limiter-flexible's. Unlogged: a count costs no write-ahead log, and a crash of
// the database empties the table, which forgives everybody once.
const statements = `
create unlogged table rate_limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);
comment on table rate_limits is 'points spent in windows that end at expire (milliseconds since 1970), by hashed key';
comment on index rate_limits_pkey is 'serves: counting a request';
create index rate_limits_by_end on rate_limits (expire);
comment on index rate_limits_by_end is 'serves: forgetting windows that have ended';
`;

export async function up({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query(statements, { transaction });
}

export async function down({ sequelize, transaction }: MigrationContext): Promise<void> {
  await sequelize.query('drop table rate_limits', { transaction });
}
