// How long the oldest promises have been waiting, as Prometheus text: the age of each queue, and how far search lags behind.
import { QueryTypes, type Sequelize } from 'sequelize';
import { type JobName, jobs } from '../contracts/jobs/index.ts';
import { type QueueName, queueNames } from '../contracts/queues.ts';
import type { SearchChanges } from '../platform/search/changes.ts';

const oldestSql = `
select name, extract(epoch from clock_timestamp() - min(created_at))::float as seconds
from outbox where failed_at is null group by name`;

const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);

/** The ages in seconds; 0 where nothing waits. A promise goes when its job has ended, so its age is that of the effect. */
export function createPromiseAges(deps: {
  sequelize: Sequelize;
  /** What an index outside of the database is still to be told, where one is kept. */
  changes: Pick<SearchChanges, 'lagSeconds'> | undefined;
}): () => Promise<string> {
  const { sequelize, changes } = deps;
  return async () => {
    const [rows, outside] = await Promise.all([
      sequelize.query<{ name: string; seconds: number }>(oldestSql, { type: QueryTypes.SELECT }),
      changes?.lagSeconds(),
    ]);
    const known = rows.flatMap(({ name, seconds }) => (isJobName(name) ? [{ queue: jobs[name].queue, seconds }] : []));
    const oldestOf = (queue: QueueName) =>
      Math.max(0, ...known.filter((row) => row.queue === queue).map(({ seconds }) => seconds));
    return [
      '# HELP cameo_queue_oldest_promise_seconds Age of the oldest promised job that has not ended.',
      '# TYPE cameo_queue_oldest_promise_seconds gauge',
      ...queueNames.map((queue) => `cameo_queue_oldest_promise_seconds{queue="${queue}"} ${oldestOf(queue)}`),
      '# HELP cameo_search_index_lag_seconds Age of the oldest change that the index does not reflect.',
      '# TYPE cameo_search_index_lag_seconds gauge',
      `cameo_search_index_lag_seconds{index="inside"} ${oldestOf('search')}`,
      ...(outside === undefined ? [] : [`cameo_search_index_lag_seconds{index="outside"} ${outside}`]),
    ].join('\n');
  };
}
