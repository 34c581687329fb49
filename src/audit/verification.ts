// Walks the chain from its beginning: whether every link fits its entry and the link before, and every head its link.
import { QueryTypes, Transaction } from 'sequelize';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { beginning, entryColumns, type Link, linkAfter, type StoredEntry } from './chain.ts';
import type { Logger } from '../platform/logger.ts';
import type { Heads, SignedHead } from './heads.ts';

const batchSize = 1_000;

export type Verdict =
  | {
      readonly intact: true;
      readonly links: number;
      readonly heads: number;
      /** Heads of an earlier SIGNING_KEY: they fit, but their signature says nothing any more. */
      readonly unprovedHeads: number;
      /** Entries of the last seconds, which have no link yet. */
      readonly pending: number;
    }
  | { readonly intact: false; /** For people; names the first link that does not fit. */ readonly problem: string };

type LinkRow = Link & Omit<StoredEntry, 'id'> & { readonly entryId: string; readonly id: string | null };

const linksSql = `
select l.sequence, l.hash, l.entry_id as "entryId", ${entryColumns}
from audit.links l left join audit.entries e on e.id = l.entry_id
where l.sequence > $1 order by l.sequence limit ${batchSize}`;

const headsSql = 'select sequence, token from audit.heads where sequence > $1 and sequence <= $2 order by sequence';

// An entry and its pending row are committed together, and so are a link and the end of the pending row.
const strayEntrySql = `
select e.id from audit.entries e
where not exists (select from audit.links l where l.entry_id = e.id)
  and not exists (select from audit_pending p where p.entry_id = e.id) limit 1`;
const lostEntrySql = `
select entry_id as id from audit_pending p where not exists (select from audit.entries e where e.id = p.entry_id) limit 1`;

/** The chain is broken; the message says where. */
class BrokenChain extends Error {}

function follow(last: Link, { entryId, id, sequence, hash, ...entry }: LinkRow): Link {
  if (sequence !== last.sequence + 1) throw new BrokenChain(`link ${last.sequence + 1} is missing`);
  if (id === null) throw new BrokenChain(`link ${sequence}: its entry ${entryId} is missing`);
  const expected = linkAfter(last, { id, ...entry });
  if (!expected.hash.equals(hash))
    throw new BrokenChain(`link ${sequence}: its entry ${entryId}, or a link up to here, was changed`);
  return expected;
}

function compare(head: SignedHead | undefined, sequence: number, hash: Buffer | undefined): SignedHead {
  if (!head || head.sequence !== sequence)
    throw new BrokenChain(`the head of link ${sequence} was not signed by this service`);
  if (!hash) throw new BrokenChain(`link ${sequence} is missing: a head that was signed at ${head.at} names it`);
  if (!head.hash.equals(hash))
    throw new BrokenChain(`link ${sequence} was made anew: a head that was signed at ${head.at} names another one`);
  return head;
}

export type AuditVerification = ReturnType<typeof createAuditVerification>;

export function createAuditVerification(deps: { sequelize: Sequelize; heads: Heads; logger: Logger }) {
  const { sequelize, heads, logger } = deps;
  const select = <Row extends object>(tx: Tx, sql: string, bind: unknown[] = []) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, transaction: tx });

  async function walk(tx: Tx, kept: SignedHead | undefined): Promise<Verdict> {
    const counts = { heads: 0, unprovedHeads: 0 };
    let last = beginning;

    async function compareHeads(hashes: ReadonlyMap<number, Buffer>, after: number, upTo: number): Promise<void> {
      for (const { sequence, token } of await select<{ sequence: number; token: string }>(tx, headsSql, [after, upTo])) {
        const { isProved } = compare(await heads.read(token), sequence, hashes.get(sequence));
        counts.heads += 1;
        if (!isProved) counts.unprovedHeads += 1;
      }
    }

    for (;;) {
      const rows = await select<LinkRow>(tx, linksSql, [last.sequence]);
      const before = last.sequence;
      const hashes = new Map<number, Buffer>();
      for (const row of rows) {
        last = follow(last, row);
        hashes.set(last.sequence, last.hash);
      }
      if (kept && kept.sequence > before && kept.sequence <= last.sequence)
        compare(kept, kept.sequence, hashes.get(kept.sequence));
      const isEnd = rows.length < batchSize;
      await compareHeads(hashes, before, isEnd ? Number.MAX_SAFE_INTEGER : last.sequence);
      if (isEnd) break;
    }
    if (kept && kept.sequence > last.sequence) compare(kept, kept.sequence, undefined);
    const [stray] = await select<{ id: string }>(tx, strayEntrySql);
    if (stray) throw new BrokenChain(`entry ${stray.id} was kept out of the chain`);
    const [lost] = await select<{ id: string }>(tx, lostEntrySql);
    if (lost) throw new BrokenChain(`entry ${lost.id} was removed before it had a link`);
    const [{ pending } = { pending: 0 }] = await select<{ pending: number }>(
      tx,
      'select count(*)::int as pending from audit_pending',
    );
    return { intact: true, links: last.sequence, ...counts, pending };
  }

  /**
   * Reads the whole trail, of all tenants, as it is at one moment.
   * @param kept a head from the logs, say: it must be in the chain, too
   */
  async function verify(kept?: string): Promise<Verdict> {
    const head = kept === undefined ? undefined : await heads.read(kept);
    if (kept !== undefined && !head?.isProved)
      return { intact: false, problem: 'the head to compare with was not signed by this service' };
    try {
      return await sequelize.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ }, (tx) =>
        walk(tx, head),
      );
    } catch (error) {
      if (error instanceof BrokenChain) return { intact: false, problem: error.message };
      throw error;
    }
  }

  return {
    verify,

    /** Verifies, and tells the log. */
    async report(): Promise<void> {
      const verdict = await verify();
      if (verdict.intact) logger.info(verdict, 'audit trail is intact');
      else logger.error(verdict, 'audit trail is broken');
    },
  };
}
