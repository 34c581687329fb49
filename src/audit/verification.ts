// Walks the chain from its beginning: whether every link fits its entry and the link before, and every head its link.
import { QueryTypes, Transaction } from 'sequelize';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import type { Logger } from '../platform/logger.ts';
import { beginning, entryColumns, type Link, linkAfter, type StoredEntry } from './chain.ts';
import type { Heads, SignedHead } from './heads.ts';

const batchSize = 1_000;

interface Counts {
  readonly links: number;
  readonly heads: number;
  /** Heads of an earlier SIGNING_KEY: they fit, but their signature says nothing any more. */
  readonly unprovedHeads: number;
}

export type Verdict =
  | ({
      readonly intact: true /** Entries of the last seconds, which have no link yet. */;
      readonly pending: number;
    } & Counts)
  | { readonly intact: false /** For people; names the first link that does not fit. */; readonly problem: string };

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

function compare(head: SignedHead | undefined, sequence: number, hash: Buffer | undefined): void {
  if (!head || head.sequence !== sequence)
    throw new BrokenChain(`the head of link ${sequence} was not signed by this service`);
  if (!hash) throw new BrokenChain(`link ${sequence} is missing: a head that was signed at ${head.at} names it`);
  if (!head.hash.equals(hash))
    throw new BrokenChain(`link ${sequence} was made anew: a head that was signed at ${head.at} names another one`);
}

export function createAuditVerification(deps: { sequelize: Sequelize; heads: Heads; logger: Logger }) {
  const { sequelize, heads, logger } = deps;
  const select = <Row extends object>(tx: Tx, sql: string, bind: unknown[] = []) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, transaction: tx });

  /** The heads that name links behind `after` up to `upTo`, with `kept` among them. */
  async function headsBetween(tx: Tx, after: number, upTo: number, kept: SignedHead | undefined) {
    const rows = await select<{ sequence: number; token: string }>(tx, headsSql, [after, upTo]);
    const stored = await Promise.all(
      rows.map(async ({ sequence, token }) => ({ sequence, head: await heads.read(token) })),
    );
    const isHere = kept && kept.sequence > after && kept.sequence <= upTo;
    return { stored, named: isHere ? [...stored, { sequence: kept.sequence, head: kept }] : stored };
  }

  async function walk(tx: Tx, kept: SignedHead | undefined): Promise<Counts> {
    const counts = { links: 0, heads: 0, unprovedHeads: 0 };
    let last = beginning;
    for (let isEnd = false; !isEnd; ) {
      const rows = await select<LinkRow>(tx, linksSql, [last.sequence]);
      isEnd = rows.length < batchSize;
      const hashes = new Map<number, Buffer>();
      for (const row of rows) {
        last = follow(last, row);
        hashes.set(last.sequence, last.hash);
      }
      const { stored, named } = await headsBetween(
        tx,
        counts.links,
        isEnd ? Number.MAX_SAFE_INTEGER : last.sequence,
        kept,
      );
      for (const { sequence, head } of named) compare(head, sequence, hashes.get(sequence));
      counts.links = last.sequence;
      counts.heads += stored.length;
      counts.unprovedHeads += stored.filter(({ head }) => !head?.isProved).length;
    }
    return counts;
  }

  /** Entries that wait for their link. @throws BrokenChain when one is neither linked nor waiting */
  async function countPending(tx: Tx): Promise<number> {
    const [stray] = await select<{ id: string }>(tx, strayEntrySql);
    if (stray) throw new BrokenChain(`entry ${stray.id} was kept out of the chain`);
    const [lost] = await select<{ id: string }>(tx, lostEntrySql);
    if (lost) throw new BrokenChain(`entry ${lost.id} was removed before it had a link`);
    const [waiting] = await select<{ count: number }>(tx, 'select count(*)::int as count from audit_pending');
    return waiting?.count ?? 0;
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
      const isolationLevel = Transaction.ISOLATION_LEVELS.REPEATABLE_READ;
      return await sequelize.transaction({ isolationLevel }, async (tx) => ({
        intact: true,
        ...(await walk(tx, head)),
        pending: await countPending(tx),
      }));
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
