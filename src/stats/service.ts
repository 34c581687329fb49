// Numbers about people that other services keep: set outright, or moved by events that are counted once.
import type { Origin, ServiceIdentity } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { personNotFound } from './errors.ts';
import { type Counter, counters, effectOf, type StatsEvent } from './events.ts';
import type { Stats, StatsDelta, StatsInput, StatsRepository, Touched } from './repository.ts';

const dayMs = 86_400_000;
// An event may be repeated until it is so old that it is refused; its id is kept a little longer than that.
const maxAgeMs = 30 * dayMs;
const keptIdMs = maxAgeMs + dayMs;
// Clocks of other machines differ a little.
const maxAheadMs = 5 * 60_000;

export const rejectionCodes = ['UNKNOWN_USER', 'TOO_OLD', 'IN_FUTURE'] as const;

export interface Rejection {
  readonly id: string;
  readonly code: (typeof rejectionCodes)[number];
}

export interface Receipt {
  readonly applied: number;
  /** Events whose id was counted before, in this batch or an earlier one. */
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

const nothing: StatsDelta = {
  ...(Object.fromEntries(counters.map((counter) => [counter, 0])) as Record<Counter, number>),
  lastActiveAt: null,
};

function plus(sum: StatsDelta, event: StatsEvent): StatsDelta {
  const effect = effectOf(event);
  if (effect) return { ...sum, [effect.counter]: sum[effect.counter] + effect.delta };
  const isLatest = sum.lastActiveAt === null || event.at > sum.lastActiveAt;
  return isLatest ? { ...sum, lastActiveAt: event.at } : sum;
}

export type StatsService = ReturnType<typeof createStatsService>;

export function createStatsService(deps: { repository: StatsRepository; transact: Transact; clock: Clock }) {
  const { repository, transact, clock } = deps;

  function timelinessOf({ id, at }: StatsEvent): Rejection | undefined {
    const ageMs = clock().getTime() - at.getTime();
    if (ageMs > maxAgeMs) return { id, code: 'TOO_OLD' };
    return ageMs < -maxAheadMs ? { id, code: 'IN_FUTURE' } : undefined;
  }

  function follow(unit: UnitOfWork, tenantId: string, { userId, version, needsIndexing }: Touched): void {
    unit.announce(`profile:${tenantId}/${userId}`);
    if (needsIndexing) unit.emit({ type: 'profile.findability-changed', tenantId, userId, version });
  }

  return {
    /** Sets the given numbers of a person. @throws USER_NOT_FOUND */
    set({ tenantId }: ServiceIdentity, origin: Origin, userId: string, input: StatsInput): Promise<Stats> {
      return transact(origin, async (unit) => {
        const written = await repository.set(unit.tx, tenantId, userId, input);
        if (!written) throw personNotFound();
        const { userId: person, version, needsIndexing, ...stats } = written;
        follow(unit, tenantId, { userId: person, version, needsIndexing });
        unit.emit({ type: 'stats.changed', tenantId, userIds: [person] });
        return stats;
      });
    },

    /** Counts a batch of events, each once however often it comes, and those of unknown people not at all. */
    record({ tenantId }: ServiceIdentity, origin: Origin, events: readonly StatsEvent[]): Promise<Receipt> {
      const untimely = events.flatMap((event) => timelinessOf(event) ?? []);
      const timely = events.filter((event) => !timelinessOf(event));
      const byId = new Map(timely.toReversed().map((event) => [event.id, event])); // the first of an id counts
      return transact(origin, async (unit) => {
        const asked = [...byId.values()].map(({ id, userId }) => ({ id, userId }));
        const known = await repository.claim(unit.tx, tenantId, asked);
        const deltas = new Map<string, StatsDelta>();
        let applied = 0;
        for (const { id, userId, isNew } of known) {
          const event = byId.get(id);
          if (!event || !isNew) continue;
          applied += 1;
          deltas.set(userId, plus(deltas.get(userId) ?? nothing, event));
        }
        if (deltas.size > 0) {
          for (const touched of await repository.add(unit.tx, deltas)) follow(unit, tenantId, touched);
          unit.emit({ type: 'stats.changed', tenantId, userIds: [...deltas.keys()] });
        }
        const knownIds = new Set(known.map(({ id }) => id));
        const unknown = timely.flatMap(({ id }): Rejection[] =>
          knownIds.has(id) ? [] : [{ id, code: 'UNKNOWN_USER' }],
        );
        const rejected = [...untimely, ...unknown];
        return { applied, duplicates: events.length - rejected.length - applied, rejected };
      });
    },

    /** Forgets the ids of events that would be refused by now. */
    forgetSeen: (): Promise<number> => repository.forget(new Date(clock().getTime() - keptIdMs)),
  };
}
