// The parts that know no capability: database, queue, files, mail, keys, logs.
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config/index.ts';
import { createWorkerMetrics } from '../operations/index.ts';
import { type ChangeFeed, createChangeFeed } from '../platform/changes.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { createSequelize } from '../platform/db/sequelize.ts';
import { createImageCodec } from '../platform/image/index.ts';
import { loadKeys } from '../platform/keys.ts';
import { createLogger } from '../platform/logger.ts';
import { createFileMailbox } from '../platform/mailer/file-mailer.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createQueueBackend } from '../platform/queue/backend.ts';
import { createQueues } from '../platform/queue/queues.ts';
import { createDiskStorage } from '../platform/storage/index.ts';
import { createTokens } from '../platform/tokens.ts';

export interface ContainerOptions {
  readonly config: Config;
  /** The process's name in logs and metrics. */
  readonly process: string;
  /** How many queues this process works on. */
  readonly workers?: number;
  readonly clock?: Clock;
}

export type Platform = Awaited<ReturnType<typeof createPlatform>>;

export async function createPlatform({ config, process: name, workers = 0, clock = systemClock }: ContainerOptions) {
  const { url: databaseUrl, poolSize } = config.database;
  if (!databaseUrl) throw new Error('DATABASE_URL is needed here; `npm start` sets it for its own database');
  const logger = createLogger({ level: config.logLevel, process: name });
  const keys = loadKeys({ ...config.auth, dataDirectory: config.dataDirectory });
  const processName = `${name}@${hostname()}:${process.pid}`;
  const sequelize = createSequelize(databaseUrl, { poolSize });
  const queueBackend = createQueueBackend({ databaseUrl, redisUrl: config.queue.redisUrl, workers });
  const changes: ChangeFeed = await createChangeFeed({ databaseUrl, logger });
  await queueBackend.ready();
  return {
    clock,
    logger,
    keys,
    processName,
    sequelize,
    queueBackend,
    changes,
    queues: createQueues(queueBackend),
    metrics: createMetrics(processName),
    workerMetrics: createWorkerMetrics({ sequelize, processName }),
    tokens: createTokens({ keys, issuer: config.http.publicUrl, clock }),
    storage: await createDiskStorage({
      directory: join(config.dataDirectory, 'storage'),
      encryptionKey: keys.derive('storage'),
    }),
    mailer: createFileMailbox({ directory: join(config.dataDirectory, 'mail'), from: config.mail.from, clock }),
    codec: createImageCodec({ allowedTypes: config.images.allowedTypes }),
  };
}
