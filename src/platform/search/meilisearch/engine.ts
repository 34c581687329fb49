// The search engine on Meilisearch, through its official client. Which parts of a document stand for what is in
// `documents.ts`, how the index comes to be and stays whole in `mirror.ts`.
import { Meilisearch } from 'meilisearch';
import type { Sequelize } from '../../db/sequelize.ts';
import type { IndexedEntry, SearchEngine, SearchSchema } from '../port.ts';
import { type KeptDocument, readDocuments } from './answers.ts';
import { placeOf, searchAudiences } from './documents.ts';
import { calling } from './failures.ts';
import { idIn } from './filters.ts';
import { eraseEntry, type IndexingParts, indexEntries } from './indexing.ts';
import { searchDocuments } from './searching.ts';
import { findSimilar } from './similar.ts';
import { createMirrorStates, isReady } from './state.ts';

/** One index for all tenants: its name is that of the installation's, not of a person's or tenant's. */
export const defaultIndexUid = 'cameo-profiles';

/** Ids of one place, read again with each page of a list. */
const LIST_SLACK = 100;

export interface MeilisearchOptions {
  readonly sequelize: Sequelize;
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly schema: SearchSchema;
  /** How long a question may take. */
  readonly askTimeoutMs: number;
  /** How long the acceptance of a write may take. */
  readonly writeTimeoutMs?: number;
  readonly indexUid?: string;
}

/** What works on one index: the engine, the mirror and the tokens share it. */
export function createMeilisearchParts(options: MeilisearchOptions): IndexingParts & { readonly asking: Meilisearch } {
  const { sequelize, url: host, apiKey, schema, indexUid = defaultIndexUid, writeTimeoutMs = 10_000 } = options;
  const clientWith = (timeout: number) =>
    new Meilisearch({ host, timeout, clientAgents: ['Cameo'], ...(apiKey !== undefined && { apiKey }) });
  return {
    sequelize,
    schema,
    indexUid,
    client: clientWith(writeTimeoutMs),
    asking: clientWith(options.askTimeoutMs),
    states: createMirrorStates({ sequelize, indexUid }),
  };
}

export function createMeilisearchEngine(parts: ReturnType<typeof createMeilisearchParts>): SearchEngine {
  const { client, asking, indexUid, schema, states } = parts;
  const reading = { client: asking, indexUid, schema };

  async function list(tenantId: string, after: string | null, limit: number): Promise<IndexedEntry[]> {
    const size = limit * searchAudiences.length + LIST_SLACK;
    const documents: KeptDocument[] = [];
    for (let offset = 0; ; offset += size) {
      const { results } = await client.index(indexUid).getDocuments({
        filter: [`tenantId = ${idIn(tenantId)}`, ...(after === null ? [] : [`place >= ${placeOf(after)}`])],
        fields: ['profileId', 'audience', 'version', 'privacyVersion'],
        sort: ['profileId:asc'],
        ...{ offset, limit: size },
      });
      documents.push(...readDocuments(results).filter(({ profileId }) => after === null || profileId > after));
      // So many hold the first `limit` ids, and those whole.
      if (results.length < size || documents.length >= limit * searchAudiences.length) break;
    }
    return entriesOf(documents).slice(0, limit);
  }

  return {
    name: 'meilisearch',
    index: (entries) => calling(() => indexEntries(parts, entries)),
    search: (query) => calling(() => searchDocuments(reading, query)),
    findSimilar: (query) => calling(() => findSimilar(reading, query)),
    list: (tenantId, after, limit) => calling(() => list(tenantId, after, limit)),
    erase: (tenantId, id) => calling(() => eraseEntry(parts, tenantId, id)),
    async check() {
      await calling(() => asking.health());
      if (!isReady(await states.find())) throw new Error('The index in Meilisearch is being built.');
    },
  };
}

function entriesOf(documents: readonly KeptDocument[]): IndexedEntry[] {
  const entries = new Map<string, IndexedEntry>();
  for (const { profileId: id, audience, version, privacyVersion } of documents) {
    const present = entries.get(id)?.documents ?? [];
    entries.set(id, { id, version, documents: [...present, { audience, privacyVersion }] });
  }
  return [...entries.values()];
}
