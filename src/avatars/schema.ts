// What comes in and goes out of the avatar routes.
import Joi from 'joi';
import type { AddressedPicture, PictureWish } from './delivery.ts';

export const upload = Joi.object({
  uploadId: Joi.string().guid(),
  status: Joi.valid('stored', 'processing', 'ready', 'rejected', 'failed', 'superseded', 'removed').description(
    'Pending: stored, processing. Final: ready, rejected and failed (see `reason`), superseded by a newer one, removed.',
  ),
  reason: Joi.string().allow(null).description('Why there is no picture, for its owner.'),
  avatarUrl: Joi.string().uri(),
  mediumUrl: Joi.string().uri(),
  thumbnailUrl: Joi.string().uri(),
  statusUrl: Joi.string().uri(),
  uploadedAt: Joi.string().isoDate(),
  finishedAt: Joi.string().isoDate().allow(null),
}).meta({ name: 'AvatarUpload' });

export const wish = Joi.object<PictureWish>({
  size: Joi.number().integer().min(1).max(2048).default(256).description('Pixels along a side.'),
  format: Joi.valid('webp', 'jpg').default('webp').description('The picture’s format; initials are always SVG.'),
});

export const pictureParams = Joi.object<Pick<AddressedPicture, 'userId' | 'hash' | 'file'>>({
  userId: Joi.string().max(64).description('Whose picture it is.').example('019c6e2a-1f0b-7c39-8e4d-2b1a9f3c5d70'),
  hash: Joi.string().max(64).description('Which of their pictures.').example('q8Jx2mVbT0aYc5Wd'),
  file: Joi.string().max(32).description('Size and format.').example('256.webp'),
});

export const pictureQuery = Joi.object<Pick<AddressedPicture, 'expires' | 'signature'>>({
  expires: Joi.number()
    .integer()
    .description('Until when the signature is good, in seconds since 1970.')
    .example(1795345200),
  signature: Joi.string()
    .max(64)
    .description('Comes with the address; only public pictures need none.')
    .example('Zm9yIHlvdSBhbG9uZQ'),
});
