// Takes committed entries into the chain, one link after another. Any process may; an advisory lock lets one at a time.
import { QueryTypes } from 'sequelize';
import type { Clock } from '../platform/clock.ts';
import { type Sequelize, type Tx, transact } from '../platform/db/sequelize.ts';
import type { Logger } from '../platform/logger.ts';
import { beginning, entryColumns, type Link, linkAfter, type StoredEntry } from './chain.ts';
import type { Heads } from './heads.ts';

const batchSize = 500;
const signEvery = '1 minute';

// Cheap, because it is asked every other second: is there anything to do?
const dueSql = `
select exists (select from audit_pending) or last.link > last.head as due
from (select coalesce((select max(sequence) from audit.links), 0) as link,
  coalesce((select max(sequence) from audit.heads), 0) as head) last`;

// What has a link already is none of ours: somebody put it there to make this statement fail for ever.
const claimSql = `
with claimed as (
  delete from audit_pending where entry_id in (
    select p.entry_id from audit_pending p join audit.entries e on e.id = p.entry_id
    where not exists (select from audit.links l where l.entry_id = p.entry_id)
    order by p.entry_id limit ${batchSize})
  returning entry_id
)
select ${entryColumns} from audit.entries e join claimed on entry_id = e.id order by e.id`;

const linkSql = `
insert into audit.links (sequence, entry_id, hash)
select sequence, "entryId", decode(hash, 'hex') from jsonb_to_recordset($1) as l (sequence bigint, "entryId" uuid, hash text)`;

const unsignedSql = `
select not exists (
  select from audit.heads where sequence >= $1 or signed_at > now() - interval '${signEvery}') as due`;

export function createAuditSealer(deps: { sequelize: Sequelize; heads: Heads; clock: Clock; logger: Logger }) {
  const { sequelize, heads, clock, logger } = deps;
  const select = <Row extends object>(sql: string, tx?: Tx, bind: unknown[] = []) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, ...(tx && { transaction: tx }) });

  async function endOfChain(tx: Tx): Promise<Link> {
    const [last] = await select<Link>('select sequence, hash from audit.links order by sequence desc limit 1', tx);
    return last ?? beginning;
  }

  async function append(tx: Tx, entries: readonly StoredEntry[]): Promise<void> {
    let last = await endOfChain(tx);
    const links = entries.map((entry) => {
      last = linkAfter(last, entry);
      return { sequence: last.sequence, entryId: entry.id, hash: last.hash.toString('hex') };
    });
    await select(linkSql, tx, [JSON.stringify(links)]);
  }

  /** A head for the log, when the newest link has been without one for long enough. */
  async function signHead(tx: Tx): Promise<string | undefined> {
    const last = await endOfChain(tx);
    const [unsigned] = await select<{ due: boolean }>(unsignedSql, tx, [last.sequence]);
    if (last.sequence === 0 || !unsigned?.due) return undefined;
    const head = await heads.sign(last, clock());
    await select('insert into audit.heads (sequence, token) values ($1, $2)', tx, [last.sequence, head]);
    return head;
  }

  /** Returns how many entries it has linked, of `batchSize` at most. */
  const sealBatch = () =>
    transact(sequelize, async (tx) => {
      const [lock] = await select<{ held: boolean }>(
        "select pg_try_advisory_xact_lock(hashtext('cameo:audit')) as held",
        tx,
      );
      if (!lock?.held) return { linked: 0 };
      const entries = await select<StoredEntry>(claimSql, tx);
      if (entries.length > 0) await append(tx, entries);
      return { linked: entries.length, head: await signHead(tx) };
    });

  return {
    /** Links what has been committed so far, and signs the end. Returns how many entries it has linked. */
    async seal(): Promise<number> {
      const [chain] = await select<{ due: boolean }>(dueSql);
      if (!chain?.due) return 0;
      let sealed = 0;
      for (;;) {
        const { linked, head } = await sealBatch();
        sealed += linked;
        if (head) logger.info({ head }, 'audit trail signed');
        if (linked < batchSize) return sealed;
      }
    },
  };
}
