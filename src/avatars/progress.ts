// Uploads while they change: however many people wait for theirs, the rows are asked for together.
import type { ServerEvent } from '../platform/http/route.ts';
import { uploadNotFound } from './errors.ts';
import type { UploadRepository, UploadRow } from './repository.ts';

const pollMs = 150;
// Work is over after three minutes, for better or worse; whoever has lost their workers watches no longer than this.
const maxWatchMs = 5 * 60 * 1000;

export const isPending = ({ status }: Pick<UploadRow, 'status'>): boolean =>
  status === 'stored' || status === 'processing';

interface Asked {
  readonly id: string;
  resolve(row: UploadRow | undefined): void;
  reject(error: unknown): void;
}

export type UploadWatch = ReturnType<typeof createUploadWatch>;

export function createUploadWatch({ uploads }: { uploads: UploadRepository }) {
  let asked: Asked[] = [];

  async function answer(): Promise<void> {
    const now = asked;
    asked = [];
    try {
      const rows = await uploads.findMany([...new Set(now.map(({ id }) => id))]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const { id, resolve } of now) resolve(byId.get(id));
    } catch (error) {
      for (const { reject } of now) reject(error);
    }
  }

  /** The row as it is in a moment. */
  const look = (id: string): Promise<UploadRow | undefined> =>
    new Promise((resolve, reject) => {
      if (asked.length === 0) setTimeout(() => void answer(), pollMs);
      asked.push({ id, resolve, reject });
    });

  return {
    /** The row again and again, until it is finished, `waitMs` are over, or `signal` says to stop. */
    async *follow(row: UploadRow, options: { waitMs?: number; signal?: AbortSignal } = {}): AsyncGenerator<UploadRow> {
      const deadline = performance.now() + (options.waitMs ?? maxWatchMs);
      for (let now = row; ; ) {
        yield now;
        if (!isPending(now) || performance.now() >= deadline) return;
        const next = await look(row.id);
        if (options.signal?.aborted) return;
        if (!next) throw uploadNotFound(); // erased with its person
        now = next;
      }
    },
  };
}

/** All that has happened to an upload, in order; the last of a finished one tells how it ended. */
export function eventsOf(row: UploadRow, view: object): ServerEvent[] {
  const { id: uploadId, steps, status } = row;
  const begun = steps
    .filter(({ step }) => step !== 'published')
    .map(({ step, at }) => {
      const data = { uploadId, at: new Date(at).toISOString() };
      return step === 'stored' || step === 'decoding'
        ? { event: step, data }
        : { event: 'variant', data: { ...data, file: step } };
    });
  const ended = isPending(row) ? [] : [{ event: status === 'ready' ? 'published' : status, data: view }];
  return [...begun, ...ended].map((event, index) => ({ id: String(index), ...event }));
}
