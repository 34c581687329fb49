// Indexes many people anew, page by page, while the service runs: versions keep what is newer than the page that was read.
import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchEngine, SearchEntry } from '../platform/search/port.ts';
import type { Presenter, ProfileRow, ProfileRows } from '../profiles/index.ts';
import { documentsOf } from './documents.ts';
import type { SearchWalks } from './walks.ts';

const pageSize = 500;
/** Parts of a page that are written at once: one is cut into words while the database writes another. */
const pageParts = 2;

export interface ReindexOptions {
  /** Only people of this tenant. */
  readonly tenantId?: string;
  /** Only people behind this id, instead of where an earlier run was ended. */
  readonly from?: string;
  /** People a second, at most. */
  readonly rate?: number;
  /** From the beginning, wherever an earlier run was ended. */
  readonly restart?: boolean;
}

export interface ReindexProgress {
  /** People so far, those of the runs before included, and people altogether. */
  readonly done: number;
  readonly total: number;
  /** People a second since this run began. */
  readonly perSecond: number;
  /** The last one who is done. */
  readonly lastId: string;
}

/** What the engine is to hold of the person: nothing where nobody may find them. */
export const entryOf = (row: ProfileRow, presenter: Presenter): SearchEntry => ({
  tenantId: row.tenantId,
  id: row.userId,
  version: row.version,
  documents: documentsOf(row, presenter),
});

type IndexedEngine = Pick<SearchEngine, 'index' | 'erase'>;

export function createReindexing(deps: {
  engine: IndexedEngine;
  /** The index outside, which is built anew from the database, beside the one that answers, and put in its place. */
  outside?: { readonly mirror: { rebuild(): Promise<void> }; readonly inside: IndexedEngine } | undefined;
  rows: ProfileRows;
  presenter: Presenter;
  walks: SearchWalks;
}) {
  const { engine, outside, rows, presenter, walks } = deps;

  async function indexPage(into: IndexedEngine, tenantId: string, page: readonly ProfileRow[]): Promise<void> {
    const size = Math.ceil(page.length / pageParts);
    const parts = Array.from({ length: pageParts }, (_, at) => page.slice(at * size, (at + 1) * size));
    await Promise.all(
      parts.flatMap((part) => (part.length > 0 ? [into.index(part.map((row) => entryOf(row, presenter)))] : [])),
    );
    // Whoever was erased between the reading and the writing has just been brought back.
    const ids = page.map(({ userId }) => userId);
    for (const id of await walks.findErased(tenantId, ids)) await into.erase(tenantId, id);
  }

  /** Indexes a tenant; gives the number of people and the last id after each page. */
  async function* indexTenant(into: IndexedEngine, tenantId: string, after: string | null, limit: number) {
    let page = await rows.page(tenantId, after, limit);
    for (;;) {
      const lastId = page.at(-1)?.userId;
      if (lastId === undefined) return;
      // The next page is read while this one is written.
      const [next] = await Promise.all([rows.page(tenantId, lastId, limit), indexPage(into, tenantId, page)]);
      yield { people: page.length, lastId };
      page = next;
    }
  }

  return {
    /** Indexes everybody of a tenant anew, after a change that is about all of them. */
    async indexTenant(tenantId: string): Promise<void> {
      for await (const _page of indexTenant(engine, tenantId, null, pageSize));
    },

    /** Indexes everybody anew, as far as `options` reach. A run that was ended goes on where it was. */
    async *run({ tenantId, from, rate, restart = false }: ReindexOptions = {}): AsyncGenerator<ReindexProgress> {
      const walk = tenantId === undefined ? 'reindex' : `reindex ${tenantId}`;
      const left = restart || from !== undefined ? undefined : await walks.find(walk);
      const total = await walks.countPeople(tenantId ?? null);
      const limit = Math.min(pageSize, rate ?? pageSize);
      const isWhole = tenantId === undefined && from === undefined;
      // Whoever is indexed through both engines is noted for the one outside, one by one.
      const into = isWhole && outside ? outside.inside : engine;
      const startedAt = performance.now();
      let now = 0;
      for await (const tenant of walks.tenants({ first: left?.tenantId ?? null, only: tenantId ?? null })) {
        const after = tenant === left?.tenantId ? left.after : (from ?? null);
        for await (const { people, lastId } of indexTenant(into, tenant, after, limit)) {
          now += people;
          const done = (left?.done ?? 0) + now;
          await walks.keep(walk, { tenantId: tenant, after: lastId, done });
          yield { done, total, perSecond: (now * 1000) / (performance.now() - startedAt), lastId };
          if (rate !== undefined) await sleep(Math.max(0, startedAt + (now * 1000) / rate - performance.now()));
        }
      }
      await walks.forget(walk);
      if (isWhole) await outside?.mirror.rebuild();
    },
  };
}
