// The statements that cost the database most, as PostgreSQL counts them (pg_stat_statements).
import { QueryTypes } from 'sequelize';
import { failsWith } from '../platform/db/failure.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { statementText } from '../platform/db/statement-text.ts';
import type { StatementTimes } from '../platform/db/statement-times.ts';
import { defineError } from '../platform/errors.ts';

export const statementsNotCounted = defineError(
  'STATEMENTS_NOT_COUNTED',
  503,
  'This database does not count statements: load pg_stat_statements (shared_preload_libraries), and create the extension.',
);

const orders = {
  total: 'total_exec_time',
  mean: 'mean_exec_time',
  max: 'max_exec_time',
  calls: 'calls',
} as const;
export type StatementOrder = keyof typeof orders;
export const statementOrders = Object.keys(orders) as StatementOrder[];

export interface StatementCount {
  readonly statement: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly meanMs: number;
  readonly stddevMs: number;
  readonly maxMs: number;
  readonly rows: number;
  /** From this process's own measurements; null for a statement that it has not sent. */
  readonly p95Ms: number | null;
}

export interface StatementReport {
  /** Null where nothing has been counted yet. */
  readonly countedSince: Date | null;
  readonly statements: readonly StatementCount[];
}

// Ours alone, in this database. What is no query (SET, CREATE ROLE …) may hold values, and is left out.
const countsSql = (order: string) => `
select query as statement, calls::float as calls, total_exec_time as "totalMs", mean_exec_time as "meanMs",
  stddev_exec_time as "stddevMs", max_exec_time as "maxMs", rows::float as rows,
  (select stats_reset from pg_stat_statements_info) as since
from pg_stat_statements
where dbid = (select oid from pg_database where datname = current_database())
  and userid = (select oid from pg_roles where rolname = current_user)
  and query ~* '^\\s*(select|insert|update|delete|with|merge)\\y'
order by ${order} desc limit $1`;

// undefined_table: nobody has made the extension; object_not_in_prerequisite_state: the server has not loaded it.
const notCounted = ['42P01', '55000'] as const;

export type StatementReports = ReturnType<typeof createStatementReports>;

export function createStatementReports({ sequelize, times }: { sequelize: Sequelize; times: StatementTimes }) {
  type Row = Omit<StatementCount, 'p95Ms'> & { since: Date };
  const round = (ms: number) => Math.round(ms * 1000) / 1000;
  const roundOr = (ms: number | undefined) => (ms === undefined ? null : round(ms));

  async function counts(order: StatementOrder, limit: number): Promise<Row[]> {
    try {
      const sql = countsSql(orders[order]);
      return await sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind: [limit] });
    } catch (error) {
      throw failsWith(error, ...notCounted) ? statementsNotCounted({ cause: error }) : error;
    }
  }

  return {
    /** The first of them by `order`. @throws STATEMENTS_NOT_COUNTED */
    async read(order: StatementOrder, limit: number): Promise<StatementReport> {
      const rows = await counts(order, limit);
      const quantile = times.quantiles();
      const statements = rows.map(({ since: _since, ...row }) => ({
        ...row,
        statement: statementText(row.statement),
        totalMs: round(row.totalMs),
        meanMs: round(row.meanMs),
        stddevMs: round(row.stddevMs),
        maxMs: round(row.maxMs),
        p95Ms: roundOr(quantile(row.statement, 0.95)),
      }));
      return { countedSince: rows[0]?.since ?? null, statements };
    },
  };
}
