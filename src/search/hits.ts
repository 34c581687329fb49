// From hits to people: each is read anew and presented for the one who asks, and what is old counts for nothing.
import type { Identity } from '../contracts/identity.ts';
import {
  InvalidCursorError,
  type SearchAudience,
  type SearchEngine,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
} from '../platform/search/port.ts';
import { viewerOf } from '../privacy/index.ts';
import type { PresentedProfile, Presenter, ProfileReader, ProfileRow, ProfileRows } from '../profiles/index.ts';

/** Pages read for one answer, at most, where hits had to be dropped. */
const maxPages = 8;
/** Nobody's id: looking for it costs what looking for somebody costs. */
const nobodysId = '00000000-0000-0000-0000-000000000000';

/** Who asks, and whose documents the question is about. */
export interface Asking {
  readonly tenantId: string;
  readonly identity: Identity | undefined;
  readonly audience: SearchAudience;
  /** Whoever blocks the one who asks, or is blocked. */
  readonly excludedIds: readonly string[];
}

export interface FoundPeople {
  readonly people: readonly PresentedProfile[];
  /** The first page as the engine gave it: its totals and its name. */
  readonly first: SearchPage;
  readonly nextCursor: string | null;
}

/** A question without those who ask it. */
export type Question = Omit<SearchQuery, keyof Asking>;

export type Hits = ReturnType<typeof createHits>;

export function createHits(deps: {
  engine: Pick<SearchEngine, 'search'>;
  rows: Pick<ProfileRows, 'findByIds'>;
  presenter: Presenter;
  reader: Pick<ProfileReader, 'peopleHiddenFrom'>;
}) {
  const { engine, rows, presenter, reader } = deps;

  async function askingOf(tenantId: string, identity: Identity | undefined): Promise<Asking> {
    return {
      tenantId,
      identity,
      audience: identity?.emailVerified ? 'authenticated' : 'public',
      excludedIds: identity ? [...(await reader.peopleHiddenFrom(identity))] : [],
    };
  }

  /** The page behind one that was just given; undefined when the engine that gave it went away in between. */
  async function readOn(query: SearchQuery): Promise<SearchPage | undefined> {
    try {
      return await engine.search(query);
    } catch (error) {
      if (error instanceof InvalidCursorError) return undefined;
      throw error;
    }
  }

  /** The person of this row, if the asker may find them. */
  const presentRow = ({ identity, audience }: Asking, row: ProfileRow | undefined): PresentedProfile | undefined =>
    row && presenter.isFound(row, audience === 'public' ? 'anonymous' : 'member')
      ? presenter.presentFor(row, viewerOf(identity, row))
      : undefined;

  /** Whoever of these the asker may find at this moment, in the given order. */
  async function present(
    asking: Asking,
    hits: readonly Pick<SearchHit, 'id' | 'privacyVersion'>[],
  ): Promise<PresentedProfile[]> {
    if (hits.length === 0) return [];
    const versions = new Map(hits.map(({ id, privacyVersion }) => [id, privacyVersion]));
    const found = await rows.findByIds(asking.tenantId, [...versions.keys()], asking.identity?.userId ?? null);
    return found
      .filter((row) => versions.get(row.userId) === row.privacyVersion)
      .flatMap((row) => presentRow(asking, row) ?? []);
  }

  return {
    askingOf,
    present,
    presentRow,

    /** One page, full as long as there are people; reads on where hits were dropped. */
    async find(asking: Asking, question: Question): Promise<FoundPeople> {
      const { tenantId, audience, excludedIds } = asking;
      const { facets: _countedOnce, ...rest } = question;
      const scope = { tenantId, audience, excludedIds };
      const first = await engine.search({ ...question, ...scope });
      const people = await present(asking, first.hits);
      let cursor = first.nextCursor;
      for (let pages = 1; people.length < question.limit && cursor !== undefined && pages < maxPages; pages++) {
        const page = await readOn({ ...rest, ...scope, limit: question.limit - people.length, cursor });
        if (!page) break;
        people.push(...(await present(asking, page.hits)));
        cursor = page.nextCursor;
      }
      return { people, first, nextCursor: cursor ?? null };
    },

    /** The row of the one person, or nobody's, with the same work either way. */
    async findRow({ tenantId, identity }: Asking, userId: string | undefined): Promise<ProfileRow | undefined> {
      return (await rows.findByIds(tenantId, [userId ?? nobodysId], identity?.userId ?? null))[0];
    },
  };
}
