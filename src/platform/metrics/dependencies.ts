// Measurements of what the service stands on: its database and its storage.
import { Histogram, type Registry } from 'prom-client';

export type Outcome = 'done' | 'failed';

export interface DependencyMetrics {
  /** `verb` is the first word of the statement. */
  observeStatement(labels: { verb: string; outcome: Outcome }, seconds: number): void;
  observeStorageCall(labels: { operation: string; outcome: Outcome }, seconds: number): void;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createDependencyMetrics(registers: Registry[]): DependencyMetrics {
  const statements = new Histogram({
    name: 'cameo_database_statement_duration_seconds',
    help: 'Time from sending a statement to the database to its whole answer.',
    labelNames: ['verb', 'outcome'],
    buckets,
    registers,
  });
  const calls = new Histogram({
    name: 'cameo_storage_call_duration_seconds',
    help: 'Time that one call of the storage takes; of an opened object, until its first byte can be read.',
    labelNames: ['operation', 'outcome'],
    buckets,
    registers,
  });
  return {
    observeStatement: (labels, seconds) => statements.observe(labels, seconds),
    observeStorageCall: (labels, seconds) => calls.observe(labels, seconds),
  };
}
