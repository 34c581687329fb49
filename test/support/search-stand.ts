// A stand on which search engines are tried: made-up people of a fresh tenant, and short words for asking.
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type {
  SearchAudience,
  SearchDocument,
  SearchEngine,
  SearchEntry,
  SearchPage,
  SearchQuery,
  SearchSchema,
} from '../../src/platform/search/port.ts';

export interface SearchEngineHarness {
  engine: SearchEngine;
  capabilities: SearchCapabilities;
  /** Says which privacy version of an id is live now; null for none. */
  setLive(id: string, privacyVersion: number | null): Promise<void>;
  close(): Promise<void>;
}

/** What one engine can do and another cannot; where it cannot, the suite tests what it does instead. */
export interface SearchCapabilities {
  /** What is not live any more is out of every answer at once, and not only when it has been indexed anew. */
  hidesAtOnce: boolean;
  /** A page goes on behind the last hit, whoever has come or gone meanwhile; not after so many hits. */
  hasKeysetPages: boolean;
  /** A wrong first letter is a typo as any other. */
  forgivesFirstLetters: boolean;
  /** Shows a facet's value in the spelling that most of the documents have, and not in any of theirs. */
  showsCommonestSpelling: boolean;
}

/** The schema that a harness opens its engine with. */
export const standSchema = {
  facets: ['skills', 'location', 'verified'],
  orders: { name: 'asc', joined: 'desc', fans: 'desc' },
} as const satisfies SearchSchema;

export interface PersonInput {
  id?: string;
  name?: string;
  bio?: string;
  version?: number;
  privacyVersion?: number;
  audiences?: SearchAudience[];
  facets?: SearchDocument['facets'];
  orders?: SearchDocument['orders'];
}

/** A call that declares the hooks of the stand, too. */
export function createSearchStand(open: () => Promise<SearchEngineHarness>) {
  let harness: SearchEngineHarness;
  let tenantId: string;

  beforeAll(async () => {
    harness = await open();
  });
  afterAll(async () => {
    await harness?.close();
  });
  beforeEach(() => {
    tenantId = randomUUID();
  });

  const stand = {
    get engine(): SearchEngine {
      return harness.engine;
    },
    get capabilities(): SearchCapabilities {
      return harness.capabilities;
    },
    get tenantId(): string {
      return tenantId;
    },
    set tenantId(id: string) {
      tenantId = id;
    },
    setLive: (id: string, privacyVersion: number | null) => harness.setLive(id, privacyVersion),

    entry(person: PersonInput): SearchEntry {
      const { id = uuidv7(), name = '', bio = '', version = 1, privacyVersion = 1, facets = {}, orders = {} } = person;
      const fields = [
        { text: name, weight: 10, isName: true },
        { text: bio, weight: 1 },
      ];
      const documents = (person.audiences ?? ['public']).map((audience) => ({
        ...{ audience, privacyVersion, fields, facets, orders },
      }));
      return { tenantId, id, version, documents };
    },

    async put(person: PersonInput): Promise<string> {
      const entry = stand.entry(person);
      await harness.setLive(entry.id, person.privacyVersion ?? 1);
      await harness.engine.index([entry]);
      return entry.id;
    },

    /** In one call; answers their ids. */
    async putAll(people: readonly PersonInput[]): Promise<string[]> {
      const entries = people.map(stand.entry);
      for (const [at, { id }] of entries.entries()) await harness.setLive(id, people[at]?.privacyVersion ?? 1);
      await harness.engine.index(entries);
      return entries.map(({ id }) => id);
    },

    ask(text: string, query: Partial<SearchQuery> = {}): Promise<SearchPage> {
      return harness.engine.search({ tenantId, audience: 'public', text, limit: 20, ...query });
    },

    async find(text: string, query: Partial<SearchQuery> = {}): Promise<string[]> {
      return (await stand.ask(text, query)).hits.map((hit) => hit.id);
    },

    /** All pages, one after the other. */
    async walk(
      text: string,
      limit: number,
      query: Partial<SearchQuery> = {},
      between?: () => Promise<unknown>,
    ): Promise<string[]> {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await stand.ask(text, { limit, ...query, ...(cursor !== undefined && { cursor }) });
        ids.push(...page.hits.map((hit) => hit.id));
        cursor = page.nextCursor;
        await between?.();
      } while (cursor !== undefined);
      return ids;
    },
  };
  return stand;
}

export type SearchStand = ReturnType<typeof createSearchStand>;
