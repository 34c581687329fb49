// Measurements for Prometheus. Labels are patterns and names, never addresses or ids.
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { createDependencyMetrics, type DependencyMetrics } from './metrics/dependencies.ts';
import { createProductMetrics, type ProductMetrics } from './metrics/product.ts';

export interface Metrics extends DependencyMetrics, ProductMetrics {
  readonly registry: Registry;
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void;
  /** `waitSeconds` from the promise to the start, `runSeconds` from the start to the end. */
  observeJob(labels: { job: string; outcome: 'done' | 'failed' }, waitSeconds: number, runSeconds: number): void;
  observeSearchCall(labels: { engine: string; operation: string; outcome: 'done' | 'failed' }, seconds: number): void;
  /** A question in words: whether anybody was found. */
  countSearch(labels: { kind: 'search' | 'suggest'; result: 'hits' | 'none' }): void;
  /** Another engine answered than the one that was asked. */
  countSearchFallback(): void;
  /** Entries of an engine that differed from the database, and were mended. */
  observeSearchRepair(labels: { engine: string; kind: string }, entries: number): void;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** One registry for each process; event-loop delay, memory and CPU come with it. */
export function createMetrics(process: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'cameo_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const waits = new Histogram({
    name: 'cameo_job_wait_seconds',
    help: 'Time from the creation of a job to its start.',
    labelNames: ['job'],
    buckets,
    registers,
  });
  const runs = new Histogram({
    name: 'cameo_job_run_seconds',
    help: 'Time that one run of a job takes.',
    labelNames: ['job'],
    buckets,
    registers,
  });
  const outcomes = new Counter({
    name: 'cameo_jobs_total',
    help: 'Runs of jobs by outcome.',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const searchCalls = new Histogram({
    name: 'cameo_search_engine_duration_seconds',
    help: 'Time that one call of the search engine takes.',
    labelNames: ['engine', 'operation', 'outcome'],
    buckets: [0.001, 0.0025, ...buckets],
    registers,
  });
  const searches = new Counter({
    name: 'cameo_searches_total',
    help: 'Questions in words by whether anybody was found.',
    labelNames: ['kind', 'result'],
    registers,
  });
  const searchFallbacks = new Counter({
    name: 'cameo_search_fallbacks_total',
    help: 'Searches that another engine answered than the configured one.',
    registers,
  });
  const searchRepairs = new Counter({
    name: 'cameo_search_repaired_entries_total',
    help: 'Entries of the search index that differed from the database and were mended.',
    labelNames: ['engine', 'kind'],
    registers,
  });
  return {
    ...createDependencyMetrics(registers),
    ...createProductMetrics(registers),
    registry,
    observeRequest: (labels, seconds) => requests.observe(labels, seconds),
    observeJob({ job, outcome }, waitSeconds, runSeconds) {
      waits.observe({ job }, waitSeconds);
      runs.observe({ job }, runSeconds);
      outcomes.inc({ job, outcome });
    },
    observeSearchCall: (labels, seconds) => searchCalls.observe(labels, seconds),
    countSearch: (labels) => searches.inc(labels),
    countSearchFallback: () => searchFallbacks.inc(),
    observeSearchRepair: (labels, entries) => searchRepairs.inc(labels, entries),
  };
}
