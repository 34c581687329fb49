// Waiting for what happens elsewhere.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when `ask` answers with this status. @throws after `timeoutMs`. */
export async function answers(
  status: number,
  ask: () => PromiseLike<{ readonly status: number }>,
  timeoutMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const last = (await ask()).status;
    if (last === status) return;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${status}, got ${last}`);
    await sleep(100);
  }
}

/** Resolves with the first value of `look` that is neither undefined nor false. @throws after `timeoutMs`. */
export async function eventually<T>(look: () => T | undefined | false, timeoutMs = 15_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${look}`);
    await sleep(20);
  }
}

/** Resolves when `assertion` no longer throws. @throws its last failure after `timeoutMs`. */
export async function holds(assertion: () => Promise<void>, timeoutMs = 15_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
