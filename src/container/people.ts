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
import { createHeaderCheck } from '../avatars/index.ts';
import {
  createBadgeEvaluation,
  createBadgeIconRows,
  createBadgeIcons,
  createBadgePresenter,
  createBadgeRepository,
  createBadgeService,
  createCredentialService,
  createIconProcessing,
  createStatusLists,
} from '../badges/index.ts';
import {
  createCompletenessService,
  createRescorings,
  createRuleService,
  createRuleSets,
  createScoredProfiles,
  createScores,
} from '../completeness/index.ts';
import {
  createEndorsementModeration,
  createEndorsementReading,
  createEndorsementRepository,
  createEndorsementScoring,
  createEndorsementService,
} from '../endorsements/index.ts';
import {
  createExtensionRepository,
  createExtensionService,
  createExtensionTypeRepository,
  createExtensionTypes,
} from '../extensions/index.ts';
import { createReindexing, createSearchService, createSearchVerification, createSitemap } from '../search/index.ts';
import {
  createChecks,
  createSettingDefinitions,
  createSettingsRepository,
  createSettingsService,
} from '../settings/index.ts';
import { createStatsRepository, createStatsService } from '../stats/index.ts';
import {
  createVerificationFiles,
  createVerificationRepository,
  createVerificationService,
} from '../verifications/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';
import { createSearchEngines } from './search.ts';

export function createPeople(config: Config, platform: Platform, core: Core) {
  const { sequelize, clock, keys, logger, metrics, limits } = platform;
  const { transact, rows, presenter, profiles, personalKeys, reader, tenantDirectory } = core;

  const settings = { repository: createSettingsRepository(sequelize), checkOf: createChecks(), transact };
  const extensionTypes = createExtensionTypes({ repository: createExtensionTypeRepository(sequelize), transact });
  const aliasRepository = createAliasRepository(sequelize);
  const badgeRepository = createBadgeRepository(sequelize);
  const badgePresenter = createBadgePresenter(config.http);
  const badges = createBadgeService({
    repository: badgeRepository,
    ...{ rows, presenter, badgePresenter, profiles, transact, clock },
  });
  const arrival = {
    stallMs: config.images.uploadStallSeconds * 1000,
    totalMs: config.images.uploadMaxSeconds * 1000,
  };
  const badgeIcons = { rows: createBadgeIconRows(sequelize), storage: platform.storage, transact };
  const verificationRepository = createVerificationRepository(sequelize);
  const verificationFiles = createVerificationFiles({
    storage: platform.storage,
    repository: verificationRepository,
    arrival,
    clock,
  });
  const endorsementRepository = createEndorsementRepository(sequelize);
  const endorsements = {
    ...{ sequelize, rows, presenter, profiles, transact },
    repository: endorsementRepository,
    limit: platform.limits.guarding({ name: 'endorsements', points: 60, seconds: 3_600 }),
  };
  const endorsementReading = createEndorsementReading(endorsements);
  const endorsementService = createEndorsementService({ ...endorsements, reading: endorsementReading });
  const {
    engine,
    engines,
    walks,
    mirror: searchMirror,
    outside,
    directSearch,
  } = createSearchEngines(config, platform, core);

  const scoring = {
    profiles: createScoredProfiles(sequelize),
    ruleSets: createRuleSets(sequelize),
    scores: createScores({ sequelize, clock }),
    transact,
  };

  return {
    activity: createActivityService({ sequelize, personalKeys }),
    addressRetention: createAddressRetention({
      sequelize,
      retentionDays: config.profiles.activityAddressDays,
      clock,
    }),
    stats: createStatsService({ repository: createStatsRepository(sequelize), transact, clock }),
    badgeRepository,
    endorsementRepository,
    endorsementReading,
    endorsements: endorsementService,
    endorsementModeration: createEndorsementModeration({ ...endorsements, service: endorsementService }),
    endorsementScoring: createEndorsementScoring(endorsements),
    badges,
    badgeIcons: createBadgeIcons({
      ...badgeIcons,
      header: createHeaderCheck(platform),
      presenter: badgePresenter,
      arrival,
    }),
    badgeIconProcessing: createIconProcessing({ ...badgeIcons, codec: platform.codec, clock }),
    verificationRepository,
    verificationFiles,
    verificationRequests: createVerificationService({
      repository: verificationRepository,
      files: verificationFiles,
      ...{ badges, badgeRepository, transact, clock },
    }),
    badgeEvaluation: createBadgeEvaluation({ sequelize, service: badges, transact, clock }),
    badgeCredentials: createCredentialService({
      badges,
      statusLists: createStatusLists(sequelize),
      signing: keys.signing,
      publicUrl: config.http.publicUrl,
      clock,
    }),
    completeness: createCompletenessService({ ...scoring, profileService: profiles }),
    completenessRules: createRuleService(scoring),
    completenessRescorings: createRescorings({ ...scoring, sequelize, clock }),
    analytics: createAnalyticsService({
      sequelize,
      transact,
      retentionDays: config.analytics.retentionDays,
      countAvatarViews: config.analytics.avatarViews,
      ownHosts: [new URL(config.http.publicUrl).hostname],
      clock,
      logger,
    }),
    engine,
    searchMirror,
    directSearch,
    searchReindexing: createReindexing({ engine, outside, rows, presenter, walks }),
    searchVerification: createSearchVerification({ engines, rows, presenter, walks, metrics, logger }),
    sitemap: createSitemap({
      sequelize,
      tenants: tenantDirectory,
      publicUrl: config.http.publicUrl,
      allowPublic: config.profiles.allowPublic,
    }),
    search: createSearchService({ engine, rows, presenter, reader, sequelize, limits, clock }),
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
