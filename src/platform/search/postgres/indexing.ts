// The write side: replaces everything the index holds of some ids, in one transaction. Locks are taken in one order (the
// dictionary, version rows by id, scopes, words sorted), so concurrent calls wait for each other but cannot deadlock.
import { type Sequelize, Transaction } from 'sequelize';
import type { Tx } from '../../db/sequelize.ts';
import type { SearchEntry, SearchSchema } from '../port.ts';
import { shareWords } from './locks.ts';
import { raisePopularity, type WordUse } from './popularity.ts';
import { findRows, removeRows, type StoredRow, writeRows } from './rows.ts';
import { requireScopes } from './scopes.ts';
import type { Statements } from './statements.ts';
import { type FindWord, requireWords, type WordRow } from './words.ts';
import { type WrittenDocument, writeDocument } from './writing.ts';

interface Deps {
  readonly sequelize: Sequelize;
  readonly statements: Statements;
  readonly schema: SearchSchema;
}

type Written = SearchEntry & { readonly written: readonly WrittenDocument[] };

/** Replaces the documents of each entry, unless a newer version of it is present. */
export async function replaceEntries(
  { sequelize, statements, schema }: Deps,
  entries: readonly SearchEntry[],
): Promise<('indexed' | 'stale')[]> {
  // Cutting words takes longest, and needs no lock.
  const written = entries.map((entry) => ({
    ...entry,
    written: entry.documents.map((document) => writeDocument(document, schema)),
  }));
  return transact(sequelize, async (tx) => {
    await shareWords(sequelize, tx);
    const outcomes = new Map<SearchEntry, 'indexed' | 'stale'>();
    for (const round of roundsOf(written)) {
      const claimed = await claimVersions(statements, round, tx);
      for (const entry of round) outcomes.set(entry, claimed.has(keyOf(entry)) ? 'indexed' : 'stale');
      const fresh = round.filter((entry) => claimed.has(keyOf(entry)));
      if (fresh.length > 0) await replaceRows(statements, fresh, tx);
    }
    return written.map((entry) => outcomes.get(entry) ?? 'stale');
  });
}

/** Removes every trace of the id but its words, which `pruneWords` forgets once nobody else uses them. */
export function eraseEntry({ sequelize, statements }: Deps, tenantId: string, id: string): Promise<void> {
  return transact(sequelize, async (tx) => {
    await statements.run(
      (bind) => `delete from search_versions where tenant_id = ${bind(tenantId)} and id = ${bind(id)}`,
      tx,
    );
    await removeRows(statements, await findRows(statements, [{ tenantId, id }], tx), [], tx);
  });
}

// Every statement must see what others committed while it waited for a lock, so the level is named.
function transact<Result>(sequelize: Sequelize, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return sequelize.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED }, work);
}

/** The same id twice in one call is written twice, one after the other. */
function roundsOf(entries: readonly Written[]): Written[][] {
  const rounds: Map<string, Written>[] = [];
  for (const entry of entries) {
    const round = rounds.find((present) => !present.has(keyOf(entry)));
    if (round) round.set(keyOf(entry), entry);
    else rounds.push(new Map([[keyOf(entry), entry]]));
  }
  return rounds.map((round) => [...round.values()]);
}

// Equal versions pass, so that a job can run twice. At equal versions an older privacy setting is stale too; a removal,
// which has none (-1), is not.
async function claimVersions(statements: Statements, entries: readonly Written[], tx: Tx): Promise<Set<string>> {
  const privacyVersions = entries.map(({ documents }) =>
    Math.max(-1, ...documents.map((document) => document.privacyVersion)),
  );
  const claimed = await statements.run<{ tenantId: string; id: string }>(
    (bind) =>
      `insert into search_versions as present (tenant_id, id, version, privacy_version)
       select * from unnest(${bind(entries.map(({ tenantId }) => tenantId))}::uuid[], ${bind(entries.map(({ id }) => id))}::uuid[],
         ${bind(entries.map(({ version }) => version))}::int[], ${bind(privacyVersions)}::int[]) as t (tenant_id, id, version, privacy_version)
       order by 1, 2
       on conflict (tenant_id, id) do update
         set version = excluded.version, privacy_version = greatest(present.privacy_version, excluded.privacy_version)
         where present.version < excluded.version or (present.version = excluded.version
           and (excluded.privacy_version = -1 or present.privacy_version <= excluded.privacy_version))
       returning tenant_id as "tenantId", id`,
    tx,
  );
  return new Set(claimed.map(keyOf));
}

async function replaceRows(statements: Statements, entries: readonly Written[], tx: Tx): Promise<void> {
  const places = entries.flatMap(({ tenantId, documents }) =>
    documents.map(({ audience }) => ({ tenantId, audience })),
  );
  const scopeOf = await requireScopes(statements, places, tx);
  const documents = entries.flatMap((entry) =>
    entry.documents.map((document, at) => ({
      ...written(entry, at),
      document,
      entry,
      scopeId: scopeOf(entry.tenantId, document.audience),
    })),
  );
  const words = documents.flatMap(({ scopeId, ranks, facets }) =>
    [...ranks.keys(), ...facets.keys()].map((term) => ({ scopeId, term })),
  );
  const wordOf = await requireWords(statements, words, tx);
  const fresh = documents.map(({ scopeId, document, entry, ...rest }) => ({
    ...{ scopeId, tenantId: entry.tenantId, id: entry.id },
    ...{ version: entry.version, privacyVersion: document.privacyVersion },
    ...columnsOf(rest, (term) => wordOf(scopeId, term)),
  }));
  const present = await findRows(statements, entries, tx);
  await removeRows(statements, present, fresh, tx);
  await writeRows(statements, present, fresh, tx);
  await raisePopularity(statements, usesOf(documents, present, wordOf).values(), tx);
}

function written({ written: all }: Written, at: number): WrittenDocument {
  const document = all[at];
  if (!document) throw new Error('A document was not written.');
  return document;
}

function columnsOf(
  { ranks, nameRanks, facets, orders }: WrittenDocument,
  wordOf: (term: string) => WordRow,
): Pick<StoredRow, 'wordIds' | 'ranks' | 'facetIds' | 'facetValues' | 'orders'> {
  return {
    wordIds: [
      ...Array.from(ranks.keys(), (term) => wordOf(term).id),
      ...Array.from(nameRanks.keys(), (term) => -wordOf(term).id),
    ],
    ranks: [...ranks.values(), ...nameRanks.values()],
    facetIds: Array.from(facets.keys(), (term) => wordOf(term).id),
    facetValues: [...facets.values()],
    orders,
  };
}

// Of documents that are there already, only the words that they did not have.
function usesOf(
  documents: readonly (WrittenDocument & { scopeId: number; entry: SearchEntry })[],
  present: readonly StoredRow[],
  wordOf: FindWord,
): Map<number, WordUse> {
  const had = new Map(
    present.map((row) => [`${row.scopeId} ${row.id}`, new Set([...row.wordIds, ...row.facetIds])] as const),
  );
  const uses = new Map<number, WordUse>();
  for (const { scopeId, entry, ranks, nameRanks, facets } of documents) {
    const old = had.get(`${scopeId} ${entry.id}`);
    const count = (term: string, kind: 'documents' | 'names') => {
      const word = wordOf(scopeId, term);
      if (old?.has(kind === 'names' ? -word.id : word.id)) return;
      const use = uses.get(word.id) ?? { word, documents: 0, names: 0 };
      use[kind] += 1;
      uses.set(word.id, use);
    };
    for (const term of ranks.keys()) count(term, 'documents');
    for (const term of facets.keys()) count(term, 'documents');
    for (const term of nameRanks.keys()) count(term, 'names');
  }
  return uses;
}

function keyOf({ tenantId, id }: { tenantId: string; id: string }): string {
  return `${tenantId} ${id}`;
}
