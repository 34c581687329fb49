// One process at a time may do something to a storage. The holder renews a note there; a note that is not renewed for a
// while was left by a process that died. No clocks are compared: who wants the lease watches the note.
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../ids.ts';
import { type Storage, StorageConflictError } from './port.ts';
import { ownPrefix } from './storage.ts';

export interface LeaseTimes {
  readonly renewMs: number;
  /** Several renewals: a slow store must not look like a dead process. */
  readonly abandonedMs: number;
}

const defaultTimes: LeaseTimes = { renewMs: 5_000, abandonedMs: 20_000 };

export interface Lease {
  /** Throws when somebody else has taken the lease over. */
  assertHeld(): void;
  release(): Promise<void>;
}

/** Takes the lease, if need be after watching whether its note's writer is alive. @throws Error when it is */
export async function takeLease(storage: Storage, name: string, times: LeaseTimes = defaultTimes): Promise<Lease> {
  const key = `${ownPrefix}${name}`;
  const id = newId();
  let renewals = 0;
  let lost = false;
  let renewing = Promise.resolve();
  const read = async () => (await storage.get(key))?.body.toString();
  const write = (ifAbsent: boolean) =>
    storage.put(key, Buffer.from(`${id} ${++renewals}`), { contentType: 'text/plain', ifAbsent });

  async function takeOver(): Promise<void> {
    const seen = await read();
    await sleep(times.abandonedMs);
    if ((await read()) !== seen) throw new Error('Another process is at it; stop that one first');
    await storage.delete(key);
    await write(true);
  }

  async function renew(): Promise<void> {
    if ((await read())?.startsWith(id)) await write(false);
    else lost = true;
  }

  await write(true).catch((error) => {
    if (!(error instanceof StorageConflictError)) throw error;
    return takeOver();
  });
  // One that fails is made up for by the next.
  const timer = setInterval(() => {
    renewing = renew().catch(() => {});
  }, times.renewMs);
  return {
    assertHeld() {
      if (lost) throw new Error('Another process has taken over');
    },
    async release() {
      clearInterval(timer);
      await renewing;
      if (!lost) await storage.delete(key);
    },
  };
}
