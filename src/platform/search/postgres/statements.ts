// Hot statements whose text is put together from parts: parameters are numbered as they are mentioned.
import type { Sequelize } from 'sequelize';
import { hotStatements } from '../../db/hot-statement.ts';
import type { Tx } from '../../db/sequelize.ts';

/** Adds a parameter; answers how the statement mentions it. */
export type Bind = (value: unknown) => string;

export type Statements = ReturnType<typeof createStatements>;

export function createStatements(sequelize: Sequelize) {
  const statements = hotStatements<unknown>(sequelize);
  return {
    /** Runs the SQL that `write` puts together; each text is prepared once on each connection. */
    async run<Row>(write: (bind: Bind) => string, tx?: Tx): Promise<Row[]> {
      const values: unknown[] = [];
      const sql = write((value) => `$${values.push(value)}`);
      return (await statements(sql)(values, tx)) as Row[];
    },
  };
}
