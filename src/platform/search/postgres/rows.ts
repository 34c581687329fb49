// The rows of a document: itself, what lists it under its words, and what lists it in orders. The document row is the
// truth; the lists are hints, and whoever reads them asks the document.
import type { Tx } from '../../db/sequelize.ts';
import type { Statements } from './statements.ts';
import { FACET_RANK } from './writing.ts';

export interface StoredRow {
  readonly scopeId: number;
  readonly tenantId: string;
  readonly id: string;
  readonly wordIds: readonly number[];
  readonly ranks: readonly number[];
  readonly facetIds: readonly number[];
  readonly facetValues: readonly string[];
  readonly orders: Readonly<Record<string, string>>;
}

export interface FreshRow extends StoredRow {
  readonly version: number;
  readonly privacyVersion: number;
}

interface Listed {
  readonly terms: { wordId: number; rank: number; id: string }[];
  readonly orders: { scopeId: number; name: string; place: string; id: string }[];
}

/** The documents of the ids, in every audience. */
export function findRows(
  statements: Statements,
  entries: readonly { tenantId: string; id: string }[],
  tx: Tx,
): Promise<StoredRow[]> {
  return statements.run<StoredRow>(
    (bind) =>
      `select d.scope_id as "scopeId", d.tenant_id as "tenantId", d.id, d.word_ids as "wordIds", d.ranks,
         d.facet_ids as "facetIds", d.facet_values as "facetValues", d.orders
       from unnest(${bind(entries.map(({ tenantId }) => tenantId))}::uuid[], ${bind(entries.map(({ id }) => id))}::uuid[]) as asked (tenant_id, id)
       join search_scopes s on s.tenant_id = asked.tenant_id
       join search_documents d on d.scope_id = s.id and d.id = asked.id`,
    tx,
  );
}

/** Removes documents that `fresh` does not have, and from the lists what it does not have any more. */
export async function removeRows(
  statements: Statements,
  present: readonly StoredRow[],
  fresh: readonly StoredRow[],
  tx: Tx,
): Promise<void> {
  const kept = new Set(fresh.map(keyOf));
  const gone = present.filter((row) => !kept.has(keyOf(row)));
  if (gone.length > 0)
    await statements.run(
      (bind) =>
        `delete from search_documents d
         using unnest(${bind(gone.map(({ scopeId }) => scopeId))}::int[], ${bind(gone.map(({ id }) => id))}::uuid[]) as g (scope_id, id)
         where d.scope_id = g.scope_id and d.id = g.id`,
      tx,
    );
  const { terms, orders } = difference(present, fresh);
  if (terms.length > 0)
    await statements.run(
      (bind) =>
        `delete from search_terms t
         using unnest(${bind(terms.map(({ wordId }) => wordId))}::int[], ${bind(terms.map(({ rank }) => rank))}::int[], ${bind(terms.map(({ id }) => id))}::uuid[])
           as g (word_id, rank, id)
         where t.word_id = g.word_id and t.rank = g.rank and t.id = g.id`,
      tx,
    );
  if (orders.length > 0)
    await statements.run(
      (bind) =>
        `delete from search_orders o
         using unnest(${bind(orders.map(({ scopeId }) => scopeId))}::int[], ${bind(orders.map(({ name }) => name))}::text[],
           ${bind(orders.map(({ place }) => place))}::text[], ${bind(orders.map(({ id }) => id))}::uuid[]) as g (scope_id, name, place, id)
         where o.scope_id = g.scope_id and o.name = g.name and o.place = g.place and o.id = g.id`,
      tx,
    );
}

/** Writes the documents, and into the lists what they did not have before. */
export async function writeRows(
  statements: Statements,
  present: readonly StoredRow[],
  fresh: readonly FreshRow[],
  tx: Tx,
): Promise<void> {
  if (fresh.length > 0)
    await statements.run(
      (bind) =>
        `insert into search_documents
           (scope_id, id, tenant_id, version, privacy_version, word_ids, ranks, facet_ids, facet_values, orders)
         select "scopeId", id, "tenantId", version, "privacyVersion", "wordIds", ranks, "facetIds", "facetValues", orders
         from jsonb_to_recordset(${bind(JSON.stringify(fresh))}::jsonb) as t ("scopeId" int, id uuid, "tenantId" uuid, version int,
           "privacyVersion" int, "wordIds" int[], ranks int[], "facetIds" int[], "facetValues" text[], orders jsonb)
         on conflict (scope_id, id) do update set version = excluded.version, privacy_version = excluded.privacy_version,
           word_ids = excluded.word_ids, ranks = excluded.ranks, facet_ids = excluded.facet_ids,
           facet_values = excluded.facet_values, orders = excluded.orders`,
      tx,
    );
  const { terms, orders } = difference(fresh, present);
  if (terms.length > 0)
    await statements.run(
      (bind) =>
        `insert into search_terms (word_id, rank, id)
         select * from unnest(${bind(terms.map(({ wordId }) => wordId))}::int[], ${bind(terms.map(({ rank }) => rank))}::int[],
           ${bind(terms.map(({ id }) => id))}::uuid[])
         on conflict do nothing`,
      tx,
    );
  if (orders.length > 0)
    await statements.run(
      (bind) =>
        `insert into search_orders (scope_id, name, place, id)
         select * from unnest(${bind(orders.map(({ scopeId }) => scopeId))}::int[], ${bind(orders.map(({ name }) => name))}::text[],
           ${bind(orders.map(({ place }) => place))}::text[], ${bind(orders.map(({ id }) => id))}::uuid[])
         on conflict do nothing`,
      tx,
    );
}

/** What lists the documents of `rows` and not those of `others`. */
function difference(rows: readonly StoredRow[], others: readonly StoredRow[]): Listed {
  const other = new Map(others.map((row) => [keyOf(row), row]));
  const found: Listed = { terms: [], orders: [] };
  for (const row of rows) {
    const { scopeId, id } = row;
    const same = other.get(keyOf(row));
    const held = new Map(same ? termsOf(same) : []);
    for (const [wordId, rank] of termsOf(row)) if (held.get(wordId) !== rank) found.terms.push({ wordId, rank, id });
    for (const [name, place] of Object.entries(row.orders))
      if (same?.orders[name] !== place) found.orders.push({ scopeId, name, place, id });
  }
  // In the order of the index: pages are filled one after the other, and two writers do not cross.
  found.terms.sort((a, b) => a.wordId - b.wordId || a.rank - b.rank);
  return found;
}

function termsOf({ wordIds, ranks, facetIds }: StoredRow): [wordId: number, rank: number][] {
  return [
    ...wordIds.map((wordId, at): [number, number] => [wordId, ranks[at] ?? 0]),
    ...facetIds.map((wordId): [number, number] => [wordId, FACET_RANK]),
  ];
}

function keyOf({ scopeId, id }: { scopeId: number; id: string }): string {
  return `${scopeId} ${id}`;
}
