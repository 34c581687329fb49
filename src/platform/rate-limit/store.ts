// Where counts are kept that all processes share: PostgreSQL, Redis, or the memory of a lone process. A store that is
// down is replaced by that memory, so that a limit is never the reason why nobody gets in.
import { createHmac } from 'node:crypto';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Sequelize } from '../db/sequelize.ts';
import type { Counter, Rule } from './limit.ts';

export type StoreKind = 'memory' | 'postgres' | 'redis';

export interface LimitStore {
  readonly kind: StoreKind;
  /** `remembersSpent`: a key that has spent its points is refused from memory, and cannot be refunded. */
  counter(rule: Rule, options: { remembersSpent: boolean }): Counter;
  close(): void;
}

interface StoreOptions {
  readonly kind: StoreKind;
  readonly sequelize: Sequelize;
  readonly redisUrl: string | undefined;
  /** Hides who is counted: keys are made of addresses. */
  readonly hashKey: Buffer;
  /** Called for each count that the memory of this process took over. */
  readonly onInsured: () => void;
}

function connectRedis(url: string | undefined): Redis {
  if (!url) throw new Error('Counts on Redis need its address');
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 1_000 });
  redis.on('error', () => {}); // each count reports its own failure
  return redis;
}

/** Opens the store; one that does not answer keeps nothing from starting. */
export function createLimitStore({ kind, sequelize, redisUrl, hashKey, onInsured }: StoreOptions): LimitStore {
  const redis = kind === 'redis' ? connectRedis(redisUrl) : undefined;
  // Any of them forgets what has expired in the table, for all.
  let isSwept = false;

  function insuranceFor(rule: Rule) {
    const memory = new RateLimiterMemory({ points: rule.points, duration: rule.seconds });
    const keyOf = memory.getKey.bind(memory);
    return Object.assign(memory, {
      getKey(key: string | number) {
        onInsured();
        return keyOf(key);
      },
    });
  }

  function limiterFor(rule: Rule, remembersSpent: boolean) {
    const { name, points, seconds: duration } = rule;
    if (kind === 'memory') return new RateLimiterMemory({ points, duration });
    const options = {
      points,
      duration,
      insuranceLimiter: insuranceFor(rule),
      ...(remembersSpent && { inMemoryBlockOnConsumed: points }),
    };
    if (redis) return new RateLimiterRedis({ ...options, storeClient: redis, keyPrefix: `cameo:limit:${name}` });
    const clearExpiredByTimeout = !isSwept;
    isSwept = true;
    return new RateLimiterPostgres({
      ...options,
      storeClient: sequelize,
      storeType: 'sequelize',
      tableName: 'rate_limits',
      tableCreated: true, // by a migration
      clearExpiredByTimeout,
      keyPrefix: name,
    });
  }

  const hashed = (key: string) => createHmac('sha256', hashKey).update(key).digest('base64url').slice(0, 22);

  return {
    kind,
    counter(rule, { remembersSpent }) {
      const limiter = limiterFor(rule, remembersSpent);
      return {
        consume: (key) => limiter.consume(hashed(key)),
        penalty: (key, points) => limiter.penalty(hashed(key), points),
        reward: (key, points) => limiter.reward(hashed(key), points),
        delete: (key) => limiter.delete(hashed(key)),
      };
    },
    close: () => redis?.disconnect(),
  };
}
