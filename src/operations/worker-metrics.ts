// Workers have no port of their own: they leave their measurements in a table, and /metrics of the API shows them.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Metrics } from '../platform/metrics.ts';

const staleAfter = '60 seconds';

export interface WorkerMetrics {
  /** Leaves this process's measurements. */
  publish(metrics: Metrics): Promise<void>;
  /** The measurements of every live worker, as Prometheus text without repeated headers. */
  collect(): Promise<string>;
}

/** The sample lines of an exposition; what describes a metric is kept where it stands for the first time. */
export function mergeExpositions(texts: readonly string[]): string {
  const metrics = new Map<string, { head: string[]; samples: string[] }>();
  for (const text of texts) {
    let current: { head: string[]; samples: string[] } | undefined;
    for (const line of text.split('\n')) {
      if (line.startsWith('# HELP ')) {
        const name = line.split(' ')[2] ?? '';
        const known = metrics.get(name);
        current = known ?? { head: [line], samples: [] };
        if (!known) metrics.set(name, current);
      } else if (line.startsWith('# TYPE ')) {
        if (current?.head.length === 1) current.head.push(line);
      } else if (line !== '') current?.samples.push(line);
    }
  }
  return [...metrics.values()].flatMap(({ head, samples }) => [...head, ...samples]).join('\n');
}

export function createWorkerMetrics(deps: { sequelize: Sequelize; processName: string }): WorkerMetrics {
  return {
    async publish(metrics) {
      await deps.sequelize.query(
        `insert into worker_metrics (process, exposition) values ($1, $2)
         on conflict (process) do update set exposition = excluded.exposition, published_at = now()`,
        { bind: [deps.processName, await metrics.registry.metrics()] },
      );
      await deps.sequelize.query(`delete from worker_metrics where published_at < now() - interval '${staleAfter}'`);
    },
    async collect() {
      const rows = await deps.sequelize.query<{ exposition: string }>(
        `select exposition from worker_metrics where published_at > now() - interval '${staleAfter}' order by process`,
        { type: QueryTypes.SELECT },
      );
      return mergeExpositions(rows.map(({ exposition }) => exposition));
    },
  };
}
