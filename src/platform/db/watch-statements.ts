// Sees every statement that a connection sends, begin and end: for measurements, the slow-query log and traces.
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Tracing } from '../tracing.ts';
import { statementText, verbOf } from './statement-text.ts';
import type { StatementTimes } from './statement-times.ts';

/** Called when a statement is sent; what it returns is called when it has been answered. */
export type StatementWatch = (sql: string) => (error?: unknown) => void;

/** What we use of node-postgres' client: `query(text or config, values?, callback?)`. */
interface Queryable {
  query(...args: unknown[]): unknown;
}

function sqlOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  const text: unknown =
    statement !== null && typeof statement === 'object' ? Reflect.get(statement, 'text') : undefined;
  return typeof text === 'string' ? text : '';
}

/** Puts the watch in front of a connection's `query`. */
export function watchConnection(connection: object, watch: StatementWatch): void {
  const client = connection as Queryable;
  // Asked of its class each time: whoever stands before that as well is not passed over.
  const query = (...args: unknown[]) => (Object.getPrototypeOf(client) as Queryable).query.apply(client, args);
  client.query = (...args) => {
    const ended = watch(sqlOf(args[0]));
    const callback = args.at(-1);
    if (typeof callback === 'function')
      return query(...args.slice(0, -1), (error: unknown, ...results: unknown[]) => {
        ended(error);
        callback(error, ...results);
      });
    const answer = query(...args);
    if (answer instanceof Promise)
      answer.then(
        () => ended(),
        (error: unknown) => ended(error ?? new Error('failed')),
      );
    return answer;
  };
}

export function createStatementWatch(deps: {
  metrics: Pick<Metrics, 'observeStatement'>;
  times: StatementTimes;
  tracing: Tracing;
  logger: Logger;
  /** Statements that take longer are logged. */
  slowMs: number;
}): StatementWatch {
  const { metrics, times, tracing, logger, slowMs } = deps;
  return (sql) => {
    const startedAt = performance.now();
    const text = statementText(sql);
    const verb = verbOf(text);
    const endSpan = tracing.begin(`sql ${verb}`, { 'db.system.name': 'postgresql', 'db.query.text': text });
    return (error) => {
      const ms = performance.now() - startedAt;
      const outcome = error ? 'failed' : 'done';
      metrics.observeStatement({ verb, outcome }, ms / 1000);
      times.add(text, ms);
      endSpan(error);
      if (ms > slowMs) logger.warn({ statement: text, ms: Math.round(ms), outcome }, 'slow statement');
    };
  };
}
