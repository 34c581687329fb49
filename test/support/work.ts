// What lies behind the API: rows as they are, and the moment at which every promised job is done.
import { setTimeout as sleep } from 'node:timers/promises';
import { QueryTypes } from 'sequelize';
import type { TestApp } from './app.ts';
import { administer } from './database.ts';

/** Rows of a query with `$1` parameters. */
export const rowsOf = <Row extends object>(
  { container }: Pick<TestApp, 'container'>,
  sql: string,
  bind: unknown[] = [],
): Promise<Row[]> => container.sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind });

export async function run({ container }: Pick<TestApp, 'container'>, sql: string, bind?: unknown[]): Promise<void> {
  await container.sequelize.query(sql, bind && { bind });
}

/** Runs a statement as the superuser, on a connection of its own: what the service itself may not do. */
export const runAsOwner = ({ container }: Pick<TestApp, 'container'>, sql: string): Promise<void> =>
  administer(sql, container.sequelize.getDatabaseName());

/** Resolves when no promise is open any more; needs workers. @throws after `timeoutMs`, naming what is left */
export async function workDone(app: Pick<TestApp, 'container'>, timeoutMs = 25_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const open = await rowsOf<{ name: string }>(app, 'select name from outbox');
    if (open.length === 0) return;
    if (Date.now() > deadline) throw new Error(`Still open: ${open.map(({ name }) => name).join(', ')}`);
    await sleep(25);
  }
}
