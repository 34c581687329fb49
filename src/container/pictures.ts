// Avatars from upload to delivery.
import type { Config } from '../../config/index.ts';
import {
  createAvatarChoice,
  createAvatarDelivery,
  createAvatarIntake,
  createAvatarProcessing,
  createAvatarUploads,
  createDrawings,
  createExactPictures,
  createHeaderCheck,
  createLeftoverSweep,
  createPictureOwners,
  createUploadQuota,
  createUploadRepository,
  createUploadWatch,
  createVariantFiles,
  planVariants,
} from '../avatars/index.ts';
import { createEmailAvatarService } from '../email-avatars/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

export function createPictures(config: Config, platform: Platform, core: Core) {
  const { storage, codec, sequelize, changes } = platform;
  const { rows, presenter, profiles, links, transact, avatarHashes } = core;
  const { maxBytes, uploadsPerHour, uploadStallSeconds, uploadMaxSeconds } = config.images;
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
  const perHourOf = async (tenantId: string): Promise<number> =>
    (await core.tenantDirectory.settingsOf(tenantId)).limits?.uploadsPerHour ?? uploadsPerHour;
  const drawings = createDrawings();
  const files = createVariantFiles({ storage });
  return {
    uploads,
    avatarIntake: createAvatarIntake({
      ...parts,
      header: createHeaderCheck({ codec, storage }),
      quota: createUploadQuota({ uploads, perHourOf }),
      limits: { maxBytes, stallMs: uploadStallSeconds * 1000, totalMs: uploadMaxSeconds * 1000 },
      observeUpload: platform.metrics.observeUpload,
    }),
    avatarUploads: createAvatarUploads({
      ...parts,
      watch: createUploadWatch({ uploads }),
      publicUrl: config.http.publicUrl,
    }),
    avatarChoice: createAvatarChoice(parts),
    avatarProcessing: createAvatarProcessing(parts),
    avatarLeftovers: createLeftoverSweep({ storage, uploads, clock: platform.clock }),
    emailAvatars: createEmailAvatarService({
      hashes: avatarHashes,
      drawings,
      pictures: createExactPictures({ files }),
      defaultHosts: config.images.defaultHosts,
    }),
    avatarDelivery: createAvatarDelivery({
      files,
      drawings,
      owners: createPictureOwners({ sequelize, rows, changes }),
      rows,
      presenter,
      links,
    }),
  };
}
