// The inner capabilities that all others stand on: the unit of work, accounts, preferences, profiles.
import type { Config } from '../../config/index.ts';
import { createAccountRepository, createFindRights, createPersonalKeys } from '../accounts/index.ts';
import { createAddressKeys } from '../audit/index.ts';
import { createAvatarHashes } from '../email-avatars/index.ts';
import { createRelay, createTransact } from '../outbox/index.ts';
import { createPreferencesRepository, createPreferencesService } from '../preferences/index.ts';
import {
  createAvatarLinks,
  createBlocks,
  createHandles,
  createHonestNames,
  createPresenter,
  createProfileReader,
  createProfileRepository,
  createProfileRows,
  createProfileService,
} from '../profiles/index.ts';
import { createTenantDirectory, createTenantRepository, createTenantService } from '../tenants/index.ts';
import type { Platform } from './platform.ts';

export type Core = ReturnType<typeof createCore>;

export function createCore(config: Config, platform: Platform) {
  const { sequelize, changes, clock, keys, logger, queues, metrics, tracing } = platform;
  const { allowPublic, defaultVisibility, cacheTtlSeconds, erasureGraceDays } = config.profiles;
  const relay = createRelay({ queues, tracing, logger });
  const personalKeys = createPersonalKeys({ sequelize, changes, wrappingKey: keys.derive('personal keys') });
  const addressKeys = createAddressKeys({
    sequelize,
    wrappingKey: keys.derive('audit addresses'),
    retentionDays: config.profiles.activityAddressDays,
    clock,
  });
  const transact = createTransact({
    sequelize,
    deliver: relay.deliver,
    announce: changes.announce,
    seal: personalKeys.seal,
    sealOrigin: addressKeys.seal,
    tracing,
    recorded: metrics.countActivities,
  });

  const accounts = createAccountRepository(sequelize);
  const findRights = createFindRights(sequelize);
  const links = createAvatarLinks({
    publicUrl: config.http.publicUrl,
    cdnUrl: config.http.cdnUrl,
    signingKey: keys.derive('avatar addresses'),
    clock,
  });
  const presenter = createPresenter({ avatarLinks: links, allowPublic });
  const tenantRepository = createTenantRepository(sequelize);
  const tenantDirectory = createTenantDirectory({ repository: tenantRepository, changes });
  const rows = createProfileRows(sequelize);
  const handles = createHandles(sequelize);
  const blocks = createBlocks({ sequelize, transact, rows, presenter });
  const avatarHashes = createAvatarHashes({ sequelize, rows, presenter });
  const profileRepository = createProfileRepository(sequelize);
  const preferences = createPreferencesService({
    repository: createPreferencesRepository(sequelize),
    transact,
    keepAvatarHashes: avatarHashes.keep,
    async findabilityChanged(unit, key) {
      const row = await profileRepository.outdateDocuments(unit.tx, key);
      if (row) unit.emit({ type: 'profile.findability-changed', ...key, version: row.version });
    },
  });
  const profiles = createProfileService({
    rows,
    repository: profileRepository,
    handles,
    honestNames: createHonestNames(sequelize),
    presenter,
    preferences,
    keepAvatarHashes: avatarHashes.keep,
    transact,
    defaultVisibility,
    allowPublic,
    graceDays: erasureGraceDays,
  });
  const reader = createProfileReader({
    rows,
    presenter,
    changes,
    blocks,
    findRights,
    cacheTtlSeconds,
    clock,
  });
  return {
    relay,
    transact,
    personalKeys,
    addressKeys,
    accounts,
    findRights,
    links,
    avatarHashes,
    presenter,
    tenantDirectory,
    tenants: createTenantService({ repository: tenantRepository, transact }),
    rows,
    handles,
    blocks,
    preferences,
    profiles,
    reader,
  };
}
