// The only place that wires parts together. Every process makes one container and closes it when it ends.
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/index.ts';
import { checkPassword, createAccountRepository, createPersonalKeys, createVerifications } from './accounts/index.ts';
import { createActivityService, createAddressRetention } from './activity/index.ts';
import {
  createAliasPresenter,
  createAliasRepository,
  createAliasService,
  createContextKeys,
  createUnmasking,
} from './aliases/index.ts';
import { createAnalyticsService } from './analytics/index.ts';
import { createAuthenticate, createAuthService, createServiceTokens, createSessions } from './auth/index.ts';
import {
  createAvatarDelivery,
  createAvatarIntake,
  createAvatarProcessing,
  createUploadRepository,
  planVariants,
} from './avatars/index.ts';
import { createCompletenessService } from './completeness/index.ts';
import { defaultTenantId, type Role } from './contracts/identity.ts';
import {
  createExtensionRepository,
  createExtensionService,
  createExtensionTypeRepository,
  createExtensionTypes,
} from './extensions/index.ts';
import { createMailService } from './mail/index.ts';
import { createWorkerMetrics } from './operations/index.ts';
import { createRelay, createTransact } from './outbox/index.ts';
import { type ChangeFeed, createChangeFeed } from './platform/changes.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { createSequelize } from './platform/db/sequelize.ts';
import { createImageCodec } from './platform/image/index.ts';
import { loadKeys } from './platform/keys.ts';
import { createLogger } from './platform/logger.ts';
import { createFileMailbox } from './platform/mailer/file-mailer.ts';
import { createMetrics } from './platform/metrics.ts';
import { createQueueBackend } from './platform/queue/backend.ts';
import { createQueues } from './platform/queue/queues.ts';
import { createPostgresSearchEngine } from './platform/search/postgres/engine.ts';
import { createDiskStorage } from './platform/storage/index.ts';
import { normalizeEmail } from './platform/text/email.ts';
import { createTokens } from './platform/tokens.ts';
import { createPreferencesRepository, createPreferencesService } from './preferences/index.ts';
import {
  createAvatarLinks,
  createBlocks,
  createHandles,
  createPresenter,
  createProfileReader,
  createProfileRepository,
  createProfileRows,
  createProfileService,
} from './profiles/index.ts';
import { createSearchService, liveFilter } from './search/index.ts';
import {
  createChecks,
  createSettingDefinitions,
  createSettingsRepository,
  createSettingsService,
} from './settings/index.ts';
import { createStatsRepository, createStatsService } from './stats/index.ts';
import { readVersion } from './version.ts';

export interface ContainerOptions {
  readonly config: Config;
  /** The process's name in logs and metrics. */
  readonly process: string;
  /** How many queues this process works on. */
  readonly workers?: number;
  readonly clock?: Clock;
}

async function createPlatform({ config, process: name, workers = 0, clock = systemClock }: ContainerOptions) {
  const { url: databaseUrl, poolSize } = config.database;
  if (!databaseUrl) throw new Error('DATABASE_URL is needed here; `npm start` sets it for its own database');
  const logger = createLogger({ level: config.logLevel, process: name });
  const keys = loadKeys({ ...config.auth, dataDirectory: config.dataDirectory });
  const processName = `${name}@${hostname()}:${process.pid}`;
  const sequelize = createSequelize(databaseUrl, { poolSize });
  const queueBackend = createQueueBackend({ databaseUrl, redisUrl: config.queue.redisUrl, workers });
  return {
    clock,
    logger,
    keys,
    processName,
    databaseUrl,
    sequelize,
    queueBackend,
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

export type Platform = Awaited<ReturnType<typeof createPlatform>>;

function createCapabilities(config: Config, platform: Platform, changes: ChangeFeed) {
  const { sequelize, clock, logger, keys, tokens, storage, codec, mailer } = platform;
  const { publicUrl, cdnUrl } = config.http;
  const { allowPublic, defaultVisibility, cacheTtlSeconds } = config.profiles;
  const relay = createRelay({ queues: platform.queues, logger });
  const personalKeys = createPersonalKeys({ sequelize, changes, wrappingKey: keys.derive('personal keys') });
  const transact = createTransact({
    sequelize,
    deliver: relay.deliver,
    announce: changes.announce,
    seal: personalKeys.seal,
  });

  const accounts = createAccountRepository(sequelize);
  const verifications = createVerifications({
    repository: accounts,
    tokens,
    codeKey: keys.derive('verification codes'),
    clock,
  });

  const links = createAvatarLinks({ publicUrl, cdnUrl, signingKey: keys.derive('avatar addresses'), clock });
  const presenter = createPresenter({ avatarLinks: links, allowPublic });
  const rows = createProfileRows(sequelize);
  const repository = createProfileRepository(sequelize);
  const handles = createHandles(sequelize);
  const blocks = createBlocks({ sequelize, transact });
  const preferences = createPreferencesService({ repository: createPreferencesRepository(sequelize), transact });
  const profiles = createProfileService({
    rows,
    repository,
    handles,
    presenter,
    preferences,
    transact,
    defaultVisibility,
    allowPublic,
    graceDays: config.profiles.erasureGraceDays,
  });
  const reader = createProfileReader({
    rows,
    presenter,
    changes,
    blocks,
    rolesOf: accounts.rolesOf,
    cacheTtlSeconds,
    clock,
  });

  const settings = { repository: createSettingsRepository(sequelize), checkOf: createChecks(), transact };

  const extensionTypes = createExtensionTypes({ repository: createExtensionTypeRepository(sequelize), transact });
  const aliasRepository = createAliasRepository(sequelize);

  const sessions = createSessions({
    sequelize,
    lifetimeDays: config.auth.refreshTokenDays,
    tokenKey: keys.derive('refresh tokens'),
  });
  const auth = createAuthService({
    accounts,
    verifications,
    profiles,
    sessions,
    tokens,
    transact,
    isHandleFree: handles.isFree,
    accessTokenSeconds: config.auth.accessTokenSeconds,
    clock,
  });
  const serviceTokens = createServiceTokens({ sequelize, transact });
  const authenticate = createAuthenticate({ keys, issuer: tokens.issuer, sessions, serviceTokens, changes, clock });

  const plan = planVariants(config.images);
  const uploads = createUploadRepository(sequelize);
  const avatars = { storage, codec, uploads, rows, presenter, profiles, links, transact, plan };
  const engine = createPostgresSearchEngine({ sequelize, liveFilter });

  async function rolesOf(credentials: { email: string; password: string }): Promise<readonly Role[] | undefined> {
    const email = normalizeEmail(credentials.email);
    const account = email.ok ? await accounts.findByKey(defaultTenantId, email.value.key) : null;
    const matches = await checkPassword(credentials.password, account?.passwordHash);
    return matches && account?.status === 'active' ? account.roles : undefined;
  }

  return {
    relay,
    transact,
    personalKeys,
    auth,
    authenticate,
    serviceTokens,
    rolesOf,
    activity: createActivityService({ sequelize, personalKeys }),
    addressRetention: createAddressRetention({
      sequelize,
      retentionDays: config.profiles.activityAddressDays,
      clock,
    }),
    stats: createStatsService({ repository: createStatsRepository(sequelize), transact, clock }),
    profiles,
    blocks,
    reader,
    completeness: createCompletenessService({ sequelize, rows, transact }),
    analytics: createAnalyticsService({
      sequelize,
      transact,
      viewerKey: keys.derive('profile views'),
      clock,
      logger,
    }),
    engine,
    search: createSearchService({ engine, rows, presenter, profiles }),
    preferences,
    settings: createSettingsService(settings),
    settingDefinitions: createSettingDefinitions(settings),
    extensionTypes,
    extensions: createExtensionService({
      repository: createExtensionRepository(sequelize),
      types: extensionTypes,
      rows,
      presenter,
      transact,
      allowPublic,
    }),
    aliases: createAliasService({
      repository: aliasRepository,
      rows,
      presenter,
      personalKeys,
      contextKeyOf: createContextKeys(keys.derive('alias contexts')),
      transact,
      expiryHours: config.profiles.aliasExpiryHours,
      clock,
    }),
    aliasPresenter: createAliasPresenter({ publicUrl }),
    unmasking: createUnmasking({ sequelize, repository: aliasRepository, transact, clock }),
    mail: createMailService({ sequelize, mailer, verifications, accounts, uploads, preferences, publicUrl }),
    avatarIntake: createAvatarIntake({ ...avatars, maxBytes: config.images.maxBytes, publicUrl }),
    avatarProcessing: createAvatarProcessing(avatars),
    avatarDelivery: createAvatarDelivery({ storage, rows, presenter, links }),
  };
}

export type Container = Awaited<ReturnType<typeof createContainer>>;

export async function createContainer(options: ContainerOptions) {
  const { config } = options;
  const platform = await createPlatform(options);
  const { sequelize, queues, queueBackend, databaseUrl, logger } = platform;
  const changes = await createChangeFeed({ databaseUrl, logger });
  await queueBackend.ready();
  const capabilities = createCapabilities(config, platform, changes);
  return {
    ...platform,
    ...capabilities,
    config,
    changes,
    version: readVersion(),
    /** Hands over what is on its way and lets go of every connection. Call after the last request or job. */
    async close(): Promise<void> {
      await capabilities.analytics.flush();
      await capabilities.relay.idle();
      await changes.close();
      await queues.close();
      await queueBackend.close();
      await sequelize.close();
    },
  };
}
