// Holds what an engine has of people against what it should have, in one slice of both lists.
import type { IndexedEntry, SearchEngine } from '../platform/search/port.ts';
import type { Presenter, ProfileRow, ProfileRows } from '../profiles/index.ts';
import { entryOf } from './reindexing.ts';
import type { SearchWalks } from './walks.ts';

export const differenceKinds = ['missing', 'outdated', 'surplus'] as const;
/** Has no documents and should; has others than it should; has some and should not. */
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly id: string;
  readonly kind: DifferenceKind;
}

export interface Slice {
  /** People looked at, in the database or in the engine. */
  readonly looked: number;
  readonly differences: readonly Difference[];
  /** How many differ because the job that indexes them is still to come. */
  readonly waiting: number;
  /** The last id of the slice; null at the end of the tenant. */
  readonly last: string | null;
}

interface Suspect extends Difference {
  /** What both sides hold, so that a change between two looks is not taken for a difference. */
  readonly state: string;
}

const documentKeys = ({ documents }: Pick<IndexedEntry, 'documents'>): string =>
  documents
    .map(({ audience, privacyVersion }) => `${audience}:${privacyVersion}`)
    .sort()
    .join();

/** How the engine's entry differs from the one that the person should have; undefined where it does not. */
function differenceOf(
  should: Pick<IndexedEntry, 'version' | 'documents'> | undefined,
  has: IndexedEntry | undefined,
): DifferenceKind | undefined {
  if (!should || should.documents.length === 0) return has && 'surplus';
  if (!has) return 'missing';
  return should.version === has.version && documentKeys(should) === documentKeys(has) ? undefined : 'outdated';
}

export function createComparison(deps: {
  rows: Pick<ProfileRows, 'page'>;
  presenter: Presenter;
  walks: Pick<SearchWalks, 'findPromised'>;
}) {
  async function look(
    engine: Pick<SearchEngine, 'name' | 'list'>,
    tenantId: string,
    after: string | null,
    limit: number,
  ) {
    const [people, entries] = await Promise.all([
      deps.rows.page(tenantId, after, limit),
      engine.list(tenantId, after, limit),
    ]);
    // A list that is full tells nothing about what comes behind its last id.
    const ends = [
      ...(people.length === limit ? [people.at(-1)?.userId ?? ''] : []),
      ...(entries.length === limit ? [entries.at(-1)?.id ?? ''] : []),
    ].sort();
    const last = ends[0] ?? null;
    const isWithin = (id: string) => last === null || id <= last;
    const rowOf = new Map<string, ProfileRow>(people.map((row) => [row.userId, row]));
    const has = new Map(entries.map((entry) => [entry.id, entry]));
    const ids = [...new Set([...rowOf.keys(), ...has.keys()])].filter(isWithin).sort();
    const suspects = ids.flatMap((id): Suspect[] => {
      const row = rowOf.get(id);
      const should = row && entryOf(row, deps.presenter);
      const entry = has.get(id);
      const kind = differenceOf(should, entry);
      if (!kind) return [];
      const state = JSON.stringify([should?.version, should && documentKeys(should), entry?.version, entry?.documents]);
      return [{ id, kind, state }];
    });
    return { looked: ids.length, suspects, last };
  }

  /**
   * Compares up to `limit` people behind `after`. Whoever differs is looked at twice: a difference that is still the same,
   * and that no promised job is about to mend, is one.
   */
  return async (
    engine: Pick<SearchEngine, 'name' | 'list'>,
    tenantId: string,
    after: string | null,
    limit: number,
  ): Promise<Slice> => {
    const { looked, suspects, last } = await look(engine, tenantId, after, limit);
    if (suspects.length === 0) return { looked, differences: [], waiting: 0, last };
    const ids = suspects.map(({ id }) => id);
    const promised = new Set(await deps.walks.findPromised(engine.name, tenantId, ids));
    const again = await look(engine, tenantId, after, limit);
    const still = new Set(again.suspects.map(({ id, state }) => `${id} ${state}`));
    const differences = suspects
      .filter(({ id, state }) => !promised.has(id) && still.has(`${id} ${state}`))
      .map(({ id, kind }) => ({ id, kind }));
    return { looked, differences, waiting: promised.size, last };
  };
}
