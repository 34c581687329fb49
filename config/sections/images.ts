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
    allowedTypes: key<ImageType[]>(
      'IMAGE_ALLOWED_TYPES',
      list(Joi.string().valid(...imageTypes)),
      [...imageTypes],
      'The image formats that are accepted, judged by their bytes.',
    ),
    thumbnailSize: key(
      'THUMBNAIL_SIZE',
      Joi.number().integer().min(16).max(512),
      64,
      'The side of the thumbnail in pixels.',
    ),
    generateThumbnails: key(
      'GENERATE_THUMBNAILS',
      Joi.boolean(),
      true,
      'If false, no thumbnail is made and the 256 px picture stands in for it.',
    ),
  },
} as const;
