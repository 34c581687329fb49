// What the clock asks for. The schedules are kept by the queue; every worker process renews them now and then, so that a
// queue that was emptied has them again.
import { scheduledJobNames } from '../src/contracts/jobs/index.ts';
import type { Queues } from '../src/platform/queue/queues.ts';

/** Puts every scheduled job on its times; repeatable. */
export async function keepSchedules({ schedule }: Pick<Queues, 'schedule'>): Promise<void> {
  for (const name of scheduledJobNames) await schedule(name);
}
