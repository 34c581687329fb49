import Joi from 'joi';
import { key } from '../key.ts';
import { list, url } from '../schemas.ts';

export const database = {
  title: 'Database',
  keys: {
    url: key<string | undefined>(
      'DATABASE_URL',
      url('postgres', 'postgresql'),
      undefined,
      'A PostgreSQL 15 or newer to use; without it an embedded PostgreSQL 18 runs in `DATA_DIR/postgres`.',
      { secret: true },
    ),
    migrationUrl: key<string | undefined>(
      'DATABASE_MIGRATION_URL',
      url('postgres', 'postgresql'),
      undefined,
      'The same database as its owner, for migrations alone. Then `DATABASE_URL` can name a role (it is made if it ' +
        'is missing) that may add to the audit trail, but not change it.',
      { secret: true },
    ),
    poolSize: key(
      'DATABASE_POOL_SIZE',
      Joi.number().integer().min(1).max(200),
      10,
      'Connections that each process keeps at most.',
    ),
    replicaUrls: key<string[] | undefined>(
      'DATABASE_REPLICA_URLS',
      list(url('postgres', 'postgresql')),
      undefined,
      'Read replicas.',
      { secret: true, unavailable: 'reads from replicas are not in this version' },
    ),
  },
} as const;
