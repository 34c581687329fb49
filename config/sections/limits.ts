import Joi from 'joi';
import { key, type Values } from '../key.ts';
import type { queue } from './queue.ts';

const count = () => Joi.number().integer().min(1).max(10_000_000);

export const limits = {
  title: 'Limits',
  keys: {
    requests: key<'on' | 'off'>(
      'RATE_LIMITS',
      Joi.valid('on', 'off'),
      'on',
      '`off` where a gateway before the service limits requests. Tries of passwords and codes stay limited.',
    ),
    store: key<'auto' | 'memory' | 'postgres' | 'redis'>(
      'RATE_LIMIT_STORE',
      Joi.valid('auto', 'memory', 'postgres', 'redis'),
      'auto',
      'Where processes share their counts; `auto` is Redis where `REDIS_URL` is set and PostgreSQL otherwise, `memory` is for a single process.',
    ),
    reads: key('RATE_LIMIT_READS', count(), 1_200, 'Reads a minute by one account.'),
    openReads: key(
      'RATE_LIMIT_OPEN_READS',
      count(),
      600,
      'Reads a minute by everybody at one address who is not signed in; of IPv6 a /64 is one address.',
    ),
    searches: key('RATE_LIMIT_SEARCHES', count(), 120, 'Searches a minute by one account, or one address.'),
    suggestions: key(
      'RATE_LIMIT_SUGGESTIONS',
      count(),
      600,
      'Suggestions while a name is typed, a minute to one account, or one address.',
    ),
    files: key('RATE_LIMIT_FILES', count(), 6_000, 'Avatar files a minute to one account, or one address.'),
    writes: key('RATE_LIMIT_WRITES', count(), 240, 'Writes a minute by one account, or one address.'),
    uploads: key('RATE_LIMIT_UPLOADS', count(), 60, 'Uploads an hour by one account.'),
    signIns: key(
      'RATE_LIMIT_SIGN_INS',
      count(),
      600,
      'Requests of the sign-in group (sign-in, codes, refreshing) a minute by one address.',
    ),
    registrations: key(
      'RATE_LIMIT_REGISTRATIONS',
      count(),
      600,
      'Requests an hour by one address that make the service write to a mailbox: registrations, forgotten passwords, resent mails.',
    ),
    services: key('RATE_LIMIT_SERVICES', count(), 12_000, 'Requests a minute with one service token.'),
    accountsPerAddress: key(
      'RATE_LIMIT_ACCOUNTS_PER_ADDRESS',
      count(),
      20,
      'All accounts at one address together may do as much as this many of them.',
    ),
  },
} as const;

export function limitProblems({ store }: Values<typeof limits>, { redisUrl }: Values<typeof queue>): string[] {
  return store === 'redis' && !redisUrl ? ['RATE_LIMIT_STORE: redis needs REDIS_URL'] : [];
}
