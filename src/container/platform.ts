// The parts that know no capability: database, queue, files, mail, keys, logs.
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config/index.ts';
import { createWorkerMetrics } from '../operations/index.ts';
import { type ChangeFeed, createChangeFeed } from '../platform/changes.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { createSequelize } from '../platform/db/sequelize.ts';
import { createStatementTimes } from '../platform/db/statement-times.ts';
import { createStatementWatch } from '../platform/db/watch-statements.ts';
import { createImageCodec } from '../platform/image/index.ts';
import { loadKeys } from '../platform/keys.ts';
import { createLogger } from '../platform/logger.ts';
import { createFileMailbox } from '../platform/mailer/file-mailer.ts';
import type { Mailer } from '../platform/mailer/port.ts';
import { createSmtpMailer } from '../platform/mailer/smtp-mailer.ts';
import { createMetrics } from '../platform/metrics.ts';
import { isReachable } from '../platform/net/addresses.ts';
import { createDns } from '../platform/net/dns.ts';
import { createSafeFetch } from '../platform/net/safe-fetch.ts';
import { openTracing } from '../platform/open-tracing.ts';
import { createQueueBackend } from '../platform/queue/backend.ts';
import { createQueues } from '../platform/queue/queues.ts';
import { createLimits } from '../platform/rate-limit/limits.ts';
import { createTokens } from '../platform/tokens.ts';

import { readVersion } from '../version.ts';
import { createFiles } from './files.ts';

export interface ContainerOptions {
  readonly config: Config;
  /** The process's name in logs and metrics. */
  readonly process: string;
  /** How many queues this process works on. */
  readonly workers?: number;
  readonly clock?: Clock;
}

/** Undefined where no mail server is configured. */
function createMailer({ smtpUrl, from, ...dkim }: Config['mail'], clock: Clock): Mailer | undefined {
  const { dkimDomain: domainName, dkimSelector: keySelector, dkimPrivateKey: privateKey } = dkim;
  if (!smtpUrl) return undefined;
  const signer = domainName && keySelector && privateKey ? { domainName, keySelector, privateKey } : undefined;
  return createSmtpMailer({ url: smtpUrl, from, dkim: signer, clock });
}

export type Platform = Awaited<ReturnType<typeof createPlatform>>;

export async function createPlatform({ config, process: name, workers = 0, clock = systemClock }: ContainerOptions) {
  const { url: databaseUrl, poolSize } = config.database;
  if (!databaseUrl) throw new Error('DATABASE_URL is needed here; `npm start` sets it for its own database');
  const logger = createLogger({ level: config.logLevel, process: name });
  const keys = loadKeys({ ...config.auth, dataDirectory: config.dataDirectory });
  const processName = `${name}@${hostname()}:${process.pid}`;
  const metrics = createMetrics(processName);
  const { slowStatementMs: slowMs, otlpEndpoint: endpoint } = config.observability;
  const tracing = await openTracing({ endpoint, process: processName, version: readVersion() });
  const times = createStatementTimes();
  const watch = createStatementWatch({ metrics, times, tracing, logger, slowMs });
  const sequelize = createSequelize(databaseUrl, { poolSize, watch });
  const { redisUrl } = config.queue;
  const queueBackend = createQueueBackend({ databaseUrl, redisUrl, workers });
  const changes: ChangeFeed = await createChangeFeed({ databaseUrl, logger });
  await queueBackend.ready();
  const mailbox = createFileMailbox({ directory: join(config.dataDirectory, 'mail'), from: config.mail.from, clock });
  const { allowPrivate, ports, dnsServers } = config.outgoing;
  const dns = createDns({ servers: dnsServers });
  return {
    clock,
    logger,
    keys,
    processName,
    sequelize,
    queueBackend,
    changes,
    queues: createQueues(queueBackend),
    metrics,
    tracing,
    statementTimes: times,
    limits: createLimits({
      store: config.limits.store,
      sequelize,
      redisUrl,
      hashKey: keys.derive('rate limits'),
      logger,
      metrics,
    }),
    workerMetrics: createWorkerMetrics({ sequelize, processName }),
    tokens: createTokens({ keys, issuer: config.http.publicUrl, clock }),
    ...(await createFiles(config, keys, logger, metrics)),
    mailbox,
    mailer: createMailer(config.mail, clock) ?? mailbox,
    dns,
    safeFetch: createSafeFetch({
      dns,
      isReachable: (address) => isReachable(address, { allowPrivate }),
      ports,
      userAgent: `Cameo/${readVersion()} (+${config.http.publicUrl})`,
    }),
    codec: createImageCodec({ allowedTypes: config.images.allowedTypes }),
  };
}
