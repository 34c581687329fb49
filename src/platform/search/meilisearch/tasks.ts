// Meilisearch answers a write with the number of a task, and does it later: here somebody waits for the outcome.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import { MeilisearchFailure } from './failures.ts';

const FIRST_LOOK_MS = 10;
const MAX_PAUSE_MS = 1_000;
const DEADLINE_MS = 45_000;

/** Resolves when the tasks have succeeded. @throws MeilisearchFailure with the code only: messages repeat parts of documents */
export async function settleTasks(client: Meilisearch, tasks: readonly EnqueuedTask[]): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  // They are done in their order: when the last is done, so are the others.
  for (const { taskUid } of tasks.toReversed()) await settle(client, taskUid, deadline);
}

async function settle(client: Meilisearch, taskUid: number, deadline: number): Promise<void> {
  for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 1.5)) {
    const task = await client.tasks.getTask(taskUid);
    if (task.status === 'succeeded') return;
    if (task.status === 'failed') throw new MeilisearchFailure(task.error?.code ?? 'failed', { isRefusal: true });
    if (task.status === 'canceled') throw new MeilisearchFailure('task canceled');
    if (performance.now() > deadline) throw new MeilisearchFailure('task not done in time');
    await sleep(pauseMs);
  }
}
