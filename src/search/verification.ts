// Verifies that every engine in use holds what the database says, and mends it where it does not.
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { SearchEngine, SearchEngineName } from '../platform/search/port.ts';
import type { Presenter, ProfileRows } from '../profiles/index.ts';
import { createComparison, type Difference, type DifferenceKind, differenceKinds, type Slice } from './comparison.ts';
import { entryOf } from './reindexing.ts';
import type { SearchWalks } from './walks.ts';

const sliceSize = 500;
/** A turn looks at so many people, and goes on for as long as what it finds has to be mended. */
const peopleOfTurn = 2_000;
const turnMs = 45_000;
// Behind every person of a tenant: the walk goes on with the next one.
const endOfTenant = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

type VerifiedEngine = Pick<SearchEngine, 'name' | 'index' | 'erase' | 'list' | 'check'>;

export interface VerifiedSlice extends Slice {
  readonly engine: SearchEngineName;
  readonly tenantId: string;
}

const countKinds = (differences: readonly Difference[]): Record<DifferenceKind, number> => {
  const countOf = (kind: DifferenceKind) => differences.filter((difference) => difference.kind === kind).length;
  return { missing: countOf('missing'), outdated: countOf('outdated'), surplus: countOf('surplus') };
};

export function createSearchVerification(deps: {
  engines: readonly VerifiedEngine[];
  rows: ProfileRows;
  presenter: Presenter;
  walks: SearchWalks;
  metrics: Pick<Metrics, 'observeSearchRepair'>;
  logger: Logger;
}) {
  const { rows, presenter, walks } = deps;
  const compare = createComparison(deps);

  async function repair(engine: VerifiedEngine, tenantId: string, differences: readonly Difference[]): Promise<void> {
    const ids = differences.map(({ id }) => id);
    for (const id of await walks.findErased(tenantId, ids)) await engine.erase(tenantId, id);
    const people = await rows.findByIds(tenantId, ids, null);
    const outcomes = await engine.index(people.map((row) => entryOf(row, presenter)));
    for (const [at, { userId }] of people.entries()) {
      if (outcomes[at] !== 'stale') continue;
      // The engine is ahead of the database: of a moment's write, or of a backup that was restored. The row is read only
      // after the engine has forgotten, so it is at least as new as whatever is indexed meanwhile.
      await engine.erase(tenantId, userId);
      const [row] = await rows.findByIds(tenantId, [userId], null);
      if (row) await engine.index([entryOf(row, presenter)]);
    }
    const counts = countKinds(differences);
    for (const kind of differenceKinds) deps.metrics.observeSearchRepair({ engine: engine.name, kind }, counts[kind]);
  }

  /** One slice of the scheduled walk, mended. Resolves to what there was, or undefined when everybody has been seen. */
  async function step(engine: VerifiedEngine): Promise<Slice | undefined> {
    const walk = `verify ${engine.name}`;
    const kept = await walks.find(walk);
    for await (const tenantId of walks.tenants({ first: kept?.tenantId ?? null })) {
      const after = tenantId === kept?.tenantId ? kept.after : null;
      const slice = await compare(engine, tenantId, after, sliceSize);
      await repair(engine, tenantId, slice.differences);
      if (slice.looked === 0 && slice.last === null) continue;
      await walks.keep(walk, { tenantId, after: slice.last ?? endOfTenant, done: (kept?.done ?? 0) + slice.looked });
      return slice;
    }
    await walks.forget(walk);
    return undefined;
  }

  async function turnOf(engine: VerifiedEngine): Promise<void> {
    const until = performance.now() + turnMs;
    const found: Difference[] = [];
    let looked = 0;
    let isMending = false;
    do {
      const slice = await step(engine);
      if (!slice) break;
      looked += slice.looked;
      isMending = slice.differences.length > 0;
      found.push(...slice.differences);
    } while ((looked < peopleOfTurn || isMending) && performance.now() < until);
    if (found.length > 0)
      deps.logger.warn({ engine: engine.name, looked, ...countKinds(found) }, 'search index was mended');
  }

  return {
    /** Walks through everybody in every engine, slice by slice; mends what differs if `fix` says so. */
    async *run({ fix }: { fix: boolean }): AsyncGenerator<VerifiedSlice> {
      for (const engine of deps.engines) {
        await engine.check();
        for await (const tenantId of walks.tenants()) {
          let after: string | null = null;
          do {
            const slice: Slice = await compare(engine, tenantId, after, sliceSize);
            if (fix && slice.differences.length > 0) await repair(engine, tenantId, slice.differences);
            yield { ...slice, engine: engine.name, tenantId };
            after = slice.last;
          } while (after !== null);
        }
      }
    },

    /** A part of everybody, from where the turn before has ended; mends what differs. */
    async turn(): Promise<void> {
      for (const engine of deps.engines) {
        try {
          await engine.check();
          await turnOf(engine);
        } catch (error) {
          // An engine that is away holds up no other.
          deps.logger.warn({ engine: engine.name, err: error }, 'search index could not be verified');
        }
      }
    },
  };
}
