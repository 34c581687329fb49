import Joi from 'joi';
import { key } from '../key.ts';
import { list } from '../schemas.ts';

export const imageTypes = ['jpeg', 'png', 'gif', 'webp', 'avif'] as const;
export type ImageType = (typeof imageTypes)[number];

export const images = {
  title: 'Avatars',
  keys: {
    maxBytes: key(
      'IMAGE_MAX_SIZE',
      Joi.number().integer().min(1024).max(104_857_600),
      20_971_520,
      'The largest upload in bytes; more is refused while it is read.',
    ),
    uploadsPerHour: key(
      'UPLOADS_PER_HOUR',
      Joi.number().integer().min(1).max(10_000),
      30,
      'How many pictures one person may upload within an hour.',
    ),
    uploadStallSeconds: key(
      'UPLOAD_STALL_SECONDS',
      Joi.number().integer().min(1).max(300),
      20,
      'An upload of which nothing comes for so long is given up.',
    ),
    uploadMaxSeconds: key(
      'UPLOAD_MAX_SECONDS',
      Joi.number().integer().min(1).max(300),
      240,
      'How long the whole of an upload may take to arrive.',
    ),
    allowedTypes: key<ImageType[]>(
      'IMAGE_ALLOWED_TYPES',
      list(Joi.string().valid(...imageTypes)),
      [...imageTypes],
      'The image formats that are accepted, judged by their bytes.',
    ),
    sizes: key<number[]>(
      'AVATAR_SIZES',
      list(Joi.number().integer().min(16).max(2048)),
      [64, 128, 256, 512, 1024],
      'The sides of the pictures in pixels; each is made in WebP and JPEG, none larger than what was uploaded.',
    ),
    avif: key(
      'AVATAR_AVIF',
      Joi.boolean(),
      false,
      'If true, AVIF is added to each picture in the background, soon after it is published.',
    ),
    animation: key(
      'AVATAR_ANIMATION',
      Joi.boolean(),
      false,
      'If true, a picture that moves keeps up to 60 of its frames in a twin of 256 px; all others stand still.',
    ),
    defaultHosts: key<string[]>(
      'AVATAR_DEFAULT_HOSTS',
      list(Joi.string().hostname().lowercase()),
      [],
      'The hosts that `d=` of the e-mail avatar address may lead to; everything else is passed over.',
    ),
    thumbnailSize: key(
      'THUMBNAIL_SIZE',
      Joi.number().integer().min(16).max(512),
      64,
      'The side of the thumbnail in pixels; made besides AVATAR_SIZES where it is not one of them.',
    ),
    generateThumbnails: key(
      'GENERATE_THUMBNAILS',
      Joi.boolean(),
      true,
      'If false, no thumbnail is made for itself, and the medium picture stands in for it.',
    ),
  },
} as const;
