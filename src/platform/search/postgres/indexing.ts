// The write side: replaces everything the index holds of one id. Locks are taken in one order (the dictionary, the
// id's version row, scopes, words sorted), so concurrent calls wait for each other but cannot deadlock.
import { QueryTypes, type Sequelize, Transaction } from 'sequelize';
import type { SearchEntry } from '../port.ts';
import { documentWords } from '../words.ts';
import { shareWords } from './locks.ts';
import { requireScopeIds } from './scopes.ts';
import { requireWordIds } from './words.ts';

const MAX_WEIGHT = 100;
const RANKS_PER_WEIGHT = 100;

/** Replaces the entry's documents and words in one transaction, unless a newer version is present. */
export function replaceEntry(sequelize: Sequelize, entry: SearchEntry): Promise<'indexed' | 'stale'> {
  const { tenantId, id } = entry;
  return transact(sequelize, async (transaction) => {
    await shareWords(sequelize, transaction);
    if (!(await claimVersion(sequelize, entry, transaction))) return 'stale';
    const audiences = entry.documents.map((document) => document.audience);
    const scopes = await requireScopeIds(sequelize, tenantId, audiences, transaction);
    await replaceDocuments(sequelize, entry, scopes, transaction);
    const words = entry.documents.flatMap((document, index) =>
      Array.from(documentWords(document.fields), ([term, weight]) => ({
        scopeId: scopes[index] ?? 0,
        term,
        rank: rankOf(weight),
      })),
    );
    const wordIds = await requireWordIds(sequelize, words, transaction);
    await deleteTerms(sequelize, tenantId, id, wordIds, transaction);
    await sequelize.query(
      `insert into search_terms (id, word_id, rank)
       select $1, word_id, rank from unnest($2::int[], $3::int[]) as t (word_id, rank)
       on conflict (id, word_id) do update set rank = excluded.rank where search_terms.rank <> excluded.rank`,
      { bind: [id, wordIds, words.map((word) => word.rank)], transaction },
    );
    return 'indexed';
  });
}

/** Removes every trace of the id but its words, which `pruneWords` forgets once nobody else uses them. */
export function eraseEntry(sequelize: Sequelize, tenantId: string, id: string): Promise<void> {
  return transact(sequelize, async (transaction) => {
    const bind = [tenantId, id];
    await sequelize.query('delete from search_versions where tenant_id = $1 and id = $2', { bind, transaction });
    await deleteDocuments(sequelize, tenantId, id, transaction);
    await deleteTerms(sequelize, tenantId, id, [], transaction);
  });
}

// Every statement must see what others committed while it waited for a lock, so the level is named.
function transact<Result>(sequelize: Sequelize, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return sequelize.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED }, work);
}

// Equal versions pass, so that a job can run twice. At equal versions an older privacy setting is stale too.
async function claimVersion(sequelize: Sequelize, entry: SearchEntry, transaction: Transaction): Promise<boolean> {
  const claimed = await sequelize.query(
    `insert into search_versions as present (tenant_id, id, version, privacy_version) values ($1, $2, $3, $4::int)
     on conflict (tenant_id, id) do update
       set version = excluded.version, privacy_version = greatest(present.privacy_version, excluded.privacy_version)
       where present.version < excluded.version
          or (present.version = excluded.version and ($5 or present.privacy_version <= excluded.privacy_version))
     returning id`,
    {
      bind: [
        entry.tenantId,
        entry.id,
        entry.version,
        Math.max(0, ...entry.documents.map((document) => document.privacyVersion)),
        entry.documents.length === 0,
      ],
      type: QueryTypes.SELECT,
      transaction,
    },
  );
  return claimed.length > 0;
}

async function replaceDocuments(
  sequelize: Sequelize,
  { tenantId, id, version, documents }: SearchEntry,
  scopes: readonly number[],
  transaction: Transaction,
): Promise<void> {
  await deleteDocuments(sequelize, tenantId, id, transaction);
  const privacyVersions = documents.map((document) => document.privacyVersion);
  await sequelize.query(
    `insert into search_documents (scope_id, id, tenant_id, version, privacy_version)
     select scope_id, $1, $2, $3, privacy_version from unnest($4::int[], $5::int[]) as t (scope_id, privacy_version)`,
    { bind: [id, tenantId, version, scopes, privacyVersions], transaction },
  );
}

async function deleteDocuments(
  sequelize: Sequelize,
  tenantId: string,
  id: string,
  transaction: Transaction,
): Promise<void> {
  await sequelize.query(
    `delete from search_documents
     where scope_id in (select s.id from search_scopes s where s.tenant_id = $1) and id = $2`,
    { bind: [tenantId, id], transaction },
  );
}

async function deleteTerms(
  sequelize: Sequelize,
  tenantId: string,
  id: string,
  keptWordIds: readonly number[],
  transaction: Transaction,
): Promise<void> {
  await sequelize.query(
    `delete from search_terms t using search_words w, search_scopes s
     where t.id = $2 and t.word_id <> all($3::int[]) and w.id = t.word_id and s.id = w.scope_id and s.tenant_id = $1`,
    { bind: [tenantId, id, keptWordIds], transaction },
  );
}

function rankOf(weight: number): number {
  if (!(weight > 0 && weight <= MAX_WEIGHT)) throw new RangeError(`A weight lies above 0 and below ${MAX_WEIGHT}.`);
  return -Math.max(1, Math.round(weight * RANKS_PER_WEIGHT));
}
