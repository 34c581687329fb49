// Statements that run with every request: prepared on each connection of Sequelize's pool, so that PostgreSQL parses and
// plans them once and not each time (planning the profile's join costs as much as running it).
import { createHash } from 'node:crypto';
import type { Sequelize, Tx } from './sequelize.ts';

/** What we use of node-postgres' client, which Sequelize hands out as an opaque connection. */
interface PostgresClient {
  query(statement: { name: string; text: string; values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

export type HotStatement<Row> = (bind: readonly unknown[], tx?: Tx) => Promise<Row[]>;

/** Prepares `sql` on first use of each connection. Parameters are `$1`, `$2`, …; errors are node-postgres' own. */
export function hotStatement<Row>(sequelize: Sequelize, sql: string): HotStatement<Row> {
  const name = `cameo_${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`;
  const { connectionManager } = sequelize;
  const run = async (connection: object | undefined, values: readonly unknown[]): Promise<Row[]> => {
    const { rows } = await (connection as PostgresClient).query({ name, text: sql, values });
    return rows as Row[];
  };
  return async (bind, tx) => {
    if (tx) return run((tx as Tx & { connection?: object }).connection, bind);
    const connection = await connectionManager.getConnection({ type: 'read' });
    try {
      return await run(connection, bind);
    } finally {
      connectionManager.releaseConnection(connection);
    }
  };
}

// A prepared statement lives as long as its connection: only so many shapes of one statement may become one.
const maxShapes = 100;

/** For SQL that is put together from parts: each shape that turns up becomes a hot statement. */
export function hotStatements<Row>(sequelize: Sequelize): (sql: string) => HotStatement<Row> {
  const shapes = new Map<string, HotStatement<Row>>();
  return (sql) => {
    const known = shapes.get(sql);
    if (known) return known;
    const statement = hotStatement<Row>(sequelize, sql);
    if (shapes.size < maxShapes) shapes.set(sql, statement);
    return statement;
  };
}
