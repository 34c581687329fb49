// Avatars from upload to delivery.
import type { Config } from '../../config/index.ts';
import {
  createAvatarDelivery,
  createAvatarIntake,
  createAvatarProcessing,
  createUploadRepository,
  planVariants,
} from '../avatars/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

export function createPictures(config: Config, platform: Platform, core: Core) {
  const { storage, codec, sequelize } = platform;
  const { rows, presenter, profiles, links, transact } = core;
  const uploads = createUploadRepository(sequelize);
  const parts = {
    storage,
    codec,
    uploads,
    rows,
    presenter,
    profiles,
    links,
    transact,
    plan: planVariants(config.images),
  };
  return {
    uploads,
    avatarIntake: createAvatarIntake({
      ...parts,
      maxBytes: config.images.maxBytes,
      publicUrl: config.http.publicUrl,
    }),
    avatarProcessing: createAvatarProcessing(parts),
    avatarDelivery: createAvatarDelivery({ storage, rows, presenter, links }),
  };
}
