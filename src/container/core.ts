// The inner capabilities that all others stand on: the unit of work, accounts, preferences, profiles.
import type { Config } from '../../config/index.ts';
import { createAccountRepository, createFindRights, createPersonalKeys } from '../accounts/index.ts';
import { createRelay, createTransact } from '../outbox/index.ts';
import { createPreferencesRepository, createPreferencesService } from '../preferences/index.ts';
import {
  createAvatarLinks,
  createBlocks,
  createHandles,
  createPresenter,
  createProfileReader,
  createProfileRepository,
  createProfileRows,
  createProfileService,
} from '../profiles/index.ts';
import type { Platform } from './platform.ts';

export type Core = ReturnType<typeof createCore>;

export function createCore(config: Config, platform: Platform) {
  const { sequelize, changes, clock, keys, logger, queues } = platform;
  const { allowPublic, defaultVisibility, cacheTtlSeconds, erasureGraceDays } = config.profiles;
  const relay = createRelay({ queues, logger });
  const personalKeys = createPersonalKeys({ sequelize, changes, wrappingKey: keys.derive('personal keys') });
  const transact = createTransact({
    sequelize,
    deliver: relay.deliver,
    announce: changes.announce,
    seal: personalKeys.seal,
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
  const rows = createProfileRows(sequelize);
  const handles = createHandles(sequelize);
  const blocks = createBlocks({ sequelize, transact });
  const preferences = createPreferencesService({ repository: createPreferencesRepository(sequelize), transact });
  const profiles = createProfileService({
    rows,
    repository: createProfileRepository(sequelize),
    handles,
    presenter,
    preferences,
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
    accounts,
    findRights,
    links,
    presenter,
    rows,
    handles,
    blocks,
    preferences,
    profiles,
    reader,
  };
}
