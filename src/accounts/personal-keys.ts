// One random key for each person, kept encrypted under the master secret. Whatever is sealed with it can be read until
// the key is destroyed, and by nobody after that, wherever copies of it lie.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ChangeFeed } from '../platform/changes.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { open, seal } from '../platform/sealing.ts';

const maxCachedKeys = 5_000;
const keyBytes = 32;

interface StoredKey {
  readonly wrapped: Buffer;
  /** Made by the very transaction that reads it, which may still be rolled back. */
  readonly provisional: boolean;
}

const selectSql = `
select wrapped, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) as provisional from personal_keys where user_id = $1`;
const insertSql = `
insert into personal_keys (user_id, wrapped) values ($1, $2) on conflict (user_id) do nothing
returning wrapped, true as provisional`;

export type PersonalKeys = ReturnType<typeof createPersonalKeys>;

export function createPersonalKeys(deps: {
  sequelize: Sequelize;
  changes: Pick<ChangeFeed, 'subscribe' | 'connected'>;
  /** 32 bytes that wrap every personal key. */
  wrappingKey: Buffer;
}) {
  const { changes } = deps;
  const wrappingKey = createSecretKey(deps.wrappingKey);
  const select = hotStatement<StoredKey>(deps.sequelize, selectSql);
  const insert = hotStatement<StoredKey>(deps.sequelize, insertSql);

  const cache = new LRUCache<string, KeyObject>({ max: maxCachedKeys });
  let epoch = 0;
  changes.subscribe({
    changed(topic) {
      if (!topic.startsWith('account:')) return;
      epoch += 1;
      cache.delete(topic.slice(topic.indexOf('/') + 1));
    },
    gap() {
      epoch += 1;
      cache.clear();
    },
  });

  function unwrap(userId: string, wrapped: Buffer): KeyObject {
    const key = open(wrappingKey, userId, wrapped);
    // Never made anew: everything sealed so far would be lost to a mere misconfiguration.
    if (!key) throw new Error('A personal key does not open: SECRET_KEY is not the one it was made with');
    return createSecretKey(key);
  }

  async function find(userId: string, tx?: Tx): Promise<KeyObject | undefined> {
    const cached = changes.connected() ? cache.get(userId) : undefined;
    if (cached) return cached;
    const since = epoch;
    const [stored] = await select([userId], tx);
    if (!stored) return undefined;
    const key = unwrap(userId, stored.wrapped);
    if (!stored.provisional && epoch === since && changes.connected()) cache.set(userId, key);
    return key;
  }

  /** Concurrent first uses wait for one another here, and end with the same key. */
  async function findOrCreate(tx: Tx, userId: string): Promise<KeyObject> {
    const known = await find(userId, tx);
    if (known) return known;
    const [made] = await insert([userId, seal(wrappingKey, userId, randomBytes(keyBytes))], tx);
    const key = made ? unwrap(userId, made.wrapped) : await find(userId, tx);
    if (!key) throw new Error('A personal key was destroyed while it was being made');
    return key;
  }

  return {
    /** Encrypts with the person’s key, which is made on first use. */
    seal: async (tx: Tx, userId: string, data: Buffer): Promise<Buffer> =>
      seal(await findOrCreate(tx, userId), userId, data),

    /** Decrypts; undefined once the key is gone. */
    async open(userId: string, sealed: Buffer): Promise<Buffer | undefined> {
      const key = await find(userId);
      return key && open(key, userId, sealed);
    },

    /** Makes everything sealed so far unreadable. Announce the account with the same transaction: other processes remember keys. */
    async destroy(tx: Tx, userId: string): Promise<void> {
      await deps.sequelize.query('delete from personal_keys where user_id = $1', { bind: [userId], transaction: tx });
    },
  };
}
