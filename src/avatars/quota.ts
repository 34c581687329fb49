// How many pictures one person may upload within an hour.
import type { Tx } from '../platform/db/sequelize.ts';
import { uploadQuotaExceeded } from './errors.ts';
import type { UploadRepository } from './repository.ts';

const hourSeconds = 3600;
// What is arriving now may yet be refused, and makes room then.
const underWaySeconds = 5;

export type UploadQuota = ReturnType<typeof createUploadQuota>;

interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

export function createUploadQuota(deps: {
  uploads: UploadRepository;
  /** As many as the tenant allows. */
  perHourOf: (tenantId: string) => Promise<number>;
}) {
  /** What is arriving in this process: many at once must not pass before the first of them counts. */
  const underWay = new Map<string, number>();

  function leave(userId: string): void {
    const left = (underWay.get(userId) ?? 1) - 1;
    if (left > 0) underWay.set(userId, left);
    else underWay.delete(userId);
  }

  async function requireRoom({ tenantId, userId }: Person, arriving: number, tx?: Tx): Promise<void> {
    const perHour = await deps.perHourOf(tenantId);
    const arrivals = await deps.uploads.findArrivals(userId, hourSeconds, perHour, tx);
    if (arrivals.length + arriving < perHour) return;
    const oldest = arrivals.length === perHour ? arrivals.at(-1) : undefined;
    const seconds = oldest ? hourSeconds - (oldest.now.getTime() - oldest.at.getTime()) / 1000 : underWaySeconds;
    throw uploadQuotaExceeded({ headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) } });
  }

  return {
    /** Runs `work` as one upload that is arriving. @throws UPLOAD_QUOTA_EXCEEDED before it begins */
    async whileArriving<T>(person: Person, work: () => Promise<T>): Promise<T> {
      const { userId } = person;
      const arriving = underWay.get(userId) ?? 0;
      underWay.set(userId, arriving + 1);
      try {
        await requireRoom(person, arriving);
        return await work();
      } finally {
        leave(userId);
      }
    },

    /** With the profile locked: exact, whichever processes the uploads come through. @throws UPLOAD_QUOTA_EXCEEDED */
    requireRoom: (tx: Tx, person: Person): Promise<void> => requireRoom(person, 0, tx),
  };
}
