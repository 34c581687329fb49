// Whole addresses and browsers are kept under a key of their day. Once that key is forgotten nobody can read them, and
// the entries have not changed: a network remains, and the chain still fits.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { QueryTypes } from 'sequelize';
import type { SealOrigin } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { open, seal } from '../platform/sealing.ts';

const dayMs = 86_400_000;
const keyBytes = 32;
// So long at most a process can still read what another one has forgotten.
const rememberMs = 10 * 60_000;

interface StoredKey {
  readonly wrapped: Buffer;
  /** Made by the very transaction that reads it, which may still be rolled back. */
  readonly provisional: boolean;
}

const selectSql = `
select wrapped, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) as provisional
from audit_address_keys where day = $1`;
const insertSql = `
insert into audit_address_keys (day, wrapped) values ($1, $2) on conflict (day) do nothing
returning wrapped, true as provisional`;

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
const contextOf = (day: string): string => `audit address ${day}`;

export type AddressKeys = ReturnType<typeof createAddressKeys>;

export function createAddressKeys(deps: {
  sequelize: Sequelize;
  /** 32 bytes that wrap the key of each day. */
  wrappingKey: Buffer;
  retentionDays: number;
  clock: Clock;
}) {
  const wrappingKey = createSecretKey(deps.wrappingKey);
  const select = hotStatement<StoredKey>(deps.sequelize, selectSql);
  const insert = hotStatement<StoredKey>(deps.sequelize, insertSql);
  const remembered = new LRUCache<string, KeyObject>({ max: 500, ttl: rememberMs });

  function unwrap(day: string, wrapped: Buffer): KeyObject {
    const key = open(wrappingKey, contextOf(day), wrapped);
    if (!key) throw new Error('A key of the audit trail does not open: SECRET_KEY is not the one it was made with');
    return createSecretKey(key);
  }

  async function find(day: string, tx?: Tx): Promise<KeyObject | undefined> {
    const known = remembered.get(day);
    if (known) return known;
    const [stored] = await select([day], tx);
    const key = stored && unwrap(day, stored.wrapped);
    if (key && !stored.provisional) remembered.set(day, key);
    return key;
  }

  /** Concurrent first uses of a day wait for one another here, and end with the same key. */
  async function findOrCreate(tx: Tx, day: string): Promise<KeyObject> {
    const known = await find(day, tx);
    if (known) return known;
    const [made] = await insert([day, seal(wrappingKey, contextOf(day), randomBytes(keyBytes))], tx);
    const key = made ? unwrap(day, made.wrapped) : await find(day, tx);
    if (!key) throw new Error('The key of a day was forgotten while it was being made');
    return key;
  }

  const sealOrigin: SealOrigin = async (tx, data) => {
    const day = dayOf(deps.clock().getTime());
    return { day, sealed: seal(await findOrCreate(tx, day), contextOf(day), data) };
  };

  return {
    seal: sealOrigin,

    /** What was sealed on that day (`YYYY-MM-DD`); undefined once the key is forgotten. */
    async open(day: string, sealed: Buffer): Promise<Buffer | undefined> {
      const key = await find(day);
      return key && open(key, contextOf(day), sealed);
    },

    /** Forgets the keys of days before the retention. Returns how many those were. */
    async forget(): Promise<number> {
      const rows = await deps.sequelize.query('delete from audit_address_keys where day < $1 returning day', {
        type: QueryTypes.SELECT,
        bind: [dayOf(deps.clock().getTime() - deps.retentionDays * dayMs)],
      });
      remembered.clear();
      return rows.length;
    },
  };
}
