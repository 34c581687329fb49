// The database handle: connections, explicit transactions, and one retry rule.
import pg from 'pg';
import { Sequelize, type Transaction } from 'sequelize';
import { Client } from './client.ts';
import { isRetryable } from './failure.ts';
import { type StatementWatch, watchConnection } from './watch-statements.ts';

export type Tx = Transaction;
export type { Sequelize } from 'sequelize';

/** A pool over `url` (a Unix socket as `?host=/directory`). int8 arrives as a number: our counters stay below 2^53. */
export function createSequelize(
  url: string,
  { poolSize = 10, watch }: { poolSize?: number; watch?: StatementWatch } = {},
): Sequelize {
  pg.defaults.parseInt8 = true;
  const sequelize = new Sequelize(url, {
    dialect: 'postgres',
    dialectModule: Object.create(pg, { Client: { value: Client } }),
    logging: false,
    pool: { max: poolSize, min: 0, acquire: 15_000, idle: 30_000 },
    define: { underscored: true, timestamps: false },
    dialectOptions: {
      application_name: 'cameo',
      keepAlive: true,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      options: '-c jit=off', // our statements run for milliseconds; compiling one takes longer
    },
  });
  if (watch) sequelize.addHook('afterConnect', (connection) => watchConnection(connection as object, watch));
  return sequelize;
}

/** Runs `work` in one transaction; a deadlock or serialization failure runs it again, at most twice. */
export async function transact<T>(sequelize: Sequelize, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sequelize.transaction(work);
    } catch (error) {
      if (attempt >= 3 || !isRetryable(error)) throw error;
    }
  }
}
