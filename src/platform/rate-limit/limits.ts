// Makes limits, on one store, and tells when the store fails and who was refused how often.
import { Counter } from 'prom-client';
import type { Sequelize } from '../db/sequelize.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import {
  createLocalFirstLimit,
  createSharedLimit,
  type Limit,
  type LocalLimit,
  type Rule,
  type SharedLimit,
} from './limit.ts';
import { createLimitStore, type StoreKind } from './store.ts';

export interface Limits {
  /** Counts in the store each time; exact over all processes. */
  shared(rule: Rule): SharedLimit;
  /** `shared`, and a key that has spent its points costs the store nothing. It cannot be refunded. */
  guarding(rule: Rule): Limit;
  /** Counts in the process first; for what may not wait. */
  localFirst(rule: Rule): LocalLimit;
  close(): void;
}

const quietMs = 60_000;

export function createLimits(deps: {
  /** `auto` is Redis where there is one. */
  store: StoreKind | 'auto';
  sequelize: Sequelize;
  redisUrl: string | undefined;
  hashKey: Buffer;
  logger: Logger;
  metrics: Pick<Metrics, 'registry'>;
}): Limits {
  const registers = [deps.metrics.registry];
  const refusals = new Counter({
    name: 'cameo_rate_limited_total',
    help: 'Requests and attempts that a limit refused.',
    labelNames: ['limit'],
    registers,
  });
  const insured = new Counter({
    name: 'cameo_rate_limit_insured_total',
    help: 'Counts that were kept in memory because the store of the limits did not answer.',
    registers,
  });
  const kind = deps.store === 'auto' ? (deps.redisUrl ? 'redis' : 'postgres') : deps.store;
  let toldAtMs = Number.NEGATIVE_INFINITY;

  function onInsured(): void {
    insured.inc();
    if (performance.now() - toldAtMs < quietMs) return;
    toldAtMs = performance.now();
    deps.logger.warn({ store: kind }, 'the store of the rate limits does not answer: each process counts alone');
  }

  const store = createLimitStore({ ...deps, kind, onInsured });
  const onRefusal = ({ name }: Rule) => refusals.inc({ limit: name });
  const open: { close(): void }[] = [store];
  return {
    shared: (rule) => createSharedLimit(rule, store.counter(rule, { remembersSpent: false }), onRefusal),
    guarding: (rule) => createSharedLimit(rule, store.counter(rule, { remembersSpent: true }), onRefusal),
    localFirst(rule) {
      // A lone process knows everything already.
      const counter = store.kind === 'memory' ? undefined : store.counter(rule, { remembersSpent: false });
      const limit = createLocalFirstLimit(rule, counter, onRefusal);
      open.push(limit);
      return limit;
    },
    close() {
      for (const part of open) part.close();
    },
  };
}
