// What people add to their profiles, and what others see, find and count.
import type { Config } from '../../config/index.ts';
import { createActivityService, createAddressRetention } from '../activity/index.ts';
import {
  createAliasPresenter,
  createAliasRepository,
  createAliasService,
  createContextKeys,
  createUnmasking,
} from '../aliases/index.ts';
import { createAnalyticsService } from '../analytics/index.ts';
import { createBadgeRepository, createBadgeService } from '../badges/index.ts';
import { createCompletenessService } from '../completeness/index.ts';
import {
  createExtensionRepository,
  createExtensionService,
  createExtensionTypeRepository,
  createExtensionTypes,
} from '../extensions/index.ts';
import { createPostgresSearchEngine } from '../platform/search/postgres/engine.ts';
import { createSearchService, liveFilter } from '../search/index.ts';
import {
  createChecks,
  createSettingDefinitions,
  createSettingsRepository,
  createSettingsService,
} from '../settings/index.ts';
import { createStatsRepository, createStatsService } from '../stats/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

export function createPeople(config: Config, platform: Platform, core: Core) {
  const { sequelize, clock, keys, logger } = platform;
  const { transact, rows, presenter, profiles, personalKeys } = core;

  const settings = { repository: createSettingsRepository(sequelize), checkOf: createChecks(), transact };
  const extensionTypes = createExtensionTypes({ repository: createExtensionTypeRepository(sequelize), transact });
  const aliasRepository = createAliasRepository(sequelize);
  const badgeRepository = createBadgeRepository(sequelize);
  const engine = createPostgresSearchEngine({ sequelize, liveFilter });

  return {
    activity: createActivityService({ sequelize, personalKeys }),
    addressRetention: createAddressRetention({
      sequelize,
      retentionDays: config.profiles.activityAddressDays,
      clock,
    }),
    stats: createStatsService({ repository: createStatsRepository(sequelize), transact, clock }),
    badgeRepository,
    badges: createBadgeService({ repository: badgeRepository, rows, presenter, profiles, transact, clock }),
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
    settings: createSettingsService(settings),
    settingDefinitions: createSettingDefinitions(settings),
    extensionTypes,
    extensions: createExtensionService({
      repository: createExtensionRepository(sequelize),
      types: extensionTypes,
      rows,
      presenter,
      transact,
      allowPublic: config.profiles.allowPublic,
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
    aliasPresenter: createAliasPresenter({ publicUrl: config.http.publicUrl }),
    unmasking: createUnmasking({ sequelize, repository: aliasRepository, transact, clock }),
  };
}
