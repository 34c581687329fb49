// Keeps the index in Meilisearch what the database says: builds it where it is missing, lost or of older settings, and
// tells it of every change, in batches. Any number of processes may call `turn`: one at a time has the lock, and each
// reads people as they are by then, so nothing older is told after something newer.
import { setTimeout as sleep } from 'node:timers/promises';
import { QueryTypes } from 'sequelize';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import type { NotedChange, SearchChanges } from '../changes.ts';
import type { SearchEntry } from '../port.ts';
import { beginBuilding, finishBuilding, inspect, needsBuilding } from './building.ts';
import { calling, MeilisearchFailure } from './failures.ts';
import { eraseEntry, type IndexingParts, indexEntries } from './indexing.ts';
import { isAhead, isReady } from './state.ts';

/** Whom the index is about, as they are now. */
export interface EntrySource {
  /** The tenant with the next id; undefined behind the last. */
  nextTenant(after: string | null): Promise<string | undefined>;
  /** Up to `limit` people of the tenant behind `after`, by id. */
  page(tenantId: string, after: string | null, limit: number): Promise<SearchEntry[]>;
  /** Those of `ids` who are there. */
  entriesOf(tenantId: string, ids: readonly string[]): Promise<SearchEntry[]>;
}

export interface SearchMirror {
  /** Does what is to be done, for some seconds at most. Never rejects. */
  turn(): Promise<void>;
  /** Whether questions may go there; known for two seconds. */
  isReady(): Promise<boolean>;
  /** Begins to build the index anew beside the one that answers; later turns fill it and put it in its place. */
  rebuild(): Promise<void>;
}

const BATCH_PEOPLE = 500;
const TURN_MS = 10_000;
const INSPECT_EVERY_MS = 5_000;
const READY_FOR_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;
const WAIT_FOR_TURN_MS = 200;
/** So many failures one after the other are no fault of the people in the batch. */
const MAX_SINGLE_FAILURES = 3;

export function createSearchMirror(deps: {
  parts: IndexingParts;
  changes: SearchChanges;
  source: EntrySource;
  clock: Clock;
  logger: Logger;
}): SearchMirror {
  const { parts, changes, source, clock, logger } = deps;
  const { sequelize, states } = parts;
  let inspectedAt = 0;
  let failures = 0;
  let pausedUntil = 0;
  let known: { at: number; ready: Promise<boolean> } | undefined;

  /** Undefined where another process is at it. */
  const alone = <T>(work: () => Promise<T>): Promise<T | undefined> =>
    sequelize.transaction(async (transaction) => {
      const [row] = await sequelize.query<{ locked: boolean }>(
        "select pg_try_advisory_xact_lock(hashtextextended('cameo.search.mirror', 0)) as locked",
        { type: QueryTypes.SELECT, transaction },
      );
      return row?.locked ? work() : undefined;
    });

  async function lookAfterIndex(): Promise<boolean> {
    const now = clock().getTime();
    const before = await states.find();
    if (isAhead(before)) return false;
    if (isReady(before) && now - inspectedAt < INSPECT_EVERY_MS) return true;
    const state = await inspect(parts);
    inspectedAt = now;
    if (!needsBuilding(state)) return true;
    logger.info({ index: parts.indexUid }, 'search index is being built');
    await beginBuilding(parts);
    return true;
  }

  /** One page of people into the index that is being built. False when there is none. */
  async function fill(): Promise<boolean> {
    const { building, fillTenantId, fillAfter } = await states.find();
    if (building === null) return false;
    const tenantId = fillTenantId ?? (await source.nextTenant(null));
    if (tenantId !== undefined) {
      const page = await source.page(tenantId, fillAfter, BATCH_PEOPLE);
      await indexEntries(
        parts,
        page.filter(({ documents }) => documents.length > 0),
      );
      const last = page.length < BATCH_PEOPLE ? undefined : page.at(-1)?.id;
      const next = last === undefined ? await source.nextTenant(tenantId) : tenantId;
      if (next !== undefined) {
        await states.change({ fillTenantId: next, fillAfter: last ?? null });
        return true;
      }
    }
    await finishBuilding(parts, building);
    logger.info({ index: parts.indexUid }, 'search index was built');
    return true;
  }

  async function tell(batch: readonly NotedChange[]): Promise<void> {
    for (const [tenantId, ids] of byTenant(batch)) {
      const entries = await source.entriesOf(tenantId, ids);
      const present = new Set(entries.map(({ id }) => id));
      await calling(() => indexEntries(parts, entries));
      for (const id of ids) if (!present.has(id)) await eraseEntry(parts, tenantId, id);
    }
    await changes.strike(batch);
  }

  /** What one document is refused for must not hold up the others. @throws when it is more than one document */
  async function tellOneByOne(batch: readonly NotedChange[]): Promise<void> {
    let inARow = 0;
    let last: unknown;
    for (const change of batch) {
      try {
        await tell([change]);
        inARow = 0;
      } catch (error) {
        inARow++;
        last = error;
        if (!isRefusal(error) || inARow === MAX_SINGLE_FAILURES) throw error;
        logger.error({ id: change.id, err: error }, 'search index refuses a person');
        await changes.putLast([change]);
      }
    }
    // Only those who are refused are left: they are tried again after a pause.
    if (inARow === batch.length) throw last;
  }

  /** One batch of changes. False when there is none. */
  async function drain(): Promise<boolean> {
    const batch = await changes.next(BATCH_PEOPLE);
    if (batch.length === 0) return false;
    try {
      await tell(batch);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await tellOneByOne(batch);
    }
    return true;
  }

  async function work(): Promise<void> {
    const until = performance.now() + TURN_MS;
    if (!(await alone(lookAfterIndex))) return;
    while (performance.now() < until && (await alone(async () => (await drain()) || (await fill()))));
  }

  return {
    async rebuild() {
      while (!(await alone(() => calling(() => beginBuilding(parts)).then(() => true)))) await sleep(WAIT_FOR_TURN_MS);
    },

    async turn() {
      if (clock().getTime() < pausedUntil) return;
      try {
        await calling(work);
        if (failures > 0) logger.info('search index is told of changes again');
        failures = 0;
      } catch (error) {
        const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++);
        pausedUntil = clock().getTime() + pauseMs;
        inspectedAt = 0;
        logger.warn({ err: error, pauseMs }, 'search index cannot be told of changes');
      }
    },

    isReady() {
      const at = clock().getTime();
      if (!known || at - known.at >= READY_FOR_MS) {
        const ready = states.find().then(isReady);
        known = { at, ready };
        ready.catch(() => {
          known = undefined;
        });
      }
      return known.ready;
    },
  };
}

const isRefusal = (error: unknown): boolean => error instanceof MeilisearchFailure && error.isRefusal;

function byTenant(batch: readonly NotedChange[]): ReadonlyMap<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { tenantId, id } of batch) ids.set(tenantId, [...(ids.get(tenantId) ?? []), id]);
  return ids;
}
