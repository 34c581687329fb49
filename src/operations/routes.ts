// HTTP door for those who run the service: health and metrics.
import Joi from 'joi';
import { memberRoute, openRoute, type RawReply, type Route } from '../platform/http/route.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Queues } from '../platform/queue/queues.ts';
import type { Figures } from './figures.ts';
import type { Health } from './health.ts';
import { type StatementOrder, type StatementReports, statementOrders, statementsNotCounted } from './statements.ts';
import { mergeExpositions, type WorkerMetrics } from './worker-metrics.ts';

const json = 'application/json; charset=utf-8';
const exposition = 'text/plain; version=0.0.4; charset=utf-8';
const tag = 'Operations';

const statementsQuery = Joi.object<{ sort: StatementOrder; limit: number }>({
  sort: Joi.valid(...statementOrders)
    .default('total')
    .description('What the first has most of: time in all, time on average, time at worst, calls.'),
  limit: Joi.number().integer().min(1).max(100).default(20).description('Statements in the answer.'),
});

const ms = () => Joi.number().min(0);
const statementsOutput = Joi.object({
  countedSince: Joi.string().isoDate().allow(null),
  statements: Joi.array().items(
    Joi.object({
      statement: Joi.string()
        .description('Without the values it was sent with.')
        .example('select ? from users where id = $1'),
      calls: Joi.number().integer(),
      totalMs: ms(),
      meanMs: ms(),
      stddevMs: ms(),
      maxMs: ms(),
      rows: Joi.number().integer().description('All that its calls have given or changed.'),
      p95Ms: ms().allow(null),
    }),
  ),
}).meta({ name: 'DatabaseStatements' });

const plain = (status: number, body: object): RawReply => ({ status, raw: JSON.stringify(body), contentType: json });

async function queueDepths(queues: Queues): Promise<string> {
  const lines = Object.entries(await queues.depths()).flatMap(([queue, states]) =>
    Object.entries(states).map(([state, jobs]) => `cameo_queue_jobs{queue="${queue}",state="${state}"} ${jobs}`),
  );
  return ['# HELP cameo_queue_jobs Jobs in each queue by state.', '# TYPE cameo_queue_jobs gauge', ...lines].join('\n');
}

export function createOperationsRoutes(deps: {
  health: Health;
  metrics: Metrics;
  workerMetrics: WorkerMetrics;
  queues: Queues;
  promiseAges: () => Promise<string>;
  figures: Pick<Figures, 'exposition'>;
  statements: StatementReports;
  version: string;
}): Route[] {
  const { health } = deps;
  return [
    openRoute({
      method: 'get',
      path: '/health',
      limit: 'none',
      root: true,
      tag,
      access: 'anyone',
      summary: 'The state of every part',
      description: '200 while requests are served, 503 otherwise. Not in the envelope.',
      responses: { 200: json, 503: json },
      async handle() {
        const { status, ready, parts } = await health.report();
        return plain(ready ? 200 : 503, { status, ...parts, service: 'cameo', version: deps.version });
      },
    }),
    openRoute({
      method: 'get',
      path: '/health/live',
      limit: 'none',
      root: true,
      tag,
      access: 'anyone',
      summary: 'Whether the process runs',
      responses: { 200: json },
      handle: async () => plain(200, { status: 'alive' }),
    }),
    openRoute({
      method: 'get',
      path: '/health/ready',
      limit: 'none',
      root: true,
      tag,
      access: 'anyone',
      summary: 'Whether to send requests here',
      responses: { 200: json, 503: json },
      async handle() {
        const { status, ready, parts } = await health.report();
        return plain(ready ? 200 : 503, { status, ready, parts });
      },
    }),
    openRoute({
      method: 'get',
      path: '/metrics',
      limit: 'none',
      root: true,
      tag,
      access: 'anyone',
      summary: 'Measurements for Prometheus',
      description:
        'Of this process and of every worker. With several API processes take the `cameo_job_…` series from one of them.',
      responses: { 200: exposition },
      async handle() {
        // Measurements must not depend on parts that may be down.
        const silent = () => '';
        const texts = await Promise.all([
          deps.metrics.registry.metrics(),
          deps.workerMetrics.collect().catch(silent),
          queueDepths(deps.queues).catch(silent),
          deps.promiseAges().catch(silent),
          deps.figures.exposition().catch(silent),
        ]);
        return { raw: `${mergeExpositions(texts)}\n`, contentType: exposition };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/admin/database',
      tag,
      access: 'operations:read',
      summary: 'The statements that cost the database most',
      description:
        'Counted by PostgreSQL (`pg_stat_statements`), which keeps means and extremes. `p95Ms` is from what the process ' +
        'that answers has measured since it started, to within a half: null for statements that only others send.',
      query: statementsQuery,
      responses: { 200: statementsOutput },
      errors: [statementsNotCounted],
      handle: async ({ query }) => ({ data: await deps.statements.read(query.sort, query.limit) }),
    }),
  ];
}
