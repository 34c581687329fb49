// The write side. Meilisearch has no conditional writes, but does its tasks in the order in which it accepted them. So
// the order is ours to keep: a row for each id (`search_copies`) is locked and compared before the documents are sent,
// and let go when the task has its number. Whoever comes later sends later; whoever is older finds a newer version in
// the row and sends nothing. Where the answer with the number is lost, the row stays as it was and the caller tries
// again: what an older write may have overwritten meanwhile, that second try puts right.
import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import { QueryTypes } from 'sequelize';
import { type Sequelize, type Tx, transact } from '../../db/sequelize.ts';
import type { SearchEntry, SearchSchema } from '../port.ts';
import { documentId, type StoredDocument, searchAudiences, storedDocument } from './documents.ts';
import type { MirrorStates } from './state.ts';
import { settleTasks } from './tasks.ts';

type Outcome = 'indexed' | 'stale';

export interface IndexingParts {
  readonly sequelize: Sequelize;
  readonly client: Meilisearch;
  readonly states: MirrorStates;
  readonly indexUid: string;
  readonly schema: SearchSchema;
}

/** The index that is filled before it takes the other's place. */
export const nextUid = (indexUid: string): string => `${indexUid}-next`;

/** Replaces each entry as a whole; resolves when the engine has them. @throws MeilisearchFailure, or what the client throws */
export async function indexEntries(parts: IndexingParts, entries: readonly SearchEntry[]): Promise<Outcome[]> {
  const documents = new Map(entries.map((entry) => [entry, storedDocuments(entry, parts.schema)]));
  const outcomes = new Map<SearchEntry, Outcome>();
  for (let rest = entries; rest.length > 0; rest = rest.filter((entry) => !outcomes.has(entry))) {
    const round = firstOfEach(rest);
    const accepted = await sendAccepted(parts, round, (entry) => documents.get(entry) ?? []);
    for (const entry of round) outcomes.set(entry, accepted.has(entry) ? 'indexed' : 'stale');
  }
  return entries.map((entry) => outcomes.get(entry) ?? 'stale');
}

/** Forgets the id and its tombstone; resolves when the engine has forgotten. */
export async function eraseEntry(parts: IndexingParts, tenantId: string, id: string): Promise<void> {
  const tasks = await transact(parts.sequelize, async (tx) => {
    // The row is made where there is none, for its lock.
    await claim(parts.sequelize, [{ tenantId, id, version: 2 ** 31 - 1, documents: [] }], tx);
    const sent = await send(parts, tx, [], idsOf(tenantId, id));
    await parts.sequelize.query('delete from search_copies where tenant_id = $1 and id = $2', {
      bind: [tenantId, id],
      transaction: tx,
    });
    return sent;
  });
  await settleTasks(parts.client, tasks);
}

async function sendAccepted(
  parts: IndexingParts,
  entries: readonly SearchEntry[],
  documentsOf: (entry: SearchEntry) => readonly StoredDocument[],
): Promise<ReadonlySet<SearchEntry>> {
  const { accepted, tasks } = await transact(parts.sequelize, async (tx) => {
    const claimed = await claim(parts.sequelize, entries, tx);
    const fresh = entries.filter(({ tenantId, id }) => claimed.has(`${tenantId} ${id}`));
    const documents = fresh.flatMap(documentsOf);
    const kept = new Set(documents.map(({ id }) => id));
    const gone = fresh.flatMap(({ tenantId, id }) => idsOf(tenantId, id)).filter((id) => !kept.has(id));
    return { accepted: new Set(fresh), tasks: await send(parts, tx, documents, gone) };
  });
  await settleTasks(parts.client, tasks);
  return accepted;
}

/** To the index that answers, and to the one that is being built. */
async function send(
  { client, states, indexUid }: IndexingParts,
  tx: Tx,
  documents: readonly StoredDocument[],
  gone: readonly string[],
): Promise<EnqueuedTask[]> {
  const { live, building } = await states.findForWriting(tx);
  const uids = [...(live ? [indexUid] : []), ...(building ? [nextUid(indexUid)] : [])];
  const tasks: EnqueuedTask[] = [];
  for (const uid of uids) {
    const index = client.index<StoredDocument>(uid);
    if (gone.length > 0) tasks.push(await index.deleteDocuments([...gone]));
    if (documents.length > 0) tasks.push(await index.addDocuments([...documents], { primaryKey: 'id' }));
  }
  return tasks;
}

// Equal versions pass, so that a job can run twice. At equal versions an older privacy setting is stale too.
async function claim(sequelize: Sequelize, entries: readonly SearchEntry[], tx: Tx): Promise<ReadonlySet<string>> {
  const rows = entries.map(({ tenantId, id, version, documents }) => ({
    ...{ tenantId, id, version },
    privacyVersion: documents.length > 0 ? Math.max(...documents.map((document) => document.privacyVersion)) : null,
  }));
  const claimed = await sequelize.query<{ key: string }>(
    `insert into search_copies as present (tenant_id, id, version, privacy_version)
     select "tenantId", id, version, "privacyVersion"
     from jsonb_to_recordset($1) as e ("tenantId" uuid, id uuid, version integer, "privacyVersion" integer)
     order by "tenantId", id
     on conflict (tenant_id, id) do update
       set version = excluded.version, privacy_version = greatest(present.privacy_version, excluded.privacy_version)
       where present.version < excluded.version or (present.version = excluded.version
         and (excluded.privacy_version is null or coalesce(present.privacy_version, 0) <= excluded.privacy_version))
     returning tenant_id || ' ' || id as key`,
    { bind: [JSON.stringify(rows)], type: QueryTypes.SELECT, transaction: tx },
  );
  return new Set(claimed.map(({ key }) => key));
}

const storedDocuments = (entry: SearchEntry, schema: SearchSchema): StoredDocument[] =>
  entry.documents.map((document) => storedDocument(entry, document, schema));

const idsOf = (tenantId: string, id: string): string[] =>
  searchAudiences.map((audience) => documentId(tenantId, id, audience));

/** One statement cannot claim a row twice: an id that comes again waits for the next round. */
function firstOfEach(entries: readonly SearchEntry[]): SearchEntry[] {
  const seen = new Map<string, SearchEntry>();
  for (const entry of entries) {
    const key = `${entry.tenantId} ${entry.id}`;
    if (!seen.has(key)) seen.set(key, entry);
  }
  return [...seen.values()];
}
